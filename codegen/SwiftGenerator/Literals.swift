import MartletProtobuf
import MartletReflection

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

  /// An array literal of bytes whose default value is written as descriptors write it: with C's escapes. What isn't
  /// one is taken as it is.
  static func bytes(escaped text: String) -> String {
    "[" + (CEscapes.unescaped(text) ?? Array(text.utf8)).map { "\($0)" }.joined(separator: ", ") + "]"
  }

  /// Bytes in base64 without padding, in lines of a length that holds whole groups.
  static func base64Lines(_ bytes: [UInt8]) -> [String] {
    let bytesPerLine = 81
    return stride(from: 0, to: bytes.count, by: bytesPerLine).map { start in
      Base64.encode(Array(bytes[start..<min(start + bytesPerLine, bytes.count)]), padded: false)
    }
  }
}
