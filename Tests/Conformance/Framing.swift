#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

// The frames of the conformance protocol: a length in four bytes, little-endian, then a message.

/// Reads a frame from a file descriptor.
///
/// - Returns: nil at the end of input.
/// - Throws: `CutOff` if it ends inside a frame.
func readFrame(from descriptor: Int32) throws(CutOff) -> [UInt8]? {
  let prefix = read(count: 4, from: descriptor)
  if prefix.isEmpty { return nil }
  if prefix.count < 4 { throw CutOff() }
  let length = prefix.withUnsafeBytes { Int(UInt32(littleEndian: $0.loadUnaligned(as: UInt32.self))) }
  let message = read(count: length, from: descriptor)
  if message.count < length { throw CutOff() }
  return message
}

/// The input ends inside a frame.
struct CutOff: Error {}

/// Writes a frame to a file descriptor.
///
/// - Returns: false if nobody reads any more.
func writeFrame(_ message: [UInt8], to descriptor: Int32) -> Bool {
  let prefix = withUnsafeBytes(of: UInt32(message.count).littleEndian) { [UInt8]($0) }
  return write(prefix + message, to: descriptor)
}

/// Reads `count` bytes, or as many as there are, in steps, so that a length that nothing follows costs no memory.
private func read(count: Int, from descriptor: Int32) -> [UInt8] {
  let step = 1 << 20
  var bytes: [UInt8] = []
  while bytes.count < count {
    let room = min(step, count - bytes.count)
    var failed = false
    let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
      var got = read(descriptor, buffer.baseAddress, room)
      while got < 0 && errno == EINTR { got = read(descriptor, buffer.baseAddress, room) }
      failed = got <= 0
      filled = max(0, got)
    }
    if failed { break }
    bytes += chunk
  }
  return bytes
}

private func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  bytes.withUnsafeBytes { buffer in
    var rest = UnsafeRawBufferPointer(buffer)
    while !rest.isEmpty {
      let written = write(descriptor, rest.baseAddress, rest.count)
      if written < 0 && errno == EINTR { continue }
      if written <= 0 { return false }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
    return true
  }
}
