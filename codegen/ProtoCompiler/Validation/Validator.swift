/// Checks what can only be checked once types and options are known: the rules of proto3, of maps, and of JSON names.
struct Validator {
  let file: FileNode

  func error(_ position: Position, _ message: @autoclosure () -> String) {
    file.diagnostics.error(position, message())
  }

  func validate() {
    for message in file.messages { validate(message) }
    for enumeration in file.enums { validate(enumeration) }
    for field in file.extensions { validate(field) }
  }

  private func validate(_ message: MessageNode) {
    for nested in message.messages { validate(nested) }
    for enumeration in message.enums { validate(enumeration) }
    for field in message.fields { validate(field) }
    for field in message.extensions { validate(field) }
    checkJSONNames(message)
    if message.isMessageSet, let field = message.fields.first {
      error(field.position, "a message set can't have fields, only extensions")
    }
    if file.isProto3 {
      for range in message.extensionRanges {
        error(range.position, "proto3 has no extension ranges")
      }
      if message.isMessageSet { error(message.position, "proto3 has no message sets") }
    }
  }

  // MARK: - Fields

  private func validate(_ field: FieldNode) {
    if let entry = field.mapEntry { validateMap(field, entry) }
    if field.options.flag("packed") == true && !(field.isRepeated && field.type?.canBePacked == true) {
      error(field.typePosition, "only repeated fields of numbers, enums and bools can be packed")
    }
    if field.options.flag("lazy") == true && field.type != .message {
      error(field.typePosition, "only message fields can be lazy")
    }
    checkJSType(field)
    if field.isExtension && field.hasCustomJSONName {
      error(field.jsonNamePosition, "an extension can't have a JSON name of its own")
    }
    if field.isExtension && field.label == .required { error(field.typePosition, "an extension can't be required") }
    if let extendee = field.extendee, extendee.isMessageSet, field.type != .message || field.isRepeated {
      error(field.typePosition, "an extension of a message set must be an optional message")
    }
    if file.isProto3 { validateProto3(field) }
    if file.isEdition { validateFeatures(field) }
  }

  private func checkJSType(_ field: FieldNode) {
    guard case .identifier(let word, _)? = field.options.value("jstype"), word != "JS_NORMAL" else { return }
    switch field.type {
    case .int64, .uint64, .sint64, .fixed64, .sfixed64: break
    default: error(field.typePosition, "only 64-bit integer fields can have a jstype")
    }
  }

  private func validateProto3(_ field: FieldNode) {
    if let extendee = field.extendee, !Self.extensibleByProto3.contains(extendee.fullName) {
      error(field.extendeePosition, "in proto3 only the options of descriptor.proto can be extended")
    }
    if field.label == .required { error(field.typePosition, "proto3 has no required fields") }
    if field.defaultValue != nil { error(field.defaultPosition, "proto3 has no explicit defaults") }
    if field.type == .group { error(field.typePosition, "proto3 has no groups") }
    if let enumeration = field.enumeration, enumeration.features.enumsAreClosed {
      error(
        field.typePosition,
        "enum \"\(enumeration.fullName)\" is a closed enum, which a message of proto3 can't use: its unknown values "
          + "would be lost")
    }
  }

  private func validateFeatures(_ field: FieldNode) {
    if let statement = field.options.statements.first(where: { $0.displayName == "packed" }) {
      error(
        statement.namePosition,
        "in editions the option features.repeated_field_encoding takes the place of \"packed\"")
    }
    if field.hasImplicitPresence {
      if field.defaultValue != nil {
        error(field.defaultPosition, "a field with implicit presence can't have a default")
      }
      if let enumeration = field.enumeration, enumeration.features.enumsAreClosed {
        error(
          field.typePosition,
          "a field with implicit presence can't have the closed enum \"\(enumeration.fullName)\" for its type")
      }
    }
  }

  private static let extensibleByProto3: Set<String> = [
    "google.protobuf.FileOptions", "google.protobuf.MessageOptions", "google.protobuf.FieldOptions",
    "google.protobuf.OneofOptions", "google.protobuf.EnumOptions", "google.protobuf.EnumValueOptions",
    "google.protobuf.ServiceOptions", "google.protobuf.MethodOptions", "google.protobuf.ExtensionRangeOptions",
    "google.protobuf.StreamOptions",
  ]

  private func validateMap(_ field: FieldNode, _ entry: MessageNode) {
    guard entry.fields.count == 2 else { return }
    let key = entry.fields[0]
    switch key.type {
    case .enumeration: error(field.typePosition, "a map's key can't be an enum")
    case .float, .double, .bytes, .message, .group, nil:
      error(field.typePosition, "a map's key must be an integer, a bool or a string")
    default: break
    }
    if let enumeration = entry.fields[1].enumeration, let first = enumeration.values.first, first.number != 0 {
      error(field.typePosition, "the enum of a map's values must begin with the value 0")
    }
  }

  // MARK: - JSON names

  private func checkJSONNames(_ message: MessageNode) {
    if file.isProto3 { checkDefaultJSONNames(message) }
    checkGivenJSONNames(message)
  }

  /// The default names may not clash, whatever names the file gives: field masks use them. Case makes no difference.
  private func checkDefaultJSONNames(_ message: MessageNode) {
    var seen: [[UInt8]: FieldNode] = [:]
    seen.reserveCapacity(message.fields.count)
    for field in message.fields {
      let folded = field.name.utf8.filter { $0 != UInt8(ascii: "_") }.map(\.lowercased)
      if let other = seen.updateValue(field, forKey: folded) {
        seen[folded] = other
        error(field.position, "the JSON name of field \"\(field.name)\" clashes with that of \"\(other.name)\"")
      }
    }
  }

  /// Names that clash make JSON ambiguous. protoc 3.21 lets that pass for names that the file gives, so this does too.
  private func checkGivenJSONNames(_ message: MessageNode) {
    guard message.fields.contains(where: \.hasCustomJSONName) else { return }
    var seen: [String: FieldNode] = [:]
    for field in message.fields {
      let name = field.jsonName ?? field.name
      if let other = seen.updateValue(field, forKey: name) {
        seen[name] = other
        let text = "fields \"\(other.name)\" and \"\(field.name)\" have the same JSON name \"\(name)\""
        if file.isEdition {
          error(field.position, text)
        } else {
          file.diagnostics.warning(field.position, text)
        }
      }
    }
  }

  // MARK: - Enums

  private func validate(_ enumeration: EnumNode) {
    if !enumeration.features.enumsAreClosed, let first = enumeration.values.first, first.number != 0 {
      error(first.numberPosition, "the first value of an open enum, such as each of proto3, must be 0")
    }
    checkAliases(enumeration)
    checkValueNames(enumeration)
  }

  private func checkAliases(_ enumeration: EnumNode) {
    let allowed = enumeration.options.flag("allow_alias")
    var seen: [Int32: EnumValueNode] = [:]
    var hasAlias = false
    for value in enumeration.values {
      guard let other = seen[value.number] else {
        seen[value.number] = value
        continue
      }
      hasAlias = true
      if allowed != true {
        error(
          value.numberPosition,
          "\"\(value.fullName)\" has the number of \"\(other.fullName)\": if that is meant, set "
            + "`option allow_alias = true;` in the enum")
      }
    }
    if allowed == true && !hasAlias {
      error(enumeration.position, "\"\(enumeration.fullName)\" allows aliases and has none: remove allow_alias")
    }
    if allowed == false {
      error(
        enumeration.position, "\"\(enumeration.fullName)\" has `allow_alias = false`, which does nothing: remove it")
    }
  }

  /// Generators strip the enum's name from its values and change their case; names that then fall together clash.
  private func checkValueNames(_ enumeration: EnumNode) {
    var seen: [String: EnumValueNode] = [:]
    for value in enumeration.values {
      let stripped = EnumValueName.stripped(value.name, of: enumeration.name)
      guard let other = seen[stripped] else {
        seen[stripped] = value
        continue
      }
      if other.name == value.name || other.number == value.number { continue }
      let text =
        "\"\(value.name)\" and \"\(other.name)\" are the same name without case, underscores and the enum's name"
      if file.isProto3 {
        error(value.position, text)
      } else {
        file.diagnostics.warning(value.position, text)
      }
    }
  }
}

/// The names of enum values as generators shorten them.
enum EnumValueName {
  /// The name without the enum's, in one case and without underscores.
  static func stripped(_ value: String, of enumeration: String) -> String {
    let prefix = enumeration.utf8.filter { $0 != UInt8(ascii: "_") }.map(\.lowercased)
    return pascalCase(Array(value.utf8)[dropCount(value, prefix)...])
  }

  /// How many bytes of the value's name spell the enum's; 0 if nothing would remain.
  private static func dropCount(_ value: String, _ prefix: [UInt8]) -> Int {
    let bytes = Array(value.utf8)
    var at = 0
    var matched = 0
    while at < bytes.count && matched < prefix.count {
      if bytes[at] != UInt8(ascii: "_") {
        if bytes[at].lowercased != prefix[matched] { return 0 }
        matched += 1
      }
      at += 1
    }
    if matched < prefix.count { return 0 }
    while at < bytes.count && bytes[at] == UInt8(ascii: "_") { at += 1 }
    return at == bytes.count ? 0 : at
  }

  private static func pascalCase(_ bytes: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var capitalize = true
    for byte in bytes {
      if byte == UInt8(ascii: "_") {
        capitalize = true
      } else {
        result.append(capitalize ? byte.uppercased : byte.lowercased)
        capitalize = false
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension OptionsNode {
  /// The value of a built-in option as written.
  func value(_ name: String) -> OptionValue? {
    statements.first { $0.name.count == 1 && !$0.name[0].isExtension && $0.name[0].text == name }?.value
  }

  /// The value of a built-in bool option; nil if it isn't set.
  func flag(_ name: String) -> Bool? {
    guard case .identifier(let word, isNegative: false)? = value(name) else { return nil }
    return word == "true"
  }
}
