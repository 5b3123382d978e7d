/// Thrown where a statement can't be understood; the complaint has been made. Whoever reads a list of statements catches
/// it, skips to the statement's end and goes on.
struct ParseFailure: Error {}

/// Reads a file's tokens into its tree: recursive descent over the grammar of proto2, proto3 and editions.
///
/// It knows syntax only; what names mean, and whether numbers are allowed, is the linker's concern.
struct Parser: TokenReader, ~Copyable {
  /// How deeply messages may nest; protoc's limit.
  static let maximumDepth = 31

  let source: [UInt8]
  let tokens: [Token]
  let file: FileNode
  var index = 0
  var depth = 0
  var locations = LocationTable()

  /// Whether the file begins with an edition statement.
  let isEdition: Bool
  let allowsExperimentalEditions: Bool

  // The comments before the current declaration, which get a location once its head has been read.
  var upcomingLeading: [UInt8]?
  var upcomingDetached: [[UInt8]] = []

  /// Parses a whole file into `file`, diagnostics included.
  static func parse(_ source: [UInt8], into file: FileNode, allowsExperimentalEditions: Bool = false) {
    if source.count > Int(Int32.max) {
      file.diagnostics.error(.none, "the file is larger than 2 GiB")
      return
    }
    checkEncoding(source, file)
    var lexer = Lexer(source, diagnostics: file.diagnostics)
    lexer.run()
    file.diagnostics = lexer.diagnostics
    if file.diagnostics.isFull { return }
    file.allowCopies(sourceSize: source.count)
    var parser = Parser(
      source: source, tokens: lexer.tokens, file: file, allowsExperimentalEditions: allowsExperimentalEditions)
    parser.parseFile()
    file.locations = parser.locations
  }

  /// Comments in another encoding are passed on as they are; only who decodes the descriptor gets to see repaired text.
  private static func checkEncoding(_ source: [UInt8], _ file: FileNode) {
    do {
      _ = try UTF8Span(validating: source.span)
    } catch {
      file.isUTF8 = false
      let before = source[..<min(error.byteOffsets.lowerBound, source.count)]
      let line = before.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
      let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      let position = Position(
        line: Int32(truncatingIfNeeded: line), column: Int32(truncatingIfNeeded: before.count - lineStart))
      file.diagnostics.warning(position, "the file is not valid UTF-8")
    }
  }

  private init(source: [UInt8], tokens: [Token], file: FileNode, allowsExperimentalEditions: Bool) {
    self.source = source
    self.tokens = tokens
    self.file = file
    self.allowsExperimentalEditions = allowsExperimentalEditions
    isEdition = tokens.first?.keyword == .edition
  }

  // MARK: - Tokens

  /// Where the last token that was read ends.
  var previousEnd: Position {
    if index == 0 { return Position(line: 0, column: 0) }
    let token = tokens[index - 1]
    return Position(line: token.line, column: token.endColumn)
  }

  // MARK: - Complaints

  mutating func error(_ message: String) { error(at: current.position, message) }

  mutating func error(at position: Position, _ message: String) {
    file.diagnostics.error(position, message)
    // Enough is enough: the rest of the file isn't read.
    if file.diagnostics.isFull { index = tokens.count - 1 }
  }

  mutating func fail(_ message: String) -> ParseFailure {
    error(message)
    return ParseFailure()
  }

  /// The current token as a message would quote it.
  var found: String {
    let token = current
    switch token.kind {
    case .end: return "the end of the file"
    case .string: return "a string"
    default: return "\"\(text(token))\""
    }
  }

  // MARK: - What must come next

  mutating func expect(_ symbol: Unicode.Scalar) throws(ParseFailure) {
    if !take(symbol) { throw fail("expected \"\(symbol)\", found \(found)") }
  }

  mutating func expect(_ keyword: Keyword, _ word: String) throws(ParseFailure) {
    if !take(keyword) { throw fail("expected \"\(word)\", found \(found)") }
  }

  mutating func identifier(_ what: String) throws(ParseFailure) -> String {
    let token = current
    guard token.kind == .identifier else { throw fail("expected \(what), found \(found)") }
    advance()
    return text(token)
  }

  /// An unsigned integer of at most `limit`. A larger one is reported and taken as 0.
  mutating func unsigned(_ what: String, limit: UInt64) throws(ParseFailure) -> UInt64 {
    let token = current
    guard token.kind == .integer else { throw fail("expected \(what), found \(found)") }
    var value = NumberLiteral.integer(source[token.range])
    if let number = value, number > limit { value = nil }
    if value == nil { error("the integer is out of range: at most \(limit) is allowed here") }
    advance()
    return value ?? 0
  }

  mutating func int32(_ what: String) throws(ParseFailure) -> Int32 {
    Int32(truncatingIfNeeded: try unsigned(what, limit: UInt64(Int32.max)))
  }

  mutating func signedInt32(_ what: String) throws(ParseFailure) -> Int32 {
    let isNegative = take("-")
    let magnitude = try unsigned(what, limit: UInt64(Int32.max) + (isNegative ? 1 : 0))
    return Int32(truncatingIfNeeded: isNegative ? 0 - Int64(magnitude) : Int64(magnitude))
  }

  /// One string; literals that follow each other are one.
  mutating func string(_ what: String) throws(ParseFailure) -> [UInt8] {
    guard current.kind == .string else { throw fail("expected \(what), found \(found)") }
    return takeStrings()
  }

  /// One string, which must be UTF-8.
  mutating func text(_ what: String) throws(ParseFailure) -> String {
    let position = current.position
    let bytes = try string(what)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      error(at: position, "the string is not valid UTF-8")
      return ""
    }
    return text
  }

  // MARK: - Locations

  mutating func begin(_ parent: Int, _ component: Int32) -> Int {
    locations.open(parent, component, at: current.position)
  }

  mutating func begin(_ parent: Int, _ component: Int32, _ index: Int) -> Int {
    locations.open(parent, component, index, at: current.position)
  }

  mutating func finish(_ location: Int) { locations.close(location, at: previousEnd) }

  // MARK: - Ends of declarations, where comments are

  /// Takes `;`, `{` or `}` and the comments around the declaration that it ends or opens.
  mutating func takeEnd(_ symbol: Unicode.Scalar, of location: Int?) -> Bool {
    guard lookingAt(symbol) else { return false }
    let gapStart = Int(current.end)
    advance()
    let gap = gapStart..<max(gapStart, Int(current.start))
    var comments: CommentScanner?
    if source[gap].contains(UInt8(ascii: "/")) {
      comments = CommentScanner(source: source, gap: gap, atFileStart: false, closesScope: closesScope)
    }
    if let location {
      if comments?.trailing != nil || upcomingLeading != nil || !upcomingDetached.isEmpty {
        locations.attach(
          to: location, leading: upcomingLeading, trailing: comments?.trailing, detached: upcomingDetached)
      }
      upcomingDetached = comments?.detached ?? []
    } else if symbol == "}" {
      upcomingDetached = comments?.detached ?? []
    } else if let detached = comments?.detached {
      upcomingDetached += detached
    }
    upcomingLeading = comments?.leading
    return true
  }

  mutating func expectEnd(_ symbol: Unicode.Scalar, of location: Int?) throws(ParseFailure) {
    if !takeEnd(symbol, of: location) { throw fail("expected \"\(symbol)\", found \(found)") }
  }

  /// Whether no comment can lead the current token.
  private var closesScope: Bool {
    atEnd || lookingAt("}") || lookingAt("]") || lookingAt(")")
  }

  mutating func readFirstComments() {
    let gap = 0..<Int(current.start)
    let comments = CommentScanner(source: source, gap: gap, atFileStart: true, closesScope: closesScope)
    upcomingDetached = comments.detached
    upcomingLeading = comments.leading
  }

  // MARK: - Blocks

  /// Reads statements up to the brace that closes their block. One that can't be understood is skipped.
  ///
  /// - Parameter what: what the block is of.
  mutating func parseBlock(
    _ what: @autoclosure () -> String, _ parseStatement: (inout Parser) throws(ParseFailure) -> Void
  ) throws(ParseFailure) {
    while !takeEnd("}", of: nil) {
      if atEnd { throw fail("expected \"}\" at the end of \(what()), found \(found)") }
      do throws(ParseFailure) {
        try parseStatement(&self)
      } catch {
        skipStatement()
      }
    }
  }

  /// Skips to behind the end of the current statement, or to the brace that closes its surroundings.
  mutating func skipStatement() {
    while !atEnd {
      if takeEnd(";", of: nil) { return }
      if takeEnd("{", of: nil) {
        skipBlock()
        return
      }
      if lookingAt("}") { return }
      advance()
    }
  }

  /// Skips to behind the brace that closes the current block.
  private mutating func skipBlock() {
    var open = 1
    while !atEnd {
      if takeEnd("}", of: nil) {
        open -= 1
        if open == 0 { return }
      } else if takeEnd("{", of: nil) {
        open += 1
      } else {
        advance()
      }
    }
  }
}
