/// Writes the wire format, from the end of its buffer towards the beginning.
///
/// Each nested length is known when the writer gets to it: one pass, no size computed beforehand. What is written
/// first stands last, so fields are written in descending order, and a field's value before its tag.
///
/// The writer owns its memory and isn't copyable; it can be used again after `reset()`. When a chunk of memory is full it
/// goes on in another, and what was written is put together once, when it is asked for.
@frozen
public struct WireWriter: ~Copyable {
  // The chunk that is being filled, and the first byte written to it.
  @usableFromInline var base: UnsafeMutableRawPointer
  @usableFromInline var head: UnsafeMutableRawPointer
  // The chunk's end, moved up by what was written before the chunk: a number to count from, not an address to use.
  @usableFromInline var origin: UInt
  // What was written before the chunk. It and `seen` are retained: to destroy references that aren't there would take time.
  @usableFromInline var written: Unmanaged<WrittenPieces>?
  @usableFromInline var ownsChunk: Bool
  /// Whether maps are written in the order of their keys.
  @usableFromInline package var isDeterministic = false
  @usableFromInline package var unknownFields = UnknownFieldsOutput.asTheyAre
  /// The extensions that were written, if somebody wants to know.
  @usableFromInline var seen: Unmanaged<SeenExtensions>?

  /// A writer whose buffer holds `capacity` bytes before it grows.
  @inlinable
  public init(capacity: Int = 256) {
    let capacity = Swift.max(capacity, 64)
    self.init(UnsafeMutableRawBufferPointer(start: .allocate(byteCount: capacity, alignment: 8), count: capacity))
    ownsChunk = true
  }

  /// A writer that begins in memory that is lent to it, which must outlive it.
  @inlinable
  init(_ chunk: UnsafeMutableRawBufferPointer) {
    // Memory of which there is some has an address.
    base = chunk.baseAddress.unsafelyUnwrapped
    head = base + chunk.count
    origin = UInt(bitPattern: head)
    ownsChunk = false
  }

  @inlinable
  deinit {
    if ownsChunk { base.deallocate() }
    if let written { written.release() }
    if let seen { seen.release() }
  }

  /// How many bytes have been written.
  @inlinable public var count: Int { Int(bitPattern: origin &- UInt(bitPattern: head)) }

  /// Forgets what was written and keeps the buffer.
  @inlinable
  public mutating func reset() {
    if written == nil {
      head += count
    } else {
      self = WireWriter(capacity: 4096)
    }
  }

  /// What was written.
  @inlinable
  public func bytes() -> [UInt8] {
    // Its parts, since Swift would copy the writer for the call.
    if let written { return Self.gathered(head, count, written) }
    return [UInt8](UnsafeRawBufferPointer(start: head, count: count))
  }

  /// Lends what was written. The pointer is valid until `body` returns.
  @inlinable
  public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    if let written {
      let bytes = Self.gathered(head, count, written)
      return try bytes.span.withUnsafeBytes(body)
    }
    return try body(UnsafeRawBufferPointer(start: head, count: count))
  }

  // MARK: - Room

  /// How far below what it writes a varint may touch memory.
  @inlinable static var slack: Int { 8 }
  /// The most bytes that a tag takes, and a length.
  @inlinable static var tagSize: Int { 5 }
  /// The most bytes that a varint takes.
  @inlinable static var varintSize: Int { 10 }

  /// Makes sure that values of `count` more bytes in all can be stored.
  @inlinable
  @inline(__always)
  package mutating func reserve(_ count: Int) {
    if !hasRoom(count) { grow(count) }
  }

  /// Whether values of `count` more bytes in all can be stored.
  @inlinable
  @inline(__always)
  func hasRoom(_ count: Int) -> Bool { head - base >= count &+ Self.slack }

  // MARK: - Raw values, for which room has been reserved

  @inlinable
  @inline(__always)
  package mutating func store(varint value: UInt64) { head = Self.store(varint: value, below: head) }

  @inlinable
  @inline(__always)
  static func store(varint value: UInt64, below head: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    if value < 0x80 {
      (head - 1).storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
      return head - 1
    }
    return storeLong(varint: value, below: head)
  }

  @inlinable
  @inline(__always)
  package mutating func store<T: FixedWidthInteger & BitwiseCopyable>(fixed value: T) {
    head -= MemoryLayout<T>.size
    head.storeBytes(of: value.littleEndian, as: T.self)
  }

  /// Stores a tag, which callers know when they are compiled.
  @inlinable
  @inline(__always)
  package mutating func store(tag: WireTag) {
    if tag >= 0x80 && tag < 0x4000 {
      head -= 2
      head.storeBytes(of: UInt16(tag & 0x7F | 0x80 | (tag >> 7) << 8).littleEndian, as: UInt16.self)
    } else {
      store(varint: UInt64(tag))
    }
  }

  /// Copies bytes that are already in wire format, such as unknown fields.
  @inlinable
  public mutating func raw(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    head -= bytes.count
    head.copyMemory(from: source, byteCount: bytes.count)
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

/// Stores a varint of several bytes below an address.
@usableFromInline
@inline(never)
func storeLong(varint value: UInt64, below head: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
  storeInLine(varint: value, below: head)
}

/// Stores a varint of several bytes as one word, or as a word and up to two bytes: without a loop. In line where there
/// are many, in packed fields.
@inlinable
@inline(__always)
func storeInLine(varint value: UInt64, below head: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
  if value < 1 << 28 {
    // The lengths and numbers that occur most.
    let word = UInt32(truncatingIfNeeded: value)
    let low = word & 0x7F | (word & 0x3F80) &<< 1
    let groups = low | (word & 0x1F_C000) &<< 2 | (word & 0xFE0_0000) &<< 3
    let size = ((32 &- word.leadingZeroBitCount) &* 9 &+ 64) &>> 6
    let unused = UInt32(truncatingIfNeeded: 32 &- size &* 8)
    (head - 4).storeBytes(of: ((groups | 0x80_8080 &>> unused) &<< unused).littleEndian, as: UInt32.self)
    return head - size
  }
  // Eight groups of seven bits, each in a byte of its own.
  var groups = value & 0x00FF_FFFF_FFFF_FFFF
  groups = groups & 0x0FFF_FFFF | (groups & 0x00FF_FFFF_F000_0000) &<< 4
  groups = groups & 0x0000_3FFF_0000_3FFF | (groups & 0x0FFF_C000_0FFF_C000) &<< 2
  groups = groups & 0x007F_007F_007F_007F | (groups & 0x3F80_3F80_3F80_3F80) &<< 1
  let high = value &>> 56
  if high == 0 {
    // (bits + 6) / 7, for the numbers that occur, without a division.
    let size = ((64 &- value.leadingZeroBitCount) &* 9 &+ 64) &>> 6
    let unused = UInt64(truncatingIfNeeded: 64 &- size &* 8)
    // All bytes but the last go on.
    let more: UInt64 = 0x0080_8080_8080_8080 &>> unused
    (head - 8).storeBytes(of: ((groups | more) &<< unused).littleEndian, as: UInt64.self)
    return head - size
  }
  var at = head
  if high < 0x80 {
    at -= 1
    at.storeBytes(of: UInt8(truncatingIfNeeded: high), as: UInt8.self)
  } else {
    at -= 2
    at.storeBytes(of: UInt8(truncatingIfNeeded: high), as: UInt8.self)
    (at + 1).storeBytes(of: 1, as: UInt8.self)
  }
  at -= 8
  at.storeBytes(of: (groups | 0x8080_8080_8080_8080).littleEndian, as: UInt64.self)
  return at
}
