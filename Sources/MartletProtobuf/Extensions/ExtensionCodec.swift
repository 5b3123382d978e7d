/// How a whole extension stands on the wire: `SingularField`, `RepeatedField` or `PackedField` of a `FieldCodec`.
public protocol ExtensionCodec {
  /// The Swift type of the extension's property.
  associatedtype Value: Hashable & Sendable

  /// The value of an extension that isn't set, unless it has a default of its own.
  static var initial: Value { get }

  /// Whether a value of the extension may stand behind a tag of this wire type.
  static func accepts(_ wireType: WireType?) -> Bool

  /// Merges what stands behind a tag that was just read. Sets the value unless what stands there is none of the type's.
  static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout Value?, unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError)

  /// Writes the extension of a number.
  static func write(_ writer: inout WireWriter, _ number: Int, _ value: Value)

  /// Whether every message in the value has its required fields.
  static func isInitialized(_ value: Value) -> Bool

  /// Merges a message set's item, up to the end of what the reader has open; false if the type isn't a message.
  static func readItem(_ reader: inout WireReader, into value: inout Value?) throws(BinaryDecodingError) -> Bool
}

/// An extension of one value.
public enum SingularField<C: FieldCodec>: ExtensionCodec {
  public static var initial: C.Value { C.initial }

  public static func accepts(_ wireType: WireType?) -> Bool { wireType == C.wireType }

  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout C.Value?, unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) {
    let beginning = reader.offset
    let wasSet = value != nil
    var merged = value.take() ?? C.initial
    let isRead = try C.read(&reader, tag, into: &merged)
    if !isRead { reader.keep(tag, from: beginning, in: &fields) }
    // What couldn't be read leaves the value as it was.
    if isRead || wasSet { value = merged }
  }

  public static func write(_ writer: inout WireWriter, _ number: Int, _ value: C.Value) {
    C.write(&writer, WireTag(fieldNumber: number, wireType: C.wireType), value)
  }

  public static func isInitialized(_ value: C.Value) -> Bool { C.isInitialized(value) }

  public static func readItem(_ reader: inout WireReader, into value: inout C.Value?) throws(BinaryDecodingError)
    -> Bool
  {
    var merged = value ?? C.initial
    guard try C.readFields(&reader, into: &merged) else { return false }
    value = merged
    return true
  }
}

/// An extension of any number of values, each with a tag of its own.
public enum RepeatedField<C: FieldCodec>: ExtensionCodec {
  public static var initial: [C.Value] { [] }

  public static func accepts(_ wireType: WireType?) -> Bool {
    wireType == C.wireType || wireType == .lengthDelimited && C.isPackable
  }

  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into values: inout [C.Value]?, unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) {
    var merged = values.take() ?? []
    if tag.wireType == C.wireType {
      try append(&reader, tag, &merged, &fields)
    } else {
      let element = WireTag(fieldNumber: tag.fieldNumber, wireType: C.wireType)
      let length = try reader.length()
      let outer = reader.end
      reader.end = reader.cursor + length
      while reader.cursor < reader.end { try append(&reader, element, &merged, &fields) }
      reader.end = outer
    }
    if !merged.isEmpty { values = merged }
  }

  private static func append(
    _ reader: inout WireReader, _ tag: WireTag, _ values: inout [C.Value], _ fields: inout UnknownFields
  ) throws(BinaryDecodingError) {
    let beginning = reader.offset
    var value = C.initial
    if try C.read(&reader, tag, into: &value) {
      values.append(value)
    } else {
      reader.keep(tag, from: beginning, in: &fields)
    }
  }

  public static func write(_ writer: inout WireWriter, _ number: Int, _ values: [C.Value]) {
    let tag = WireTag(fieldNumber: number, wireType: C.wireType)
    for value in values.reversed() { C.write(&writer, tag, value) }
  }

  public static func isInitialized(_ values: [C.Value]) -> Bool { values.allSatisfy(C.isInitialized) }

  public static func readItem(_ reader: inout WireReader, into value: inout [C.Value]?) throws(BinaryDecodingError)
    -> Bool
  {
    false
  }
}

/// An extension of any number of values behind one length.
public enum PackedField<C: FieldCodec>: ExtensionCodec {
  public static var initial: [C.Value] { [] }

  public static func accepts(_ wireType: WireType?) -> Bool { RepeatedField<C>.accepts(wireType) }

  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into values: inout [C.Value]?, unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) {
    try RepeatedField<C>.read(&reader, tag, into: &values, unknown: &fields)
  }

  public static func write(_ writer: inout WireWriter, _ number: Int, _ values: [C.Value]) {
    if values.isEmpty { return }
    let before = writer.count
    for value in values.reversed() {
      // One length stands for all the tags: each one's single byte is taken back.
      C.write(&writer, WireTag(fieldNumber: 1, wireType: C.wireType), value)
      writer.head += 1
    }
    writer.closeNested(WireTag(fieldNumber: number, wireType: .lengthDelimited), before)
  }

  public static func isInitialized(_ values: [C.Value]) -> Bool { true }

  public static func readItem(_ reader: inout WireReader, into value: inout [C.Value]?) throws(BinaryDecodingError)
    -> Bool
  {
    false
  }
}
