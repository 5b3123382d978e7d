/// Converts written values to the wire format of a field's type.
struct ScalarConversion {
  /// The value, or what is wrong with it.
  enum Outcome {
    case value(ScalarValue)
    case problem(String)
  }

  let field: FieldNode
  /// Whether the value stands in braces, where the text format's rules are laxer.
  var inAggregate = false

  func convert(_ value: WrittenValue) -> Outcome {
    switch field.type {
    case .int32: signed(value, Int32.self) { .varint(UInt64(bitPattern: Int64($0))) }
    case .int64: signed(value, Int64.self) { .varint(UInt64(bitPattern: $0)) }
    case .sint32: signed(value, Int32.self) { .varint(UInt64(UInt32(bitPattern: $0 << 1 ^ $0 >> 31))) }
    case .sint64: signed(value, Int64.self) { .varint(UInt64(bitPattern: $0 << 1 ^ $0 >> 63)) }
    case .sfixed32: signed(value, Int32.self) { .fixed32(UInt32(bitPattern: $0)) }
    case .sfixed64: signed(value, Int64.self) { .fixed64(UInt64(bitPattern: $0)) }
    case .uint32: signed(value, UInt32.self) { .varint(UInt64($0)) }
    case .uint64: signed(value, UInt64.self) { .varint($0) }
    case .fixed32: signed(value, UInt32.self) { .fixed32($0) }
    case .fixed64: signed(value, UInt64.self) { .fixed64($0) }
    case .float: floating(value) { .fixed32((inAggregate ? NumberLiteral.float($0) : Float($0)).bitPattern) }
    case .double: floating(value) { .fixed64($0.bitPattern) }
    case .bool: bool(value)
    case .string, .bytes: string(value)
    case .enumeration: enumeration(value)
    case .message, .group, nil: .problem("expected a message in braces")
    }
  }

  private func signed<T: FixedWidthInteger>(
    _ value: WrittenValue, _ type: T.Type, _ encode: (T) -> ScalarValue
  ) -> Outcome {
    let converted: T?
    switch value {
    case .positive(let number): converted = T(exactly: number)
    // protoc takes no sign for an unsigned field, not even before a zero.
    case .negative(let number): converted = T.isSigned ? T(exactly: number) : nil
    // So large are integers that only a field of floating-point numbers can have.
    case .double(let number) where abs(number) >= 0x1p63: converted = nil
    default: return .problem("expected an integer")
    }
    guard let converted else { return .problem("the integer is out of range: expected \(T.min) to \(T.max)") }
    return .value(encode(converted))
  }

  private func floating(_ value: WrittenValue, _ encode: (Double) -> ScalarValue) -> Outcome {
    switch value {
    case .positive(let number): return .value(encode(Double(number)))
    case .negative(let number): return .value(encode(Double(number)))
    case .double(let number): return .value(encode(number))
    case .identifier(let word, let isNegative):
      let lower = inAggregate ? word.lowercased() : word
      switch lower {
      case "inf": return .value(encode(isNegative ? -.infinity : .infinity))
      case "infinity" where inAggregate: return .value(encode(isNegative ? -.infinity : .infinity))
      // protoc keeps a NaN's sign in braces only.
      case "nan": return .value(encode(isNegative && inAggregate ? -.nan : .nan))
      default: return .problem("expected a number")
      }
    case .string: return .problem("expected a number")
    }
  }

  private func bool(_ value: WrittenValue) -> Outcome {
    switch value {
    case .identifier("true", isNegative: false): return .value(.varint(1))
    case .identifier("false", isNegative: false): return .value(.varint(0))
    case .identifier("True", isNegative: false) where inAggregate: return .value(.varint(1))
    case .identifier("False", isNegative: false) where inAggregate: return .value(.varint(0))
    case .identifier("t", isNegative: false) where inAggregate: return .value(.varint(1))
    case .identifier("f", isNegative: false) where inAggregate: return .value(.varint(0))
    case .positive(let number) where inAggregate && number <= 1: return .value(.varint(number))
    default: return .problem("expected \"true\" or \"false\"")
    }
  }

  private func string(_ value: WrittenValue) -> Outcome {
    guard case .string(let bytes) = value else { return .problem("expected a string in quotes") }
    return .value(.bytes(bytes))
  }

  private func enumeration(_ value: WrittenValue) -> Outcome {
    guard let type = field.enumeration else { return .problem("the enum's type is unknown") }
    switch value {
    case .identifier(let name, isNegative: false):
      guard let found = type.valuesByName[name] else {
        return .problem("enum \"\(type.fullName)\" has no value named \"\(name)\"")
      }
      return .value(.varint(UInt64(bitPattern: Int64(found.number))))
    case .positive(let number) where inAggregate:
      return enumeration(Int32(exactly: number), of: type)
    case .negative(let number) where inAggregate:
      return enumeration(Int32(exactly: number), of: type)
    default:
      return .problem("expected the name of a value of enum \"\(type.fullName)\"")
    }
  }

  private func enumeration(_ number: Int32?, of type: EnumNode) -> Outcome {
    guard let number else { return .problem("the integer is out of range: expected \(Int32.min) to \(Int32.max)") }
    if type.features.enumsAreClosed && type.valuesByNumber[number] == nil {
      return .problem("enum \"\(type.fullName)\" has no value \(number)")
    }
    return .value(.varint(UInt64(bitPattern: Int64(number))))
  }
}
