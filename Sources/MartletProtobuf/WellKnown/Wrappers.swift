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

extension Google_Protobuf_DoubleValue: ProtobufWrapper {}
extension Google_Protobuf_FloatValue: ProtobufWrapper {}
extension Google_Protobuf_Int64Value: ProtobufWrapper {}
extension Google_Protobuf_UInt64Value: ProtobufWrapper {}
extension Google_Protobuf_Int32Value: ProtobufWrapper {}
extension Google_Protobuf_UInt32Value: ProtobufWrapper {}
extension Google_Protobuf_BoolValue: ProtobufWrapper {}
extension Google_Protobuf_StringValue: ProtobufWrapper {}
extension Google_Protobuf_BytesValue: ProtobufWrapper {}
