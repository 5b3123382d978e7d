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
  /// A message or a group. Held elsewhere, so that lists of numbers don't take a message's room for each.
  indirect case message(DynamicMessage)
  /// The values of a repeated field that isn't a map.
  case list([FieldValue])
  /// The entries of a map.
  case map([FieldValue: FieldValue])
}

extension FieldValue? {
  /// Adds an element to a list in its place, so that it isn't copied.
  mutating func append(_ element: FieldValue) {
    var elements: [FieldValue] = []
    if case .list(let present) = take() { elements = present }
    elements.append(element)
    self = .list(elements)
  }

  /// Adds an entry to a map in its place.
  mutating func insert(_ entry: (key: FieldValue, value: FieldValue)) {
    var entries: [FieldValue: FieldValue] = [:]
    if case .map(let present) = take() { entries = present }
    entries[entry.key] = entry.value
    self = .map(entries)
  }

  /// Takes the message out, so that it can be changed in place; an empty one if there is none.
  mutating func takeMessage(_ type: MessageTable, in pool: DescriptorPool?) -> DynamicMessage {
    if case .message(let present) = take() { return present }
    return DynamicMessage(MessageDescriptor(type, in: pool))
  }
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
    func parsed<T: LosslessStringConvertible>(_ value: (T) -> FieldValue) -> FieldValue? { T(text).map(value) }
    let value: FieldValue? =
      switch field.type {
      case .int32, .sint32, .sfixed32: parsed(FieldValue.int32)
      case .int64, .sint64, .sfixed64: parsed(FieldValue.int64)
      case .uint32, .fixed32: parsed(FieldValue.uint32)
      case .uint64, .fixed64: parsed(FieldValue.uint64)
      case .float: parsed(FieldValue.float)
      case .double: parsed(FieldValue.double)
      case .bool: parsed(FieldValue.bool)
      case .string: .string(text)
      // In C's escapes.
      case .bytes: TextScanner.unescaped(text).map(FieldValue.bytes)
      case .enumeration: field.enumeration?.number(named: text).map(FieldValue.enumeration)
      case .message, .group: nil
      }
    guard let value else { return nil }
    self = value
  }
}
