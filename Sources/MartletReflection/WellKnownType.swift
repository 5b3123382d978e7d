/// The messages of package google.protobuf that have a JSON form of their own.
enum WellKnownType: Hashable, Sendable {
  case any
  case timestamp
  case duration
  case fieldMask
  case structure
  case value
  case listValue
  /// A message around one scalar, in field 1.
  case wrapper(FieldType)

  init?(fullName: String) {
    guard fullName.hasPrefix("google.protobuf.") else { return nil }
    switch fullName.dropFirst("google.protobuf.".count) {
    case "Any": self = .any
    case "Timestamp": self = .timestamp
    case "Duration": self = .duration
    case "FieldMask": self = .fieldMask
    case "Struct": self = .structure
    case "Value": self = .value
    case "ListValue": self = .listValue
    case "DoubleValue": self = .wrapper(.double)
    case "FloatValue": self = .wrapper(.float)
    case "Int64Value": self = .wrapper(.int64)
    case "UInt64Value": self = .wrapper(.uint64)
    case "Int32Value": self = .wrapper(.int32)
    case "UInt32Value": self = .wrapper(.uint32)
    case "BoolValue": self = .wrapper(.bool)
    case "StringValue": self = .wrapper(.string)
    case "BytesValue": self = .wrapper(.bytes)
    default: return nil
    }
  }
}
