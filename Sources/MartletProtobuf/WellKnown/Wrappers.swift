/// A message of `google/protobuf/wrappers.proto`: one scalar, so that it can be absent.
public protocol ProtobufWrapper: Message {
  /// The type of the scalar.
  associatedtype WrappedType
  /// The scalar.
  var value: WrappedType { get set }
}

extension ProtobufWrapper {
  /// A wrapper around a value.
  public init(_ value: WrappedType) {
    self.init()
    self.value = value
  }
}

extension Google_Protobuf_DoubleValue: ProtobufWrapper, ExpressibleByFloatLiteral {
  public init(floatLiteral value: Double) { self.init(value) }
}

extension Google_Protobuf_FloatValue: ProtobufWrapper, ExpressibleByFloatLiteral {
  public init(floatLiteral value: Float) { self.init(value) }
}

extension Google_Protobuf_Int64Value: ProtobufWrapper, ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int64) { self.init(value) }
}

extension Google_Protobuf_UInt64Value: ProtobufWrapper, ExpressibleByIntegerLiteral {
  public init(integerLiteral value: UInt64) { self.init(value) }
}

extension Google_Protobuf_Int32Value: ProtobufWrapper, ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int32) { self.init(value) }
}

extension Google_Protobuf_UInt32Value: ProtobufWrapper, ExpressibleByIntegerLiteral {
  public init(integerLiteral value: UInt32) { self.init(value) }
}

extension Google_Protobuf_BoolValue: ProtobufWrapper, ExpressibleByBooleanLiteral {
  public init(booleanLiteral value: Bool) { self.init(value) }
}

extension Google_Protobuf_StringValue: ProtobufWrapper, ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(value) }
}

extension Google_Protobuf_BytesValue: ProtobufWrapper {}
