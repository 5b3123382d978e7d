/// The forms of names that style guides ask for.
enum NameStyle {
  /// `lower_snake_case`: words of small letters and digits, the first beginning with a letter.
  static func isLowerSnakeCase(_ name: some StringProtocol) -> Bool {
    isSnakeCase(name) { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
  }

  /// `UPPER_SNAKE_CASE`
  static func isUpperSnakeCase(_ name: some StringProtocol) -> Bool {
    isSnakeCase(name) { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }
  }

  /// `PascalCase`; several capitals may follow each other.
  static func isPascalCase(_ name: String) -> Bool {
    guard let first = name.utf8.first, isUpper(first) else { return false }
    return name.utf8.allSatisfy { isUpper($0) || isLower($0) || isDigit($0) }
  }

  /// `HTTPStatusCode` -> `HTTP_STATUS_CODE`
  static func upperSnakeCase(_ name: String) -> String {
    let bytes = Array(name.utf8)
    var result: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if isUpper(byte), index > 0, bytes[index - 1] != UInt8(ascii: "_") {
        let followsWord = !isUpper(bytes[index - 1])
        let beginsWord = index + 1 < bytes.count && isLower(bytes[index + 1])
        if followsWord || beginsWord { result.append(UInt8(ascii: "_")) }
      }
      result.append(isLower(byte) ? byte & 0xDF : byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `v1`, `v2beta1`, `v1p2alpha`, `v1test`
  static func isVersion(_ part: some StringProtocol) -> Bool {
    var rest = Substring(part)
    guard rest.first == "v" else { return false }
    rest.removeFirst()
    func digits() -> Bool {
      let before = rest.utf8.count
      rest = rest.drop { $0.isASCII && $0.isNumber }
      return rest.utf8.count < before
    }
    guard digits() else { return false }
    if rest.first == "p" {
      rest.removeFirst()
      guard digits() else { return false }
    }
    for stage in ["alpha", "beta", "test"] where rest.hasPrefix(stage) {
      rest.removeFirst(stage.count)
      _ = digits()
      break
    }
    return rest.isEmpty
  }

  private static func isUpper(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
  private static func isLower(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func isSnakeCase(_ name: some StringProtocol, _ isLetter: (UInt8) -> Bool) -> Bool {
    guard let first = name.utf8.first, isLetter(first) else { return false }
    var previous = first
    for byte in name.utf8.dropFirst() {
      let isUnderscore = byte == UInt8(ascii: "_")
      if !isLetter(byte) && !isDigit(byte) && !isUnderscore { return false }
      if isUnderscore && previous == byte { return false }
      previous = byte
    }
    return previous != UInt8(ascii: "_")
  }
}
