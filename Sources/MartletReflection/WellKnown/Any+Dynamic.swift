import MartletProtobuf

extension Google_Protobuf_Any {
  /// A dynamic message with its type's name.
  ///
  /// - Parameter typePrefix: what stands before the name and a slash in the type's URL.
  /// - Throws: `BinaryEncodingError` if a required field isn't set or the message is too large.
  public init(message: DynamicMessage, typePrefix: String = "type.googleapis.com") throws {
    self.init()
    typeURL = "\(typePrefix)/\(message.descriptor.fullName)"
    value = try message.serializedBytes()
  }

  /// The message in there, whatever its type.
  ///
  /// - Parameter types: where the type is looked up, before the generated types that the program has used.
  /// - Throws: `AnyUnpackError` if the type isn't known, `BinaryDecodingError` if its bytes are malformed.
  public func dynamicMessage(
    types: DescriptorPool? = nil, options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws -> DynamicMessage {
    let name = messageName
    guard let type = types?.message(named: name) ?? GeneratedDescriptors.message(named: name) else {
      throw AnyUnpackError.unknownType(name)
    }
    return try DynamicMessage(type, serializedBytes: value, extensions: types, options: options)
  }
}
