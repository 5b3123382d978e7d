// Options: names and values as written. What they mean is found out by the option interpreter.

extension Parser {
  /// `option name = value;`
  mutating func parseOptionStatement(_ options: inout OptionsNode, _ location: Int) throws(ParseFailure) {
    let statementLocation = begin(location, Path.uninterpretedOption, options.statements.count)
    advance()
    let statement = try parseOption(statementLocation, of: location)
    try expectEnd(";", of: statementLocation)
    finish(statementLocation)
    options.statements.append(statement)
    options.isPresent = true
  }

  /// `[name = value, …]`
  mutating func parseBracketedOptions(_ options: inout OptionsNode, _ location: Int) throws(ParseFailure) {
    try expect("[")
    repeat { try parseBracketedOption(&options, location) } while take(",")
    try expect("]")
    finish(location)
  }

  mutating func parseFieldOptions(_ field: FieldNode, _ fieldLocation: Int) throws(ParseFailure) {
    let location = begin(fieldLocation, Path.fieldOptions)
    try expect("[")
    repeat {
      if lookingAt(.default) {
        try parseDefault(field, fieldLocation)
      } else if lookingAt(.jsonName) {
        try parseJSONName(field, fieldLocation)
      } else {
        try parseBracketedOption(&field.options, location)
      }
    } while take(",")
    try expect("]")
    finish(location)
  }

  private mutating func parseBracketedOption(_ options: inout OptionsNode, _ location: Int) throws(ParseFailure) {
    let statementLocation = begin(location, Path.uninterpretedOption, options.statements.count)
    let statement = try parseOption(statementLocation, of: location)
    finish(statementLocation)
    options.statements.append(statement)
    options.isPresent = true
  }

  private mutating func parseOption(_ location: Int, of options: Int) throws(ParseFailure) -> OptionStatement {
    var statement = OptionStatement()
    statement.location = location
    statement.container = options
    statement.namePosition = current.position
    repeat { statement.name.append(try parseNamePart()) } while take(".")
    try expect("=")
    statement.valuePosition = current.position
    statement.value = try parseOptionValue()
    return statement
  }

  private mutating func parseNamePart() throws(ParseFailure) -> OptionStatement.NamePart {
    guard take("(") else {
      return OptionStatement.NamePart(text: try identifier("the option's name"), isExtension: false)
    }
    var name = ""
    if current.kind == .identifier { name = try identifier("the extension's name") }
    while take(".") { name += "." + (try identifier("an identifier")) }
    try expect(")")
    return OptionStatement.NamePart(text: name, isExtension: true)
  }

  private mutating func parseOptionValue() throws(ParseFailure) -> OptionValue {
    let isNegative = take("-")
    let token = current
    switch token.kind {
    case .end:
      throw fail("expected the option's value, found \(found)")
    case .identifier:
      let word = text(token)
      advance()
      if isNegative && word != "inf" && word != "nan" { throw fail("an identifier can't be negative") }
      return .scalar(.identifier(word, isNegative: isNegative))
    case .integer:
      let limit = isNegative ? UInt64(Int64.max) + 1 : .max
      guard let value = NumberLiteral.integer(source[token.range]), value <= limit else { fallthrough }
      advance()
      return .scalar(isNegative ? .negative(Int64(truncatingIfNeeded: 0 &- value)) : .positive(value))
    case .float:
      let value = try number()
      return .scalar(.double(isNegative ? -value : value))
    case .string:
      if isNegative { throw fail("a string can't be negative") }
      return .scalar(.string(try string("a string")))
    case .symbol:
      guard lookingAt("{") && !isNegative else { throw fail("expected the option's value, found \(found)") }
      return .aggregate(try parseAggregate())
    }
  }

  /// Takes a message in braces; its text is read when the option's type is known.
  private mutating func parseAggregate() throws(ParseFailure) -> [UInt8] {
    let start = Int(current.end)
    advance()
    var open = 1
    var comment: Int?
    while !atEnd {
      if lookingAt("#") && comment == nil {
        // To protoc the value is one line, which the comment takes to its end.
        comment = Int(current.start)
        file.diagnostics.warning(current.position, "\"#\" begins a comment, which takes the rest of the value with it")
      } else if lookingAt("{") {
        open += 1
      } else if lookingAt("}") {
        open -= 1
        if open == 0 {
          let end = comment ?? Int(current.start)
          advance()
          return Array(source[start..<max(start, end)])
        }
      }
      advance()
    }
    throw fail("expected \"}\" at the end of the option's value, found \(found)")
  }
}
