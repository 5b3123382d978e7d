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

  /// The message in JSON, as UTF-8.
  public func jsonUTF8Bytes(options: JSONEncodingOptions = JSONEncodingOptions()) throws -> [UInt8] {
    try json(options: options) { [UInt8]($0) }
  }

  private func json<R>(options: JSONEncodingOptions, _ body: (UnsafeRawBufferPointer) -> R) throws -> R {
    let schema: SchemaLookup
    do {
      schema = try GeneratedDescriptors.schema(of: Self.self, extra: options.types)
    } catch {
      throw JSONEncodingError.invalidDescriptor(error)
    }
    if !isInitialized {
      throw JSONEncodingError.unencodable("\(BinaryEncodingError.missingRequiredField(Self.protoMessageName))")
    }
    var writer = WireWriter()
    encode(to: &writer)
    return try writer.withUnsafeBytes { try schema.json($0, isSorted: false, options: options, body) }
  }

  /// Reads a message from JSON.
  ///
  /// - Throws: `JSONDecodingError` with the path, line and column of what is wrong.
  public init(jsonString: String, options: JSONDecodingOptions = JSONDecodingOptions()) throws {
    self = try jsonString.utf8.span.withUnsafeBytes { try Self.read($0, isValidated: true, options: options) }
  }

  /// Reads a message from JSON in UTF-8.
  ///
  /// - Throws: `JSONDecodingError` with the path, line and column of what is wrong.
  public init(jsonUTF8Bytes: [UInt8], options: JSONDecodingOptions = JSONDecodingOptions()) throws {
    self = try jsonUTF8Bytes.withUnsafeBytes { try Self.read($0, isValidated: false, options: options) }
  }

  private static func read(
    _ json: UnsafeRawBufferPointer, isValidated: Bool, options: JSONDecodingOptions
  ) throws -> Self {
    let schema = try GeneratedDescriptors.schema(of: Self.self, extra: options.types)
    return try schema.wire(json, isValidated: isValidated, options: options) { bytes, limits in
      try Self(serializedBytes: bytes, options: limits)
    }
  }
}

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
      let error = BinaryEncodingError.missingRequiredField("\(descriptor.fullName).\(missing)")
      throw JSONEncodingError.unencodable("\(error)")
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
      let message = try DynamicMessage(descriptor, bytes, recursionLimit: limits.recursionLimit, schema: schema)
      if !limits.allowPartial, let missing = message.missingField {
        throw BinaryDecodingError(.missingRequiredField("\(descriptor.fullName).\(missing)"), offset: bytes.count)
      }
      return message
    }
  }
}

extension SchemaLookup {
  /// Writes the JSON of a message in wire format and lends it.
  fileprivate func json<R>(
    _ bytes: UnsafeRawBufferPointer, isSorted: Bool, options: JSONEncodingOptions,
    _ body: (UnsafeRawBufferPointer) -> R
  ) throws -> R {
    // A program may nest more deeply than a decoder allows; beyond this the stack might not suffice.
    let limit = 1000
    var printer = JSONPrinter(options: options, schema: self, isSorted: isSorted)
    var reader = WireReader(bytes, recursionLimit: limit)
    do {
      do {
        try printer.message(descriptor.table, &reader, until: 0)
      } catch is JSONPrinter.Disorder where !isSorted {
        let message = try DynamicMessage(descriptor, bytes, recursionLimit: limit, schema: self)
        let sorted = try message.partialBytes()
        return try sorted.withUnsafeBytes { try json($0, isSorted: true, options: options, body) }
      }
    } catch let error as BinaryDecodingError {
      throw JSONEncodingError.unencodable("\(descriptor.fullName): \(error)")
    } catch let error as BinaryEncodingError {
      throw JSONEncodingError.unencodable("\(descriptor.fullName): \(error)")
    }
    return printer.out.withUnsafeBytes(body)
  }

  /// Reads JSON into wire format and lends it, with the limits that hold for it.
  fileprivate func wire<R>(
    _ json: UnsafeRawBufferPointer, isValidated: Bool, options: JSONDecodingOptions,
    _ body: (UnsafeRawBufferPointer, BinaryDecodingOptions) throws -> R
  ) throws -> R {
    var parser = JSONParser(json, options: options, schema: self)
    if !isValidated, (try? UTF8Span(validating: json.assumingMemoryBound(to: UInt8.self).span)) == nil {
      throw parser.scanner.error("the input is not UTF-8", at: 0)
    }
    try parser.message(descriptor.table)
    try parser.scanner.finish()
    do {
      let limits = BinaryDecodingOptions(
        recursionLimit: options.wireDepthLimit, allowPartial: options.allowPartial, extensions: options.extensions)
      return try parser.out.withUnsafeBytes { try body($0, limits) }
    } catch let error as BinaryDecodingError {
      guard case .missingRequiredField(let name) = error.reason else {
        throw parser.scanner.error("\(descriptor.fullName): \(error)", at: 0)
      }
      throw parser.scanner.error("a required field of \(name) is missing", at: 0)
    }
  }
}
