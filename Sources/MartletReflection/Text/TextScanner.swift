/// Takes text format apart: https://protobuf.dev/reference/protobuf/textformat-spec/#lexical.
struct TextScanner {
  private let input: [UInt8]
  private(set) var offset = 0

  init(_ input: [UInt8]) { self.input = input }

  /// An error at an offset, or where the scanner stands.
  func error(
    _ message: String, at offset: Int? = nil, kind: TextFormatDecodingError.Kind = .malformedText
  ) -> TextFormatDecodingError {
    let place = input.withUnsafeBytes { TextPlace(offset ?? self.offset, in: $0) }
    return TextFormatDecodingError(kind, message, offset: place.offset, line: place.line, column: place.column)
  }

  /// An error that says what was expected and what stands there.
  mutating func expected(
    _ what: String, kind: TextFormatDecodingError.Kind = .malformedText
  ) -> TextFormatDecodingError {
    guard let byte = peek() else { return error("expected \(what), found the end of the input", kind: .truncated) }
    let at = offset
    if Self.isLetter(byte) || Self.isDigit(byte) {
      var end = at
      while end < input.count, end - at < 40, Self.isLetter(input[end]) || Self.isDigit(input[end]) { end += 1 }
      let found = String(decoding: input[at..<end], as: UTF8.self)
      return error("expected \(what), found \"\(found)\"", at: at, kind: kind)
    }
    let isPlain = byte > 0x20 && byte < 0x7F
    let found = isPlain ? "'\(Character(UnicodeScalar(byte)))'" : "byte \(byte)"
    return error("expected \(what), found \(found)", at: at, kind: kind)
  }

  // MARK: - Characters

  private func byte(_ ahead: Int) -> UInt8? { offset + ahead < input.count ? input[offset + ahead] : nil }

  static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    default: false
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// The next byte that is neither white space nor in a comment; nil at the end.
  mutating func peek() -> UInt8? {
    while let byte = byte(0) {
      switch byte {
      case 0x20, 0x09...0x0D: offset += 1
      case UInt8(ascii: "#"):
        while let next = self.byte(0), next != UInt8(ascii: "\n") { offset += 1 }
      default: return byte
      }
    }
    return nil
  }

  /// Where the next token begins.
  mutating func nextOffset() -> Int {
    _ = peek()
    return offset
  }

  /// Takes a byte if it is the next one.
  mutating func take(_ byte: UInt8) -> Bool {
    if peek() != byte { return false }
    offset += 1
    return true
  }

  /// Takes the byte that `peek` found.
  mutating func skip() { offset = min(offset + 1, input.count) }

  // MARK: - Tokens

  /// Takes an identifier if one stands there.
  mutating func identifier() -> String? {
    guard let first = peek(), Self.isLetter(first) else { return nil }
    let start = offset
    skip { Self.isLetter($0) || Self.isDigit($0) }
    return String(decoding: input[start..<offset], as: UTF8.self)
  }

  /// Takes what stands between brackets: an extension's name, or the URL of a type. White space in it doesn't count.
  mutating func bracketedName() throws(TextFormatDecodingError) -> String {
    let start = offset
    if !take(UInt8(ascii: "[")) { throw expected("'['") }
    var name: [UInt8] = []
    while true {
      guard let next = peek() else { throw error("the name has no end", at: start) }
      offset += 1
      if next == UInt8(ascii: "]") { break }
      guard Self.isURLByte(next) else {
        offset -= 1
        throw expected("a name or ']'")
      }
      name.append(next)
    }
    if name.isEmpty { throw error("the name is empty", at: start) }
    if !Self.isURL(name) { throw error("a percent sign needs two hexadecimal digits behind it", at: start) }
    return String(decoding: name, as: UTF8.self)
  }

  /// Whether text format can have a type's URL in brackets.
  static func isURL(_ url: [UInt8]) -> Bool {
    for (place, byte) in url.enumerated() {
      if !isURLByte(byte) { return false }
      if byte == UInt8(ascii: "%"),
        place + 2 >= url.count || !isHexadecimal(url[place + 1]) || !isHexadecimal(url[place + 2])
      {
        return false
      }
    }
    return true
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool { Character(UnicodeScalar(byte)).isHexDigit }

  private static func isURLByte(_ byte: UInt8) -> Bool {
    if isLetter(byte) || isDigit(byte) { return true }
    switch UnicodeScalar(byte) {
    case "-", ".", "~", "!", "$", "&", "(", ")", "*", "+", ",", ";", "=", "%", "/": return true
    default: return false
    }
  }

  /// A number as it stands in the text, without its sign.
  struct Number {
    enum Kind {
      case decimal, octal, hexadecimal, float
    }
    var kind: Kind
    /// The digits, without what tells their base and without a float's suffix.
    var digits: String

    /// The number, if it is whole and fits.
    var magnitude: UInt64? {
      switch kind {
      case .decimal: UInt64(digits)
      case .octal: UInt64(digits, radix: 8)
      case .hexadecimal: UInt64(digits, radix: 16)
      case .float: nil
      }
    }
  }

  /// Whether a number stands there.
  mutating func isAtNumber() -> Bool {
    guard let first = peek() else { return false }
    if Self.isDigit(first) { return true }
    guard first == UInt8(ascii: "."), let second = byte(1) else { return false }
    return Self.isDigit(second)
  }

  /// Takes a number.
  mutating func number() throws(TextFormatDecodingError) -> Number {
    if !isAtNumber() { throw expected("a number") }
    let start = offset
    var digits = start
    var kind = Number.Kind.decimal
    if byte(0) == UInt8(ascii: "0"), let second = byte(1), second | 0x20 == UInt8(ascii: "x") {
      kind = .hexadecimal
      offset += 2
      digits = offset
      skip(while: Self.isHexadecimal)
      if offset == digits { throw error("a hexadecimal number needs digits", at: start) }
    } else if byte(0) == UInt8(ascii: "0"), let second = byte(1), Self.isDigit(second) {
      kind = .octal
      skip { $0 >= 0x30 && $0 < 0x38 }
    } else if try takeDecimal(start) {
      kind = .float
    }
    let text = String(decoding: input[digits..<offset], as: UTF8.self)
    if kind == .decimal || kind == .float, let next = byte(0), next | 0x20 == UInt8(ascii: "f") {
      kind = .float
      offset += 1
    }
    if let next = byte(0), Self.isLetter(next) || Self.isDigit(next) || next == UInt8(ascii: ".") {
      throw error("malformed number", at: start)
    }
    return Number(kind: kind, digits: text)
  }

  private mutating func skip(while isWanted: (UInt8) -> Bool) {
    while let next = byte(0), isWanted(next) { offset += 1 }
  }

  /// Takes decimal digits; true if there are a point or an exponent among them.
  private mutating func takeDecimal(_ start: Int) throws(TextFormatDecodingError) -> Bool {
    skip(while: Self.isDigit)
    let whole = offset
    if byte(0) == UInt8(ascii: ".") {
      offset += 1
      skip(while: Self.isDigit)
    }
    if let next = byte(0), next | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if byte(0) == UInt8(ascii: "-") || byte(0) == UInt8(ascii: "+") { offset += 1 }
      let exponent = offset
      skip(while: Self.isDigit)
      if offset == exponent { throw error("an exponent needs digits", at: start) }
    }
    return offset > whole
  }

  // MARK: - Strings

  /// Whether a string stands there.
  mutating func isAtString() -> Bool {
    let next = peek()
    return next == UInt8(ascii: "\"") || next == UInt8(ascii: "'")
  }

  /// Takes strings that follow each other, as one.
  mutating func strings() throws(TextFormatDecodingError) -> [UInt8] {
    if !isAtString() { throw expected("a string") }
    var result: [UInt8] = []
    while isAtString() { try string(into: &result) }
    return result
  }

  private mutating func string(into result: inout [UInt8]) throws(TextFormatDecodingError) {
    let start = offset
    let quote = byte(0)
    offset += 1
    while let next = byte(0) {
      offset += 1
      switch next {
      case quote: return
      case UInt8(ascii: "\n"): throw error("a string ends on the line on which it begins", at: offset - 1)
      case UInt8(ascii: "\\"): try escape(into: &result)
      default: result.append(next)
      }
    }
    throw error("the string has no end", at: start)
  }

  /// The bytes of a text in C's escapes; nil if one of them is malformed.
  static func unescaped(_ text: String) -> [UInt8]? {
    var scanner = TextScanner([UInt8](text.utf8))
    var result: [UInt8] = []
    while let next = scanner.byte(0) {
      scanner.offset += 1
      if next != UInt8(ascii: "\\") {
        result.append(next)
      } else if (try? scanner.escape(into: &result)) == nil {
        return nil
      }
    }
    return result
  }

  /// Takes what follows a backslash.
  private mutating func escape(into result: inout [UInt8]) throws(TextFormatDecodingError) {
    let start = offset - 1
    guard let kind = byte(0) else { throw error("the string has no end", at: start) }
    offset += 1
    if let byte = CEscapes.byte(of: kind) { return result.append(byte) }
    switch UnicodeScalar(kind) {
    case "0"..."7":
      offset -= 1
      let value = digits(atMost: 3, radix: 8).value
      guard value <= 255 else { throw error("an octal escape stands for a byte, \\377 at most", at: start) }
      result.append(UInt8(value))
    case "x", "X":
      let (value, count) = digits(atMost: 2, radix: 16)
      if count == 0 { throw error("a hexadecimal escape needs digits", at: start) }
      result.append(UInt8(truncatingIfNeeded: value))
    case "u", "U":
      let width = kind == UInt8(ascii: "u") ? 4 : 8
      let (value, count) = digits(atMost: width, radix: 16)
      if count < width { throw error("the escape needs \(width) hexadecimal digits", at: start) }
      guard let scalar = UnicodeScalar(value) else {
        throw error("the escape is not a Unicode character", at: start)
      }
      result.append(contentsOf: String(Character(scalar)).utf8)
    default: throw error("unknown escape", at: start)
    }
  }

  private mutating func digits(atMost limit: Int, radix: UInt32) -> (value: UInt32, count: Int) {
    var value: UInt32 = 0
    var count = 0
    while count < limit, let next = byte(0),
      let digit = Character(UnicodeScalar(next)).hexDigitValue, digit < radix
    {
      value = value &* radix &+ UInt32(digit)
      count += 1
      offset += 1
    }
    return (value, count)
  }
}
