/// The body bytes that a stream has yet to send.
///
/// Small writes are gathered in one array; large ones stay arrays of their own, so that they are copied only once
/// more, into the connection's output.
struct OutboundBuffer {
  private var front: [UInt8] = []
  private var offset = 0
  private var rest: [[UInt8]] = []
  /// How many bytes are queued.
  private(set) var count = 0

  private static let gatherLimit = 16 * 1024

  mutating func append(_ bytes: [UInt8]) {
    if bytes.isEmpty { return }
    count += bytes.count
    if front.isEmpty {
      front = bytes
    } else if rest.isEmpty, front.count + bytes.count <= Self.gatherLimit {
      front.append(contentsOf: bytes)
    } else if let last = rest.last, last.count + bytes.count <= Self.gatherLimit {
      rest[rest.count - 1].append(contentsOf: bytes)
    } else {
      rest.append(bytes)
    }
  }

  /// Hands `length` bytes to `write`, in one or more pieces; `length` must not exceed `count`.
  mutating func take(_ length: Int, _ write: (UnsafeRawBufferPointer) -> Void) {
    var left = Swift.min(length, count)
    count -= left
    while left > 0 {
      let piece = Swift.min(left, front.count - offset)
      front.withUnsafeBytes { write(UnsafeRawBufferPointer(rebasing: $0[offset..<(offset + piece)])) }
      offset += piece
      left -= piece
      if offset == front.count { next() }
    }
  }

  private mutating func next() {
    offset = 0
    front = rest.isEmpty ? [] : rest.removeFirst()
  }

  mutating func removeAll() {
    front = []
    offset = 0
    rest = []
    count = 0
  }
}
