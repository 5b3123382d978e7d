import MartletReflection

// Fields: labels, types, maps, groups, defaults.

extension Parser {
  mutating func parseField(
    _ field: FieldNode, _ location: Int, in scope: any DeclarationScope, parent: Int
  ) throws(ParseFailure) {
    let label: FieldLabel? =
      switch current.keyword {
      case .optional: .optional
      case .required: .required
      case .repeated: .repeated
      default: nil
      }
    if let label {
      if file.isEdition && label != .repeated {
        error("editions have no such label: presence is chosen by the option features.field_presence")
      }
      let labelLocation = begin(location, Path.fieldLabel)
      advance()
      finish(labelLocation)
      field.label = label
      if label == .optional && file.isProto3 { field.isProto3Optional = true }
    }
    try parseFieldAfterLabel(field, location, in: scope, parent: parent)
  }

  /// - Parameters:
  ///   - scope: what surrounds the field, and gets the types that it implies.
  ///   - parent: the location of that message or file.
  mutating func parseFieldAfterLabel(
    _ field: FieldNode, _ location: Int, in scope: any DeclarationScope, parent: Int
  ) throws(ParseFailure) {
    let map = try parseFieldType(field, location)

    let nameToken = current
    let nameLocation = begin(location, Path.name)
    field.position = nameToken.position
    field.name = try identifier("the field's name")
    finish(nameLocation)
    guard take("=") else { throw fail("expected \"=\" and the field's number, found \(found)") }

    let numberLocation = begin(location, Path.fieldNumber)
    field.numberPosition = current.position
    field.number = try int32("the field's number")
    finish(numberLocation)
    if lookingAt("[") { try parseFieldOptions(field, location) }

    if field.type == .group {
      try parseGroup(field, nameToken, location, in: scope, parent: parent)
    } else {
      try expectEnd(";", of: location)
    }
    if let map { addMapEntry(map, for: field, in: scope) }
  }

  // MARK: - Types

  /// The two types of a map, each built in or a name.
  struct MapTypes {
    var key: (FieldType?, String)
    var value: (FieldType?, String)
    var keyPosition: Position
    var valuePosition: Position
  }

  private mutating func parseFieldType(_ field: FieldNode, _ location: Int) throws(ParseFailure) -> MapTypes? {
    let typeLocation = locations.open(location, at: current.position)
    field.typePosition = current.position
    if lookingAt(.map) && tokens[index + 1].symbol == UInt8(ascii: "<") {
      advance()
      let map = try parseMapType(field)
      locations.appendToPath(of: typeLocation, Path.fieldTypeName)
      finish(typeLocation)
      return map
    }
    if field.label == nil {
      if file.edition == Edition.proto2 {
        // A word that could have begun a map isn't taken for the type any more.
        error(
          at: tokens[lookingAt(.map) ? index + 1 : index].position,
          "expected \"optional\", \"required\" or \"repeated\" before the type")
      }
      field.label = .optional
    }
    if let scalar = takeScalar() {
      field.type = scalar
      locations.appendToPath(of: typeLocation, Path.fieldType)
    } else {
      field.typeName = try typeName()
      locations.appendToPath(of: typeLocation, Path.fieldTypeName)
    }
    finish(typeLocation)
    return nil
  }

  private mutating func parseMapType(_ field: FieldNode) throws(ParseFailure) -> MapTypes {
    if field.oneofIndex != nil { throw fail("a map can't be a field of a oneof") }
    if field.label != nil { throw fail("a map can't have a label") }
    if field.isExtension { throw fail("a map can't be an extension") }
    field.label = .repeated
    field.isMap = true
    try expect("<")
    let keyPosition = current.position
    let key = try anyType()
    try expect(",")
    let valuePosition = current.position
    let value = try anyType()
    if value.0 == .group && !file.isEdition { error(at: valuePosition, "a map's value can't be a group") }
    try expect(">")
    return MapTypes(key: key, value: value, keyPosition: keyPosition, valuePosition: valuePosition)
  }

  private mutating func anyType() throws(ParseFailure) -> (FieldType?, String) {
    if let scalar = takeScalar() { return (scalar, "") }
    return (nil, try typeName())
  }

  /// A built-in type, if there is one.
  private mutating func takeScalar() -> FieldType? {
    var type = current.keyword.scalar
    if file.edition == Edition.unstable {
      if let renamed = Self.unstableTypes[text(current)] {
        type = renamed
      } else if let type {
        error("the type \"\(text(current))\" is called \"\(type.unstableKeyword)\" in this edition")
      }
    }
    guard let type else { return nil }
    if type == .group && file.isEdition {
      error("editions have no groups: the option features.message_encoding = DELIMITED encodes a message like one")
    }
    advance()
    return type
  }

  /// The built-in types by their names in edition UNSTABLE.
  private static let unstableTypes = Dictionary(
    uniqueKeysWithValues: (1...18).compactMap(FieldType.init).filter { $0 != .message && $0 != .enumeration }
      .map { ($0.unstableKeyword, $0) })

  /// A message's or enum's name, with a leading dot if it is written so.
  mutating func typeName() throws(ParseFailure) -> String {
    if current.keyword.scalar != nil {
      error("expected a message type, found \(found)")
      let name = text(current)
      advance()
      return name
    }
    var name = take(".") ? "." : ""
    name += try identifier("a type's name")
    while take(".") { name += "." + (try identifier("an identifier")) }
    return name
  }

  /// A map is a repeated field of entries, whose type is declared beside the field.
  private func addMapEntry(_ map: MapTypes, for field: FieldNode, in scope: any DeclarationScope) {
    let entry = MessageNode(
      name: JSONName.make("_" + field.name) + "Entry", position: field.position, file: file)
    entry.isMapEntry = true
    entry.options.isPresent = true
    func part(_ name: String, _ number: Int32, _ type: (FieldType?, String), _ position: Position) -> FieldNode {
      let part = FieldNode(name: name, position: field.position, file: file)
      part.parent = entry
      part.number = number
      part.label = .optional
      part.type = type.0
      part.typeName = type.1
      part.typePosition = position
      part.numberPosition = field.numberPosition
      return part
    }
    entry.fields = [part("key", 1, map.key, map.keyPosition), part("value", 2, map.value, map.valuePosition)]
    field.typeName = entry.name
    scope.messages.append(entry)
  }

  /// A group declares a message and a field of that type at once.
  private mutating func parseGroup(
    _ field: FieldNode, _ nameToken: Token, _ location: Int, in scope: any DeclarationScope, parent: Int
  ) throws(ParseFailure) {
    let start = locations.start(of: location)
    let groupLocation = locations.open(parent, scope.paths.messages, scope.messages.count, at: start)
    let end = Position(line: nameToken.line, column: nameToken.endColumn)
    let nameLocation = locations.open(groupLocation, Path.name, at: nameToken.position)
    locations.close(nameLocation, at: end)
    let typeLocation = locations.open(location, Path.fieldTypeName, at: nameToken.position)
    locations.close(typeLocation, at: end)

    let group = MessageNode(name: field.name, position: field.position, file: file)
    if let first = field.name.utf8.first, first < UInt8(ascii: "A") || first > UInt8(ascii: "Z") {
      error(at: nameToken.position, "a group's name must begin with a capital letter")
    }
    if depth >= Self.maximumDepth { throw fail("messages nest more deeply than \(Self.maximumDepth) levels") }
    scope.messages.append(group)
    field.typeName = field.name
    field.name = String(decoding: field.name.utf8.map(\.lowercased), as: UTF8.self)
    guard lookingAt("{") else { throw fail("expected \"{\" and the group's fields, found \(found)") }
    try parseMessageBlock(group, groupLocation)
    finish(groupLocation)
  }

  // MARK: - Defaults and JSON names

  mutating func parseDefault(_ field: FieldNode, _ location: Int) throws(ParseFailure) {
    if field.defaultValue != nil { error("the default has been given before") }
    advance()
    try expect("=")
    let valueLocation = begin(location, Path.fieldDefault)
    field.defaultPosition = current.position
    guard let type = field.type else {
      // Whether the type is an enum isn't known yet.
      let token = current
      if atEnd { throw fail("expected a default, found \(found)") }
      field.defaultValue = .text(text(token))
      advance()
      finish(valueLocation)
      return
    }
    field.defaultValue = try parseDefaultValue(of: type)
    finish(valueLocation)
  }

  private mutating func parseDefaultValue(of type: FieldType) throws(ParseFailure) -> DefaultValue {
    switch type {
    case .int32, .sint32, .sfixed32: return .text(try integerText(limit: UInt64(Int32.max), signed: true))
    case .int64, .sint64, .sfixed64: return .text(try integerText(limit: UInt64(Int64.max), signed: true))
    case .uint32, .fixed32: return .text(try integerText(limit: UInt64(UInt32.max), signed: false))
    case .uint64, .fixed64: return .text(try integerText(limit: .max, signed: false))
    case .float, .double:
      let isNegative = take("-")
      let magnitude = try number()
      let value = isNegative ? -magnitude : magnitude
      return .text(type == .float ? NumberLiteral.text(NumberLiteral.float(value)) : NumberLiteral.text(value))
    case .bool:
      let word = text(current)
      guard word == "true" || word == "false" else { throw fail("expected \"true\" or \"false\", found \(found)") }
      advance()
      return .text(word)
    case .string:
      let position = current.position
      let bytes = try string("a string")
      if let text = String(validating: bytes, as: UTF8.self) { return .text(text) }
      file.diagnostics.warning(position, "the default is not valid UTF-8, so that programs may see none")
      return .bytes(bytes)
    case .bytes:
      return .bytes(CEscapes.escaped(try string("a string"), .descriptor))
    case .enumeration:
      return .text(try identifier("the name of an enum's value"))
    case .message, .group:
      throw fail("a message can't have a default")
    }
  }

  private mutating func integerText(limit: UInt64, signed: Bool) throws(ParseFailure) -> String {
    let isNegative = take("-")
    if isNegative && !signed { error("the default of an unsigned field can't be negative") }
    let value = try unsigned("an integer", limit: isNegative && signed ? limit + 1 : limit)
    // Minus zero is zero.
    return isNegative && value != 0 ? "-\(value)" : "\(value)"
  }

  /// A number of either kind, or `inf` or `nan`.
  mutating func number() throws(ParseFailure) -> Double {
    let token = current
    switch token.kind {
    case .float:
      advance()
      return NumberLiteral.double(source[token.range])
    case .integer:
      if let value = NumberLiteral.integer(source[token.range]) {
        advance()
        return Double(value)
      }
      if source[token.range].first == UInt8(ascii: "0") { error("the integer is out of range") }
      advance()
      return NumberLiteral.double(source[token.range])
    case .identifier:
      switch text(token) {
      case "inf":
        advance()
        return .infinity
      case "nan":
        advance()
        return .nan
      default: throw fail("expected a number, found \(found)")
      }
    default:
      throw fail("expected a number, found \(found)")
    }
  }

  mutating func parseJSONName(_ field: FieldNode, _ location: Int) throws(ParseFailure) {
    if field.jsonName != nil { error("the option \"json_name\" has been given before") }
    let nameLocation = begin(location, Path.fieldJSONName)
    field.jsonNamePosition = current.position
    advance()
    try expect("=")
    let valueLocation = locations.open(nameLocation, at: current.position)
    field.jsonName = try text("a string with the JSON name")
    field.hasCustomJSONName = true
    if field.jsonName?.utf8.contains(0) == true { error(at: field.jsonNamePosition, "a JSON name can't hold a NUL") }
    finish(valueLocation)
    finish(nameLocation)
  }
}

extension UInt8 {
  var uppercased: UInt8 { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") ? self & 0xDF : self }
  var lowercased: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }
}
