// Closed enums (proto2): a number that the schema doesn't name isn't a value of the field but an unknown field.

extension WireReader {
  /// A closed enum's value; nil after an unknown number, which is kept among the unknown fields.
  @inlinable
  public mutating func closedEnumeration<E: Enum>(
    _ tag: WireTag, unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) -> E? {
    let number = try int32()
    if let value = E(rawValue: Int(number)) { return value }
    if !discardsUnknownFields { fields.append(varint: UInt64(bitPattern: Int64(number)), tag: tag) }
    return nil
  }

  /// Sets a field of a closed enum, unless the number is unknown.
  @inlinable
  public mutating func closedEnumeration<E: Enum>(
    _ tag: WireTag, into value: inout E?, unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) {
    if let known: E = try closedEnumeration(tag, unknown: &fields) { value = known }
  }

  /// Appends to a field of a closed enum, unless the number is unknown.
  @inlinable
  public mutating func closedEnumeration<E: Enum>(
    _ tag: WireTag, appendingTo values: inout [E], unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) {
    if let known: E = try closedEnumeration(tag, unknown: &fields) { values.append(known) }
  }

  /// A packed field of a closed enum. `tag` is the field's unpacked tag, under which unknown numbers are kept.
  @inlinable
  public mutating func closedPacked<E: Enum>(
    _ tag: WireTag, enumeration values: inout [E], unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) {
    let length = try length()
    let outer = end
    end = cursor + length
    while cursor < end {
      if let value: E = try closedEnumeration(tag, unknown: &fields) { values.append(value) }
    }
    end = outer
  }
}

extension WireReader {
  /// Keeps a field that was read already, from `offset` (just behind its tag) to here: one whose value turned out to be
  /// none of its type's.
  public func keep(_ tag: WireTag, from offset: Int, in fields: inout UnknownFields) {
    if discardsUnknownFields { return }
    let first = Swift.max(0, Swift.min(offset, self.offset))
    fields.append(varint: UInt64(tag))
    fields.bytes.append(contentsOf: UnsafeRawBufferPointer(start: start + first, count: self.offset - first))
  }
}

extension UnknownFields {
  /// Adds a varint field.
  public mutating func append(varint value: UInt64, tag: WireTag) {
    append(varint: UInt64(tag))
    append(varint: value)
  }

  mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
