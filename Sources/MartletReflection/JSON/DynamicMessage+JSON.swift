import MartletProtobuf

extension DynamicMessage {
  /// The message in JSON.
  ///
  /// - Throws: `JSONEncodingError` if a well-known type holds a value that JSON can't express, or a required field
  ///   isn't set.
  public func jsonString(options: JSONEncodingOptions = JSONEncodingOptions()) throws -> String {
    try json(options: options) { String(decoding: $0, as: UTF8.self) }
  }

  /// The message in JSON, as UTF-8.
  public func jsonUTF8Bytes(options: JSONEncodingOptions = JSONEncodingOptions()) throws -> [UInt8] {
    try json(options: options) { [UInt8]($0) }
  }

  private func json<R>(options: JSONEncodingOptions, _ body: (UnsafeRawBufferPointer) -> R) throws -> R {
    if let missing = missingField {
      let error = BinaryEncodingError(.missingRequiredField("\(descriptor.fullName).\(missing)"))
      throw JSONEncodingError(.failure, "\(error)")
    }
    let schema = SchemaLookup(descriptor, extra: options.types)
    var writer = WireWriter()
    encode(to: &writer)
    return try writer.withUnsafeBytes { try schema.json($0, isSorted: false, options: options, body) }
  }

  /// Reads a message from JSON.
  ///
  /// - Throws: `JSONDecodingError` with the path, line and column of what is wrong.
  public init(
    _ descriptor: MessageDescriptor, jsonString: String, options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws {
    self = try jsonString.utf8.span.withUnsafeBytes {
      try Self.read(descriptor, $0, isValidated: true, options: options)
    }
  }

  /// Reads a message from JSON in UTF-8.
  ///
  /// - Throws: `JSONDecodingError` with the path, line and column of what is wrong.
  public init(
    _ descriptor: MessageDescriptor, jsonUTF8Bytes: [UInt8], options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws {
    self = try jsonUTF8Bytes.withUnsafeBytes {
      try Self.read(descriptor, $0, isValidated: false, options: options)
    }
  }

  private static func read(
    _ descriptor: MessageDescriptor, _ json: UnsafeRawBufferPointer, isValidated: Bool,
    options: JSONDecodingOptions
  ) throws -> DynamicMessage {
    let schema = SchemaLookup(descriptor, extra: options.types)
    return try schema.wire(json, isValidated: isValidated, options: options) { bytes, limits in
      let message = try DynamicMessage(descriptor, bytes, messageDepthLimit: limits.messageDepthLimit, schema: schema)
      if !options.allowPartial, let missing = message.missingField {
        throw BinaryDecodingError(.missingRequiredField("\(descriptor.fullName).\(missing)"), offset: bytes.count)
      }
      return message
    }
  }
}
