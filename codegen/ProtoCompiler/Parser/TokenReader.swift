/// Steps through tokens.
protocol TokenReader: ~Copyable {
  var source: [UInt8] { get }
  /// The last one is `.end`, which is never passed.
  var tokens: [Token] { get }
  /// Where the current token stands.
  var index: Int { get set }
}

extension TokenReader where Self: ~Copyable {
  var current: Token { tokens[index] }
  var atEnd: Bool { tokens[index].kind == .end }

  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
  }

  func lookingAt(_ symbol: Unicode.Scalar) -> Bool { tokens[index].symbol == UInt8(ascii: symbol) }
  func lookingAt(_ keyword: Keyword) -> Bool { tokens[index].keyword == keyword }
  func text(_ token: Token) -> String { String(decoding: source[token.range], as: UTF8.self) }

  mutating func take(_ symbol: Unicode.Scalar) -> Bool {
    guard lookingAt(symbol) else { return false }
    advance()
    return true
  }

  mutating func take(_ keyword: Keyword) -> Bool {
    guard lookingAt(keyword) else { return false }
    advance()
    return true
  }

  /// What string literals that follow each other stand for together.
  mutating func takeStrings() -> [UInt8] {
    var bytes: [UInt8] = []
    while current.kind == .string {
      StringLiteral.append(current.range, of: source, to: &bytes)
      advance()
    }
    return bytes
  }
}
