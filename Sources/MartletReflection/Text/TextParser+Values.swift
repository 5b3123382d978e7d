extension TextParser {
  /// A value that is neither a message nor of an enum.
  mutating func scalar(_ type: FieldType) throws(TextFormatDecodingError) -> FieldValue {
    switch type {
    case .double: return .double(try floatingPoint())
    case .float: return .float(try floatingPoint())
    case .int32, .sint32, .sfixed32: return .int32(try integer(type))
    case .int64, .sint64, .sfixed64: return .int64(try integer(type))
    case .uint32, .fixed32: return .uint32(try integer(type))
    case .uint64, .fixed64: return .uint64(try integer(type))
    case .bool: return .bool(try boolean())
    case .bytes: return .bytes(try scanner.strings())
    case .string:
      let at = scanner.nextOffset()
      guard let text = String(validating: try scanner.strings(), as: UTF8.self) else {
        throw scanner.error("the string is not valid UTF-8", at: at, kind: .invalidUTF8)
      }
      return .string(text)
    case .enumeration, .message, .group: throw scanner.expected("a value")
    }
  }

  private mutating func integer<T: FixedWidthInteger>(_ type: FieldType) throws(TextFormatDecodingError) -> T {
    let at = scanner.nextOffset()
    let isNegative = scanner.take(UInt8(ascii: "-"))
    if !scanner.isAtNumber() { throw scanner.expected(type.keyword, kind: .malformedNumber) }
    let number = try scanner.number()
    if number.kind == .float {
      throw scanner.error("expected \(type.keyword), found a float", at: at, kind: .malformedNumber)
    }
    guard let magnitude = number.magnitude, let value: T = Self.integer(magnitude, isNegative: isNegative) else {
      throw scanner.error("the number is not in the range of \(type.keyword)", at: at, kind: .malformedNumber)
    }
    return value
  }

  private static func integer<T: FixedWidthInteger>(_ magnitude: UInt64, isNegative: Bool) -> T? {
    if !isNegative { return T(exactly: magnitude) }
    if magnitude == 1 << 63 { return T(exactly: Int64.min) }
    return Int64(exactly: magnitude).flatMap { T(exactly: -$0) }
  }

  /// A float, a decimal integer, or one of the names that stand for what has no digits. Numbers beyond the largest are
  /// infinite.
  private mutating func floatingPoint<T: BinaryFloatingPoint & LosslessStringConvertible>()
    throws(TextFormatDecodingError) -> T
  {
    let at = scanner.nextOffset()
    let isNegative = scanner.take(UInt8(ascii: "-"))
    let value: T
    if scanner.isAtNumber() {
      let number = try scanner.number()
      if number.kind == .octal || number.kind == .hexadecimal {
        throw scanner.error("a float has decimal digits", at: at, kind: .malformedNumber)
      }
      guard let converted = T(number.digits) else {
        throw scanner.error("malformed number", at: at, kind: .malformedNumber)
      }
      value = converted
    } else {
      switch scanner.identifier()?.lowercased() {
      case "inf", "infinity": value = .infinity
      case "nan": value = .nan
      default: throw scanner.error("expected a number, inf or nan", at: at, kind: .malformedNumber)
      }
    }
    return isNegative ? -value : value
  }

  private mutating func boolean() throws(TextFormatDecodingError) -> Bool {
    let at = scanner.nextOffset()
    if scanner.isAtNumber() {
      switch try scanner.number().magnitude {
      case 0: return false
      case 1: return true
      default: break
      }
    } else {
      switch scanner.identifier() {
      case "true", "True", "t": return true
      case "false", "False", "f": return false
      default: break
      }
    }
    throw scanner.error("expected true or false", at: at)
  }

  /// An enum's value by name or number; nil if it is an unknown one and was skipped.
  mutating func enumeration(_ type: EnumTable) throws(TextFormatDecodingError) -> Int32? {
    let at = scanner.nextOffset()
    if let name = scanner.identifier() {
      if let number = type.number(named: name) { return number }
      if options.ignoreUnknownFields { return nil }
      throw scanner.error("\(type.fullName) has no value \"\(name)\"", at: at, kind: .unrecognizedEnumValue)
    }
    let number: Int32 = try integer(.enumeration)
    if !type.isClosed || type.has(number) { return number }
    if options.ignoreUnknownFields { return nil }
    throw scanner.error("\(type.fullName) has no value \(number)", at: at, kind: .unrecognizedEnumValue)
  }

  // MARK: - Skipping

  /// Takes whatever follows the name of a field that isn't known.
  mutating func skipFieldValue() throws(TextFormatDecodingError) {
    let hasColon = scanner.take(UInt8(ascii: ":"))
    switch scanner.peek() {
    case UInt8(ascii: "{"), UInt8(ascii: "<"): try skipMessage()
    case UInt8(ascii: "["):
      scanner.skip()
      if scanner.take(UInt8(ascii: "]")) { return }
      repeat {
        try skipValue(isScalarAllowed: hasColon)
      } while scanner.take(UInt8(ascii: ","))
      if !scanner.take(UInt8(ascii: "]")) { throw scanner.expected("',' or ']'") }
    default: try skipValue(isScalarAllowed: hasColon)
    }
  }

  private mutating func skipValue(isScalarAllowed: Bool) throws(TextFormatDecodingError) {
    let next = scanner.peek()
    if next == UInt8(ascii: "{") || next == UInt8(ascii: "<") { return try skipMessage() }
    if !isScalarAllowed { throw scanner.expected("':' or '{'") }
    if scanner.isAtString() {
      _ = try scanner.strings()
      return
    }
    _ = scanner.take(UInt8(ascii: "-"))
    if scanner.isAtNumber() {
      _ = try scanner.number()
    } else if scanner.identifier() == nil {
      throw scanner.expected("a value")
    }
  }

  private mutating func skipMessage() throws(TextFormatDecodingError) {
    let close = try openMessage()
    while !scanner.take(close) {
      if scanner.peek() == UInt8(ascii: "[") {
        _ = try scanner.bracketedName()
      } else if scanner.isAtNumber() {
        _ = try fieldNumber(atMost: Int(Int32.max))
      } else if scanner.identifier() == nil {
        throw scanner.expected("a field or '\(Character(UnicodeScalar(close)))'")
      }
      try skipFieldValue()
      if !scanner.take(UInt8(ascii: ",")) { _ = scanner.take(UInt8(ascii: ";")) }
    }
    depth += 1
  }
}
