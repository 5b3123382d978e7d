/// Values as Swift source.
enum Literals {
  /// A string literal.
  static func string(_ value: String) -> String {
    var literal = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\t": literal += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          literal += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          literal.unicodeScalars.append(scalar)
        }
      }
    }
    return literal + "\""
  }

  /// An array literal of bytes whose default value is written as descriptors write it: with C's escapes.
  static func bytes(escaped: String) -> String {
    "[" + unescape(escaped).map { "\($0)" }.joined(separator: ", ") + "]"
  }

  /// The bytes that C escapes (`\n`, `\001`, `\xff`) stand for.
  static func unescape(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    func digits(_ radix: Int, atMost limit: Int) -> UInt8 {
      var value = 0
      var count = 0
      while count < limit, let next = rest.first, let digit = Character(Unicode.Scalar(next)).hexDigitValue,
        digit < radix
      {
        value = value * radix + digit
        count += 1
        rest.removeFirst()
      }
      return UInt8(truncatingIfNeeded: value)
    }
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escape = rest.first else {
        bytes.append(byte)
        continue
      }
      if (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(escape) {
        bytes.append(digits(8, atMost: 3))
        continue
      }
      rest.removeFirst()
      switch escape {
      case UInt8(ascii: "x"), UInt8(ascii: "X"): bytes.append(digits(16, atMost: 2))
      case UInt8(ascii: "a"): bytes.append(0x07)
      case UInt8(ascii: "b"): bytes.append(0x08)
      case UInt8(ascii: "f"): bytes.append(0x0C)
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "v"): bytes.append(0x0B)
      default: bytes.append(escape)
      }
    }
    return bytes
  }

  /// Bytes in base64 without padding, in lines of a length that holds whole groups.
  static func base64Lines(_ bytes: [UInt8]) -> [String] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let bytesPerLine = 81
    return stride(from: 0, to: bytes.count, by: bytesPerLine).map { start in
      let line = bytes[start..<min(start + bytesPerLine, bytes.count)]
      var encoded: [UInt8] = []
      var accumulator: UInt32 = 0
      var bits: UInt32 = 0
      for byte in line {
        accumulator = accumulator << 8 | UInt32(byte)
        bits += 8
        while bits >= 6 {
          bits -= 6
          encoded.append(alphabet[Int(accumulator >> bits & 63)])
        }
      }
      if bits > 0 { encoded.append(alphabet[Int(accumulator << (6 - bits) & 63)]) }
      return String(decoding: encoded, as: UTF8.self)
    }
  }
}
