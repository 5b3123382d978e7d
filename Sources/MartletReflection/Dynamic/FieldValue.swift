import MartletProtobuf

/// The value of a field of a `DynamicMessage`.
public enum FieldValue: Hashable, Sendable {
  /// `int32`, `sint32` and `sfixed32`.
  case int32(Int32)
  /// `int64`, `sint64` and `sfixed64`.
  case int64(Int64)
  /// `uint32` and `fixed32`.
  case uint32(UInt32)
  /// `uint64` and `fixed64`.
  case uint64(UInt64)
  case float(Float)
  case double(Double)
  case bool(Bool)
  case string(String)
  case bytes([UInt8])
  /// An enum's number, also one that the enum doesn't name.
  case enumeration(Int32)
  /// A message or a group.
  case message(DynamicMessage)
  /// The values of a repeated field that isn't a map.
  case list([FieldValue])
  /// The entries of a map.
  case map([FieldValue: FieldValue])
}

extension FieldValue {
  /// The value of a single field that nothing sets; nil for messages.
  static func zero(of field: FieldTable) -> FieldValue? {
    if field.type == .enumeration { return .enumeration(field.enumeration?.defaultNumber ?? 0) }
    return zero(of: field.type)
  }

  static func zero(of type: FieldType) -> FieldValue? {
    switch type {
    case .double: .double(0)
    case .float: .float(0)
    case .int32, .sint32, .sfixed32: .int32(0)
    case .int64, .sint64, .sfixed64: .int64(0)
    case .uint32, .fixed32: .uint32(0)
    case .uint64, .fixed64: .uint64(0)
    case .bool: .bool(false)
    case .string: .string("")
    case .bytes: .bytes([])
    case .enumeration: .enumeration(0)
    case .message, .group: nil
    }
  }

  /// Whether a field without presence that holds this value isn't written. Minus zero is: it isn't the default.
  var isZero: Bool {
    switch self {
    case .int32(let value): value == 0
    case .int64(let value): value == 0
    case .uint32(let value): value == 0
    case .uint64(let value): value == 0
    case .float(let value): value.bitPattern == 0
    case .double(let value): value.bitPattern == 0
    case .bool(let value): !value
    case .string(let value): value.isEmpty
    case .bytes(let value): value.isEmpty
    case .enumeration(let value): value == 0
    case .message: false
    case .list(let values): values.isEmpty
    case .map(let entries): entries.isEmpty
    }
  }

  /// Whether a single value of a field may be this.
  func isValid(for plan: FieldPlan) -> Bool {
    switch (plan.type, self) {
    case (.double, .double), (.float, .float), (.bool, .bool), (.string, .string), (.bytes, .bytes),
      (.int32, .int32), (.sint32, .int32), (.sfixed32, .int32), (.int64, .int64), (.sint64, .int64),
      (.sfixed64, .int64), (.uint32, .uint32), (.fixed32, .uint32), (.uint64, .uint64), (.fixed64, .uint64):
      true
    case (.enumeration, .enumeration(let number)):
      plan.enumeration.map { !$0.isClosed || $0.has(number) } ?? false
    case (.message, .message(let message)), (.group, .message(let message)):
      message.descriptor.table === plan.message
    default: false
    }
  }

  /// The default that a descriptor's text stands for; nil if it isn't one of the field's type.
  init?(defaultText text: String, of field: FieldTable) {
    switch field.type {
    case .int32, .sint32, .sfixed32:
      guard let value = Int32(text) else { return nil }
      self = .int32(value)
    case .int64, .sint64, .sfixed64:
      guard let value = Int64(text) else { return nil }
      self = .int64(value)
    case .uint32, .fixed32:
      guard let value = UInt32(text) else { return nil }
      self = .uint32(value)
    case .uint64, .fixed64:
      guard let value = UInt64(text) else { return nil }
      self = .uint64(value)
    case .float:
      guard let value = Float(text) else { return nil }
      self = .float(value)
    case .double:
      guard let value = Double(text) else { return nil }
      self = .double(value)
    case .bool:
      guard let value = Bool(text) else { return nil }
      self = .bool(value)
    case .string: self = .string(text)
    case .bytes:
      guard let value = CEscapes.unescaped(text) else { return nil }
      self = .bytes(value)
    case .enumeration:
      var name = text
      guard let number = name.withUTF8({ field.enumeration?.number(named: UnsafeRawBufferPointer($0)) }) else {
        return nil
      }
      self = .enumeration(number)
    case .message, .group: return nil
    }
  }
}
