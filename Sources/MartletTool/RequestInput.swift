import Dispatch

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Where requests come from: JSON values in a row.
struct RequestInput {
  private var splitter = JSONValueSplitter()
  private var ready: [JSONValueSplitter.Value] = []
  private let descriptor: Int32?
  private var isAtEnd = false

  /// Values in a text; none if it is nil or blank.
  init(text: String?) {
    descriptor = nil
    ready = splitter.append((text ?? "").utf8)
    if let last = splitter.finish() { ready.append(last) }
  }

  /// Values from a file descriptor, as they arrive.
  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The next value; nil at the end.
  mutating func next() async throws -> JSONValueSplitter.Value? {
    while ready.isEmpty {
      if isAtEnd { return nil }
      guard let descriptor, let chunk = try await Self.read(descriptor) else {
        isAtEnd = true
        return splitter.finish()
      }
      ready = splitter.append(chunk)
    }
    return ready.removeFirst()
  }

  /// Reads what there is, or waits for something; nil at the end. A thread of its own waits, since reading blocks.
  private static func read(_ descriptor: Int32) async throws -> [UInt8]? {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        var failure: Int32 = 0
        let chunk = [UInt8](unsafeUninitializedCapacity: 64 * 1024) { buffer, count in
          var got: Int
          repeat {
            #if canImport(Glibc)
            got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
            got = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
            got = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
          } while got < 0 && errno == EINTR
          if got < 0 { failure = errno }
          count = max(got, 0)
        }
        if failure != 0 {
          let reason = String(cString: strerror(failure))
          continuation.resume(throwing: ToolError.failure("reading the input failed: \(reason)"))
        } else {
          continuation.resume(returning: chunk.isEmpty ? nil : chunk)
        }
      }
    }
  }
}
