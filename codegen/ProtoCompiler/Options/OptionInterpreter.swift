/// Finds out what a file's options mean: looks their names up in the options messages of descriptor.proto and in the
/// extensions of those, and encodes the values.
struct OptionInterpreter {
  let file: FileNode
  let compilation: Compilation
  var scope: Scope

  init(file: FileNode, compilation: Compilation, scope: Scope) {
    self.file = file
    self.compilation = compilation
    self.scope = scope
  }

  /// An option that can't be interpreted; the text says why.
  struct Problem: Error {
    var text: String
    /// The fault lies with the value, not the name.
    var inValue = false
  }

  mutating func interpretAll() {
    interpret(&file.options, "FileOptions", file.package.isEmpty ? "dummy" : file.package + ".dummy")
    for message in file.messages { interpret(message) }
    for enumeration in file.enums { interpret(enumeration) }
    for field in file.extensions { interpret(&field.options, "FieldOptions", field.fullName) }
    for service in file.services {
      interpret(&service.options, "ServiceOptions", service.fullName)
      for method in service.methods { interpret(&method.options, "MethodOptions", method.fullName) }
    }
  }

  private mutating func interpret(_ message: MessageNode) {
    interpret(&message.options, "MessageOptions", message.fullName)
    if message.isMapEntry {
      // map_entry = true
      message.options.encoded = [0x38, 0x01]
    }
    for field in message.fields { interpret(&field.options, "FieldOptions", field.fullName) }
    for oneof in message.oneofs { interpret(&oneof.options, "OneofOptions", oneof.fullName) }
    for index in message.extensionRanges.indices {
      interpret(&message.extensionRanges[index].options, "ExtensionRangeOptions", message.fullName)
    }
    for nested in message.messages { interpret(nested) }
    for enumeration in message.enums { interpret(enumeration) }
    for field in message.extensions { interpret(&field.options, "FieldOptions", field.fullName) }
  }

  private mutating func interpret(_ enumeration: EnumNode) {
    interpret(&enumeration.options, "EnumOptions", enumeration.fullName)
    for value in enumeration.values { interpret(&value.options, "EnumValueOptions", value.fullName) }
  }

  /// - Parameter element: the full name of the element, from which names of extensions are looked up.
  private mutating func interpret(_ options: inout OptionsNode, _ schema: String, _ element: String) {
    if options.statements.isEmpty { return }
    guard let type = compilation.optionsMessage(schema) else {
      file.diagnostics.error(options.statements[0].namePosition, "descriptor.proto has no message \(schema)")
      return
    }
    var message = OptionMessage()
    var paths = SetPaths()
    for statement in options.statements {
      do throws(Problem) {
        try interpret(statement, of: type, element, into: &message, &paths)
      } catch {
        file.diagnostics.error(
          error.inValue ? statement.valuePosition : statement.namePosition,
          "option \"\(statement.displayName)\": \(error.text)")
      }
    }
    options.encoded = message.encoded()
  }

  /// Which fields of an options message have been set, by the numbers that lead to them.
  private struct SetPaths {
    /// Fields that are set, and the messages around them.
    var taken: Set<[Int32]> = []
    /// How many elements a repeated field has got.
    var counts: [[Int32]: Int32] = [:]
  }

  // MARK: - One statement

  private mutating func interpret(
    _ statement: OptionStatement, of type: MessageNode, _ element: String, into message: inout OptionMessage,
    _ paths: inout SetPaths
  ) throws(Problem) {
    let fields = try resolve(statement, of: type, element)
    guard let last = fields.last else { throw Problem(text: "the option has no name") }
    var path = fields.map(\.number)
    if !last.isRepeated && paths.taken.contains(path) { throw Problem(text: "it has been set before") }
    let inner = try store(statement.value, fields[...], of: type, into: &message)
    for length in 1...path.count { paths.taken.insert(Array(path[..<length])) }
    if !last.isRepeated {
      for suffix in inner { paths.taken.insert(path + suffix) }
    }

    // The location's path leads to the option's field; `uninterpreted_option` and its index give way to it.
    if last.isRepeated {
      let count = paths.counts[path, default: 0]
      paths.counts[path] = count + 1
      path.append(count)
    }
    file.locations.replacePath(of: statement.location, dropping: 2, appending: path)
  }

  /// The fields that the parts of an option's name stand for.
  private mutating func resolve(
    _ statement: OptionStatement, of type: MessageNode, _ element: String
  ) throws(Problem) -> [FieldNode] {
    var fields: [FieldNode] = []
    var message = type
    for (index, part) in statement.name.enumerated() {
      let field = part.isExtension ? try findExtension(part.text, of: message, element) : message.field(part.text)
      guard let field else {
        throw Problem(text: "\(message.fullName) has no field \"\(part.text)\"")
      }
      if index == 0 && field.name == "uninterpreted_option" && !part.isExtension {
        throw Problem(text: "the name is reserved for the compiler")
      }
      if index == 0 && field.name == "features" && !part.isExtension && !file.isEdition {
        throw Problem(text: "features can only be set in files of editions")
      }
      if case .edition(let edition) = file.syntax {
        try checkTarget(of: field, type)
        try checkEdition(of: field, edition)
      }
      fields.append(field)
      if index == statement.name.count - 1 { break }
      guard let next = field.message else { throw Problem(text: "\"\(part.text)\" is not a message") }
      if field.isRepeated {
        throw Problem(text: "\"\(part.text)\" is repeated, so its messages can only be given whole, in braces")
      }
      message = next
    }
    return fields
  }

  /// An option may say which kinds of element it is for.
  private func checkTarget(of field: FieldNode, _ type: MessageNode) throws(Problem) {
    let targets = field.options.statements.compactMap { statement -> String? in
      guard statement.displayName == "targets", case .identifier(let word, _) = statement.value else { return nil }
      return word
    }
    guard !targets.isEmpty, let target = Self.targets[type.name], !targets.contains(target) else { return }
    throw Problem(text: "\"\(field.name)\" can't be set on an element of this kind")
  }

  /// An option may say from which edition on there is such a thing, and until which.
  private func checkEdition(of field: FieldNode, _ edition: Int32) throws(Problem) {
    for statement in field.options.statements where statement.displayName == "feature_support" {
      guard case .aggregate(let text) = statement.value else { continue }
      for (name, word) in Features.words(in: text) {
        guard let number = Self.editions[word] else { continue }
        if name == "edition_introduced" && number > edition {
          throw Problem(text: "\"\(field.name)\" can't be set before \(word)")
        }
        if name == "edition_removed" && number <= edition {
          throw Problem(text: "\"\(field.name)\" can't be set from \(word) on")
        }
      }
    }
  }

  private static let editions: [String: Int32] = [
    "EDITION_2023": 1000, "EDITION_2024": 1001, "EDITION_2026": 1002, "EDITION_UNSTABLE": 9999,
  ]

  /// What `OptionTargetType` calls the elements that an options message is for.
  private static let targets = [
    "FileOptions": "TARGET_TYPE_FILE", "MessageOptions": "TARGET_TYPE_MESSAGE", "FieldOptions": "TARGET_TYPE_FIELD",
    "OneofOptions": "TARGET_TYPE_ONEOF", "EnumOptions": "TARGET_TYPE_ENUM",
    "EnumValueOptions": "TARGET_TYPE_ENUM_ENTRY", "ServiceOptions": "TARGET_TYPE_SERVICE",
    "MethodOptions": "TARGET_TYPE_METHOD", "ExtensionRangeOptions": "TARGET_TYPE_EXTENSION_RANGE",
  ]

  private mutating func findExtension(
    _ name: String, of message: MessageNode, _ element: String
  ) throws(Problem) -> FieldNode {
    guard let symbol = scope.look(up: name, from: element) else { throw Problem(text: scope.explain(name)) }
    guard case .field(let field) = symbol, field.isExtension else {
      throw Problem(text: "\"\(name)\" is not an extension")
    }
    guard let extendee = field.extendee, extendee.fullName == message.fullName else {
      throw Problem(text: "\"\(name)\" does not extend \(message.fullName)")
    }
    return field
  }

  /// Encodes a value below the fields that lead to it; returns the paths that a value in braces sets.
  private mutating func store(
    _ value: OptionValue, _ fields: ArraySlice<FieldNode>, of options: MessageNode,
    into message: inout OptionMessage
  ) throws(Problem) -> [[Int32]] {
    guard let field = fields.first else { return [] }
    if fields.count > 1 {
      guard field.isExtension else {
        return try message.withChild(field) { child throws(Problem) in
          try store(value, fields.dropFirst(), of: options, into: &child)
        }
      }
      // Every statement makes an extension field of its own.
      var part = OptionMessage()
      let inner = try store(value, fields.dropFirst(), of: options, into: &part)
      message.addExtension(OptionWire.message(field, part.encoded()))
      return inner
    }
    guard let type = field.message else {
      let bytes = try scalar(value, for: field)
      if field.isExtension {
        message.addExtension(bytes)
      } else {
        message.add(bytes, number: field.number)
      }
      return []
    }
    guard case .aggregate(let text) = value else {
      throw Problem(
        text: "it is a message: give it whole in braces, or set a part of it by \"\(field.name).part\"", inValue: true)
    }
    var parser = AggregateParser(text, scope: scope)
    defer { scope = parser.scope }
    if !field.isExtension && !field.isRepeated {
      try message.withChild(field) { child throws(Problem) in try parser.parse(type, into: &child) }
    } else {
      var whole = OptionMessage()
      try parser.parse(type, into: &whole)
      let bytes = OptionWire.message(field, whole.encoded())
      if field.isExtension {
        message.addExtension(bytes)
      } else {
        message.add(bytes, number: field.number)
      }
    }
    if case .edition(let edition) = file.syntax {
      for field in parser.setFields {
        try checkTarget(of: field, options)
        try checkEdition(of: field, edition)
      }
    }
    return parser.setPaths
  }

  private func scalar(_ value: OptionValue, for field: FieldNode) throws(Problem) -> [UInt8] {
    let written: WrittenValue
    switch value {
    case .identifier(let word, let isNegative): written = .identifier(word, isNegative: isNegative)
    case .positive(let number): written = .positive(number)
    case .negative(let number): written = .negative(number)
    case .double(let number): written = .double(number)
    case .string(let bytes): written = .string(bytes)
    case .aggregate: throw Problem(text: "it is not a message, so its value can't stand in braces", inValue: true)
    case .none: throw Problem(text: "it has no value", inValue: true)
    }
    switch ScalarConversion(field: field).convert(written) {
    case .value(let scalar): return OptionWire.scalar(field, scalar)
    case .problem(let text): throw Problem(text: text, inValue: true)
    }
  }
}

extension MessageNode {
  func field(_ name: String) -> FieldNode? { fields.first { $0.name == name } }
}
