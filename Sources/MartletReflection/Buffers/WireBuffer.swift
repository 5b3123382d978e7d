import MartletProtobuf

/// The wire format, written forwards: JSON's members come in an order of their own, so `WireWriter`'s way from the end
/// isn't open to them.
///
/// A nested message gets one byte for its length; if it turns out to need more, its content moves up. That is seldom:
/// most messages have fewer than 128 bytes.
struct WireBuffer: ~Copyable {
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(capacity, 64)
    base = .allocate(byteCount: self.capacity, alignment: 8)
  }

  deinit { base.deallocate() }

  /// Lends what was written. The pointer is valid until `body` returns.
  func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try body(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// A copy of what was written from a place on.
  func bytes(from start: Int = 0) -> [UInt8] {
    [UInt8](UnsafeRawBufferPointer(start: base + start, count: max(count - start, 0)))
  }

  /// Forgets what was written after a place.
  mutating func truncate(to count: Int) { self.count = min(count, self.count) }

  @inline(__always)
  private mutating func reserve(_ extra: Int) {
    if capacity - count < extra { grow(extra) }
  }

  @inline(never)
  private mutating func grow(_ extra: Int) {
    let larger = max(capacity * 2, count + extra + 64)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 8)
    moved.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = moved
    capacity = larger
  }

  @inline(__always)
  mutating func varint(_ value: UInt64) {
    reserve(10)
    value.forEachVarintByte { byte in
      base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
      count += 1
    }
  }

  @inline(__always)
  mutating func tag(_ tag: WireTag) { varint(UInt64(tag)) }

  mutating func fixed<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
    reserve(MemoryLayout<T>.size)
    base.storeBytes(of: value.littleEndian, toByteOffset: count, as: T.self)
    count += MemoryLayout<T>.size
  }

  @inline(__always)
  mutating func lengthDelimited(_ bytes: UnsafeRawBufferPointer) {
    varint(UInt64(bytes.count))
    raw(bytes)
  }

  /// Copies bytes that are already in wire format.
  @inline(__always)
  mutating func raw(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  mutating func lengthDelimited(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { lengthDelimited($0) }
  }

  /// Begins content whose length stands before it; returns its place, for `end`.
  @inline(__always)
  mutating func begin() -> Int {
    reserve(1)
    count += 1
    return count
  }

  /// Ends content that began at a place.
  @inline(__always)
  mutating func end(_ start: Int) {
    let length = count - start
    if length < 0x80 {
      base.storeBytes(of: UInt8(truncatingIfNeeded: length), toByteOffset: start - 1, as: UInt8.self)
    } else {
      endLong(start, length)
    }
  }

  @inline(never)
  private mutating func endLong(_ start: Int, _ length: Int) {
    let extra = UInt64(length).varintSize - 1
    reserve(extra)
    (base + start + extra).copyMemory(from: base + start, byteCount: length)
    count = start - 1
    varint(UInt64(length))
    count += length
  }
}
