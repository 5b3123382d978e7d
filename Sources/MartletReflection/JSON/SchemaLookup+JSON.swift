import MartletProtobuf

// Between JSON and the wire format of a message.

extension SchemaLookup {
  /// Writes the JSON of a message in wire format and lends it.
  func json<R>(
    _ bytes: UnsafeRawBufferPointer, isSorted: Bool, options: JSONEncodingOptions,
    _ body: (UnsafeRawBufferPointer) -> R
  ) throws -> R {
    // A program may nest more deeply than a decoder allows; beyond this the stack might not suffice.
    let limit = 1000
    var printer = JSONPrinter(options: options, schema: self, isSorted: isSorted)
    var reader = WireReader(bytes, messageDepthLimit: limit)
    do {
      do {
        try printer.message(descriptor.table, &reader, until: 0)
      } catch is JSONPrinter.Disorder where !isSorted {
        let message = try DynamicMessage(descriptor, bytes, messageDepthLimit: limit, schema: self)
        let sorted = try message.partialBytes()
        return try sorted.withUnsafeBytes { try json($0, isSorted: true, options: options, body) }
      }
    } catch let error as BinaryDecodingError {
      throw JSONEncodingError(.failure, "\(descriptor.fullName): \(error)")
    } catch let error as BinaryEncodingError {
      throw JSONEncodingError(.failure, "\(descriptor.fullName): \(error)")
    }
    return printer.out.withUnsafeBytes(body)
  }

  /// Reads JSON into wire format and lends it, with the limits that hold for it.
  func wire<R>(
    _ json: UnsafeRawBufferPointer, isValidated: Bool, options: JSONDecodingOptions,
    _ body: (UnsafeRawBufferPointer, BinaryDecodingOptions) throws -> R
  ) throws -> R {
    var parser = try parser(json, isValidated: isValidated, options: options)
    try parser.message(descriptor.table)
    try parser.scanner.finish()
    return try decode(parser, options: options, body)
  }

  /// Reads an array of messages, and lends the wire format of each.
  func wires<R>(
    _ json: UnsafeRawBufferPointer, isValidated: Bool, options: JSONDecodingOptions,
    _ body: (UnsafeRawBufferPointer, BinaryDecodingOptions) throws -> R
  ) throws -> [R] {
    var parser = try parser(json, isValidated: isValidated, options: options)
    var messages: [R] = []
    var more = try parser.scanner.beginArray()
    while more {
      do {
        parser.out.truncate(to: 0)
        try parser.message(descriptor.table)
        messages.append(try decode(parser, options: options, body))
      } catch let error as JSONDecodingError {
        throw error.inside("[\(messages.count)]")
      }
      more = try parser.scanner.anotherElement()
    }
    try parser.scanner.finish()
    return messages
  }

  private func parser(
    _ json: UnsafeRawBufferPointer, isValidated: Bool, options: JSONDecodingOptions
  ) throws(JSONDecodingError) -> JSONParser {
    let parser = JSONParser(json, options: options, schema: self)
    if !isValidated, (try? UTF8Span(validating: json.assumingMemoryBound(to: UInt8.self).span)) == nil {
      throw parser.scanner.error("the input is not UTF-8", at: 0, kind: .invalidUTF8)
    }
    return parser
  }

  private func decode<R>(
    _ parser: borrowing JSONParser, options: JSONDecodingOptions,
    _ body: (UnsafeRawBufferPointer, BinaryDecodingOptions) throws -> R
  ) throws -> R {
    do {
      let limits = BinaryDecodingOptions(messageDepthLimit: options.wireDepthLimit)
      return try parser.out.withUnsafeBytes { try body($0, limits) }
    } catch let error as BinaryDecodingError {
      guard case .missingRequiredField(let name) = error.reason else {
        throw parser.scanner.error("\(descriptor.fullName): \(error)", at: 0)
      }
      throw parser.scanner.error("a required field of \(name) is missing", at: 0)
    }
  }
}
