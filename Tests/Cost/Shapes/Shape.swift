/// An input from outside that is meant to cost more than its size says, and what takes it in.
public struct Shape: Sendable, CustomStringConvertible {
  /// What takes the input: a kind of decoding, encoding or compiling.
  public let entry: String
  /// What is odd about the input.
  public let name: String
  /// How many bytes the smaller of the two inputs has, about.
  public let size: Int
  /// How many bytes may be allocated for a byte of input.
  public let ceiling: Ceiling
  /// Makes an input of about so many bytes ready.
  public let prepare: @Sendable (Int) throws -> Work

  public var description: String { "\(entry): \(name)" }
}

/// How many bytes may be allocated for a byte of input.
public struct Ceiling: Sendable {
  /// In all, what is freed again included.
  public var total: Int
  /// At one time.
  public var peak: Int

  public init(total: Int, peak: Int) {
    self.total = total
    self.peak = peak
  }
}

/// An input that is ready, and what is measured.
public struct Work {
  /// The input's size in bytes.
  public let size: Int
  /// Takes the input in. Throws where it isn't taken as the shape says.
  public let run: () throws -> Void

  init(size: Int, run: @escaping () throws -> Void) {
    self.size = size
    self.run = run
  }
}

/// An input was accepted that should have been refused.
struct NotRefused: Error {}

/// Runs what should throw. What it throws says whether the input was refused for its form, or the shape is wrong.
func refused<R>(_ body: () throws -> R) throws {
  do {
    _ = try body()
  } catch {
    return
  }
  throw NotRefused()
}

extension Shape {
  /// A shape of bytes that are taken in as they are.
  init(
    _ entry: String, _ name: String, size: Int = 1000, ceiling: Ceiling, isAccepted: Bool = true,
    _ input: @escaping @Sendable (Int) throws -> [UInt8], _ consume: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.init(entry: entry, name: name, size: size, ceiling: ceiling) { size in
      let bytes = try input(size)
      return Work(size: bytes.count) {
        if isAccepted { try consume(bytes) } else { try refused { try consume(bytes) } }
      }
    }
  }
}

/// Every shape.
public let allShapes: [Shape] =
  binaryShapes + extensionShapes + jsonShapes + textShapes + descriptorShapes + dynamicShapes + compilerShapes
  + fieldMaskShapes
