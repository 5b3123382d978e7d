// Enums.

extension Parser {
  mutating func parseEnum(_ location: Int) throws(ParseFailure) -> EnumNode {
    advance()
    let nameLocation = begin(location, Path.name)
    let position = current.position
    let enumeration = EnumNode(name: try identifier("the enum's name"), position: position, file: file)
    finish(nameLocation)
    try expectEnd("{", of: location)
    try parseBlock("enum \(enumeration.name)") { parser throws(ParseFailure) in
      try parser.parseEnumStatement(enumeration, location)
    }
    return enumeration
  }

  private mutating func parseEnumStatement(_ enumeration: EnumNode, _ location: Int) throws(ParseFailure) {
    if takeEnd(";", of: nil) { return }
    switch current.keyword {
    case .option:
      let options = begin(location, Path.enumOptions)
      try parseOptionStatement(&enumeration.options, options)
      finish(options)
    case .reserved:
      try parseEnumReserved(enumeration, location)
    default:
      let valueLocation = begin(location, Path.enumValue, enumeration.values.count)
      enumeration.values.append(try parseEnumValue(valueLocation))
      finish(valueLocation)
    }
  }

  private mutating func parseEnumValue(_ location: Int) throws(ParseFailure) -> EnumValueNode {
    let nameLocation = begin(location, Path.name)
    let position = current.position
    let value = EnumValueNode(name: try identifier("the name of an enum's value"), position: position)
    finish(nameLocation)
    guard take("=") else { throw fail("expected \"=\" and the value's number, found \(found)") }
    let numberLocation = begin(location, Path.enumValueNumber)
    value.numberPosition = current.position
    value.number = try signedInt32("an integer")
    finish(numberLocation)
    if lookingAt("[") {
      let options = begin(location, Path.enumValueOptions)
      try parseBracketedOptions(&value.options, options)
    }
    try expectEnd(";", of: location)
    return value
  }

  private mutating func parseEnumReserved(_ enumeration: EnumNode, _ enumLocation: Int) throws(ParseFailure) {
    let start = current.position
    advance()
    if current.kind == .string || (current.kind == .identifier && file.isEdition) {
      if file.isEdition && current.kind == .string { throw fail("in editions reserved names stand without quotes") }
      let location = begin(enumLocation, Path.enumReservedName)
      locations.setStart(of: location, start)
      try parseReservedNames(&enumeration.reservedNames, location, "the name of an enum's value")
      finish(location)
      return
    }
    let location = begin(enumLocation, Path.enumReservedRange)
    locations.setStart(of: location, start)
    repeat {
      let rangeLocation = begin(location, Int32(truncatingIfNeeded: enumeration.reservedRanges.count))
      let position = current.position
      let (start, end) = try parseEnumRange(rangeLocation)
      enumeration.reservedRanges.append(ReservedRange(start: start, end: end, position: position))
      finish(rangeLocation)
    } while take(",")
    try expectEnd(";", of: location)
    finish(location)
  }

  private mutating func parseEnumRange(_ location: Int) throws(ParseFailure) -> (Int32, Int32) {
    let token = current
    let startLocation = begin(location, Path.rangeStart)
    let start = try signedInt32("the name of a value in quotes or a number")
    finish(startLocation)
    guard take(.to) else {
      // Of a negative number the location holds the sign alone, as protoc has it.
      let endLocation = locations.open(location, Path.rangeEnd, at: token.position)
      locations.close(endLocation, at: Position(line: token.line, column: token.endColumn))
      return (start, start)
    }
    let endLocation = begin(location, Path.rangeEnd)
    let end = take(.max) ? Int32.max : try signedInt32("a number or \"max\"")
    finish(endLocation)
    return (start, end)
  }
}
