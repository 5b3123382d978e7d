import MartletProtobuf
import MartletReflection

/// A scalar type of `.proto` files; the raw values are also the names of the reader's and the writer's methods.
enum Scalar: String {
  case double, float, int32, int64, uint32, uint64, sint32, sint64, fixed32, fixed64, sfixed32, sfixed64, bool, string
  case bytes
  /// Bytes whose type is `Data`.
  case data
  /// A string that need not be UTF-8.
  case lenientString

  init?(_ type: FieldType) { self.init(rawValue: type.keyword) }

  var swiftType: String {
    switch self {
    case .double: "Double"
    case .float: "Float"
    case .int32, .sint32, .sfixed32: "Int32"
    case .int64, .sint64, .sfixed64: "Int64"
    case .uint32, .fixed32: "UInt32"
    case .uint64, .fixed64: "UInt64"
    case .bool: "Bool"
    case .string, .lenientString: "String"
    case .bytes: "[UInt8]"
    case .data: "Data"
    }
  }

  var zero: String {
    switch self {
    case .bool: "false"
    case .string, .lenientString: "\"\""
    case .bytes: "[]"
    case .data: "Data()"
    default: "0"
    }
  }

  /// The name of the writer's method.
  var writer: String { self == .lenientString ? "string" : rawValue }

  /// The name of the codec.
  var codec: String {
    let capitals = ["si", "sf", "ui"].contains(rawValue.prefix(2)) ? 2 : 1
    return rawValue.prefix(capitals).uppercased() + rawValue.dropFirst(capitals) + "Codec"
  }
}

/// What a field, a map's key or a map's value holds.
indirect enum ValueType {
  case scalar(Scalar)
  case enumeration(swift: String, closed: Bool, first: String)
  case message(MessageType)

  struct MessageType {
    let swift: String
    /// The full name.
    let name: String
    /// Whether its field holds it in storage of its own.
    var isIndirect: Bool
    /// Whether it stands between two tags instead of behind a length.
    let isGroup: Bool
  }

  var swiftType: String {
    switch self {
    case .scalar(let scalar): scalar.swiftType
    case .enumeration(let swift, _, _): swift
    case .message(let message): message.swift
    }
  }

  /// The name of the reader's method.
  var reader: String {
    switch self {
    case .scalar(let scalar): scalar.rawValue
    case .enumeration, .message: writer
    }
  }

  /// The name of the writer's method.
  var writer: String {
    switch self {
    case .scalar(let scalar): scalar.writer
    case .enumeration: "enumeration"
    case .message(let message): message.isGroup ? "group" : "message"
    }
  }

  /// The codec's type.
  func codec(_ context: FileContext) -> String {
    switch self {
    case .scalar(let scalar):
      context.runtime(scalar.codec, module: scalar == .data ? "MartletFoundation" : "MartletProtobuf")
    case .enumeration(let swift, let closed, _):
      "\(context.runtime(closed ? "ClosedEnumCodec" : "EnumCodec"))<\(swift)>"
    case .message(let message):
      "\(context.runtime(message.isGroup ? "GroupCodec" : "MessageCodec"))<\(message.swift)>"
    }
  }

  var zero: String {
    switch self {
    case .scalar(let scalar): scalar.zero
    case .enumeration(_, _, let first): "." + first
    case .message: ".init()"
    }
  }

  /// Whether what stands on the wire may be none of the type's values and then is an unknown field.
  var mayBeUnknown: Bool {
    switch self {
    case .enumeration(_, true, _), .scalar(.lenientString): true
    default: false
    }
  }
}

/// A field as its code needs to know it.
struct SwiftField {
  enum Kind {
    /// Written unless it has its type's zero.
    case implicit
    /// Has an accessor that says whether it is set.
    case explicit(required: Bool)
    case repeated(packed: Bool)
    case map(key: Scalar)
    /// A member of the oneof with this index.
    case oneof(Int)
  }

  let descriptor: FieldDescriptor
  let kind: Kind
  /// The field's type; a map's value type.
  let value: ValueType
  /// The value of a field that isn't set.
  let defaultValue: String
  /// The property's name is for a oneof's member its case's name too.
  let names: PropertyName
  /// The stored property, as the codec names it.
  let storage: String

  var number: Int { descriptor.number }
  var name: String { names.name }
  var isDeprecated: Bool { descriptor.proto.options.deprecated }

  /// The Swift type of the property.
  var swiftType: String {
    switch kind {
    case .implicit, .explicit, .oneof: value.swiftType
    case .repeated: "[\(value.swiftType)]"
    case .map(let key): "[\(key.swiftType): \(value.swiftType)]"
    }
  }

  var isIndirect: Bool {
    if case .message(let message) = value { return message.isIndirect }
    return false
  }

  /// The tag of one value of the field.
  var tag: WireTag { WireTag(fieldNumber: number, wireType: descriptor.type.wireType) }

  /// The tag of a packed field, or a map's.
  var packedTag: WireTag { WireTag(fieldNumber: number, wireType: .lengthDelimited) }
}

/// A oneof as its code needs to know it.
struct OneofPlan {
  let descriptor: OneofDescriptor
  /// The property's name.
  let name: String
  /// The enum's name.
  let type: String
  /// The property as the codec names it.
  let storage: String
  let members: [SwiftField]

  var index: Int { descriptor.index }
}
