// One method a field type, named as in .proto files. Each is called after the field's tag was read.

extension WireReader {
  @inlinable @inline(__always)
  public mutating func int32() throws(BinaryDecodingError) -> Int32 { Int32(truncatingIfNeeded: try varint()) }
  @inlinable @inline(__always)
  public mutating func int64() throws(BinaryDecodingError) -> Int64 { Int64(bitPattern: try varint()) }
  @inlinable @inline(__always)
  public mutating func uint32() throws(BinaryDecodingError) -> UInt32 { UInt32(truncatingIfNeeded: try varint()) }
  @inlinable @inline(__always)
  public mutating func uint64() throws(BinaryDecodingError) -> UInt64 { try varint() }
  @inlinable @inline(__always)
  public mutating func sint32() throws(BinaryDecodingError) -> Int32 {
    SInt32Codec.value(of: try varint()) ?? 0
  }
  @inlinable @inline(__always)
  public mutating func sint64() throws(BinaryDecodingError) -> Int64 { SInt64Codec.value(of: try varint()) ?? 0 }
  @inlinable @inline(__always)
  public mutating func bool() throws(BinaryDecodingError) -> Bool { try varint() != 0 }
  @inlinable @inline(__always)
  public mutating func fixed32() throws(BinaryDecodingError) -> UInt32 { UInt32(littleEndian: try fixed()) }
  @inlinable @inline(__always)
  public mutating func fixed64() throws(BinaryDecodingError) -> UInt64 { UInt64(littleEndian: try fixed()) }
  @inlinable @inline(__always)
  public mutating func sfixed32() throws(BinaryDecodingError) -> Int32 { Int32(bitPattern: try fixed32()) }
  @inlinable @inline(__always)
  public mutating func sfixed64() throws(BinaryDecodingError) -> Int64 { Int64(bitPattern: try fixed64()) }
  @inlinable @inline(__always)
  public mutating func float() throws(BinaryDecodingError) -> Float { Float(bitPattern: try fixed32()) }
  @inlinable @inline(__always)
  public mutating func double() throws(BinaryDecodingError) -> Double { Double(bitPattern: try fixed64()) }

  /// An open enum's value.
  @inlinable @inline(__always)
  public mutating func enumeration<E: Enum>(_ type: E.Type = E.self) throws(BinaryDecodingError) -> E {
    EnumCodec.value(of: try varint()) ?? E()
  }

  @inlinable @inline(__always)
  mutating func fixed<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type = T.self) throws(BinaryDecodingError) -> T
  {
    if end - cursor < MemoryLayout<T>.size { try fail(.truncated) }
    let value = cursor.loadUnaligned(as: T.self)
    cursor += MemoryLayout<T>.size
    return value
  }

  /// A string, checked to be UTF-8.
  @inlinable
  public mutating func string() throws(BinaryDecodingError) -> String {
    let length = try length()
    if length == 0 { return "" }
    guard let value = text(length) else { throw error(.invalidUTF8) }
    cursor += length
    return value
  }

  /// The next bytes, of which there are as many as asked for, as a string; nil if they aren't UTF-8.
  @inlinable
  @inline(__always)
  func text(_ length: Int) -> String? {
    let bytes = UnsafeBufferPointer(start: cursor.assumingMemoryBound(to: UInt8.self), count: length)
    if isASCII(length) { return String(copying: UTF8Span(unchecked: bytes.span, isKnownASCII: true)) }
    guard let validated = try? UTF8Span(validating: bytes.span) else { return nil }
    return String(copying: validated)
  }

  /// Whether the next bytes, of which there are as many as asked for, are ASCII.
  @inlinable
  @inline(__always)
  func isASCII(_ count: Int) -> Bool {
    let high: UInt64 = 0x8080_8080_8080_8080
    func word(_ offset: Int) -> UInt64 { cursor.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    if count >= 8 {
      var offset = 0
      while offset &+ 32 <= count {
        if (word(offset) | word(offset &+ 8) | word(offset &+ 16) | word(offset &+ 24)) & high != 0 { return false }
        offset &+= 32
      }
      while offset &+ 8 <= count {
        if word(offset) & high != 0 { return false }
        offset &+= 8
      }
      // The last word overlaps the one before it.
      return word(count &- 8) & high == 0
    }
    if limit - cursor >= 8 {
      return UInt64(littleEndian: word(0)) & (high &>> UInt64(truncatingIfNeeded: 64 &- count &* 8)) == 0
    }
    for offset in 0..<count where cursor.load(fromByteOffset: offset, as: UInt8.self) >= 0x80 { return false }
    return true
  }

  /// A string; nil, and the reader behind it, if it isn't UTF-8.
  @inlinable
  package mutating func stringIfValid() throws(BinaryDecodingError) -> String? {
    let length = try length()
    if length == 0 { return "" }
    let value = text(length)
    cursor += length
    return value
  }

  /// A value that may be none of its type's (a closed enum's number, a string that isn't UTF-8): nil after one that
  /// isn't, which is kept among the unknown fields.
  @inlinable
  public mutating func value<C: FieldCodec>(
    _ tag: WireTag, _: C.Type, unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) -> C.Value? {
    let beginning = offset
    var value = C.initial
    if try C.read(&self, tag, into: &value) { return value }
    keep(tag, from: beginning, in: &fields)
    return nil
  }

  /// A bytes field.
  public mutating func bytes() throws(BinaryDecodingError) -> [UInt8] {
    let length = try length()
    let value = [UInt8](UnsafeRawBufferPointer(start: cursor, count: length))
    cursor += length
    return value
  }

  /// Reads a string and appends it, and those that follow it.
  public mutating func string(_ tag: WireTag, appendingTo values: inout [String]) throws(BinaryDecodingError) {
    if values.isEmpty { values.reserveCapacity(run(of: tag)) }
    repeat { values.append(try string()) } while nextTag(is: tag)
  }

  /// Reads a bytes field and appends it, and those that follow it.
  public mutating func bytes(_ tag: WireTag, appendingTo values: inout [[UInt8]]) throws(BinaryDecodingError) {
    if values.isEmpty { values.reserveCapacity(run(of: tag)) }
    repeat { values.append(try bytes()) } while nextTag(is: tag)
  }

  // MARK: - Messages

  /// Merges a nested message.
  @inlinable
  public mutating func message<M: Message>(into message: inout M) throws(BinaryDecodingError) {
    try nested(into: &message)
  }

  @inlinable
  @inline(__always)
  mutating func nested<M: Message>(into message: inout M) throws(BinaryDecodingError) {
    let outside = try enter()
    try message.merge(from: &self)
    leave(outside)
  }

  /// Merges a nested message into a field that may not be set.
  @inlinable
  @inline(never)
  public mutating func message<M: Message>(into message: inout M?) throws(BinaryDecodingError) {
    var value = message.take() ?? M()
    try nested(into: &value)
    message = value
  }

  /// Merges a nested message into a field that may not be set and holds it indirectly.
  @inlinable
  @inline(never)
  public mutating func message<M: Message>(into message: inout Indirect<M>?) throws(BinaryDecodingError) {
    var value = message.take() ?? Indirect(M())
    try nested(into: &value.value)
    message = value
  }

  /// Reads a nested message and appends it, and those that follow it.
  @inlinable
  public mutating func message<M: Message>(_ tag: WireTag, appendingTo messages: inout [M]) throws(BinaryDecodingError)
  {
    if messages.isEmpty { messages.reserveCapacity(run(of: tag)) }
    repeat {
      // In place: a message that was read elsewhere would be copied.
      messages.append(M())
      try nested(into: &messages[messages.count &- 1])
    } while nextTag(is: tag)
  }

  // MARK: - Packed fields

  /// A packed field. Numbers that are none of the type's values are kept under `tag`, the field's unpacked tag.
  @inlinable
  public mutating func packed<C: NumberCodec>(
    _ tag: WireTag, _: C.Type, into values: inout [C.Value], unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) {
    let outside = try enterPacked()
    if C.wireType == .varint {
      try packedVarints(tag, C.self, into: &values, unknown: &fields)
    } else {
      try packedFixed(C.self, into: &values)
    }
    leave(outside)
  }

  @inlinable
  @inline(__always)
  mutating func packedVarints<C: NumberCodec>(
    _ tag: WireTag, _: C.Type, into values: inout [C.Value], unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) {
    if remaining > 0 && (end - 1).load(as: UInt8.self) >= 0x80 { throw unendedVarint() }
    try values.append(addingCapacity: varints(in: remaining)) { values throws(BinaryDecodingError) in
      try values.withUnsafeMutableBufferPointer { values, initialized throws(BinaryDecodingError) in
        // The last byte ends a varint, so none goes beyond the end, and there are as many as there is room for.
        var next = cursor
        let stop = end
        while next < stop {
          let first = next.load(as: UInt8.self)
          var (raw, size) = (UInt64(first), 1)
          if first >= 0x80 {
            size = 0
            if limit - next >= 8 {
              (raw, size) = Self.varint(in: UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)))
            }
            if size == 0 {
              cursor = next
              raw = try varintByBytes()
              size = cursor - next
            }
          }
          next += size
          if let value = C.value(of: C.Raw(truncatingIfNeeded: raw)) {
            values.initializeElement(at: initialized, to: value)
            initialized += 1
          } else if !discardsUnknownFields {
            fields.append(varint: raw, tag: tag)
          }
        }
        cursor = next
      }
    }
  }

  /// How many varints end in the next bytes, of which there are as many as asked for.
  @usableFromInline
  func varints(in length: Int) -> Int {
    let bytes = UnsafeRawBufferPointer(start: cursor, count: length)
    var count = 0
    for byte in bytes where byte < 0x80 { count &+= 1 }
    return count
  }

  /// The error of a packed field whose last varint doesn't end, at that varint.
  @usableFromInline
  @inline(never)
  func unendedVarint() -> BinaryDecodingError {
    let bytes = UnsafeRawBufferPointer(start: cursor, count: remaining)
    let start = bytes.lastIndex { $0 < 0x80 }.map { $0 + 1 } ?? 0
    return BinaryDecodingError(bytes.count - start < 10 ? .truncated : .malformedVarint, offset: offset + start)
  }

  @inlinable
  @inline(__always)
  mutating func packedFixed<C: NumberCodec>(_: C.Type, into values: inout [C.Value]) throws(BinaryDecodingError) {
    let size = MemoryLayout<C.Raw>.size
    if remaining % size != 0 { throw error(.invalidPackedLength) }
    values.append(addingCapacity: remaining / size) { values in
      values.withUnsafeMutableBufferPointer { values, initialized in
        if C.isMemory, let base = values.baseAddress {
          UnsafeMutableRawPointer(base + initialized).copyMemory(from: cursor, byteCount: remaining)
          initialized += remaining / size
          cursor = end
        }
        while cursor < end {
          // Any bits are a value.
          if let value = C.value(of: C.Raw(littleEndian: cursor.loadUnaligned(as: C.Raw.self))) {
            values.initializeElement(at: initialized, to: value)
            initialized += 1
          }
          cursor += size
        }
      }
    }
  }
}
