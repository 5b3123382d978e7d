import MartletReflection

/// Whom a change of a field's type breaks.
///
/// On the wire these may take each other's place: `int32`, `int64`, `uint32`, `uint64` and `bool`; `sint32` and `sint64`;
/// `fixed32` and `sfixed32`; `fixed64` and `sfixed64`; `string` and `bytes`; enums and the first group. In JSON a
/// `bool` is no number, an enum value has a name, and `bytes` are base64.
enum FieldCompatibility {
  /// Nil if nothing has changed.
  static func typeChange(_ old: FieldDescriptor, _ new: FieldDescriptor) -> BreakingMode? {
    if old.isMap && new.isMap, let before = old.messageType, let after = new.messageType {
      return [1, 2].compactMap { number -> BreakingMode? in
        guard let left = before.field(number: number), let right = after.field(number: number) else { return .wire }
        return typeChange(left, right)
      }.min()
    }
    if old.type == new.type { return sameKindChange(old, new) }
    guard wireGroup(old.type) == wireGroup(new.type), wireGroup(old.type) != 0 else { return .wire }
    return jsonGroup(old.type) == jsonGroup(new.type) && jsonGroup(old.type) != 0 ? .source : .json
  }

  /// Changes from one message to another, or from one enum to another.
  private static func sameKindChange(_ old: FieldDescriptor, _ new: FieldDescriptor) -> BreakingMode? {
    if let before = old.enumType, let after = new.enumType, before.fullName != after.fullName {
      let numbers = Set(after.values.map(\.number))
      if !before.values.allSatisfy({ numbers.contains($0.number) }) { return .wire }
      return before.values.allSatisfy { after.number(named: $0.name) == $0.number } ? .source : .json
    }
    if let before = old.messageType, let after = new.messageType, before.fullName != after.fullName {
      // Entry types bear their field's name.
      return before.isMapEntry && after.isMapEntry ? nil : .wire
    }
    return nil
  }

  private static func wireGroup(_ type: FieldType) -> Int {
    switch type {
    case .int32, .int64, .uint32, .uint64, .bool, .enumeration: 1
    case .sint32, .sint64: 2
    case .fixed32, .sfixed32: 3
    case .fixed64, .sfixed64: 4
    case .string, .bytes: 5
    case .double, .float, .message, .group: 0
    }
  }

  private static func jsonGroup(_ type: FieldType) -> Int {
    switch type {
    case .int32, .int64, .uint32, .uint64, .sint32, .sint64, .fixed32, .fixed64, .sfixed32, .sfixed64: 1
    default: 0
    }
  }

  /// A field's type as a message would show it.
  static func text(_ field: FieldDescriptor) -> String {
    if field.isMap, let entry = field.messageType, let key = entry.field(number: 1), let value = entry.field(number: 2)
    {
      return "map<\(text(key)), \(text(value))>"
    }
    return field.messageType?.fullName ?? field.enumType?.fullName ?? field.type.keyword
  }
}
