// What files of editions may set where.

extension Validator {
  func validateFileFeatures() {
    for setting in Features.settings(in: file.options) where setting.word == "LEGACY_REQUIRED" {
      error(setting.position, "fields can't be required by default")
    }
    if let statement = file.options.statements.first(where: { $0.displayName == "java_string_check_utf8" }) {
      error(statement.namePosition, "editions don't have the option \"java_string_check_utf8\"")
    }
  }

  func validateFeatures(_ field: FieldNode) {
    if field.options.value("packed") != nil {
      error(field.position, "in editions the option features.repeated_field_encoding takes the place of \"packed\"")
    }
    if file.edition >= Edition.edition2024 && field.options.value("ctype") != nil {
      error(field.typePosition, "editions from 2024 on don't have the option \"ctype\"")
    }
    for setting in Features.settings(in: field.options) {
      if let problem = problem(setting, of: field) { error(field.position, problem) }
    }
    if field.hasImplicitPresence {
      if field.defaultValue != nil { error(field.position, "a field with implicit presence can't have a default") }
      if let enumeration = field.enumeration, enumeration.features.enumsAreClosed {
        error(
          field.position,
          "a field with implicit presence can't have the closed enum \"\(enumeration.fullName)\" for its type")
      }
    }
  }

  /// Why a field can't set a feature.
  private func problem(_ setting: Features.Setting, of field: FieldNode) -> String? {
    switch setting.name {
    case "field_presence":
      if field.isRepeated { return "a repeated field can't choose its presence" }
      if field.oneofIndex != nil { return "a field of a oneof can't choose its presence" }
      if field.isExtension { return "an extension can't choose its presence" }
      if field.message != nil && setting.word == "IMPLICIT" { return "a message can't have implicit presence" }
    case "repeated_field_encoding":
      if !field.isRepeated { return "only repeated fields can choose repeated_field_encoding" }
      if setting.word == "PACKED" && field.type?.isPackable != true {
        return "only repeated fields of numbers, enums and bools can be packed"
      }
    case "message_encoding":
      if field.message == nil || field.isMap { return "only message fields can choose message_encoding" }
    case "utf8_validation":
      let types = [field.type] + (field.mapEntry?.fields.map(\.type) ?? [])
      if !types.contains(.string) { return "only string fields can choose utf8_validation" }
    default: break
    }
    return nil
  }
}
