// One method a field type, named as in .proto files: the value, then its tag. They write defaults too; presence is
// decided by the caller.

extension WireWriter {
  @inlinable @inline(__always)
  public mutating func varint(_ tag: WireTag, _ value: UInt64) {
    reserve(Self.varintSize + Self.tagSize)
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
  public mutating func sint32(_ tag: WireTag, _ value: Int32) { varint(tag, SInt32Codec.raw(of: value)) }
  @inlinable @inline(__always)
  public mutating func sint64(_ tag: WireTag, _ value: Int64) { varint(tag, SInt64Codec.raw(of: value)) }
  @inlinable @inline(__always)
  public mutating func bool(_ tag: WireTag, _ value: Bool) { varint(tag, value ? 1 : 0) }
  @inlinable @inline(__always)
  public mutating func enumeration<E: Enum>(_ tag: WireTag, _ value: E) {
    varint(tag, EnumCodec<E>.raw(of: value))
  }

  @inlinable @inline(__always)
  mutating func fixed<T: FixedWidthInteger & BitwiseCopyable>(_ tag: WireTag, _ value: T) {
    reserve(MemoryLayout<T>.size + Self.tagSize)
    store(fixed: value)
    store(tag: tag)
  }
  @inlinable @inline(__always)
  public mutating func fixed32(_ tag: WireTag, _ value: UInt32) { fixed(tag, value) }
  @inlinable @inline(__always)
  public mutating func fixed64(_ tag: WireTag, _ value: UInt64) { fixed(tag, value) }
  @inlinable @inline(__always)
  public mutating func sfixed32(_ tag: WireTag, _ value: Int32) { fixed(tag, value) }
  @inlinable @inline(__always)
  public mutating func sfixed64(_ tag: WireTag, _ value: Int64) { fixed(tag, value) }
  @inlinable @inline(__always)
  public mutating func float(_ tag: WireTag, _ value: Float) { fixed(tag, value.bitPattern) }
  @inlinable @inline(__always)
  public mutating func double(_ tag: WireTag, _ value: Double) { fixed(tag, value.bitPattern) }

  @inlinable @inline(__always)
  public mutating func string(_ tag: WireTag, _ value: String) {
    content(value)
    store(tag: tag)
  }

  /// A string and its length; room for a tag is reserved.
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
    if !hasRoom(count &+ 2 * Self.tagSize) && !makeRoom(count, for: value) { return }
    head -= count
    // A string that isn't empty has an address.
    if let source = utf8.baseAddress { head.copyMemory(from: source, byteCount: count) }
    store(varint: UInt64(truncatingIfNeeded: count))
  }

  /// False if the string was set aside, and its length written.
  @inline(never)
  private mutating func makeRoom(_ count: Int, for value: String) -> Bool {
    if count < Self.largeValue {
      grow(count &+ 2 * Self.tagSize)
      return true
    }
    set(aside: value)
    reserve(2 * Self.tagSize)
    store(varint: UInt64(truncatingIfNeeded: count))
    return false
  }

  @inlinable
  public mutating func bytes(_ tag: WireTag, _ value: [UInt8]) { memory(tag, value) }

  /// A field whose content is an array's memory.
  @inlinable
  @inline(__always)
  mutating func memory<T: Sendable>(_ tag: WireTag, _ values: [T]) {
    let count = values.count * MemoryLayout<T>.stride
    if !hasRoom(count &+ 2 * Self.tagSize) {
      if count >= Self.largeValue {
        set(aside: values)
        closeLengthDelimited(tag, count)
        return
      }
      grow(count &+ 2 * Self.tagSize)
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

  /// A packed field: numbers that share one length.
  @inlinable
  public mutating func packed<C: NumberCodec>(_ tag: WireTag, _ values: [C.Value], _: C.Type) {
    if values.isEmpty { return }
    if C.isMemory { return memory(tag, values) }
    let before = count
    values.withUnsafeBufferPointer { values in
      var index = values.count
      while index > 0 {
        let last = Swift.max(0, index - 64)
        reserve(64 * Self.varintSize)
        var at = head
        while index > last {
          index -= 1
          let raw = C.raw(of: values[index])
          if C.wireType == .varint {
            let raw = UInt64(truncatingIfNeeded: raw)
            at = raw < 0x80 ? Self.store(varint: raw, below: at) : storeInLine(varint: raw, below: at)
          } else {
            at -= MemoryLayout<C.Raw>.size
            at.storeBytes(of: raw.littleEndian, as: C.Raw.self)
          }
        }
        head = at
      }
    }
    closeNested(tag, before)
  }
}
