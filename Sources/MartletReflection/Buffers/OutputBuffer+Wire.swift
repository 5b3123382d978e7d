import MartletProtobuf

// The wire format, written forwards: JSON's members come in an order of their own, so `WireWriter`'s way from the end isn't
// open to them.
//
// A nested message gets one byte for its length; if it turns out to need more, its content moves up. That is seldom: most
// messages have fewer than 128 bytes.

extension OutputBuffer {
  @inline(__always)
  mutating func varint(_ value: UInt64) {
    reserve(10)
    value.forEachVarintByte { store($0) }
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
    append(bytes)
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
