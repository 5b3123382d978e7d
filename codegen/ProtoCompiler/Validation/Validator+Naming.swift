import MartletReflection

// The naming style that files of edition 2024 keep unless they opt out.

extension Validator {
  func validateNames() {
    check(file.package, "package", .lowerSnakeCase, file.packagePosition, file.features)
    for message in file.allMessages where !message.isMapEntry { validateNames(message) }
    for enumeration in file.allEnums {
      check(enumeration, "enum", .titleCase, enumeration.features)
      for value in enumeration.values {
        check(value, "enum value", .upperSnakeCase, enumeration.features.overridden(by: value.options))
      }
    }
    for field in file.allExtensions { validateMember(field, "field", field.features, in: []) }
    for service in file.services {
      let features = file.features.overridden(by: service.options)
      check(service, "service", .titleCase, features)
      for method in service.methods { check(method, "method", .titleCase, features.overridden(by: method.options)) }
    }
  }

  private func validateNames(_ message: MessageNode) {
    check(message, "message", .titleCase, message.features)
    let names = Set(message.fields.map(\.name)).union(message.oneofs.map(\.name))
    for oneof in message.oneofs where !oneof.isSynthetic {
      validateMember(oneof, "oneof", message.features.overridden(by: oneof.options), in: names)
    }
    for field in message.fields { validateMember(field, "field", field.features, in: names) }
  }

  /// - Parameter names: the fields and oneofs of the same message.
  private func validateMember(_ node: DeclarationNode, _ what: String, _ features: Features, in names: Set<String>) {
    check(node, what, .lowerSnakeCase, features)
    guard features.style == .style2026, let problem = NameForm.collision(node.name, with: names) else { return }
    error(
      node.position,
      "the \(what) name \"\(node.name)\" \(problem), unless features.enforce_naming_style = STYLE2024 is set")
  }

  private func check(_ node: DeclarationNode, _ what: String, _ form: NameForm, _ features: Features) {
    check(node.name, what, form, node.position, features)
  }

  private func check(
    _ name: String, _ what: String, _ form: NameForm, _ position: Position, _ features: Features
  ) {
    guard features.style != .legacy, let problem = form.problem(name) else { return }
    error(
      position,
      "the \(what) name \"\(name)\" \(problem), unless features.enforce_naming_style = STYLE_LEGACY is set")
  }
}
