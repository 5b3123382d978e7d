// What type names stand for.

extension FileLinker {
  func resolveAll() {
    for message in file.allMessages {
      for field in message.fields { resolve(field) }
      for field in message.extensions { resolve(field) }
    }
    for field in file.extensions { resolve(field) }
    for service in file.services {
      for method in service.methods {
        resolveMessage(&method.input, from: method.fullName)
        resolveMessage(&method.output, from: method.fullName)
      }
    }
  }

  private func resolve(_ field: FieldNode) {
    if let name = field.extendeeName { resolveExtendee(field, name) }
    if field.isRepeated && field.defaultValue != nil {
      error(field.defaultPosition, "a repeated field can't have a default")
    }
    if field.typeName.isEmpty { return }
    guard let found = scope.look(up: field.typeName, from: field.fullName, typesOnly: true) else {
      error(field.typePosition, scope.explain(field.typeName))
      return
    }
    switch found {
    case .message(let message):
      checkVisibility(message.isExported, message.file, field.typePosition, message.fullName)
      field.message = message
      field.type = field.type == .group ? .group : .message
      field.typeName = "." + message.fullName
      if field.defaultValue != nil { error(field.defaultPosition, "a message can't have a default") }
    case .enumeration(let enumeration):
      checkVisibility(enumeration.isExported, enumeration.file, field.typePosition, enumeration.fullName)
      field.enumeration = enumeration
      field.type = .enumeration
      field.typeName = "." + enumeration.fullName
      checkDefault(of: field, enumeration)
    default:
      error(field.typePosition, "\"\(field.typeName)\" is not a type")
    }
  }

  private func checkVisibility(_ isExported: Bool, _ owner: FileNode, _ position: Position, _ name: String) {
    if isExported || owner === file { return }
    error(position, "\"\(name)\" is local to \"\(owner.name)\"")
  }

  private func checkDefault(of field: FieldNode, _ enumeration: EnumNode) {
    guard case .text(let name)? = field.defaultValue else { return }
    if !name.isIdentifier {
      error(field.defaultPosition, "the default of an enum field must be the name of a value")
    } else if enumeration.valuesByName[name] == nil {
      error(field.defaultPosition, "enum \"\(enumeration.fullName)\" has no value named \"\(name)\"")
    }
  }

  private func resolveExtendee(_ field: FieldNode, _ name: String) {
    guard let found = scope.look(up: name, from: field.fullName) else {
      error(field.extendeePosition, scope.explain(name))
      return
    }
    guard case .message(let message) = found else {
      error(field.extendeePosition, "\"\(name)\" is not a message type")
      return
    }
    checkVisibility(message.isExported, message.file, field.extendeePosition, message.fullName)
    field.extendee = message
    field.extendeeName = "." + message.fullName
    if let other = compilation.declarations.register(field, of: message) {
      error(
        field.numberPosition,
        "extension number \(field.number) has been used in \"\(message.fullName)\" by extension \"\(other.fullName)\"")
    }
    if message.extensionRange(of: field.number) == nil {
      error(field.numberPosition, "\"\(message.fullName)\" does not declare \(field.number) as an extension number")
    }
  }

  private func resolveMessage(_ type: inout MethodNode.TypeName, from element: String) {
    guard let found = scope.look(up: type.text, from: element) else {
      error(type.position, scope.explain(type.text))
      return
    }
    guard case .message(let message) = found else {
      error(type.position, "\"\(type.text)\" is not a message type")
      return
    }
    checkVisibility(message.isExported, message.file, type.position, message.fullName)
    type.text = "." + message.fullName
  }
}
