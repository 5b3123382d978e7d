/// Writes the wire format, from the end of its buffer towards the beginning.
///
/// Each nested length is known when the writer gets to it: one pass, no size computed beforehand. What is written
/// first stands last, so fields are written in descending order, and a field's value before its tag.
///
/// The writer owns its buffer and isn't copyable; it can be used again after `reset()`.
@frozen
public struct WireWriter: ~Copyable {
  // The buffer's beginning and end, and the first byte written so far: base <= head <= end.
  @usableFromInline var base: UnsafeMutableRawPointer
  @usableFromInline var end: UnsafeMutableRawPointer
  @usableFromInline var head: UnsafeMutableRawPointer
  /// Whether maps are written in the order of their keys.
  @usableFromInline package var isDeterministic = false
  /// The extensions that were written, if somebody wants to know.
  @usableFromInline package var seen: ExtensionRegistry?

  /// A writer whose buffer holds `capacity` bytes before it grows.
  @inlinable
  public init(capacity: Int = 256) {
    let capacity = Swift.max(capacity, 64)
    base = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
    end = base + capacity
    head = end
  }

  @inlinable deinit { base.deallocate() }

  /// How many bytes have been written.
  @inlinable public var count: Int { end - head }

  /// Forgets what was written and keeps the buffer.
  @inlinable public mutating func reset() { head = end }

  /// What was written.
  @inlinable public func bytes() -> [UInt8] { [UInt8](UnsafeRawBufferPointer(start: head, count: count)) }

  /// Lends what was written. The pointer is valid until `body` returns.
  @inlinable
  public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try body(UnsafeRawBufferPointer(start: head, count: count))
  }

  // MARK: - Room

  /// Makes sure that `count` more bytes fit.
  @inlinable
  @inline(__always)
  package mutating func reserve(_ count: Int) {
    if head - base < count { grow(count) }
  }

  @usableFromInline
  @inline(never)
  mutating func grow(_ needed: Int) {
    let written = count
    let capacity = Swift.max((end - base) * 2, written + needed + 64)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
    let newEnd = larger + capacity
    (newEnd - written).copyMemory(from: head, byteCount: written)
    base.deallocate()
    base = larger
    end = newEnd
    head = newEnd - written
  }

  // MARK: - Raw values; room has been reserved

  @inlinable
  @inline(__always)
  package mutating func store(varint value: UInt64) {
    if value < 0x80 {
      head -= 1
      head.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
      return
    }
    storeLong(varint: value)
  }

  @usableFromInline
  mutating func storeLong(varint value: UInt64) {
    // Seven bits a byte; at most ten bytes.
    let size = (70 - value.leadingZeroBitCount) / 7
    head -= size
    var at = head
    var rest = value
    while rest >= 0x80 {
      at.storeBytes(of: UInt8(truncatingIfNeeded: rest) | 0x80, as: UInt8.self)
      at += 1
      rest >>= 7
    }
    at.storeBytes(of: UInt8(truncatingIfNeeded: rest), as: UInt8.self)
  }

  @inlinable
  @inline(__always)
  package mutating func store<T: FixedWidthInteger & BitwiseCopyable>(fixed value: T) {
    head -= MemoryLayout<T>.size
    head.storeBytes(of: value.littleEndian, as: T.self)
  }

  @inlinable
  @inline(__always)
  package mutating func store(tag: WireTag) { store(varint: UInt64(tag)) }

  /// Copies bytes that are already in wire format, such as unknown fields.
  @inlinable
  public mutating func raw(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    head -= bytes.count
    head.copyMemory(from: source, byteCount: bytes.count)
  }

  /// Writes back the fields that the decoder didn't know.
  @inlinable
  @inline(__always)
  public mutating func unknown(_ fields: UnknownFields) {
    if !fields.isEmpty { fields.bytes.withUnsafeBytes { raw($0) } }
  }

  /// Writes gRPC's five-byte prefix (a flag, and the length of all that was written) before what was written.
  @inlinable
  public mutating func prefix(compressed: Bool) {
    reserve(5)
    let length = UInt32(truncatingIfNeeded: count)
    head -= 4
    head.storeBytes(of: length.bigEndian, as: UInt32.self)
    head -= 1
    head.storeBytes(of: compressed ? 1 : 0, as: UInt8.self)
  }
}
