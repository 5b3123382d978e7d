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
      try parseReserved(of: enumeration, location, ranges: Path.enumReservedRange, names: Path.enumReservedName)
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
}
