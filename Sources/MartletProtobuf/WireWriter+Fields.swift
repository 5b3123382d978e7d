// One method a field type, named as in .proto files: the value, then its tag. They write defaults too; presence is
// decided by the caller.

extension WireWriter {
  @inlinable @inline(__always)
  public mutating func varint(_ tag: WireTag, _ value: UInt64) {
    reserve(10 + Self.slack)
    store(varint: value)
    store(tag: tag)
  }
  @inlinable @inline(__always)
  public mutating func int32(_ tag: WireTag, _ value: Int32) { varint(tag, UInt64(bitPattern: Int64(value))) }
  @inlinable @inline(__always)
  public mutating func int64(_ tag: WireTag, _ value: Int64) { varint(tag, UInt64(bitPattern: value)) }
  @inlinable @inline(__always)
  public mutating func uint32(_ tag: WireTag, _ value: UInt32) { varint(tag, UInt64(value)) }
  @inlinable @inline(__always)
  public mutating func uint64(_ tag: WireTag, _ value: UInt64) { varint(tag, value) }
  @inlinable @inline(__always)
  public mutating func sint32(_ tag: WireTag, _ value: Int32) { varint(tag, UInt64(value.zigZag)) }
  @inlinable @inline(__always)
  public mutating func sint64(_ tag: WireTag, _ value: Int64) { varint(tag, value.zigZag) }
  @inlinable @inline(__always)
  public mutating func bool(_ tag: WireTag, _ value: Bool) { varint(tag, value ? 1 : 0) }
  @inlinable @inline(__always)
  public mutating func enumeration<E: Enum>(_ tag: WireTag, _ value: E) {
    varint(tag, UInt64(bitPattern: Int64(value.rawValue)))
  }

  @inlinable @inline(__always)
  public mutating func fixed32(_ tag: WireTag, _ value: UInt32) {
    reserve(4 + Self.slack)
    store(fixed: value)
    store(tag: tag)
  }
  @inlinable @inline(__always)
  public mutating func fixed64(_ tag: WireTag, _ value: UInt64) {
    reserve(8 + Self.slack)
    store(fixed: value)
    store(tag: tag)
  }
  @inlinable @inline(__always)
  public mutating func sfixed32(_ tag: WireTag, _ value: Int32) { fixed32(tag, UInt32(bitPattern: value)) }
  @inlinable @inline(__always)
  public mutating func sfixed64(_ tag: WireTag, _ value: Int64) { fixed64(tag, UInt64(bitPattern: value)) }
  @inlinable @inline(__always)
  public mutating func float(_ tag: WireTag, _ value: Float) { fixed32(tag, value.bitPattern) }
  @inlinable @inline(__always)
  public mutating func double(_ tag: WireTag, _ value: Double) { fixed64(tag, value.bitPattern) }

  @inlinable @inline(__always)
  public mutating func string(_ tag: WireTag, _ value: String) {
    content(value)
    store(tag: tag)
  }

  /// A string and its length; there is room left for a tag.
  @usableFromInline
  mutating func content(_ value: String) {
    // Unlike the span, this is inlined; only a string that was bridged from Objective-C has no such storage.
    let isWritten: Void? = value.utf8.withContiguousStorageIfAvailable {
      content(UnsafeRawBufferPointer($0), of: value)
    }
    if isWritten == nil { value.utf8.span.withUnsafeBytes { content($0, of: value) } }
  }

  @inline(__always)
  private mutating func content(_ utf8: UnsafeRawBufferPointer, of value: String) {
    let count = utf8.count
    if head - base < count &+ (10 + Self.slack) && !makeRoom(count, for: value) { return }
    head -= count
    // A string that isn't empty has an address.
    if let source = utf8.baseAddress { head.copyMemory(from: source, byteCount: count) }
    store(varint: UInt64(truncatingIfNeeded: count))
  }

  /// False if the string was set aside, and its length written.
  @inline(never)
  private mutating func makeRoom(_ count: Int, for value: String) -> Bool {
    if count < Self.largeValue {
      grow(count &+ (10 + Self.slack))
      return true
    }
    set(aside: value)
    reserve(10 + Self.slack)
    store(varint: UInt64(truncatingIfNeeded: count))
    return false
  }

  @inlinable
  public mutating func bytes(_ tag: WireTag, _ value: [UInt8]) { memory(tag, value) }

  /// A field whose content is an array's memory.
  @inlinable
  @inline(__always)
  mutating func memory<T: BitwiseCopyable & Sendable>(_ tag: WireTag, _ values: [T]) {
    let count = values.count * MemoryLayout<T>.stride
    if head - base < count &+ (10 + Self.slack) {
      if count >= Self.largeValue {
        set(aside: values)
        closeLengthDelimited(tag, count)
        return
      }
      grow(count &+ (10 + Self.slack))
    }
    values.withUnsafeBytes { store(lengthDelimited: tag, $0) }
  }

  @inlinable
  @inline(__always)
  mutating func store(lengthDelimited tag: WireTag, _ bytes: UnsafeRawBufferPointer) {
    let count = bytes.count
    head -= count
    if let source = bytes.baseAddress { head.copyMemory(from: source, byteCount: count) }
    store(varint: UInt64(truncatingIfNeeded: count))
    store(tag: tag)
  }

  // MARK: - Messages

  /// A nested message.
  @inlinable
  public mutating func message<M: Message>(_ tag: WireTag, _ message: M) {
    let before = count
    message.encode(to: &self)
    closeNested(tag, before)
  }

  /// A nested message that its field holds indirectly.
  @inlinable
  public mutating func message<M: Message>(_ tag: WireTag, _ message: Indirect<M>) {
    let before = count
    encode(message.box.value)
    closeNested(tag, before)
  }

  /// The fields of a large message, which it holds indirectly.
  @inlinable
  public mutating func fields<F: WireEncodable>(of storage: Indirect<F>) { encode(storage.box.value) }

  // Borrows: see `WireEncodable`.
  @inlinable
  @inline(__always)
  mutating func encode<M: WireEncodable & ~Copyable>(_ message: borrowing M) { message.encode(to: &self) }

  /// A length-delimited field whose content `body` writes: a map's entry.
  @inlinable
  public mutating func nested(_ tag: WireTag, _ body: (inout WireWriter) -> Void) {
    let before = count
    body(&self)
    closeNested(tag, before)
  }

  @inlinable
  @inline(__always)
  package mutating func closeNested(_ tag: WireTag, _ before: Int) { closeLengthDelimited(tag, count &- before) }

  /// Writes the length and the tag of what was written.
  @inlinable
  @inline(__always)
  mutating func closeLengthDelimited(_ tag: WireTag, _ count: Int) {
    varint(tag, UInt64(truncatingIfNeeded: count))
  }

  // MARK: - Packed fields

  public mutating func packed(int32 tag: WireTag, _ values: [Int32]) {
    packedVarints(tag, values) { UInt64(bitPattern: Int64($0)) }
  }
  public mutating func packed(int64 tag: WireTag, _ values: [Int64]) {
    packedVarints(tag, values) { UInt64(bitPattern: $0) }
  }
  public mutating func packed(uint32 tag: WireTag, _ values: [UInt32]) { packedVarints(tag, values) { UInt64($0) } }
  public mutating func packed(uint64 tag: WireTag, _ values: [UInt64]) { packedVarints(tag, values) { $0 } }
  public mutating func packed(sint32 tag: WireTag, _ values: [Int32]) {
    packedVarints(tag, values) { UInt64($0.zigZag) }
  }
  public mutating func packed(sint64 tag: WireTag, _ values: [Int64]) { packedVarints(tag, values) { $0.zigZag } }
  public mutating func packed(bool tag: WireTag, _ values: [Bool]) {
    // A Bool's byte is its varint.
    if !values.isEmpty { memory(tag, values) }
  }
  @inlinable
  public mutating func packed<E: Enum>(enumeration tag: WireTag, _ values: [E]) {
    packedVarints(tag, values) { UInt64(bitPattern: Int64($0.rawValue)) }
  }
  public mutating func packed(fixed32 tag: WireTag, _ values: [UInt32]) { packedFixed(tag, values) { $0 } }
  public mutating func packed(fixed64 tag: WireTag, _ values: [UInt64]) { packedFixed(tag, values) { $0 } }
  public mutating func packed(sfixed32 tag: WireTag, _ values: [Int32]) { packedFixed(tag, values) { $0 } }
  public mutating func packed(sfixed64 tag: WireTag, _ values: [Int64]) { packedFixed(tag, values) { $0 } }
  public mutating func packed(float tag: WireTag, _ values: [Float]) { packedFixed(tag, values) { $0.bitPattern } }
  public mutating func packed(double tag: WireTag, _ values: [Double]) { packedFixed(tag, values) { $0.bitPattern } }

  @inlinable
  @inline(__always)
  mutating func packedVarints<T>(_ tag: WireTag, _ values: [T], _ convert: (T) -> UInt64) {
    if values.isEmpty { return }
    let before = count
    values.withUnsafeBufferPointer { values in
      var index = values.count
      while index > 0 {
        let last = Swift.max(0, index - 64)
        reserve(64 * 10 + Self.slack)
        var at = head
        while index > last {
          index -= 1
          at = Self.store(varint: convert(values[index]), below: at)
        }
        head = at
      }
    }
    closeNested(tag, before)
  }

  @inlinable
  @inline(__always)
  mutating func packedFixed<T: BitwiseCopyable & Sendable, Raw: FixedWidthInteger & BitwiseCopyable>(
    _ tag: WireTag, _ values: [T], _ convert: (T) -> Raw
  ) {
    if values.isEmpty { return }
    if Raw(1).littleEndian == 1 {
      memory(tag, values)
      return
    }
    let before = count
    reserve(values.count * MemoryLayout<Raw>.size)
    for index in stride(from: values.count - 1, through: 0, by: -1) { store(fixed: convert(values[index])) }
    closeNested(tag, before)
  }
}

extension Int32 {
  /// The number that stands for the value in zig-zag: small magnitudes take few bytes, whatever their sign.
  @inlinable var zigZag: UInt32 { UInt32(bitPattern: self << 1 ^ self >> 31) }
}

extension Int64 {
  /// The number that stands for the value in zig-zag: small magnitudes take few bytes, whatever their sign.
  @inlinable var zigZag: UInt64 { UInt64(bitPattern: self << 1 ^ self >> 63) }
}
