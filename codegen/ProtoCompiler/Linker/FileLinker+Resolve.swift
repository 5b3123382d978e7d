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
      checkVisibility(message, field.typePosition)
      if message.isMapEntry && !field.isMap {
        error(field.typePosition, "a map's entry can't be the type of another field: write map<Key, Value>")
      }
      field.message = message
      field.type = field.type == .group ? .group : .message
      field.typeName = "." + message.fullName
      if field.defaultValue != nil { error(field.defaultPosition, "a message can't have a default") }
    case .enumeration(let enumeration):
      checkVisibility(enumeration, field.typePosition)
      field.enumeration = enumeration
      field.type = .enumeration
      field.typeName = "." + enumeration.fullName
      checkDefault(of: field, enumeration)
    default:
      error(field.typePosition, "\"\(field.typeName)\" is not a type")
    }
  }

  private func checkVisibility(_ type: TypeNode, _ position: Position) {
    if type.isExported || type.file === file { return }
    error(position, "\"\(type.fullName)\" is local to \"\(type.file.name)\"")
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
    guard let message = message(name, from: field.fullName, field.extendeePosition) else { return }
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
    if let message = message(type.text, from: element, type.position) { type.text = "." + message.fullName }
  }

  /// The message that a name stands for; nil, and reported, if there is none that the file may use.
  private func message(_ name: String, from element: String, _ position: Position) -> MessageNode? {
    guard let found = scope.look(up: name, from: element) else {
      error(position, scope.explain(name))
      return nil
    }
    guard case .message(let message) = found else {
      error(position, "\"\(name)\" is not a message type")
      return nil
    }
    checkVisibility(message, position)
    return message
  }
}
