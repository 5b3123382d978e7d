/// Cuts source text into tokens, in one pass over its bytes.
///
/// Comments and blanks aren't tokens; `CommentScanner` looks at the gaps between tokens where comments matter.
struct Lexer: ~Copyable {
  let source: [UInt8]
  var diagnostics: Diagnostics
  var tokens: [Token] = []

  private let keywords = KeywordTable.shared
  private var at = 0
  private var line: Int32 = 0
  /// What to take from an offset to get its column: where the line begins, less what tabs add.
  private var columnBase = 0

  /// - Parameters:
  ///   - source: the text; at most 2 GiB, which the caller has checked.
  ///   - origin: where the text begins in its file, if it is a part of one.
  init(_ source: [UInt8], diagnostics: Diagnostics, origin: Position = Position(line: 0, column: 0)) {
    self.source = source
    self.diagnostics = diagnostics
    line = origin.line
    columnBase = -Int(origin.column)
  }

  private var column: Int { at - columnBase }
  private var position: Position { Position(line: line, column: Int32(truncatingIfNeeded: column)) }

  private func peek(_ ahead: Int = 0) -> UInt8 {
    let index = at + ahead
    return index < source.count ? source[index] : 0
  }

  /// Fills `tokens`; the last one has kind `.end`.
  mutating func run() {
    tokens.reserveCapacity(source.count / 5 + 16)
    skipByteOrderMark()
    while true {
      skipBlanks()
      if at >= source.count || diagnostics.isFull { break }
      lexToken()
    }
    let here = Int32(truncatingIfNeeded: column)
    tokens.append(
      Token(
        kind: .end, keyword: .none, symbol: 0, start: Int32(truncatingIfNeeded: at), end: Int32(truncatingIfNeeded: at),
        line: line, column: here, endColumn: here))
  }

  private mutating func skipByteOrderMark() {
    guard peek() == 0xEF else { return }
    if peek(1) == 0xBB && peek(2) == 0xBF {
      at = 3
    } else {
      diagnostics.error(position, "the file begins with byte 0xEF but not with the UTF-8 byte order mark")
      at = 1
    }
  }

  // MARK: - Between tokens

  private mutating func skipBlanks() {
    while at < source.count {
      switch source[at] {
      case UInt8(ascii: " "), UInt8(ascii: "\r"), 0x0B, 0x0C:
        at += 1
      case UInt8(ascii: "\n"):
        newline()
      case UInt8(ascii: "\t"):
        tab()
      case UInt8(ascii: "/"):
        let next = peek(1)
        if next == UInt8(ascii: "/") {
          // A NUL ends a comment, and is an error of its own then.
          while at < source.count && source[at] != UInt8(ascii: "\n") && source[at] != 0 { at += 1 }
        } else if next == UInt8(ascii: "*") {
          skipBlockComment()
        } else {
          return
        }
      default:
        return
      }
    }
  }

  private mutating func newline() {
    at += 1
    line &+= 1
    columnBase = at
  }

  private mutating func tab() {
    let next = (column / 8 + 1) * 8
    at += 1
    columnBase = at - next
  }

  private mutating func skipBlockComment() {
    let opening = position
    at += 2
    while at < source.count && source[at] != 0 {
      switch source[at] {
      case UInt8(ascii: "\n"): newline()
      case UInt8(ascii: "\t"): tab()
      case UInt8(ascii: "*"):
        at += 1
        if peek() == UInt8(ascii: "/") && at < source.count {
          at += 1
          return
        }
      case UInt8(ascii: "/"):
        at += 1
        if peek() == UInt8(ascii: "*") {
          diagnostics.error(position, "\"/*\" inside a block comment: block comments don't nest")
        }
      default: at += 1
      }
    }
    diagnostics.error(position, "the file ends inside a block comment")
    diagnostics.error(opening, "the comment begins here")
  }

  // MARK: - Tokens

  private mutating func append(_ kind: Token.Kind, keyword: Keyword = .none, symbol: UInt8 = 0, from start: Token.Start)
  {
    tokens.append(
      Token(
        kind: kind, keyword: keyword, symbol: symbol, start: start.offset, end: Int32(truncatingIfNeeded: at),
        line: line, column: start.column, endColumn: Int32(truncatingIfNeeded: column)))
  }

  private mutating func lexToken() {
    let start = Token.Start(offset: Int32(truncatingIfNeeded: at), column: Int32(truncatingIfNeeded: column))
    let byte = source[at]
    switch byte {
    case _ where byte.isLetter:
      identifier(from: start)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      number(from: start)
    case UInt8(ascii: "."):
      if peek(1).isDigit {
        if let last = tokens.last, last.kind == .identifier, last.end == start.offset {
          diagnostics.error(position, "a space is needed between the identifier and the decimal point")
        }
        number(from: start)
      } else {
        at += 1
        append(.symbol, symbol: byte, from: start)
      }
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      string(from: start)
    case 0..<0x20:
      diagnostics.error(position, "control character in the text")
      while at < source.count && source[at] < 0x20 && !source[at].isBlank { at += 1 }
    default:
      if byte >= 0x80 { diagnostics.error(position, "byte \(byte) outside a string or comment") }
      at += 1
      append(.symbol, symbol: byte, from: start)
    }
  }

  private mutating func identifier(from start: Token.Start) {
    let first = at
    var packed: UInt64 = 0
    while at < source.count {
      let byte = source[at]
      guard byte.isLetter || byte.isDigit else { break }
      packed |= UInt64(byte) << UInt64((at - first) * 8)
      at += 1
    }
    var keyword = keywords.find(packed, length: at - first)
    if at - first > 8 && keyword != .none && !source[first..<at].elementsEqual(keyword.rawValue.utf8) {
      keyword = .none
    }
    append(.identifier, keyword: keyword, from: start)
  }

  private mutating func number(from start: Token.Start) {
    var isFloat = false
    if peek() == UInt8(ascii: "0") && peek(1) | 0x20 == UInt8(ascii: "x") {
      at += 2
      if !peek().isHexDigit { diagnostics.error(position, "\"0x\" must be followed by hexadecimal digits") }
      while peek().isHexDigit { at += 1 }
    } else if peek() == UInt8(ascii: "0") && peek(1).isDigit {
      while (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(peek()) { at += 1 }
      if peek().isDigit {
        diagnostics.error(position, "a number that begins with 0 must be octal")
        skipDigits()
      }
    } else {
      skipDigits()
      if peek() == UInt8(ascii: ".") {
        isFloat = true
        at += 1
        skipDigits()
      }
      if peek() | 0x20 == UInt8(ascii: "e") {
        isFloat = true
        at += 1
        if peek() == UInt8(ascii: "-") || peek() == UInt8(ascii: "+") { at += 1 }
        if !peek().isDigit { diagnostics.error(position, "\"e\" must be followed by an exponent") }
        skipDigits()
      }
    }
    if peek().isLetter {
      diagnostics.error(position, "a space is needed between the number and the identifier")
    } else if peek() == UInt8(ascii: ".") {
      diagnostics.error(
        position,
        isFloat ? "a number can't have another decimal point" : "hexadecimal and octal numbers must be integers")
    }
    append(isFloat ? .float : .integer, from: start)
  }

  private mutating func skipDigits() {
    while peek().isDigit { at += 1 }
  }

  private mutating func string(from start: Token.Start) {
    let quote = source[at]
    at += 1
    loop: while true {
      if at >= source.count || source[at] == 0 {
        diagnostics.error(position, "the string has no end")
        if at < source.count { at += 1 }
        break
      }
      switch source[at] {
      case quote:
        at += 1
        break loop
      case UInt8(ascii: "\n"):
        diagnostics.error(position, "a string can't span lines")
        break loop
      case UInt8(ascii: "\\"):
        at += 1
        var ignored: [UInt8] = []
        if let problem = StringLiteral.takeEscape(in: source, at: &at, end: source.count, to: &ignored) {
          diagnostics.error(position, problem)
        }
      case UInt8(ascii: "\t"):
        tab()
      default:
        at += 1
      }
    }
    append(.string, from: start)
  }
}

extension Token {
  /// Where a token begins.
  fileprivate struct Start {
    var offset: Int32
    var column: Int32
  }
}

extension UInt8 {
  /// A letter or an underscore.
  var isLetter: Bool {
    let lower = self | 0x20
    return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || self == UInt8(ascii: "_")
  }
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  var isHexDigit: Bool { hexValue != nil }
  /// White space, line ends included.
  var isBlank: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }

  /// What a hexadecimal digit stands for.
  var hexValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
