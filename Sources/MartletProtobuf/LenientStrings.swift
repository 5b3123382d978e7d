// Strings that the schema doesn't want validated (proto2, and editions' `utf8_validation = NONE`): any bytes are
// accepted. Those that aren't UTF-8, which no `String` can hold, are kept among the unknown fields, and so written back.
// The field reads as if it weren't set, and JSON and text format pass over it as over any unknown field.

extension WireReader {
  /// A string; nil, and the reader behind it, if it isn't UTF-8.
  @inlinable
  package mutating func stringIfValid() throws(BinaryDecodingError) -> String? {
    let length = try length()
    if length == 0 { return "" }
    let value = text(length)
    cursor += length
    return value
  }

  /// A string; nil after one that isn't UTF-8, which is kept among the unknown fields.
  @inlinable
  public mutating func lenientString(
    _ tag: WireTag, unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) -> String? {
    let beginning = offset
    if let value = try stringIfValid() { return value }
    keep(tag, from: beginning, in: &fields)
    return nil
  }

  /// Sets a string field, unless the string isn't UTF-8.
  @inlinable
  public mutating func lenientString(
    _ tag: WireTag, into value: inout String?, unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) {
    if let string = try lenientString(tag, unknown: &fields) { value = string }
  }

  /// Sets a string field without presence, unless the string isn't UTF-8.
  @inlinable
  public mutating func lenientString(
    _ tag: WireTag, into value: inout String, unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) {
    if let string = try lenientString(tag, unknown: &fields) { value = string }
  }

  /// Appends to a string field, unless the string isn't UTF-8.
  @inlinable
  public mutating func lenientString(
    _ tag: WireTag, appendingTo values: inout [String], unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) {
    if let string = try lenientString(tag, unknown: &fields) { values.append(string) }
  }
}
