// The naming style that files of edition 2024 keep unless they opt out.

extension Validator {
  /// The form that names of a kind must have.
  enum NamingStyle {
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
    if file.features.enforcesStyle {
      check(file.package, "package", .lowerSnakeCase, file.packagePosition)
    }
    for message in file.messages { validateNames(message) }
    for enumeration in file.enums { validateNames(enumeration) }
    for field in file.extensions { validateName(field) }
    for service in file.services {
      let features = file.features.overridden(by: service.options)
      if features.enforcesStyle { check(service.name, "service", .titleCase, service.position) }
      for method in service.methods where features.overridden(by: method.options).enforcesStyle {
        check(method.name, "method", .titleCase, method.position)
      }
    }
  }

  private func validateNames(_ message: MessageNode) {
    if message.isMapEntry { return }
    if message.features.enforcesStyle { check(message.name, "message", .titleCase, message.position) }
    for oneof in message.oneofs where !oneof.isSynthetic {
      if message.features.overridden(by: oneof.options).enforcesStyle {
        check(oneof.name, "oneof", .lowerSnakeCase, oneof.position)
      }
    }
    for field in message.fields { validateName(field) }
    for field in message.extensions { validateName(field) }
    for nested in message.messages { validateNames(nested) }
    for enumeration in message.enums { validateNames(enumeration) }
  }

  private func validateName(_ field: FieldNode) {
    if field.features.enforcesStyle { check(field.name, "field", .lowerSnakeCase, field.position) }
  }

  private func validateNames(_ enumeration: EnumNode) {
    if enumeration.features.enforcesStyle { check(enumeration.name, "enum", .titleCase, enumeration.position) }
    for value in enumeration.values where enumeration.features.overridden(by: value.options).enforcesStyle {
      check(value.name, "enum value", .upperSnakeCase, value.position)
    }
  }

  private func check(_ name: String, _ what: String, _ style: NamingStyle, _ position: Position) {
    guard let problem = style.problem(name) else { return }
    error(
      position,
      "the \(what) name \"\(name)\" \(problem), unless features.enforce_naming_style = STYLE_LEGACY is set")
  }
}
