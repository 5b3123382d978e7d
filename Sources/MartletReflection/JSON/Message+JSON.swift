import MartletProtobuf

// ProtoJSON, https://protobuf.dev/programming-guides/json/, for generated and dynamic messages alike: JSON is written
// from the wire format and read into it, by descriptor.

extension Message {
  /// The message in JSON.
  ///
  /// - Throws: `JSONEncodingError` if a well-known type holds a value that JSON can't express, or a required field
  ///   isn't set.
  public func jsonString(options: JSONEncodingOptions = JSONEncodingOptions()) throws -> String {
    try json(options: options) { String(decoding: $0, as: UTF8.self) }
  }

  /// The message in JSON, as UTF-8 in any collection of bytes: an array if nothing else is asked for.
  ///
  /// - Throws: as `jsonString(options:)`.
  public func jsonUTF8Bytes<Bytes: RangeReplaceableCollection<UInt8>>(
    options: JSONEncodingOptions = JSONEncodingOptions()
  ) throws -> Bytes {
    try json(options: options) { Bytes($0) }
  }

  /// The message in JSON, as UTF-8.
  ///
  /// - Throws: as `jsonString(options:)`.
  public func jsonUTF8Bytes(options: JSONEncodingOptions = JSONEncodingOptions()) throws -> [UInt8] {
    try json(options: options) { [UInt8]($0) }
  }

  private func json<R>(options: JSONEncodingOptions, _ body: (UnsafeRawBufferPointer) -> R) throws -> R {
    let schema: SchemaLookup
    do {
      schema = try GeneratedDescriptors.schema(of: Self.self, extra: options.types)
    } catch {
      throw JSONEncodingError(.missingFieldNames, "\(error)")
    }
    if !isInitialized {
      throw JSONEncodingError(.failure, "\(BinaryEncodingError(.missingRequiredField(Self.protoMessageName)))")
    }
    var writer = WireWriter()
    writer.isDeterministic = options.useDeterministicOrdering
    encode(to: &writer)
    return try writer.withUnsafeBytes { try schema.json($0, isSorted: false, options: options, body) }
  }

  /// Reads a message from JSON.
  ///
  /// - Parameters:
  ///   - jsonString: one object, or what a well-known type is written as.
  ///   - extensions: extensions that may stand in the JSON, and are decoded at once. Those of files of which the program
  ///     has used a message are known without, and kept until somebody asks for them.
  ///   - options: the limits and leniency of reading.
  /// - Throws: `JSONDecodingError` with the path, line and column of what is wrong.
  public init(
    jsonString: String, extensions: (any ExtensionMap)? = nil, options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws {
    let known = GeneratedDescriptors.known(extensions)
    self = try jsonString.utf8.span.withUnsafeBytes {
      try Self.read($0, isValidated: true, knowing: known, options: options)
    }
  }

  /// Reads a message from JSON in UTF-8.
  ///
  /// The parameters and errors are those of `init(jsonString:extensions:options:)`.
  public init(jsonUTF8Bytes: [UInt8], options: JSONDecodingOptions = JSONDecodingOptions()) throws {
    self = try jsonUTF8Bytes.withUnsafeBytes {
      try Self.read($0, isValidated: false, knowing: nil, options: options)
    }
  }

  /// Reads a message from JSON in UTF-8.
  ///
  /// The parameters and errors are those of `init(jsonString:extensions:options:)`.
  public init(
    jsonUTF8Bytes: some Collection<UInt8>, extensions: (any ExtensionMap)? = nil,
    options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws {
    let known = GeneratedDescriptors.known(extensions)
    let message = try jsonUTF8Bytes.withContiguousStorageIfAvailable {
      try Self.read(UnsafeRawBufferPointer($0), isValidated: false, knowing: known, options: options)
    }
    self =
      try message
      ?? [UInt8](jsonUTF8Bytes).withUnsafeBytes {
        try Self.read($0, isValidated: false, knowing: known, options: options)
      }
  }

  static func read(
    _ json: UnsafeRawBufferPointer, isValidated: Bool, knowing extensions: ExtensionMapBox?,
    options: JSONDecodingOptions
  ) throws -> Self {
    let schema = try GeneratedDescriptors.schema(of: Self.self, extra: options.types)
    return try schema.wire(json, isValidated: isValidated, options: options) { bytes, limits in
      try Self(wire: bytes, knowing: extensions, partial: options.allowPartial, options: limits)
    }
  }

  /// What was read, from its wire format.
  init(
    wire: UnsafeRawBufferPointer, knowing extensions: ExtensionMapBox?, partial: Bool, options: BinaryDecodingOptions
  ) throws(BinaryDecodingError) {
    self.init()
    try merge(wire, knowing: extensions.map { .passRetained($0) }, partial: partial, options: options)
  }
}
