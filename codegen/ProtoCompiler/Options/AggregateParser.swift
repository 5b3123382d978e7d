/// Reads an option's value in braces: a message in protobuf's text format.
struct AggregateParser: TokenReader {
  typealias Problem = OptionInterpreter.Problem

  /// How deeply messages may nest; protoc's limit.
  static let maximumDepth = 99

  private let scope: Scope
  /// The fields that were set, by the numbers that lead to them.
  private(set) var setPaths: [[Int32]] = []
  /// The same fields themselves, and the values of enums that were given by name.
  private(set) var setFields: [FieldNode] = []
  private(set) var setValues: [EnumValueNode] = []

  let source: [UInt8]
  let tokens: [Token]
  private let lexerProblem: String?
  var index = 0
  private var path: [Int32] = []

  /// - Parameters:
  ///   - source: what stands between the braces.
  ///   - scope: where the names of extensions are looked up.
  init(_ source: [UInt8], scope: Scope) {
    self.source = source
    self.scope = scope
    var lexer = Lexer(source, diagnostics: Diagnostics(file: "", path: nil))
    lexer.run()
    tokens = lexer.tokens
    lexerProblem = lexer.diagnostics.list.first?.message
  }

  // MARK: - Complaints

  private func problem(_ text: String) -> Problem { Problem(text: "in its value, " + text, inValue: true) }

  private func expected(_ what: String) -> Problem {
    problem("expected \(what), found \(current.kind == .end ? "its end" : "\"\(text(current))\"")")
  }

  // MARK: - Messages

  /// Reads the whole value.
  mutating func parse(_ type: MessageNode, into message: OptionMessage) throws(Problem) {
    if let lexerProblem { throw problem(lexerProblem) }
    try parseFields(of: type, into: message, until: nil)
  }

  private mutating func parseFields(
    of type: MessageNode, into message: OptionMessage, until close: Unicode.Scalar?
  ) throws(Problem) {
    if path.count > Self.maximumDepth { throw problem("messages nest too deeply") }
    var seen: Set<Int32> = []
    var oneofs: [Int32: String] = [:]
    while true {
      if let close, take(close) { return }
      if current.kind == .end {
        if let close { throw expected("\"\(close)\"") }
        return
      }
      if lookingAt("["), type.fullName == "google.protobuf.Any", try parseAny(type, into: message) { continue }
      let field = try fieldName(of: type)
      if !field.isRepeated && !seen.insert(field.number).inserted {
        throw problem("field \"\(field.name)\" is set twice")
      }
      if let oneof = field.oneofIndex, let other = oneofs.updateValue(field.name, forKey: oneof) {
        throw problem("field \"\(field.name)\" is set beside \"\(other)\", of the same oneof")
      }
      path.append(field.number)
      setPaths.append(path)
      setFields.append(field)
      try parseValue(of: field, into: message)
      path.removeLast()
      if !take(",") { _ = take(";") }
    }
  }

  private mutating func fieldName(of type: MessageNode) throws(Problem) -> FieldNode {
    if take("[") {
      let name = try qualifiedName()
      guard take("]") else { throw expected("\"]\"") }
      guard case .field(let field)? = scope.look(up: name, from: type.fullName), field.isExtension,
        field.extendee?.fullName == type.fullName
      else { throw problem("\"\(name)\" does not extend \(type.fullName)") }
      return field
    }
    guard current.kind == .identifier else { throw expected("a field's name") }
    let name = text(current)
    guard let field = type.fieldsByTextName[name] else { throw problem("\(type.fullName) has no field \"\(name)\"") }
    advance()
    return field
  }

  private mutating func qualifiedName() throws(Problem) -> String {
    guard current.kind == .identifier else { throw expected("an extension's name") }
    var name = text(current)
    advance()
    while lookingAt(".") || lookingAt("/") {
      name += text(current)
      advance()
      guard current.kind == .identifier else { throw expected("an identifier") }
      name += text(current)
      advance()
    }
    return name
  }

  /// `[type.googleapis.com/package.Type] { … }` in an Any; false if it isn't that.
  private mutating func parseAny(_ type: MessageNode, into message: OptionMessage) throws(Problem) -> Bool {
    let start = index
    advance()
    let url = try qualifiedName()
    guard let slash = url.lastIndex(of: "/") else {
      index = start
      return false
    }
    guard take("]") else { throw expected("\"]\"") }
    let host = url[..<slash]
    guard host == "type.googleapis.com" || host == "type.googleprod.com" else {
      throw problem("the name of an Any's type must begin with \"type.googleapis.com/\"")
    }
    let name = String(url[url.index(after: slash)...])
    guard case .message(let content)? = scope.find(name) else { throw problem("the type \"\(name)\" is not known") }
    _ = take(":")
    // What an Any holds is bytes to everybody else.
    let payload = OptionMessage()
    path.append(2)
    try parseBraces(of: content, into: payload)
    path.removeLast()
    if let field = type.fieldsByNumber[1] { message.append(.bytes(Array(url.utf8)), field) }
    if let field = type.fieldsByNumber[2] { message.append(.bytes(payload.encoded()), field) }
    if !take(",") { _ = take(";") }
    return true
  }

  private mutating func parseBraces(of type: MessageNode, into message: OptionMessage) throws(Problem) {
    if take("{") {
      try parseFields(of: type, into: message, until: "}")
    } else if take("<") {
      try parseFields(of: type, into: message, until: ">")
    } else {
      throw expected("\"{\"")
    }
  }

  // MARK: - Values

  private mutating func parseValue(of field: FieldNode, into message: OptionMessage) throws(Problem) {
    if let type = field.message {
      _ = take(":")
      try parseList(of: field) { parser throws(Problem) in
        let part = OptionMessage()
        try parser.parseBraces(of: type, into: part)
        if field.mapEntry != nil { part.fillMapEntry(type) }
        message.append(part, field)
      }
      return
    }
    guard take(":") else { throw expected("\":\"") }
    try parseList(of: field) { parser throws(Problem) in message.append(try parser.scalar(of: field), field) }
  }

  /// One value, or a repeated field's values in brackets.
  private mutating func parseList(
    of field: FieldNode, _ element: (inout Self) throws(Problem) -> Void
  ) throws(Problem) {
    guard field.isRepeated && take("[") else {
      try element(&self)
      return
    }
    if take("]") { return }
    repeat { try element(&self) } while take(",")
    guard take("]") else { throw expected("\"]\"") }
  }

  private mutating func scalar(of field: FieldNode) throws(Problem) -> ScalarValue {
    let written = try writtenValue()
    if case .float? = field.type { try checkDecimal(tokens[index - 1]) }
    if case .double? = field.type { try checkDecimal(tokens[index - 1]) }
    if let value = field.enumeration?.value(written) { setValues.append(value) }
    switch ScalarConversion(field: field, inAggregate: true).convert(written) {
    case .value(let value): return value
    case .problem(let text): throw problem("field \"\(field.name)\": \(text)")
    }
  }

  /// In braces only integers can be hexadecimal or octal.
  private func checkDecimal(_ number: Token) throws(Problem) {
    if number.kind == .integer && number.range.count > 1 && source[number.range].first == UInt8(ascii: "0") {
      throw problem("expected a decimal number, found \"\(text(number))\"")
    }
  }

  private mutating func writtenValue() throws(Problem) -> WrittenValue {
    let isNegative = take("-")
    let token = current
    switch token.kind {
    case .identifier:
      advance()
      return .identifier(text(token), isNegative: isNegative)
    case .float:
      advance()
      let value = NumberLiteral.double(source[token.range])
      return .double(isNegative ? -value : value)
    case .integer:
      advance()
      guard let value = NumberLiteral.integer(source[token.range]) else {
        let number = NumberLiteral.double(source[token.range])
        return .double(isNegative ? -number : number)
      }
      if !isNegative { return .positive(value) }
      if value > UInt64(Int64.max) + 1 { throw problem("the integer is out of range") }
      return .negative(Int64(truncatingIfNeeded: 0 &- value))
    case .string where !isNegative:
      return .string(takeStrings())
    default:
      throw expected("a value")
    }
  }
}

extension FieldNode {
  /// Whether the field's elements share one tag.
  var isPacked: Bool {
    guard isRepeated, type?.isPackable == true else { return false }
    return use.isPacked ?? features.repeatedArePacked
  }

  /// Whether the field's absence is the same as its default.
  var hasImplicitPresence: Bool {
    features.presence == .implicit && label == .optional && oneofIndex == nil && !isExtension && message == nil
      && parent?.isMapEntry != true
  }
}
