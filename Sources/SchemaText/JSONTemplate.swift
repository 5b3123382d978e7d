import MartletReflection

extension MessageDescriptor {
  /// JSON that shows the message's shape: every field with its default or an empty value, one element in each list,
  /// one entry in each map, the first member of each oneof. It can be edited and sent. Of a message that has thousands
  /// of fields, counting those of the messages in it, the rest is left out.
  package func jsonTemplate() throws -> String {
    var options = JSONEncodingOptions()
    options.alwaysPrintFieldsWithoutPresence = true
    options.prettyPrinted = true
    var template = JSONTemplate()
    return try template.message(self).jsonString(options: options)
  }
}

private struct JSONTemplate {
  /// How many more fields are shown. Types that use each other can make more of them than memory holds.
  private var fieldsLeft = 5000
  /// The types around the one that is shown: none is shown again inside itself.
  private var open: Set<MessageDescriptor> = []

  /// A message with all that a template shows.
  mutating func message(_ type: MessageDescriptor) -> DynamicMessage {
    var message = DynamicMessage(type)
    if type.fullName == "google.protobuf.Value" { message[1] = .enumeration(0) }
    if type.hasJSONForm { return message }
    open.insert(type)
    defer { open.remove(type) }
    var oneofs: Set<OneofDescriptor> = []
    for field in type.fields {
      if fieldsLeft == 0 { break }
      if let oneof = field.realOneof, !oneofs.insert(oneof).inserted { continue }
      fieldsLeft -= 1
      message[field] = value(of: field)
    }
    return message
  }

  private mutating func value(of field: FieldDescriptor) -> FieldValue? {
    if field.isMap, let key = field.messageType?.field(number: 1), let content = field.messageType?.field(number: 2) {
      guard let name = single(key), let value = single(content) else { return nil }
      return .map([name: value])
    }
    guard let value = single(field) else { return nil }
    return field.isRepeated ? .list([value]) : value
  }

  private mutating func single(_ field: FieldDescriptor) -> FieldValue? {
    guard let type = field.messageType else { return field.elementDefault }
    // So deep is what can be sent.
    return open.contains(type) || open.count == 50 ? nil : .message(message(type))
  }
}
