/// A field's type; the numbers are those of `FieldDescriptorProto.Type`.
enum FieldType: UInt8 {
  case double = 1
  case float = 2
  case int64 = 3
  case uint64 = 4
  case int32 = 5
  case fixed64 = 6
  case fixed32 = 7
  case bool = 8
  case string = 9
  case group = 10
  case message = 11
  case bytes = 12
  case uint32 = 13
  case enumeration = 14
  case sfixed32 = 15
  case sfixed64 = 16
  case sint32 = 17
  case sint64 = 18

  var canBePacked: Bool {
    switch self {
    case .string, .bytes, .group, .message: false
    default: true
    }
  }
}

/// A field's label; the numbers are those of `FieldDescriptorProto.Label`.
enum FieldLabel: UInt8 {
  case optional = 1
  case required = 2
  case repeated = 3
}
