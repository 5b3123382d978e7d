/// The features of editions that decide how fields and enums behave, as they hold for one element.
struct Features: Equatable {
  enum Presence { case explicit, implicit, legacyRequired }

  var presence = Presence.explicit
  var enumsAreClosed = false
  var repeatedArePacked = true
  var messagesAreDelimited = false
  /// Which types other files may use unless it is said otherwise.
  enum DefaultVisibility { case all, topLevel, none, strict }
  var visibility = DefaultVisibility.all
  /// JSON names that clash are let pass.
  var jsonIsBestEffort = false
  /// The style that names must keep.
  enum NamingStyle { case legacy, style2024, style2026 }
  var style = NamingStyle.legacy

  /// What holds in a file that sets nothing.
  init(edition: Int32 = Edition.edition2023) {
    switch edition {
    case ...Edition.proto2:
      enumsAreClosed = true
      repeatedArePacked = false
      jsonIsBestEffort = true
    case Edition.proto3: presence = .implicit
    case Edition.edition2024...:
      visibility = .topLevel
      style = edition >= Edition.edition2026 ? .style2026 : .style2024
    default: break
    }
  }

  /// What holds for an element with these options in surroundings with the features at hand.
  func overridden(by options: OptionsNode) -> Features {
    if options.statements.isEmpty { return self }
    var features = self
    for setting in Self.settings(in: options) { features.set(setting.name, setting.word) }
    return features
  }

  /// A feature that an element sets itself.
  struct Setting {
    var name: String
    var word: String
    var position: Position
  }

  static func settings(in options: OptionsNode) -> [Setting] {
    options.statements.filter { $0.name.first?.text == "features" }.flatMap { statement -> [Setting] in
      switch (statement.name.count, statement.value) {
      case (2, .scalar(.identifier(let word, isNegative: false))):
        [Setting(name: statement.name[1].text, word: word, position: statement.namePosition)]
      case (1, .aggregate(let text)):
        words(in: text).map { Setting(name: $0, word: $1, position: statement.namePosition) }
      default: []
      }
    }
  }

  private mutating func set(_ name: String, _ word: String) {
    switch (name, word) {
    case ("field_presence", "EXPLICIT"): presence = .explicit
    case ("field_presence", "IMPLICIT"): presence = .implicit
    case ("field_presence", "LEGACY_REQUIRED"): presence = .legacyRequired
    case ("enum_type", "OPEN"): enumsAreClosed = false
    case ("enum_type", "CLOSED"): enumsAreClosed = true
    case ("repeated_field_encoding", "PACKED"): repeatedArePacked = true
    case ("repeated_field_encoding", "EXPANDED"): repeatedArePacked = false
    case ("message_encoding", "LENGTH_PREFIXED"): messagesAreDelimited = false
    case ("message_encoding", "DELIMITED"): messagesAreDelimited = true
    case ("default_symbol_visibility", "EXPORT_ALL"): visibility = .all
    case ("default_symbol_visibility", "EXPORT_TOP_LEVEL"): visibility = .topLevel
    case ("default_symbol_visibility", "LOCAL_ALL"): visibility = .none
    case ("default_symbol_visibility", "STRICT"): visibility = .strict
    case ("enforce_naming_style", "STYLE2024"): style = .style2024
    case ("enforce_naming_style", "STYLE2026"): style = .style2026
    case ("enforce_naming_style", "STYLE_LEGACY"): style = .legacy
    case ("json_format", "ALLOW"): jsonIsBestEffort = false
    case ("json_format", "LEGACY_BEST_EFFORT"): jsonIsBestEffort = true
    default: break
    }
  }

  /// The pairs `name: WORD` and `name: "text"` of a message in text format.
  static func words(in text: [UInt8]) -> [(String, String)] {
    var lexer = Lexer(text, diagnostics: Diagnostics(file: "", path: nil))
    lexer.run()
    let tokens = lexer.tokens
    var pairs: [(String, String)] = []
    for index in tokens.indices.dropFirst(2)
    where (tokens[index].kind == .identifier || tokens[index].kind == .string)
      && tokens[index - 1].symbol == UInt8(ascii: ":")
    {
      let name = tokens[index - 2]
      pairs.append(
        (String(decoding: text[name.range], as: UTF8.self), String(decoding: text[tokens[index].range], as: UTF8.self)))
    }
    return pairs
  }
}

/// Finds the features of each element of a file: what it sets itself, or else what its surroundings have.
struct FeatureResolver {
  let file: FileNode

  func resolve() {
    let features = Features(edition: file.edition).overridden(by: file.options)
    file.features = features
    for message in file.messages { resolve(message, features, isTopLevel: true) }
    for enumeration in file.enums { resolve(enumeration, features, in: nil) }
    for field in file.extensions { field.features = features.overridden(by: field.options) }
  }

  private func isExported(_ visibility: Visibility?, _ features: Features, isTopLevel: Bool) -> Bool {
    if let visibility { return visibility == .export }
    return features.visibility == .all || (features.visibility == .topLevel && isTopLevel)
  }

  private func resolve(
    _ enumeration: EnumNode, _ surroundings: Features, in message: MessageNode?, isNamespace: Bool = false
  ) {
    enumeration.features = surroundings.overridden(by: enumeration.options)
    enumeration.isExported = isExported(enumeration.visibility, enumeration.features, isTopLevel: message == nil)
    if message != nil && !isNamespace {
      checkStrict(enumeration.visibility, enumeration.features, enumeration.position)
    }
  }

  /// Where visibility is strict, types in messages can't be exported.
  private func checkStrict(_ visibility: Visibility?, _ features: Features, _ position: Position) {
    if visibility == .export && features.visibility == .strict {
      file.diagnostics.error(
        position, "a type in a message can't be exported where default_symbol_visibility is STRICT")
    }
  }

  private func resolve(_ message: MessageNode, _ surroundings: Features, isTopLevel: Bool) {
    let features = surroundings.overridden(by: message.options)
    message.features = features
    message.isExported = isExported(message.visibility, features, isTopLevel: isTopLevel)
    if !isTopLevel { checkStrict(message.visibility, features, message.position) }
    let oneofs = message.oneofs.map { features.overridden(by: $0.options) }
    for field in message.fields {
      var base = features
      if let index = field.oneofIndex, oneofs.indices.contains(Int(index)) { base = oneofs[Int(index)] }
      field.features = base.overridden(by: field.options)
      // Entries of maps are never delimited.
      if message.isMapEntry || field.isMap { field.features.messagesAreDelimited = false }
    }
    for field in message.extensions { field.features = features.overridden(by: field.options) }
    for nested in message.messages { resolve(nested, features, isTopLevel: false) }
    // A local message whose numbers are all reserved is there only to give its enums a namespace.
    let reserved = message.reservedRanges.first
    let isNamespace =
      isTopLevel && !message.isExported && message.reservedRanges.count == 1 && reserved?.start == 1
      && reserved?.end == NumberRange.max
    for enumeration in message.enums { resolve(enumeration, features, in: message, isNamespace: isNamespace) }
  }
}
