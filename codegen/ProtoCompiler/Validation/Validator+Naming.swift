import MartletReflection

// The naming style that files of edition 2024 keep unless they opt out.

extension Validator {
  func validateNames() {
    check(file.package, "package", .lowerSnakeCase, file.packagePosition, file.features)
    for message in file.allMessages where !message.isMapEntry { validateNames(message) }
    for enumeration in file.allEnums {
      check(enumeration.name, "enum", .titleCase, enumeration.position, enumeration.features)
      for value in enumeration.values {
        let features = enumeration.features.overridden(by: value.options)
        check(value.name, "enum value", .upperSnakeCase, value.position, features)
      }
    }
    for field in file.allExtensions { validateName(field, in: nil) }
    for service in file.services {
      let features = file.features.overridden(by: service.options)
      check(service.name, "service", .titleCase, service.position, features)
      for method in service.methods {
        check(method.name, "method", .titleCase, method.position, features.overridden(by: method.options))
      }
    }
  }

  private func validateNames(_ message: MessageNode) {
    check(message.name, "message", .titleCase, message.position, message.features)
    let names = Set(message.fields.map(\.name)).union(message.oneofs.map(\.name))
    for oneof in message.oneofs where !oneof.isSynthetic {
      let features = message.features.overridden(by: oneof.options)
      check(oneof.name, "oneof", .lowerSnakeCase, oneof.position, features)
      if features.style == .style2026 { checkCollision(oneof.name, "oneof", oneof.position, names) }
    }
    for field in message.fields { validateName(field, in: names) }
  }

  private func validateName(_ field: FieldNode, in names: Set<String>?) {
    check(field.name, "field", .lowerSnakeCase, field.position, field.features)
    if field.features.style == .style2026 { checkCollision(field.name, "field", field.position, names ?? []) }
  }

  private func checkCollision(_ name: String, _ what: String, _ position: Position, _ others: Set<String>) {
    guard let problem = NameForm.collision(name, with: others) else { return }
    error(position, "the \(what) name \"\(name)\" \(problem), unless features.enforce_naming_style = STYLE2024 is set")
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
