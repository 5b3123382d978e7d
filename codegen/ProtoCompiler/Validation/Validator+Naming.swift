// The naming style that files of edition 2024 keep unless they opt out.

extension Validator {
  /// The form that names of a kind must have.
  enum NameForm {
    case titleCase
    case lowerSnakeCase
    case upperSnakeCase

    /// What is wrong with a name; nil if nothing is.
    func problem(_ name: String) -> String? {
      let bytes = Array(name.utf8)
      guard let first = bytes.first else { return nil }
      switch self {
      case .titleCase:
        if bytes.contains(UInt8(ascii: "_")) { return "must be in TitleCase" }
        if first.lowercased == first { return "must begin with a capital letter" }
        return nil
      case .lowerSnakeCase:
        if bytes.contains(where: { $0.lowercased != $0 }) { return "must be in lower_snake_case" }
      case .upperSnakeCase:
        if bytes.contains(where: { $0.uppercased != $0 }) { return "must be in UPPER_SNAKE_CASE" }
      }
      if first == UInt8(ascii: "_") || first.isDigit { return "must begin with a letter" }
      for index in bytes.indices where bytes[index] == UInt8(ascii: "_") {
        guard index + 1 < bytes.count, bytes[index + 1].isLetter, bytes[index + 1] != UInt8(ascii: "_") else {
          return "must have a letter after each underscore"
        }
      }
      return nil
    }
  }

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

  /// Names that generated code may derive from those of other fields, which the style of edition 2026 doesn't allow.
  ///
  /// - Parameter others: the fields and oneofs of the same message.
  private func checkCollision(_ name: String, _ what: String, _ position: Position, _ others: Set<String>) {
    let problem: String
    if let prefix = ["has_", "get_", "set_", "clear_"].first(where: {
      name.hasPrefix($0) && others.contains(String(name.dropFirst($0.count)))
    }) {
      problem = "begins with \"\(prefix)\" and goes on with the name of another field"
    } else if name.hasSuffix("_value") && others.contains(String(name.dropLast(6))) {
      problem = "is that of another field and ends in \"_value\""
    } else if name == "descriptor" {
      problem = "clashes with what is generated"
    } else {
      return
    }
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
