import MartletReflection

/// Finds the Swift types of the fields that are declared in one place.
struct FieldTypes {
  /// The message that has the fields; nil for extensions.
  let container: MessageDescriptor?
  /// The Swift type in which the types are named.
  let scope: [String]
  let context: FileContext

  /// A field's name before it becomes a property's: a group is named as its message is, since its field's name is that
  /// in lower case.
  static func baseName(of field: FieldDescriptor) -> String {
    guard field.type == .group, let message = field.messageType, message.name.lowercased() == field.name,
      message.file === field.file, message.containingType == (field.isExtension ? field.scope : field.containingType)
    else { return field.name }
    return message.name
  }

  /// The type of a field's values.
  func value(of field: FieldDescriptor) throws(GenerationError) -> ValueType {
    if field.type == .string && !field.validatesUTF8 { return .scalar(.lenientString) }
    if field.type == .bytes && context.options.bytesType == .data {
      context.mentions.libraries.insert("MartletFoundation")
      return .scalar(.data)
    }
    if let scalar = Scalar(field.type) { return .scalar(scalar) }
    if let type = field.enumType {
      let first = Naming.unquoted(Naming.enumCases(type).first ?? "")
      let swift = try context.reference(type.fullName, in: type.file, from: scope)
      return .enumeration(swift: swift, closed: type.isClosed, first: first)
    }
    guard let type = field.messageType else {
      throw GenerationError("field \(field.fullName) has no type", file: context.file.name)
    }
    // An entry of a map is never named.
    let swift = type.isMapEntry ? "" : try context.reference(type.fullName, in: type.file, from: scope)
    let isIndirect = !field.isRepeated && container.map { context.graph.isIndirect($0.fullName, type.fullName) } == true
    return .message(.init(swift: swift, name: type.fullName, isIndirect: isIndirect, isGroup: field.type == .group))
  }

  /// The types of a map's keys and values; nil if the field isn't a map.
  func map(of field: FieldDescriptor) throws(GenerationError) -> (Scalar, ValueType)? {
    guard field.isMap, let entry = field.messageType, let keyField = entry.field(number: 1),
      let valueField = entry.field(number: 2), case .scalar(let key) = try value(of: keyField)
    else { return nil }
    // A dictionary holds its values elsewhere: a map needs none for the message in it.
    return (key, try FieldTypes(container: nil, scope: scope, context: context).value(of: valueField))
  }

  /// A field's own default as Swift source; nil if it has none.
  func defaultValue(of field: FieldDescriptor) -> String? {
    guard field.proto.hasDefaultValue, let value = field.defaultValue else { return nil }
    guard case .enumeration(let number) = value, let type = field.enumType else {
      let literal = Literals.value(value)
      return field.type == .bytes && context.options.bytesType == .data ? literal.map { "Data(\($0))" } : literal
    }
    let index = type.proto.value.firstIndex { $0.number == number }
    return index.map { "." + Naming.unquoted(Naming.enumCases(type)[$0]) }
  }
}
