// Messages and what stands in them: statements, oneofs, reserved and extension ranges, extensions.

extension Parser {
  mutating func parseMessage(_ location: Int) throws(ParseFailure) -> MessageNode {
    if depth >= Self.maximumDepth { throw fail("messages nest more deeply than \(Self.maximumDepth) levels") }
    advance()
    let nameLocation = begin(location, Path.name)
    let position = current.position
    let message = MessageNode(name: try identifier("the message's name"), position: position, file: file)
    finish(nameLocation)
    try parseMessageBlock(message, location)
    return message
  }

  mutating func parseMessageBlock(_ message: MessageNode, _ location: Int) throws(ParseFailure) {
    depth += 1
    defer { depth -= 1 }
    try expectEnd("{", of: location)
    try parseBlock("message \(message.name)") { parser throws(ParseFailure) in
      try parser.parseMessageStatement(message, location)
    }
    if file.isProto3 { addSyntheticOneofs(to: message) }
  }

  private mutating func parseMessageStatement(_ message: MessageNode, _ location: Int) throws(ParseFailure) {
    if takeEnd(";", of: nil) { return }
    if try parseDeclaration(in: message, location) { return }
    switch current.keyword {
    case .extensions:
      let ranges = begin(location, Path.messageExtensionRange)
      try parseExtensionRanges(message, ranges)
      finish(ranges)
    case .reserved:
      try parseReserved(
        of: message, location, ranges: Path.messageReservedRange, names: Path.messageReservedName)
    case .oneof:
      try parseOneof(message, location)
    default:
      let fieldLocation = begin(location, Path.messageField, message.fields.count)
      let field = FieldNode(name: "", file: file)
      field.parent = message
      try parseField(field, fieldLocation, in: message, parent: location)
      message.fields.append(field)
      finish(fieldLocation)
    }
  }

  // MARK: - Oneofs

  private mutating func parseOneof(_ message: MessageNode, _ messageLocation: Int) throws(ParseFailure) {
    let index = message.oneofs.count
    let location = begin(messageLocation, Path.messageOneof, index)
    advance()
    let nameLocation = begin(location, Path.name)
    let position = current.position
    let oneof = OneofNode(name: try identifier("the oneof's name"), position: position)
    finish(nameLocation)
    message.oneofs.append(oneof)
    try expectEnd("{", of: location)
    if lookingAt("}") {
      error("a oneof must have at least one field")
      _ = takeEnd("}", of: nil)
      return
    }
    try parseBlock("oneof \(oneof.name)") { parser throws(ParseFailure) in
      if parser.lookingAt(.option) {
        let options = parser.begin(location, Path.oneofOptions)
        try parser.parseOptionStatement(&oneof.options, options)
        parser.finish(options)
        return
      }
      if parser.lookingAt(.optional) || parser.lookingAt(.required) || parser.lookingAt(.repeated) {
        parser.error("a field of a oneof can't have a label")
        parser.advance()
      }
      let fieldLocation = parser.begin(messageLocation, Path.messageField, message.fields.count)
      let field = FieldNode(name: "", file: parser.file)
      field.parent = message
      field.label = .optional
      field.oneofIndex = Int32(truncatingIfNeeded: index)
      try parser.parseFieldAfterLabel(field, fieldLocation, in: message, parent: messageLocation)
      message.fields.append(field)
      parser.finish(fieldLocation)
    }
    finish(location)
  }

  /// Each `optional` field of proto3 gets a oneof of its own, after those that the source declares.
  private func addSyntheticOneofs(to message: MessageNode) {
    guard message.fields.contains(where: { $0.isProto3Optional }) else { return }
    var taken = Set(message.fields.map(\.name))
    for oneof in message.oneofs { taken.insert(oneof.name) }
    for field in message.fields where field.isProto3Optional {
      var name = field.name.hasPrefix("_") ? field.name : "_" + field.name
      while !taken.insert(name).inserted { name = "X" + name }
      field.oneofIndex = Int32(truncatingIfNeeded: message.oneofs.count)
      let oneof = OneofNode(name: name, position: field.position)
      oneof.isSynthetic = true
      message.oneofs.append(oneof)
    }
  }

  // MARK: - Extensions

  mutating func parseExtend(_ location: Int, in scope: any DeclarationScope, parent: Int) throws(ParseFailure) {
    advance()
    let start = current.position
    let extendee = try typeName()
    let end = previousEnd
    try expectEnd("{", of: location)
    if lookingAt("}") {
      error("an extend block must have at least one field")
      _ = takeEnd("}", of: nil)
      return
    }
    try parseBlock("the extend block") { parser throws(ParseFailure) in
      let fieldLocation = parser.begin(location, Int32(truncatingIfNeeded: scope.extensions.count))
      let extendeeLocation = parser.begin(fieldLocation, Path.fieldExtendee)
      parser.locations.setStart(of: extendeeLocation, start)
      parser.locations.close(extendeeLocation, at: end)
      let field = FieldNode(name: "", file: parser.file)
      field.extendeeName = extendee
      field.extendeePosition = start
      try parser.parseField(field, fieldLocation, in: scope, parent: parent)
      scope.extensions.append(field)
      parser.finish(fieldLocation)
    }
  }

  private mutating func parseExtensionRanges(_ message: MessageNode, _ location: Int) throws(ParseFailure) {
    advance()
    let first = message.extensionRanges.count
    repeat {
      let rangeLocation = begin(location, Int32(truncatingIfNeeded: message.extensionRanges.count))
      let position = current.position
      let (start, end) = try parseRange(rangeLocation, "a field number")
      message.extensionRanges.append(ExtensionRangeNode(start: start, end: end, position: position))
      finish(rangeLocation)
    } while take(",")
    if lookingAt("[") {
      try parseExtensionRangeOptions(message, first: first, location)
    }
    try expectEnd(";", of: location)
  }

  /// The options hold for all ranges of the statement, and so do their locations.
  private mutating func parseExtensionRangeOptions(
    _ message: MessageNode, first: Int, _ location: Int
  ) throws(ParseFailure) {
    var options = OptionsNode()
    let depth = locations.pathCount(of: location)
    let rangeLocation = begin(location, 0)
    locations.hide(rangeLocation)
    let optionsLocation = begin(rangeLocation, Path.rangeOptions)
    try parseBracketedOptions(&options, optionsLocation)
    locations.hide(optionsLocation)
    for statement in options.statements { locations.hide(statement.location) }

    // Each range gets a location of the options and one of each statement.
    let (copies, stride) = (message.extensionRanges.count - first, options.statements.count + 1)
    guard file.takeCopies(copies * stride, size: Self.locationSize) else {
      throw fail("the options of so many ranges would be copied too often")
    }
    options.copies = copies
    options.copyStride = stride
    let shared = RangeOptions(options)
    message.rangeOptions.append(shared)
    for index in first..<message.extensionRanges.count {
      message.extensionRanges[index].options = shared
      let component = Int32(truncatingIfNeeded: index)
      let container = locations.duplicate(optionsLocation, replacing: component, at: depth)
      if index == first {
        for at in options.statements.indices {
          shared.node.statements[at].container = container
          shared.node.statements[at].location = container + 1 + at
        }
      }
      for statement in options.statements {
        _ = locations.duplicate(statement.location, replacing: component, at: depth)
      }
    }
  }

  /// About how many bytes a location adds to a descriptor.
  private static let locationSize = 16

  // MARK: - Reserved

  /// - Parameters:
  ///   - parent: the location of the message or enum.
  ///   - rangePath: the field that holds reserved ranges there.
  ///   - namePath: the field that holds reserved names there.
  mutating func parseReserved(
    of type: TypeNode, _ parent: Int, ranges rangePath: Int32, names namePath: Int32
  ) throws(ParseFailure) {
    let ofEnum = type is EnumNode
    let start = current.position
    advance()
    let isName = current.kind == .string || (current.kind == .identifier && file.isEdition)
    if isName && file.isEdition && current.kind == .string {
      throw fail("in editions reserved names stand without quotes")
    }
    let location = begin(parent, isName ? namePath : rangePath)
    locations.setStart(of: location, start)
    if isName {
      try parseReservedNames(of: type, location, ofEnum ? "the name of an enum's value" : "a field name")
    } else {
      let what = ofEnum ? "the name of a value in quotes or a number" : "a field name in quotes or a field number"
      repeat {
        let rangeLocation = begin(location, Int32(truncatingIfNeeded: type.reservedRanges.count))
        let position = current.position
        let (start, end) = try parseRange(rangeLocation, what, ofEnum: ofEnum)
        type.reservedRanges.append(NumberRange(start: start, end: end, position: position))
        finish(rangeLocation)
      } while take(",")
      try expectEnd(";", of: location)
    }
    finish(location)
  }

  private mutating func parseReservedNames(
    of type: TypeNode, _ location: Int, _ what: String
  ) throws(ParseFailure) {
    repeat {
      let nameLocation = begin(location, Int32(truncatingIfNeeded: type.reservedNames.count))
      let position = current.position
      let name = file.isEdition ? try identifier(what) : try text(what)
      if !file.isEdition && !name.isIdentifier {
        file.diagnostics.warning(position, "the reserved name \"\(name)\" isn't an identifier")
      }
      type.reservedNames.append(ReservedName(name: name, position: position))
      finish(nameLocation)
    } while take(",")
    try expectEnd(";", of: location)
  }

  /// `5`, `5 to 9` or `5 to max`, both ends included; enums may have negative ones.
  private mutating func parseRange(
    _ location: Int, _ what: String, ofEnum: Bool = false
  ) throws(ParseFailure) -> (Int32, Int32) {
    let token = current
    let startLocation = begin(location, Path.rangeStart)
    let start = ofEnum ? try signedInt32(what) : try int32(what)
    finish(startLocation)
    guard take(.to) else {
      // Of a negative number the location holds the sign alone, as protoc has it.
      let endLocation = locations.open(location, Path.rangeEnd, at: token.position)
      locations.close(endLocation, at: Position(line: token.line, column: token.endColumn))
      return (start, start)
    }
    let endLocation = begin(location, Path.rangeEnd)
    let end: Int32
    if take(.max) {
      end = ofEnum ? .max : NumberRange.max
    } else {
      end = ofEnum ? try signedInt32("a number or \"max\"") : try int32("a field number or \"max\"")
    }
    finish(endLocation)
    return (start, end)
  }
}

extension String {
  /// Whether the grammar would read the text as one identifier.
  var isIdentifier: Bool {
    guard let first = utf8.first, first.isLetter else { return false }
    return utf8.allSatisfy { $0.isLetter || $0.isDigit }
  }
}
