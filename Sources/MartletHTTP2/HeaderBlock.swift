#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A header block as received: the fields in order, copied behind one another into a buffer that the connection uses
/// again for the next. Valid only during the call that lends it.
package struct HeaderBlock: Sequence {
  package typealias Bytes = UnsafeBufferPointer<UInt8>

  /// The size of the list, each field counted as name + value + 32 bytes (RFC 9113 section 10.5.1).
  package let listSize: Int
  /// Whether the list exceeded the limit; fields beyond it are missing.
  package let isTooLarge: Bool
  private let bytes: UnsafeRawBufferPointer

  fileprivate init(_ bytes: UnsafeRawBufferPointer, listSize: Int, isTooLarge: Bool) {
    self.bytes = bytes
    self.listSize = listSize
    self.isTooLarge = isTooLarge
  }

  package struct Iterator: IteratorProtocol {
    fileprivate var rest: UnsafeRawBufferPointer

    package mutating func next() -> (name: Bytes, value: Bytes)? {
      guard rest.count >= 8, let start = rest.baseAddress else { return nil }
      let nameLength = Int(start.loadUnaligned(as: UInt32.self))
      let valueLength = Int((start + 4).loadUnaligned(as: UInt32.self))
      let name = (start + 8).assumingMemoryBound(to: UInt8.self)
      let size = 8 + nameLength + valueLength
      rest = UnsafeRawBufferPointer(start: start + size, count: rest.count - size)
      return (Bytes(start: name, count: nameLength), Bytes(start: name + nameLength, count: valueLength))
    }
  }

  /// Whether `bytes` are what `copy` would return.
  package func isCopied(in bytes: [UInt8]) -> Bool {
    guard bytes.count == self.bytes.count, let start = self.bytes.baseAddress else { return false }
    return memcmp(bytes, start, bytes.count) == 0
  }

  /// The block's bytes, from which `init(copy:)` makes a block again.
  package func copy() -> [UInt8] { [UInt8](bytes) }

  /// A block over bytes that `copy` made.
  package init(copy bytes: UnsafeRawBufferPointer) {
    self.init(bytes, listSize: 0, isTooLarge: false)
  }

  package func makeIterator() -> Iterator { Iterator(rest: bytes) }
}

/// Gathers a header block field by field, within a limit.
struct HeaderGatherer: ~Copyable {
  private let limit: Int
  private var buffer: UnsafeMutableRawPointer
  private var capacity = 2048
  private var count = 0
  private var listSize = 0

  init(limit: Int) {
    self.limit = limit
    buffer = .allocate(byteCount: capacity, alignment: 8)
  }

  deinit { buffer.deallocate() }

  mutating func reset() {
    count = 0
    listSize = 0
  }

  mutating func add(_ name: UnsafePointer<UInt8>, _ nameLength: Int, _ value: UnsafePointer<UInt8>, _ valueLength: Int)
  {
    listSize += nameLength + valueLength + 32
    if listSize > limit { return }
    let size = 8 + nameLength + valueLength
    if capacity - count < size { grow(size) }
    let at = buffer + count
    at.storeBytes(of: UInt32(truncatingIfNeeded: nameLength), as: UInt32.self)
    (at + 4).storeBytes(of: UInt32(truncatingIfNeeded: valueLength), as: UInt32.self)
    (at + 8).copyMemory(from: name, byteCount: nameLength)
    (at + 8 + nameLength).copyMemory(from: value, byteCount: valueLength)
    count += size
  }

  private mutating func grow(_ needed: Int) {
    capacity = max(capacity * 2, count + needed)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
    larger.copyMemory(from: buffer, byteCount: count)
    buffer.deallocate()
    buffer = larger
  }

  var block: HeaderBlock {
    HeaderBlock(
      UnsafeRawBufferPointer(start: buffer, count: count), listSize: listSize, isTooLarge: listSize > limit)
  }
}
