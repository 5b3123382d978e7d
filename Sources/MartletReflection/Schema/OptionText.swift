import MartletProtobuf

/// Writes options as `.proto` text, custom ones too if the file imports their declaration.
enum OptionText {
  /// `name = value` for each option that is set.
  static func options<M: Message>(_ message: M, in file: FileDescriptor, without hidden: Set<String>) -> [String] {
    // Without extensions: they are named by what the file imports.
    guard let options = try? plain(message) else { return [] }
    var result: [String] = []
    for (field, value) in options.fields where !hidden.contains(field.name) && field.name != "uninterpreted_option" {
      result.append(contentsOf: entries(field.name, value, field.enumType))
    }
    if options.unknownFields.isEmpty { return result }
    for (field, values) in extensions(options.unknownFields.bytes, of: M.protoMessageName, in: file) {
      for value in values {
        result.append(contentsOf: entries("(\(field.fullName))", value, field.enumeration.map(EnumDescriptor.init)))
      }
    }
    return result
  }

  private static func plain<M: Message>(_ message: M) throws -> DynamicMessage {
    var result = DynamicMessage(try M.messageDescriptor())
    let bytes = try message.serializedBytes()
    try bytes.withUnsafeBytes { bytes in
      var reader = WireReader(bytes)
      try result.merge(from: &reader, until: 0, schema: nil)
    }
    return result
  }

  private static func entries(_ name: String, _ value: FieldValue, _ type: EnumDescriptor?) -> [String] {
    if case .list(let elements) = value { return elements.map { "\(name) = \(text($0, type))" } }
    return ["\(name) = \(text(value, type))"]
  }

  private static func text(_ value: FieldValue, _ type: EnumDescriptor?) -> String {
    switch value {
    case .int32(let value): "\(value)"
    case .int64(let value): "\(value)"
    case .uint32(let value): "\(value)"
    case .uint64(let value): "\(value)"
    case .float(let value): value.isNaN ? "nan" : "\(value)"
    case .double(let value): value.isNaN ? "nan" : "\(value)"
    case .bool(let value): "\(value)"
    case .string(let value): quoted(value)
    case .bytes(let value): quoted(value)
    case .enumeration(let number): type?.name(of: Int(number)) ?? "\(number)"
    case .message(let message): aggregate(message)
    case .list, .map: ""
    }
  }

  /// A message in text format, on one line.
  private static func aggregate(_ message: DynamicMessage) -> String {
    var parts: [String] = []
    for (field, value) in message.fields {
      switch value {
      case .list(let elements): parts.append(contentsOf: elements.map { "\(field.name): \(text($0, field.enumType))" })
      case .map(let entries):
        guard let content = field.messageType?.field(number: 2) else { continue }
        for (key, value) in entries.sorted(by: { $0.key.precedes($1.key) }) {
          parts.append("\(field.name): { key: \(text(key, nil)) value: \(text(value, content.enumType)) }")
        }
      default: parts.append("\(field.name): \(text(value, field.enumType))")
      }
    }
    return parts.isEmpty ? "{}" : "{ \(parts.joined(separator: " ")) }"
  }

  /// A string in quotes, with the escapes that `.proto` files share with C.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0"..<" ", "\u{7F}": result += octal(UInt8(truncatingIfNeeded: scalar.value))
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func quoted(_ bytes: [UInt8]) -> String {
    var result = "\""
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""): result += "\\\""
      case UInt8(ascii: "\\"): result += "\\\\"
      case 0x20..<0x7F: result.unicodeScalars.append(UnicodeScalar(byte))
      default: result += octal(byte)
      }
    }
    return result + "\""
  }

  private static func octal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// The extensions among unknown fields that the file's imports declare, with their values.
  private static func extensions(
    _ bytes: [UInt8], of message: String, in file: FileDescriptor
  ) -> [(field: FieldTable, values: [FieldValue])] {
    var known: [Int: FieldTable] = [:]
    var seen: Set<ObjectIdentifier> = []
    var next = [file]
    while let file = next.popLast() {
      if !seen.insert(ObjectIdentifier(file)).inserted { continue }
      for field in file.allExtensions where field.container?.fullName == message { known[field.number] = field }
      next.append(contentsOf: file.dependencies)
    }
    var found: [Int: [FieldValue]] = [:]
    bytes.withUnsafeBytes { bytes in
      var reader = WireReader(bytes)
      while let tag = try? reader.nextTag(), tag != 0 {
        guard let field = known[tag.fieldNumber] else {
          if (try? reader.skip(tag)) == nil { return }
          continue
        }
        guard let values = try? self.values(of: field, tag, &reader) else { return }
        if field.isRepeated {
          found[field.number, default: []].append(contentsOf: values)
        } else {
          found[field.number] = values
        }
      }
    }
    return found.sorted { $0.key < $1.key }.compactMap { number, values in known[number].map { ($0, values) } }
  }

  /// One appearance of an extension: one value, or several if it is packed.
  private static func values(
    of field: FieldTable, _ tag: WireTag, _ reader: inout WireReader
  ) throws(DecodingError) -> [FieldValue] {
    if let type = field.message {
      var message = DynamicMessage(MessageDescriptor(type))
      if tag.wireType == .startGroup {
        try message.merge(from: &reader, until: tag + 1, schema: nil)
      } else {
        try reader.nested { (reader) throws(DecodingError) in try message.merge(from: &reader, until: 0, schema: nil) }
      }
      return [.message(message)]
    }
    if tag.wireType == field.type.wireType { return [try reader.value(of: field.type)] }
    var values: [FieldValue] = []
    try reader.nested { (reader) throws(DecodingError) in
      while reader.remaining > 0 { values.append(try reader.value(of: field.type)) }
    }
    return values
  }
}
