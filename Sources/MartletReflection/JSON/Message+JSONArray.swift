import MartletProtobuf

// Messages of one type as a JSON array.

extension Message {
  /// Messages as a JSON array.
  ///
  /// - Throws: as `jsonString(options:)`.
  public static func jsonString(
    from messages: some Collection<Self>, options: JSONEncodingOptions = JSONEncodingOptions()
  ) throws -> String {
    String(decoding: try jsonArray(messages, options), as: UTF8.self)
  }

  /// Messages as a JSON array, as UTF-8 in any collection of bytes.
  ///
  /// - Throws: as `jsonString(options:)`.
  public static func jsonUTF8Bytes<Bytes: RangeReplaceableCollection<UInt8>>(
    from messages: some Collection<Self>, options: JSONEncodingOptions = JSONEncodingOptions()
  ) throws -> Bytes {
    Bytes(try jsonArray(messages, options))
  }

  private static func jsonArray(_ messages: some Collection<Self>, _ options: JSONEncodingOptions) throws -> [UInt8] {
    var json = [UInt8(ascii: "[")]
    for message in messages {
      if json.count > 1 { json.append(UInt8(ascii: ",")) }
      json += try message.jsonUTF8Bytes(options: options) as [UInt8]
    }
    json.append(UInt8(ascii: "]"))
    return json
  }

  /// Reads messages from a JSON array.
  ///
  /// The parameters are those of `init(jsonString:extensions:options:)`.
  ///
  /// - Throws: `JSONDecodingError` with the path, line and column of what is wrong.
  public static func array(
    fromJSONString json: String, extensions: (any ExtensionMap)? = nil,
    options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws -> [Self] {
    let known = GeneratedDescriptors.known(extensions)
    return try json.utf8.span.withUnsafeBytes { try array($0, isValidated: true, knowing: known, options: options) }
  }

  /// Reads messages from a JSON array in UTF-8.
  ///
  /// The parameters are those of `init(jsonString:extensions:options:)`.
  ///
  /// - Throws: `JSONDecodingError` with the path, line and column of what is wrong.
  public static func array(
    fromJSONUTF8Bytes json: some Collection<UInt8>, extensions: (any ExtensionMap)? = nil,
    options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws -> [Self] {
    let known = GeneratedDescriptors.known(extensions)
    return try [UInt8](json).withUnsafeBytes { try array($0, isValidated: false, knowing: known, options: options) }
  }

  private static func array(
    _ json: UnsafeRawBufferPointer, isValidated: Bool, knowing extensions: ExtensionMapBox?,
    options: JSONDecodingOptions
  ) throws -> [Self] {
    let schema = try GeneratedDescriptors.schema(of: Self.self, extra: options.types)
    return try schema.wires(json, isValidated: isValidated, options: options) { bytes, limits in
      try Self(wire: bytes, knowing: extensions, partial: options.allowPartial, options: limits)
    }
  }
}
