// Codecs of enums and messages, and of strings that need not be UTF-8.

/// A `string` that the schema doesn't want validated (proto2, and editions' `utf8_validation = NONE`). Bytes that no
/// `String` can hold aren't a value of it but an unknown field.
public enum LenientStringCodec: MapKeyCodec {
  @inlinable public static var wireType: WireType { .lengthDelimited }
  @inlinable public static var initial: String { "" }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout String
  ) throws(BinaryDecodingError) -> Bool {
    guard let string = try reader.stringIfValid() else { return false }
    value = string
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: String) { writer.string(tag, value) }
  @inlinable
  public static func precedes(_ left: String, _ right: String) -> Bool { StringCodec.precedes(left, right) }
}

/// An open enum.
public enum EnumCodec<E: Enum>: FieldCodec {
  @inlinable public static var wireType: WireType { .varint }
  @inlinable public static var initial: E { E() }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout E
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.enumeration()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: E) { writer.enumeration(tag, value) }
}

/// A closed enum: a number that the schema doesn't name is none of its values.
public enum ClosedEnumCodec<E: Enum>: FieldCodec {
  @inlinable public static var wireType: WireType { .varint }
  @inlinable public static var initial: E { E() }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout E
  ) throws(BinaryDecodingError) -> Bool {
    guard let known = E(rawValue: Int(try reader.int32())) else { return false }
    value = known
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: E) { writer.enumeration(tag, value) }
}

/// A message behind its length.
public enum MessageCodec<M: Message>: FieldCodec {
  @inlinable public static var wireType: WireType { .lengthDelimited }
  @inlinable public static var initial: M { M() }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout M
  ) throws(BinaryDecodingError) -> Bool {
    try reader.message(into: &value)
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: M) { writer.message(tag, value) }
  @inlinable public static func isInitialized(_ value: M) -> Bool { value.isInitialized }

  public static func readFields(_ reader: inout WireReader, into value: inout M) throws(BinaryDecodingError) -> Bool {
    try value.merge(from: &reader)
    return true
  }
}

/// A message between two tags.
public enum GroupCodec<M: Message>: FieldCodec {
  @inlinable public static var wireType: WireType { .startGroup }
  @inlinable public static var initial: M { M() }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout M
  ) throws(BinaryDecodingError) -> Bool {
    try reader.group(tag, into: &value)
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: M) { writer.group(tag, value) }
  @inlinable public static func isInitialized(_ value: M) -> Bool { value.isInitialized }
}
