import MartletProtobuf

extension JSONParser {
  /// A value that is neither a message nor of an enum.
  mutating func scalar(_ type: FieldType) throws(JSONDecodingError) {
    switch type {
    case .string: text(try scanner.string())
    case .bytes: try base64()
    case .bool: out.varint(try scanner.boolean() ? 1 : 0)
    default:
      if !type.isFloat, scanner.peek() != nil {
        let at = scanner.offset
        if let value = scanner.shortInteger() {
          if integer(type, value) { return }
          scanner.rewind(to: at)
        }
      }
      try number(type)
    }
  }

  /// A number, be it in a string, where those stand that have no digits.
  private mutating func number(_ type: FieldType) throws(JSONDecodingError) {
    let first = scanner.peek()
    let at = scanner.offset
    if first == UInt8(ascii: "\"") {
      let text = try scanner.string()
      if type.isFloat, let special = Self.specialNumber(text) {
        return type == .double ? out.fixed(special.bitPattern) : out.fixed(Float(special).bitPattern)
      }
      try number(type, in: text, type.keyword, at: at)
    } else if let first, first == UInt8(ascii: "-") || first >= 0x30 && first <= 0x39 {
      try number(type, try scanner.number(), at: at)
    } else {
      throw scanner.expected(type.keyword, kind: .malformedNumber)
    }
  }

  private static func specialNumber(_ text: JSONScanner.Text) -> Double? {
    switch String(decoding: text.unescaped(), as: UTF8.self) {
    case "NaN": .nan
    case "Infinity": .infinity
    case "-Infinity": -.infinity
    default: nil
    }
  }

  /// A number that is all of a string.
  mutating func number(
    _ type: FieldType, in text: JSONScanner.Text, _ what: @autoclosure () -> String, at offset: Int
  ) throws(JSONDecodingError) {
    try text.withUnescaped { (bytes) throws(JSONDecodingError) in
      if let found = JSONNumber(bytes) { return try number(type, found, at: offset) }
      let kind = JSONNumber.kind(ofMalformed: bytes.assumingMemoryBound(to: UInt8.self))
      throw scanner.error("expected \(what()), found a string that is not a number", at: offset, kind: kind)
    }
  }

  private mutating func number(
    _ type: FieldType, _ number: JSONNumber, at offset: Int
  ) throws(JSONDecodingError) {
    switch type {
    case .double: if let value = number.double { return out.fixed(value.bitPattern) }
    case .float: if let value = number.float { return out.fixed(value.bitPattern) }
    default: return try integer(type, number, at: offset)
    }
    throw scanner.error("the number is beyond the range of \(type.keyword)", at: offset, kind: .numberRange)
  }

  @inline(__always)
  mutating func text(_ text: JSONScanner.Text) {
    text.withUnescaped { out.lengthDelimited($0) }
  }

  private mutating func integer(
    _ type: FieldType, _ number: JSONNumber, at offset: Int
  ) throws(JSONDecodingError) {
    if let value = number.int64 {
      if integer(type, value) { return }
    } else if let value = number.uint64 {
      // Only the unsigned types of 64 bits hold more than an int64 does.
      switch type {
      case .uint64: return out.varint(value)
      case .fixed64: return out.fixed(value)
      default: break
      }
    }
    let isSigned = type != .uint32 && type != .uint64 && type != .fixed32 && type != .fixed64
    throw scanner.error(
      "expected \(type.keyword), found \(String(decoding: number.text, as: UTF8.self)), which is not in its range",
      at: offset, kind: number.kind(asInteger: isSigned))
  }

  /// Writes an integer; false if it is beyond its type's range.
  @inline(__always)
  private mutating func integer(_ type: FieldType, _ value: Int64) -> Bool {
    switch type {
    case .int64: out.varint(UInt64(bitPattern: value))
    case .sint64: out.varint(UInt64(bitPattern: value << 1 ^ value >> 63))
    case .sfixed64: out.fixed(value)
    case .int32, .sint32, .sfixed32:
      guard let narrow = Int32(exactly: value) else { return false }
      switch type {
      case .sfixed32: out.fixed(narrow)
      case .sint32: out.varint(UInt64(UInt32(bitPattern: narrow << 1 ^ narrow >> 31)))
      default: out.varint(UInt64(bitPattern: value))
      }
    case .uint32, .fixed32:
      guard let narrow = UInt32(exactly: value) else { return false }
      if type == .fixed32 { out.fixed(narrow) } else { out.varint(UInt64(narrow)) }
    default:
      if value < 0 { return false }
      if type == .fixed64 { out.fixed(value) } else { out.varint(UInt64(bitPattern: value)) }
    }
    return true
  }

  /// An enum's value by name or number; false if it is an unknown one and was skipped.
  mutating func enumeration(_ type: EnumTable) throws(JSONDecodingError) -> Bool {
    guard let first = scanner.peek() else { throw scanner.expected("a value of \(type.fullName)") }
    let at = scanner.offset
    if first == UInt8(ascii: "\"") {
      let name = try scanner.string()
      if let number = name.withUnescaped({ type.number(jsonName: $0) }) {
        out.varint(UInt64(bitPattern: Int64(number)))
        return true
      }
      if options.ignoreUnknownFields { return false }
      throw scanner.error(
        "\(type.fullName) has no value \"\(String(decoding: name.unescaped(), as: UTF8.self))\"", at: at,
        kind: .unrecognizedEnumValue)
    }
    if first == UInt8(ascii: "-") || first >= 0x30 && first <= 0x39 {
      let written = try scanner.number()
      guard let wide = written.int64, let number = Int32(exactly: wide) else {
        throw scanner.error("an enum's number must be an int32", at: at, kind: written.kind(asInteger: true))
      }
      if type.isClosed && !type.has(number) {
        if options.ignoreUnknownFields { return false }
        throw scanner.error("\(type.fullName) has no value \(number)", at: at, kind: .unrecognizedEnumValue)
      }
      out.varint(UInt64(bitPattern: Int64(number)))
      return true
    }
    if type.isNullValue, try scanner.takeNull() {
      out.varint(0)
      return true
    }
    throw scanner.expected("a name or number of \(type.fullName)", kind: .unrecognizedEnumValue)
  }

  /// Base64 in either alphabet, padded or not.
  private mutating func base64() throws(JSONDecodingError) {
    if scanner.peek() != UInt8(ascii: "\"") { throw scanner.expected("a string of base64", kind: .malformedString) }
    let at = scanner.offset
    let text = try scanner.string()
    guard let decoded = text.withUnescaped({ Base64.decode($0) }) else {
      throw scanner.error("expected base64", at: at, kind: .malformedString)
    }
    out.lengthDelimited(decoded)
  }
}
