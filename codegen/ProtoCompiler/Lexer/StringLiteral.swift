import MartletReflection

/// Escapes in string literals.
enum StringLiteral {
  /// Steps over the escape whose backslash stands before `at`; returns what is wrong with it.
  static func skipEscape(in source: [UInt8], at: inout Int) -> String? {
    guard at < source.count else { return nil }
    func hexDigits(_ count: Int) -> Int {
      var found = 0
      while found < count && at + found < source.count && source[at + found].isHexDigit { found += 1 }
      return found
    }
    if CEscapes.byte(of: source[at]) != nil || source[at].isOctalDigit {
      at += 1
      return nil
    }
    switch source[at] {
    case UInt8(ascii: "x"):
      at += 1
      let found = hexDigits(1)
      at += found
      return found == 1 ? nil : "\"\\x\" must be followed by hexadecimal digits"
    case UInt8(ascii: "u"):
      at += 1
      let found = hexDigits(4)
      at += found
      return found == 4 ? nil : "\"\\u\" must be followed by four hexadecimal digits"
    case UInt8(ascii: "U"):
      at += 1
      // The first two digits are 0 and the third at most 1: Unicode ends at 10ffff.
      var found = 0
      while found < 8, at < source.count, let digit = source[at].hexValue,
        digit <= [0, 0, 1][min(found, 2)] || found > 2
      {
        at += 1
        found += 1
      }
      return found == 8
        ? nil : "\"\\U\" must be followed by eight hexadecimal digits, at most 0010ffff"
    default:
      return "unknown escape in the string"
    }
  }

  /// Appends what a literal stands for. `range` is that of the token, quotes included; whatever the lexer has
  /// complained about is taken as it comes.
  static func append(_ range: Range<Int>, of source: [UInt8], to bytes: inout [UInt8]) {
    guard let first = range.first, range.upperBound <= source.count else { return }
    let quote = source[first]
    var end = range.upperBound
    if end - first >= 2 && source[end - 1] == quote { end -= 1 }
    var at = first + 1
    while at < end {
      let byte = source[at]
      at += 1
      guard byte == UInt8(ascii: "\\"), at < end else {
        bytes.append(byte)
        continue
      }
      appendEscape(in: source, at: &at, end: end, to: &bytes)
    }
  }

  private static func appendEscape(in source: [UInt8], at: inout Int, end: Int, to bytes: inout [UInt8]) {
    let code = source[at]
    at += 1
    if let byte = CEscapes.byte(of: code) { return bytes.append(byte) }
    switch code {
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var value = Int(code - UInt8(ascii: "0"))
      var count = 1
      while count < 3 && at < end && source[at].isOctalDigit {
        value = value * 8 + Int(source[at] - UInt8(ascii: "0"))
        at += 1
        count += 1
      }
      bytes.append(UInt8(truncatingIfNeeded: value))
    case UInt8(ascii: "x"):
      var value: UInt8 = 0
      var count = 0
      while count < 2, at < end, let digit = source[at].hexValue {
        value = value << 4 | digit
        at += 1
        count += 1
      }
      bytes.append(value)
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let digits = code == UInt8(ascii: "u") ? 4 : 8
      guard at + digits <= end, let value = codePoint(in: source, at: at, digits: digits) else {
        bytes.append(code)
        return
      }
      at += digits
      appendUTF8(joinSurrogates(value, in: source, at: &at, end: end), to: &bytes)
    default:
      bytes.append(code)
    }
  }

  private static func codePoint(in source: [UInt8], at: Int, digits: Int) -> UInt32? {
    var value: UInt32 = 0
    for index in at..<at + digits {
      guard index < source.count, let digit = source[index].hexValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// A high surrogate that is followed by the escape of a low one stands for one code point together with it.
  private static func joinSurrogates(_ high: UInt32, in source: [UInt8], at: inout Int, end: Int) -> UInt32 {
    guard (0xD800..<0xDC00).contains(high), at + 6 <= end, source[at] == UInt8(ascii: "\\"),
      source[at + 1] == UInt8(ascii: "u"), let low = codePoint(in: source, at: at + 2, digits: 4),
      (0xDC00..<0xE000).contains(low)
    else { return high }
    at += 6
    return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
  }

  /// Surrogates are encoded as if they were characters, which is what protoc does with a lone one.
  private static func appendUTF8(_ value: UInt32, to bytes: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: value >> shift & 0x3F) | 0x80 }
    switch value {
    case 0..<0x80: bytes.append(UInt8(truncatingIfNeeded: value))
    case 0x80..<0x800:
      bytes.append(UInt8(truncatingIfNeeded: value >> 6) | 0xC0)
      bytes.append(tail(0))
    case 0x800..<0x10000:
      bytes.append(UInt8(truncatingIfNeeded: value >> 12) | 0xE0)
      bytes.append(tail(6))
      bytes.append(tail(0))
    default:
      bytes.append(UInt8(truncatingIfNeeded: value >> 18) & 0x07 | 0xF0)
      bytes.append(tail(12))
      bytes.append(tail(6))
      bytes.append(tail(0))
    }
  }
}
