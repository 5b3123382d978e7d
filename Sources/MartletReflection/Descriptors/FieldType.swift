import MartletProtobuf

/// The type of a field, with the numbers of `google.protobuf.FieldDescriptorProto.Type`.
public enum FieldType: UInt8, Hashable, Sendable {
  case double = 1
  case float
  case int64
  case uint64
  case int32
  case fixed64
  case fixed32
  case bool
  case string
  case group
  case message
  case bytes
  case uint32
  case enumeration
  case sfixed32
  case sfixed64
  case sint32
  case sint64

  /// How a single value of the type stands on the wire.
  public var wireType: WireType {
    switch self {
    case .int32, .int64, .uint32, .uint64, .sint32, .sint64, .bool, .enumeration: .varint
    case .fixed64, .sfixed64, .double: .fixed64
    case .fixed32, .sfixed32, .float: .fixed32
    case .string, .bytes, .message: .lengthDelimited
    case .group: .startGroup
    }
  }

  /// Whether repeated values may share one length-delimited field.
  public var isPackable: Bool {
    switch wireType {
    case .varint, .fixed32, .fixed64: true
    case .lengthDelimited, .startGroup, .endGroup: false
    }
  }

  var isFloat: Bool { self == .double || self == .float }

  /// Whether a map may have keys of the type.
  public var isMapKey: Bool {
    switch self {
    case .double, .float, .bytes, .enumeration, .message, .group: false
    default: true
    }
  }

  /// The type's keyword in a `.proto` file; `enum`, `message` and `group` for the types that have names of their own.
  public var keyword: String { Self.keywords[Int(rawValue) - 1] }

  /// The same in edition UNSTABLE, where the plain names of integers stand for those of fixed size.
  package var unstableKeyword: String {
    switch self {
    case .sfixed32: "int32"
    case .sfixed64: "int64"
    case .fixed32: "uint32"
    case .fixed64: "uint64"
    case .int32: "varint32"
    case .int64: "varint64"
    case .uint32: "uvarint32"
    case .uint64: "uvarint64"
    case .sint32: "zigzag32"
    case .sint64: "zigzag64"
    default: keyword
    }
  }

  // By number.
  private static let keywords = [
    "double", "float", "int64", "uint64", "int32", "fixed64", "fixed32", "bool", "string", "group", "message", "bytes",
    "uint32", "enum", "sfixed32", "sfixed64", "sint32", "sint64",
  ]
}
