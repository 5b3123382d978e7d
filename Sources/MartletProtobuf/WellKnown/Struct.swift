// Values as JSON has them, from Swift's literals and values and back.

extension Google_Protobuf_Value {
  /// JSON's null.
  public static let null = Google_Protobuf_Value(kind: .nullValue(.nullValue))

  /// A value of a kind.
  public init(kind: OneOf_Kind) {
    self.init()
    self.kind = kind
  }

  /// A number.
  public init(numberValue: Double) { self.init(kind: .numberValue(numberValue)) }
  /// A string.
  public init(stringValue: String) { self.init(kind: .stringValue(stringValue)) }
  /// A boolean.
  public init(boolValue: Bool) { self.init(kind: .boolValue(boolValue)) }
  /// An object.
  public init(structValue: Google_Protobuf_Struct) { self.init(kind: .structValue(structValue)) }
  /// An array.
  public init(listValue: Google_Protobuf_ListValue) { self.init(kind: .listValue(listValue)) }

  /// Whether it is JSON's null.
  public var isNull: Bool { if case .nullValue? = kind { true } else { false } }

  /// The member of an object; nil if there is none, or this is no object.
  public subscript(name: String) -> Google_Protobuf_Value? {
    if case .structValue(let value)? = kind { value.fields[name] } else { nil }
  }

  /// The element of an array; nil if there is none, or this is no array.
  public subscript(index: Int) -> Google_Protobuf_Value? {
    guard case .listValue(let list)? = kind, list.values.indices.contains(index) else { return nil }
    return list.values[index]
  }

  /// A Swift value: nil, `Bool`, `String`, a number of any type, an array or a dictionary with strings as keys, of such
  /// values; nil if it is something else.
  public init?(any value: Any?) {
    guard let value else {
      self = .null
      return
    }
    switch value {
    case let value as Google_Protobuf_Value: self = value
    case let value as Bool: self.init(boolValue: value)
    case let value as String: self.init(stringValue: value)
    case let value as Double: self.init(numberValue: value)
    case let value as Float: self.init(numberValue: Double(value))
    case let value as any BinaryInteger: self.init(numberValue: Double(value))
    case let elements as [Any?]:
      var values: [Google_Protobuf_Value] = []
      for element in elements {
        guard let converted = Google_Protobuf_Value(any: element) else { return nil }
        values.append(converted)
      }
      self.init(listValue: .init(values: values))
    case let members as [String: Any?]:
      var fields: [String: Google_Protobuf_Value] = [:]
      for (name, member) in members {
        guard let converted = Google_Protobuf_Value(any: member) else { return nil }
        fields[name] = converted
      }
      self.init(structValue: .init(fields: fields))
    default: return nil
    }
  }

  /// The value as Swift has it: nil for null and for a value without a kind, `Double`, `String`, `Bool`,
  /// `[String: (any Sendable)?]` or `[(any Sendable)?]`.
  public var anyValue: (any Sendable)? {
    switch kind {
    case nil, .nullValue?: nil
    case .numberValue(let value)?: value
    case .stringValue(let value)?: value
    case .boolValue(let value)?: value
    case .structValue(let value)?: value.fields.mapValues(\.anyValue)
    case .listValue(let value)?: value.values.map(\.anyValue)
    }
  }
}

extension Google_Protobuf_Value: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self.init(boolValue: value) }
  public init(integerLiteral value: Int64) { self.init(numberValue: Double(value)) }
  public init(floatLiteral value: Double) { self.init(numberValue: value) }
  public init(stringLiteral value: String) { self.init(stringValue: value) }
  public init(arrayLiteral elements: Google_Protobuf_Value...) { self.init(listValue: .init(values: elements)) }
  /// Of members with the same name the last counts.
  public init(dictionaryLiteral elements: (String, Google_Protobuf_Value)...) {
    self.init(structValue: .init(fields: Dictionary(elements) { $1 }))
  }
}

extension Google_Protobuf_Struct: ExpressibleByDictionaryLiteral {
  /// An object of members.
  public init(fields: [String: Google_Protobuf_Value]) {
    self.init()
    self.fields = fields
  }

  /// Of members with the same name the last counts.
  public init(dictionaryLiteral elements: (String, Google_Protobuf_Value)...) {
    self.init(fields: Dictionary(elements) { $1 })
  }

  /// A member; nil if there is none. Setting nil removes it; `.null` is JSON's null.
  public subscript(name: String) -> Google_Protobuf_Value? {
    get { fields[name] }
    set { fields[name] = newValue }
  }
}

extension Google_Protobuf_ListValue: ExpressibleByArrayLiteral {
  /// An array of values.
  public init(values: [Google_Protobuf_Value]) {
    self.init()
    self.values = values
  }

  public init(arrayLiteral elements: Google_Protobuf_Value...) { self.init(values: elements) }

  /// An element, which must be there.
  public subscript(index: Int) -> Google_Protobuf_Value {
    get { values[index] }
    set { values[index] = newValue }
  }
}
