import MartletProtobuf

/// Writes messages in text format: fields by number, maps by key.
struct TextPrinter: ~Copyable {
  var out = OutputBuffer()
  let options: TextFormatEncodingOptions
  let schema: SchemaLookup
  var level = 0

  init(options: TextFormatEncodingOptions, schema: SchemaLookup) {
    self.options = options
    self.schema = schema
  }

  // MARK: - Layout

  /// Goes to the place of the next field.
  mutating func begin() {
    if !options.singleLine {
      out.append(UInt8(ascii: " "), count: level * 2)
    } else if out.count > 0 {
      out.append(UInt8(ascii: " "))
    }
  }

  mutating func end() {
    if !options.singleLine { out.append(UInt8(ascii: "\n")) }
  }

  mutating func open() {
    out.append(" {")
    end()
    level += 1
  }

  mutating func close() {
    level -= 1
    begin()
    out.append(UInt8(ascii: "}"))
    end()
  }

  // MARK: - Messages

  mutating func fields(of message: DynamicMessage) {
    if options.expandAny, expand(message) { return }
    for (field, value) in message.fields { self.field(field.table, value) }
    if options.printUnknownFields { unknown(message.unknownFields) }
  }

  private mutating func field(_ field: FieldTable, _ value: FieldValue) {
    let name = field.textName
    if options.redactSensitiveFields && field.proto.options.debugRedact {
      begin()
      out.append(name)
      out.append(": [REDACTED]")
      end()
      return
    }
    switch value {
    case .list(let elements):
      if options.shortLists && field.type.isPackable && !elements.isEmpty {
        shortList(name, elements, field)
      } else {
        for element in elements { single(name, element, field) }
      }
    case .map(let entries): map(name, entries, field)
    default: single(name, value, field)
    }
  }

  private mutating func single(_ name: String, _ value: FieldValue, _ field: FieldTable) {
    begin()
    out.append(name)
    if case .message(let message) = value, field.type != .bytes {
      open()
      fields(of: message)
      close()
    } else {
      out.append(": ")
      scalar(value, field)
      end()
    }
  }

  private mutating func shortList(_ name: String, _ elements: [FieldValue], _ field: FieldTable) {
    begin()
    out.append(name)
    var separator: StaticString = ": ["
    for element in elements {
      out.append(separator)
      separator = ", "
      scalar(element, field)
    }
    out.append(UInt8(ascii: "]"))
    end()
  }

  private mutating func map(_ name: String, _ entries: [FieldValue: FieldValue], _ field: FieldTable) {
    guard let entry = field.message, entry.plans.count == 2 else { return }
    var entries = Array(entries)
    if options.useDeterministicOrdering { entries.sort { $0.key.precedes($1.key) } }
    for (key, value) in entries {
      begin()
      out.append(name)
      open()
      single("key", key, entry.plans[0].field)
      single("value", value, entry.plans[1].field)
      close()
    }
  }

  // MARK: - Values

  private mutating func scalar(_ value: FieldValue, _ field: FieldTable) {
    switch value {
    case .int32(let value): out.integer(Int64(value))
    case .int64(let value): out.integer(value)
    case .uint32(let value): out.integer(UInt64(value))
    case .uint64(let value): out.integer(value)
    case .float(let value): if value.isFinite { out.number(value) } else { notFinite(Double(value)) }
    case .double(let value): if value.isFinite { out.number(value) } else { notFinite(value) }
    case .bool(let value): out.append(value ? "true" : "false")
    case .string(let value): value.utf8.span.withUnsafeBytes { quoted($0, isText: true) }
    case .bytes(let value): value.withUnsafeBytes { quoted($0, isText: false) }
    case .enumeration(let number):
      if let name = field.enumeration?.name(of: number) { out.append(name) } else { out.integer(Int64(number)) }
    case .message(let message):
      // The content of an `Any` that is written as bytes.
      ((try? message.partialBytes()) ?? []).withUnsafeBytes { quoted($0, isText: false) }
    case .list, .map: break
    }
  }

  private mutating func notFinite(_ value: Double) {
    out.append(value.isNaN ? "nan" : value > 0 ? "inf" : "-inf")
  }

  /// Bytes in quotes, with C's escapes.
  mutating func quoted(_ bytes: UnsafeRawBufferPointer, isText: Bool) {
    out.append(UInt8(ascii: "\""))
    let style = CEscapes.Style(isASCII: !isText || options.asciiOnly)
    for byte in bytes { CEscapes.escape(byte, style) { out.append($0) } }
    out.append(UInt8(ascii: "\""))
  }

  // MARK: - Any

  /// Writes the message inside an `Any`; false if the message isn't one or its content can't be shown.
  private mutating func expand(_ message: DynamicMessage) -> Bool {
    guard message.descriptor.table.wellKnown == .any, message.unknownFields.isEmpty,
      case .string(let url)? = message.values[1], TextScanner.isURL(Array(url.utf8)),
      let content = content(of: message, url: url)
    else { return false }
    begin()
    out.append(UInt8(ascii: "["))
    out.append(url)
    out.append(UInt8(ascii: "]"))
    open()
    fields(of: content)
    close()
    return true
  }

  /// The message inside an `Any`. The outermost is decoded with all those that lie in it, so that no level copies the
  /// bytes; each is a level of nesting, limited like those of any input.
  private func content(of message: DynamicMessage, url: String) -> DynamicMessage? {
    switch message.values[2] {
    case .message(let content): return content
    case .bytes(let bytes): return bytes.withUnsafeBytes { content($0, url: url) }
    default: return content(UnsafeRawBufferPointer(start: nil, count: 0), url: url)
    }
  }

  private func content(_ bytes: UnsafeRawBufferPointer, url: String) -> DynamicMessage? {
    guard level < 100, let type = schema.message(url: url) else { return nil }
    return try? DynamicMessage(
      type, bytes, messageDepthLimit: 99 - level, schema: schema, contents: .messagesOrBytes)
  }
}
