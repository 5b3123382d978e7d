import MartletProtobuf

extension MessageDescriptor {
  /// JSON that shows the message's shape: every field with its default or an empty value, one element in each list,
  /// one entry in each map, the first member of each oneof. It can be edited and sent.
  public func jsonTemplate() throws -> String {
    var options = JSONEncodingOptions()
    options.alwaysPrintFieldsWithoutPresence = true
    options.prettyPrinted = true
    return try Self.template(of: self, within: []).jsonString(options: options)
  }

  /// A message with all that a template shows. A type isn't shown again inside itself.
  private static func template(of type: MessageDescriptor, within outer: Set<MessageDescriptor>) -> DynamicMessage {
    var message = DynamicMessage(type)
    switch type.table.wellKnown {
    case .value: message[1] = .enumeration(0)
    case nil:
      let inside = outer.union([type])
      for field in type.fields {
        if let oneof = field.realOneof, oneof.fields.first != field { continue }
        message[field.number] = value(of: field, within: inside)
      }
    default: break
    }
    return message
  }

  private static func value(of field: FieldDescriptor, within outer: Set<MessageDescriptor>) -> FieldValue? {
    if field.isMap, let entry = field.messageType, let key = entry.field(number: 1),
      let content = entry.field(number: 2)
    {
      guard let name = single(key, within: outer), let value = single(content, within: outer) else { return nil }
      return .map([name: value])
    }
    let value = single(field, within: outer)
    return field.isRepeated ? value.map { .list([$0]) } : value
  }

  private static func single(_ field: FieldDescriptor, within outer: Set<MessageDescriptor>) -> FieldValue? {
    guard let type = field.messageType else { return field.table.defaultValue ?? FieldValue.zero(of: field.table) }
    return outer.contains(type) ? nil : .message(template(of: type, within: outer))
  }
}
