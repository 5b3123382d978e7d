import MartletProtobuf

// https://protobuf.dev/reference/protobuf/textformat-spec/, for generated and dynamic messages alike: both directions go
// by way of a dynamic message.

extension Message {
  /// The message in text format, whether or not its required fields are set.
  ///
  /// Extensions and the messages inside `google.protobuf.Any` are written by name if their types are known. A message
  /// whose own descriptor doesn't make a schema is written by field numbers.
  public func textFormatString(options: TextFormatEncodingOptions = TextFormatEncodingOptions()) -> String {
    var writer = WireWriter()
    encode(to: &writer)
    return writer.withUnsafeBytes { bytes in
      if let descriptor = try? Self.messageDescriptor() {
        let schema = SchemaLookup(descriptor, extra: options.types)
        if let message = try? DynamicMessage(descriptor, bytes, messageDepthLimit: 1000, schema: schema) {
          return message.textFormatString(options: options)
        }
      }
      let fallback = try? Google_Protobuf_Empty.messageDescriptor()
      guard let fallback else { return "" }
      var message = DynamicMessage(fallback)
      message.unknownFields = UnknownFields(bytes: [UInt8](bytes))
      var options = options
      options.printUnknownFields = true
      return message.textFormatString(options: options)
    }
  }

  /// Reads a message from text format.
  ///
  /// - Parameters:
  ///   - textFormatString: the message's fields.
  ///   - options: the limits and leniency of reading.
  ///   - extensions: extensions that may stand in the text, and are decoded at once. Those of files of which the program
  ///     has used a message are known without, and kept until somebody asks for them.
  /// - Throws: `TextFormatDecodingError` with the path, line and column of what is wrong; `DescriptorError` if the
  ///   message's own descriptor doesn't make a schema.
  public init(
    textFormatString: String, options: TextFormatDecodingOptions = TextFormatDecodingOptions(),
    extensions: (any ExtensionMap)? = nil
  ) throws {
    let known = GeneratedDescriptors.known(extensions)
    let schema = try GeneratedDescriptors.schema(of: Self.self)
    let message = try DynamicMessage(schema.descriptor, textFormatString: textFormatString, options: options)
    // A map's entry and a MessageSet's item are levels of the wire format, and of the text too.
    let limits = BinaryDecodingOptions(messageDepthLimit: min(max(options.messageDepthLimit, 0), 100_000) * 2 + 2)
    self = try message.partialBytes().withUnsafeBytes {
      try Self(wire: $0, knowing: known, partial: options.allowPartial, options: limits)
    }
  }
}

extension DebugText: DebugTextPrinting {
  package var text: String { message.textFormatString() }
}

extension DynamicMessage: CustomDebugStringConvertible {
  /// The message in text format, whether or not its required fields are set.
  public func textFormatString(options: TextFormatEncodingOptions = TextFormatEncodingOptions()) -> String {
    let schema = SchemaLookup(descriptor, extra: options.types)
    var printer = TextPrinter(options: options, schema: schema)
    // What this message keeps as unknown may be an extension that the other pool has.
    printer.fields(of: options.types == nil ? self : decoded(with: schema))
    return printer.out.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }

  private func decoded(with schema: SchemaLookup) -> DynamicMessage {
    guard let bytes = try? partialBytes() else { return self }
    return bytes.withUnsafeBytes { try? DynamicMessage(descriptor, $0, messageDepthLimit: 1000, schema: schema) }
      ?? self
  }

  /// Reads a message from text format.
  ///
  /// - Throws: `TextFormatDecodingError` with the path, line and column of what is wrong.
  public init(
    _ descriptor: MessageDescriptor, textFormatString: String,
    options: TextFormatDecodingOptions = TextFormatDecodingOptions()
  ) throws(TextFormatDecodingError) {
    var parser = TextParser(
      [UInt8](textFormatString.utf8), options: options, schema: SchemaLookup(descriptor, extra: options.types))
    self.init(descriptor)
    try parser.fields(of: &self, until: nil)
    if !options.allowPartial, let missing = missingField {
      throw parser.scanner.error("the required field \(missing) of \(descriptor.fullName) is missing")
    }
  }

  /// The message in text format, unknown fields included.
  public var debugDescription: String { textFormatString() }
}
