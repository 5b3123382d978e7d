#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import MartletReflection

/// Where a command writes: results to one place, everything else to another.
public struct Output: Sendable {
  private let writeResult: @Sendable (String) -> Void
  private let writeNote: @Sendable (String) -> Void

  /// An output that hands each piece of text to a closure.
  public init(result: @escaping @Sendable (String) -> Void, note: @escaping @Sendable (String) -> Void) {
    writeResult = result
    writeNote = note
  }

  /// Standard output and standard error, each piece written at once.
  public static let standard = Output(result: { Self.write($0, to: 1) }, note: { Self.write($0, to: 2) })

  /// The output of the command that the present task runs.
  @TaskLocal static var current = Output.standard

  /// Writes a result and ends its line. What a terminal would obey is escaped, here and in `note`: texts contain what
  /// files and servers say.
  func result(_ text: String) { writeResult(text.escapingControls + "\n") }

  /// Writes something about the work and ends its line.
  func note(_ text: String) { writeNote(text.escapingControls + "\n") }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        #if canImport(Glibc)
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        #elseif canImport(Musl)
        let count = Musl.write(descriptor, rest.baseAddress, rest.count)
        #else
        let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
        #endif
        if count < 0 && errno == EINTR { continue }
        // Nobody reads any more: there is nobody to tell.
        if count <= 0 { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }
}
