// Codecs of what stands behind a length or between two tags.

/// A codec of strings, validated or not.
public protocol StringValueCodec: MapKeyCodec where Value == String {}

extension StringValueCodec {
  @inlinable public static var wireType: WireType { .lengthDelimited }
  @inlinable public static var initial: String { "" }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: String) { writer.string(tag, value) }
  @inlinable
  public static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}

/// `string`.
public enum StringCodec: StringValueCodec {
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout String
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.string()
    return true
  }
}

/// A `string` that the schema doesn't want validated (proto2, and editions' `utf8_validation = NONE`). Bytes that no
/// `String` can hold aren't a value of it but an unknown field, and so written back.
public enum LenientStringCodec: StringValueCodec {
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout String
  ) throws(BinaryDecodingError) -> Bool {
    guard let string = try reader.stringIfValid() else { return false }
    value = string
    return true
  }
}

/// `bytes`.
public enum BytesCodec: FieldCodec {
  @inlinable public static var wireType: WireType { .lengthDelimited }
  @inlinable public static var initial: [UInt8] { [] }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout [UInt8]
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.bytes()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: [UInt8]) { writer.bytes(tag, value) }
}

/// A codec of messages, behind a length or between two tags.
public protocol MessageValueCodec: FieldCodec where Value: Message {}

extension MessageValueCodec {
  @inlinable public static var initial: Value { Value() }
  @inlinable public static func isInitialized(_ value: Value) -> Bool { value.isInitialized }
}

/// A message behind its length.
public enum MessageCodec<Value: Message>: MessageValueCodec {
  @inlinable public static var wireType: WireType { .lengthDelimited }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout Value
  ) throws(BinaryDecodingError) -> Bool {
    try reader.message(into: &value)
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: Value) { writer.message(tag, value) }
}

/// A message between two tags.
public enum GroupCodec<Value: Message>: MessageValueCodec {
  @inlinable public static var wireType: WireType { .startGroup }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout Value
  ) throws(BinaryDecodingError) -> Bool {
    try reader.group(tag, into: &value)
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: Value) { writer.group(tag, value) }
}
