/// A map's entry always has its key and its value, be they the defaults.
enum MapEntryDefaults {
  static func fill(_ entry: OptionMessage, _ type: MessageNode) -> OptionMessage {
    var entry = entry
    for field in type.fields where !entry.contains(field.number) {
      if field.message != nil {
        entry.add(OptionWire.message(field, []), number: field.number)
      } else {
        entry.add(OptionWire.scalar(field, zero(of: field)), number: field.number)
      }
    }
    return entry
  }

  private static func zero(of field: FieldNode) -> ScalarValue {
    switch field.type {
    case .string, .bytes: .bytes([])
    case .double, .fixed64, .sfixed64: .fixed64(0)
    case .float, .fixed32, .sfixed32: .fixed32(0)
    default: .varint(UInt64(bitPattern: Int64(field.enumeration?.values.first?.number ?? 0)))
    }
  }
}
