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
}

/// An extension of any number of values.
public protocol ListField: ExtensionCodec {
  associatedtype Element: FieldCodec where Value == [Element.Value]
}

extension ListField {
  public static var initial: [Element.Value] { [] }

  public static func accepts(_ wireType: WireType?) -> Bool {
    wireType == Element.wireType || wireType == .lengthDelimited && Element.isPackable
  }

  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into values: inout [Element.Value]?, unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) {
    var merged = values.take() ?? []
    if tag.wireType == Element.wireType {
      if let value = try reader.value(tag, Element.self, unknown: &fields) { merged.append(value) }
    } else {
      let element = WireTag(fieldNumber: tag.fieldNumber, wireType: Element.wireType)
      let outside = try reader.enterPacked()
      while reader.remaining > 0 {
        if let value = try reader.value(element, Element.self, unknown: &fields) { merged.append(value) }
      }
      reader.leave(outside)
    }
    if !merged.isEmpty { values = merged }
  }

  public static func isInitialized(_ values: [Element.Value]) -> Bool { values.allSatisfy(Element.isInitialized) }
}

/// An extension of any number of values, each with a tag of its own.
public enum RepeatedField<Element: FieldCodec>: ListField {
  public static func write(_ writer: inout WireWriter, _ number: Int, _ values: [Element.Value]) {
    let tag = WireTag(fieldNumber: number, wireType: Element.wireType)
    for value in values.reversed() { Element.write(&writer, tag, value) }
  }
}

/// An extension of any number of values behind one length.
public enum PackedField<Element: NumberCodec>: ListField {
  public static func write(_ writer: inout WireWriter, _ number: Int, _ values: [Element.Value]) {
    writer.packed(WireTag(fieldNumber: number, wireType: .lengthDelimited), values, Element.self)
  }
}
