#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What to measure: `PROGRAM FOLDER CASE OPERATION COUNT`. The folder has `CASE.bin`, the message in wire format, and
/// for some `CASE.json`.
public struct Order {
  public let name: String
  public let operation: String
  public let count: Int
  private let folder: String

  /// The order on the command line.
  public init() {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let count = Int(arguments[4]) else {
      print("usage: \(arguments.first ?? "codec") FOLDER CASE OPERATION COUNT")
      exit(2)
    }
    (folder, name, operation, self.count) = (arguments[1], arguments[2], arguments[3], count)
  }

  /// The case in wire format.
  public var wire: [UInt8] { read("\(folder)/\(name).bin") }
  /// The case in JSON.
  public var json: [UInt8] { read("\(folder)/\(name).json") }

  private func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else {
      print("no \(path)")
      exit(1)
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let read = fread(&chunk, 1, chunk.count, file)
      if read == 0 { return bytes }
      bytes += chunk[..<read]
    }
  }

  /// Runs `body` as often as ordered and prints how many nanoseconds of the processor each run took.
  @inlinable
  @inline(__always)
  public func measure(_ body: () throws -> Void) rethrows {
    let start = nanoseconds()
    for _ in 0..<count { try body() }
    report(nanoseconds() - start)
  }

  @usableFromInline
  func report(_ elapsed: UInt64) {
    print(Double(elapsed) / Double(count))
  }
}

@usableFromInline
func nanoseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// Uses a value in a way that the optimizer can't see.
@inline(never)
@_optimize(none)
public func use<T>(_ value: borrowing T) {}
