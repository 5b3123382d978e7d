/// Checks what can only be checked once types and options are known: the rules of proto3, of maps, and of JSON names.
struct Validator {
  let file: FileNode

  func error(_ position: Position, _ message: @autoclosure () -> String) {
    file.diagnostics.error(position, message())
  }

  func validate() {
    if file.isEdition {
      validateFileFeatures()
      validateNames()
    }
    for message in file.allMessages { validate(message) }
    for enumeration in file.allEnums { validate(enumeration) }
    for field in file.extensions { validate(field) }
  }

  private func validate(_ message: MessageNode) {
    for field in message.fields { validate(field) }
    for field in message.extensions { validate(field) }
    checkJSONNames(message)
    validateDeclarations(message)
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
    if field.options.flag("packed") == true && !(field.isRepeated && field.type?.isPackable == true) {
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
    if let extendee = field.extendee { validateDeclared(field, extendee) }
    if field.options.value("feature_support") != nil, let problem = field.use.support.contradiction {
      error(field.position, "\"\(field.name)\" \(problem)")
    }
    if file.isProto3 { validateProto3(field) }
    if file.isEdition { validateFeatures(field) }
  }

  private func checkJSType(_ field: FieldNode) {
    guard let word = field.options.word("jstype"), word != "JS_NORMAL" else { return }
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
    var hasAlias = false
    enumeration.values.forEachDuplicate(by: \.number) { value, other in
      hasAlias = true
      if allowed == true { return }
      error(
        value.numberPosition,
        "\"\(value.fullName)\" has the number of \"\(other.fullName)\": if that is meant, set "
          + "`option allow_alias = true;` in the enum")
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
    let isLegacy = enumeration.options.flag("deprecated_legacy_json_field_conflicts") == true
    let prefix = enumeration.name.utf8.filter { $0 != UInt8(ascii: "_") }.map(\.lowercased)
    enumeration.values.forEachDuplicate(by: { ShortValueName.make($0.name, without: prefix) }) { value, other in
      if other.name == value.name || other.number == value.number { return }
      let text =
        "\"\(value.name)\" and \"\(other.name)\" are the same name without case, underscores and the enum's name"
      if file.edition == Edition.proto2 && isLegacy {
        file.diagnostics.warning(value.position, text)
      } else {
        error(value.position, text)
      }
    }
  }
}
