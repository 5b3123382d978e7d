import MartletReflection

/// Finds the Swift types of the fields that are declared in one place.
struct FieldTypes {
  /// The full name of the message that has the fields; empty for extensions.
  let container: String
  /// The Swift type in which the types are named.
  let scope: [String]
  let file: String
  let context: FileContext

  /// A field's name before it becomes a property's: a group is named as its message is, since its field's name is that in
  /// lower case.
  func baseName(of field: FieldDescriptor) -> String {
    guard field.type == .group, let message = field.messageType, message.name.lowercased() == field.name,
      message.file === field.file, message.containingType == (field.isExtension ? field.scope : field.containingType)
    else { return field.name }
    return message.name
  }

  /// The type of a field's values.
  func value(of field: FieldDescriptor) throws(GenerationError) -> ValueType {
    if field.type == .string && !field.validatesUTF8 { return .scalar(.lenientString) }
    if field.type == .bytes && context.options.bytesType == .data { return .scalar(.data) }
    if let scalar = Scalar(field.type) { return .scalar(scalar) }
    if let enumeration = field.enumType {
      let type = try context.table.type(enumeration.fullName, in: file)
      let cases = Naming.enumCases(enumeration.name, values: enumeration.proto.value.map { ($0.name, $0.number) })
      let swift = try context.table.reference(to: type, from: scope, in: file)
      return .enumeration(swift: swift, closed: enumeration.isClosed, first: Naming.unquoted(cases.first ?? ""))
    }
    guard let message = field.messageType else {
      throw GenerationError("field \(field.fullName) has no type", file: file)
    }
    let type = try context.table.type(message.fullName, in: file)
    // An entry of a map is never named.
    let swift = message.isMapEntry ? "" : try context.table.reference(to: type, from: scope, in: file)
    let indirect = !field.isRepeated && !field.isExtension && context.graph.isIndirect(container, type.name)
    return .message(.init(swift: swift, name: type.name, isIndirect: indirect, isGroup: field.type == .group))
  }

  /// The types of a map's keys and values; nil if the field isn't a map.
  func map(of field: FieldDescriptor) throws(GenerationError) -> (Scalar, ValueType)? {
    guard field.isMap, let entry = field.messageType, let keyField = entry.field(number: 1),
      let valueField = entry.field(number: 2), case .scalar(let key) = try value(of: keyField)
    else { return nil }
    // A dictionary holds its values elsewhere: a map needs none for the message in it.
    var value = try value(of: valueField)
    if case .message(var message) = value {
      message.isIndirect = false
      value = .message(message)
    }
    return (key, value)
  }

  /// A field's own default as Swift source; nil if it has none.
  func defaultValue(of field: FieldDescriptor, _ value: ValueType) -> String? {
    guard field.proto.hasDefaultValue else { return nil }
    let text = field.proto.defaultValue
    switch value {
    case .scalar(.string), .scalar(.lenientString): return Literals.string(text)
    case .scalar(.bytes): return Literals.bytes(escaped: text)
    case .scalar(.data): return "Data(\(Literals.bytes(escaped: text)))"
    case .scalar(.float), .scalar(.double):
      switch text {
      case "inf": return ".infinity"
      case "-inf": return "-.infinity"
      case "nan": return ".nan"
      default: return text
      }
    case .scalar: return text
    case .enumeration:
      guard let descriptor = field.enumType?.proto, let index = descriptor.value.firstIndex(where: { $0.name == text })
      else { return nil }
      let cases = Naming.enumCases(descriptor.name, values: descriptor.value.map { ($0.name, $0.number) })
      return "." + Naming.unquoted(cases[index])
    case .message: return nil
    }
  }
}
