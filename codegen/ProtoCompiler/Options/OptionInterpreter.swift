/// Finds out what a file's options mean: looks their names up in the options messages of descriptor.proto and in the
/// extensions of those, and encodes the values.
struct OptionInterpreter {
  let file: FileNode
  let compilation: Compilation
  let scope: Scope
  /// Whether deprecated options are warned of.
  var isWarning = true

  /// An option that can't be interpreted; the text says why.
  struct Problem: Error {
    var text: String
    /// The fault lies with the value, not the name.
    var inValue = false
  }

  func interpretAll() {
    file.options = interpret(file.options, "FileOptions", file.package.isEmpty ? "dummy" : file.package + ".dummy")
    for message in file.allMessages { interpret(message) }
    for enumeration in file.allEnums {
      interpret(enumeration, "EnumOptions")
      for value in enumeration.values { interpret(value, "EnumValueOptions") }
    }
    for field in file.allExtensions { interpret(field, "FieldOptions") }
    for service in file.services {
      interpret(service, "ServiceOptions")
      for method in service.methods { interpret(method, "MethodOptions") }
    }
  }

  private func interpret(_ node: DeclarationNode, _ schema: String) {
    node.options = interpret(node.options, schema, node.fullName)
  }

  private func interpret(_ message: MessageNode) {
    interpret(message, "MessageOptions")
    if message.isMapEntry {
      // map_entry = true
      message.options.encoded = [0x38, 0x01]
    }
    for field in message.fields {
      interpret(field, "FieldOptions")
      if field.isMap { copyFeatures(of: field) }
    }
    for oneof in message.oneofs { interpret(oneof, "OneofOptions") }
    for options in message.rangeOptions {
      options.node = interpret(options.node, "ExtensionRangeOptions", message.fullName)
      if !file.takeCopies(options.node.copies, size: options.node.encoded.count) {
        file.diagnostics.error(
          options.node.statements.first?.namePosition ?? .none,
          "the options of so many ranges would be copied too often")
      }
    }
  }

  /// A map's features hold for the key and the value of its entry too. Their options have no place in the source.
  private func copyFeatures(of field: FieldNode) {
    let features = field.options.features
    if features.statements.isEmpty || file.diagnostics.hasErrors { return }
    var interpreter = self
    // The map's own options have been warned of.
    interpreter.isWarning = false
    for part in field.mapEntry?.fields ?? [] {
      part.options = interpreter.interpret(features, "FieldOptions", part.fullName)
      // They have been checked as the map's.
      part.options.statements = []
    }
  }

  /// - Parameter element: the full name of the element, from which names of extensions are looked up.
  /// - Returns: the options with what they mean. They aren't changed in place: an option may be set on its own field.
  private func interpret(_ written: OptionsNode, _ schema: String, _ element: String) -> OptionsNode {
    var options = written
    if options.statements.isEmpty { return options }
    guard let type = compilation.optionsMessage(schema) else {
      file.diagnostics.error(options.statements[0].namePosition, "descriptor.proto has no message \(schema)")
      return options
    }
    let message = OptionMessage()
    var paths = SetPaths()
    var resolved: [(statement: OptionStatement, fields: [FieldNode])] = []
    for statement in options.statements {
      do throws(Problem) {
        let fields = try interpret(statement, of: type, element, into: message, &paths, of: options)
        resolved.append((statement, fields))
      } catch {
        file.diagnostics.error(
          error.inValue ? statement.valuePosition : statement.namePosition,
          "option \"\(statement.displayName)\": \(error.text)")
      }
    }
    options.encoded = message.encoded(asStatements: true)
    // Single values of declared fields are the same in both forms.
    let isPlain = resolved.allSatisfy { _, fields in
      !fields[0].isExtension && !fields[0].isForSource && fields[0].message == nil
    }
    if isPlain || file.diagnostics.hasErrors { return options }
    let runtime = RuntimeOptions(options.encoded, type, compilation.declarations)
    if runtime.encoded == options.encoded { return options }
    file.hasRuntimeOptions = true
    options.runtime = runtime
    if runtime.isReduced { keepForSource(resolved, isAll: runtime.encoded.isEmpty, options) }
    return options
  }

  /// Marks the locations of options that are left out at run time, and those of their containers if nothing remains.
  private func keepForSource(
    _ resolved: [(statement: OptionStatement, fields: [FieldNode])], isAll: Bool, _ options: OptionsNode
  ) {
    file.hasSourceOptions = true
    for (statement, fields) in resolved {
      for offset in options.copyOffsets {
        if isAll || fields.contains(where: \.isForSource) { file.locations.keepForSource(statement.location + offset) }
        if isAll { file.locations.keepForSource(statement.container + offset) }
      }
    }
  }

  /// Which fields of an options message have been set, by the numbers that lead to them.
  private struct SetPaths {
    /// Fields that are set, and the messages around them.
    var taken: Set<[Int32]> = []
    /// How many elements a repeated field has got.
    var counts: [[Int32]: Int32] = [:]
  }

  // MARK: - One statement

  /// How many parts an option's name may have: each is a message in the one before.
  private static let maximumParts = 64

  private func interpret(
    _ statement: OptionStatement, of type: MessageNode, _ element: String, into message: OptionMessage,
    _ paths: inout SetPaths, of options: OptionsNode
  ) throws(Problem) -> [FieldNode] {
    let fields = try resolve(statement, of: type, element)
    guard let last = fields.last else { throw Problem(text: "the option has no name") }
    var path = fields.map(\.number)
    if !last.isRepeated && paths.taken.contains(path) { throw Problem(text: "it has been set before") }
    let set = try store(statement.value, fields[...], into: message)
    for field in set.fields { try checkUse(of: field, type, statement.namePosition) }
    for value in set.values {
      try check(value.support, of: value.name, statement.namePosition)
      if value.number == 0 && fields[0].name == "features" && !fields[0].isExtension {
        throw Problem(text: "\"\(value.name)\" stands for no choice, and one must be made", inValue: true)
      }
    }
    for length in 1...path.count { paths.taken.insert(Array(path[..<length])) }
    if !last.isRepeated {
      for suffix in set.paths { paths.taken.insert(path + suffix) }
    }

    // The location's path leads to the option's field; `uninterpreted_option` and its index give way to it.
    if last.isRepeated {
      let count = paths.counts[path, default: 0]
      paths.counts[path] = count + 1
      path.append(count)
    }
    for offset in options.copyOffsets {
      file.locations.replacePath(of: statement.location + offset, dropping: 2, appending: path)
    }
    return fields
  }

  /// The fields that the parts of an option's name stand for.
  private func resolve(
    _ statement: OptionStatement, of type: MessageNode, _ element: String
  ) throws(Problem) -> [FieldNode] {
    if statement.name.count > Self.maximumParts { throw Problem(text: "the name has too many parts") }
    var fields: [FieldNode] = []
    var message = type
    for (index, part) in statement.name.enumerated() {
      let field =
        part.isExtension ? try findExtension(part.text, of: message, element) : message.fieldsByName[part.text]
      guard let field else {
        throw Problem(text: "\(message.fullName) has no field \"\(part.text)\"")
      }
      if index == 0 && field.name == "uninterpreted_option" && !part.isExtension {
        throw Problem(text: "the name is reserved for the compiler")
      }
      if index == 0 && type.name == "MessageOptions" && field.name == "map_entry" && !part.isExtension {
        throw Problem(text: "a map's entry can't be declared: write map<Key, Value>")
      }
      if index == 0 && field.name == "features" && !part.isExtension && !file.isEdition {
        throw Problem(text: "features can only be set in files of editions")
      }
      try checkUse(of: field, type, statement.namePosition)
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

  /// An option may say which kinds of element it is for, from which edition on there is such a thing, and until which.
  private func checkUse(of field: FieldNode, _ type: MessageNode, _ position: Position) throws(Problem) {
    let targets = field.use.targets
    if file.isEdition, !targets.isEmpty, let target = Self.targets[type.name], !targets.contains(target) {
      throw Problem(text: "\"\(field.name)\" can't be set on an element of this kind")
    }
    try check(field.use.support, of: field.name, position)
  }

  private func check(_ support: EditionSupport, of name: String, _ position: Position) throws(Problem) {
    if let problem = support.problem(in: file.edition) { throw Problem(text: "\"\(name)\" \(problem)") }
    if let edition = support.deprecation(in: file.edition), isWarning && !file.isBuiltIn {
      file.diagnostics.warning(position, "\"\(name)\" is deprecated since \(edition)")
    }
  }

  /// What `OptionTargetType` calls the elements that an options message is for.
  private static let targets = [
    "FileOptions": "TARGET_TYPE_FILE", "MessageOptions": "TARGET_TYPE_MESSAGE", "FieldOptions": "TARGET_TYPE_FIELD",
    "OneofOptions": "TARGET_TYPE_ONEOF", "EnumOptions": "TARGET_TYPE_ENUM",
    "EnumValueOptions": "TARGET_TYPE_ENUM_ENTRY", "ServiceOptions": "TARGET_TYPE_SERVICE",
    "MethodOptions": "TARGET_TYPE_METHOD", "ExtensionRangeOptions": "TARGET_TYPE_EXTENSION_RANGE",
  ]

  private func findExtension(
    _ name: String, of message: MessageNode, _ element: String
  ) throws(Problem) -> FieldNode {
    if name.isEmpty { throw Problem(text: "the extension's name is missing") }
    guard let symbol = scope.look(up: name, from: element) else { throw Problem(text: scope.explain(name)) }
    guard case .field(let field) = symbol, field.isExtension else {
      throw Problem(text: "\"\(name)\" is not an extension")
    }
    guard let extendee = field.extendee, extendee.fullName == message.fullName else {
      throw Problem(text: "\"\(name)\" does not extend \(message.fullName)")
    }
    return field
  }

  /// What a value sets.
  private struct SetFields {
    /// The fields of a value in braces, by the numbers that lead to them, and themselves.
    var paths: [[Int32]] = []
    var fields: [FieldNode] = []
    /// The values of enums.
    var values: [EnumValueNode] = []
  }

  /// Encodes a value below the fields that lead to it.
  private func store(
    _ value: OptionValue, _ fields: ArraySlice<FieldNode>, into message: OptionMessage
  ) throws(Problem) -> SetFields {
    guard let field = fields.first else { return SetFields() }
    if fields.count > 1 {
      if !field.isExtension { return try store(value, fields.dropFirst(), into: message.child(field)) }
      // Every statement makes an extension field of its own, in a message set too.
      let part = OptionMessage()
      let set = try store(value, fields.dropFirst(), into: part)
      message.append(statement: OptionWire.message(field, part.encoded(asStatements: true)))
      return set
    }
    guard let type = field.message else {
      let scalar = try scalar(value, for: field)
      if field.isExtension {
        message.append(statement: OptionWire.scalar(field, scalar))
      } else {
        message.append(scalar, field)
      }
      guard case .scalar(let written) = value, let value = field.enumeration?.value(written) else { return SetFields() }
      return SetFields(values: [value])
    }
    guard case .aggregate(let text) = value else {
      throw Problem(
        text: "it is a message: give it whole in braces, or set a part of it by \"\(field.name).part\"", inValue: true)
    }
    var parser = AggregateParser(text, scope: scope)
    if !field.isExtension && !field.isRepeated {
      try parser.parse(type, into: message.child(field))
    } else {
      let whole = OptionMessage()
      try parser.parse(type, into: whole)
      if type.isMapEntry { whole.fillMapEntry(type) }
      if field.isExtension {
        message.append(statement: OptionWire.message(field, whole.encoded()))
      } else {
        message.append(whole, field)
      }
    }
    return SetFields(paths: parser.setPaths, fields: parser.setFields, values: parser.setValues)
  }

  private func scalar(_ value: OptionValue, for field: FieldNode) throws(Problem) -> ScalarValue {
    guard case .scalar(let written) = value else {
      throw Problem(text: "it is not a message, so its value can't stand in braces", inValue: true)
    }
    switch ScalarConversion(field: field).convert(written) {
    case .value(let scalar): return scalar
    case .problem(let text): throw Problem(text: text, inValue: true)
    }
  }
}
