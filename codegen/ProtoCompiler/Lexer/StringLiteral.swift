import MartletReflection

/// Escapes in string literals.
enum StringLiteral {
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
      if byte == UInt8(ascii: "\\") && at < end {
        _ = takeEscape(in: source, at: &at, end: end, to: &bytes)
      } else {
        bytes.append(byte)
      }
    }
  }

  /// Steps over the escape whose backslash stands before `at`, and appends what it stands for.
  ///
  /// - Returns: what is wrong with it.
  static func takeEscape(in source: [UInt8], at: inout Int, end: Int, to bytes: inout [UInt8]) -> String? {
    guard at < end else { return nil }
    func takeDigits(_ most: Int, base: UInt32) -> (value: UInt32, count: Int) {
      var (value, count): (UInt32, Int) = (0, 0)
      while count < most, at < end, let digit = source[at].hexValue, digit < base {
        value = value * base + UInt32(digit)
        at += 1
        count += 1
      }
      return (value, count)
    }
    let code = source[at]
    if let byte = CEscapes.byte(of: code) {
      at += 1
      bytes.append(byte)
      return nil
    }
    switch code {
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      bytes.append(UInt8(truncatingIfNeeded: takeDigits(3, base: 8).value))
    case UInt8(ascii: "x"):
      at += 1
      let (value, count) = takeDigits(2, base: 16)
      if count == 0 { return "\"\\x\" must be followed by hexadecimal digits" }
      bytes.append(UInt8(truncatingIfNeeded: value))
    case UInt8(ascii: "u"):
      at += 1
      var (value, count) = takeDigits(4, base: 16)
      if count < 4 { return "\"\\u\" must be followed by four hexadecimal digits" }
      // A high surrogate that is followed by the escape of a low one stands for one code point together with it.
      if (0xD800..<0xDC00).contains(value), at + 6 <= end, source[at] == UInt8(ascii: "\\"),
        source[at + 1] == UInt8(ascii: "u")
      {
        let start = at
        at += 2
        let low = takeDigits(4, base: 16)
        if low.count == 4 && (0xDC00..<0xE000).contains(low.value) {
          value = 0x10000 + (value - 0xD800) << 10 + (low.value - 0xDC00)
        } else {
          at = start
        }
      }
      appendUTF8(value, to: &bytes)
    case UInt8(ascii: "U"):
      let start = at - 1
      at += 1
      // The first two digits are 0 and the third at most 1.
      var count = takeDigits(2, base: 1).count
      let plane = count == 2 ? takeDigits(1, base: 2) : (value: 0, count: 0)
      let rest = plane.count == 1 ? takeDigits(5, base: 16) : (value: 0, count: 0)
      count += plane.count + rest.count
      if count < 8 { return "\"\\U\" must be followed by eight hexadecimal digits, at most 0010ffff" }
      let value = plane.value << 20 + rest.value
      // Behind the end of Unicode protoc takes the escape for plain text.
      if value > 0x10FFFF { bytes += source[start..<at] } else { appendUTF8(value, to: &bytes) }
    default:
      return "unknown escape in the string"
    }
    return nil
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
      bytes.append(UInt8(truncatingIfNeeded: value >> 18) | 0xF0)
      bytes.append(tail(12))
      bytes.append(tail(6))
      bytes.append(tail(0))
    }
  }
}
