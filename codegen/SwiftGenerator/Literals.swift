import MartletProtobuf
import MartletReflection

/// Values as Swift source.
enum Literals {
  /// A string literal.
  static func string(_ value: String) -> String {
    let escapes: [Unicode.Scalar: String] = ["\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"]
    let text = value.unicodeScalars.map { scalar in
      escapes[scalar] ?? (scalar.isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar))
    }
    return "\"\(text.joined())\""
  }

  /// A field's default; nil for what has none.
  static func value(_ value: FieldValue) -> String? {
    func number(_ value: some BinaryFloatingPoint & LosslessStringConvertible) -> String {
      value.isNaN ? ".nan" : value.isInfinite ? (value < 0 ? "-.infinity" : ".infinity") : "\(value)"
    }
    switch value {
    case .int32(let value): return "\(value)"
    case .int64(let value): return "\(value)"
    case .uint32(let value): return "\(value)"
    case .uint64(let value): return "\(value)"
    case .float(let value): return number(value)
    case .double(let value): return number(value)
    case .bool(let value): return "\(value)"
    case .string(let text): return string(text)
    case .bytes(let bytes): return "\(bytes)"
    case .enumeration, .message, .list, .map: return nil
    }
  }

  /// Bytes in base64 without padding, in lines of a length that holds whole groups.
  static func base64Lines(_ bytes: [UInt8]) -> [String] {
    stride(from: 0, to: bytes.count, by: 81).map { start in
      Base64.encode(Array(bytes[start..<min(start + 81, bytes.count)]), padded: false)
    }
  }
}
