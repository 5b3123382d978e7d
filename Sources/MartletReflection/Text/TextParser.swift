import MartletProtobuf

/// Reads text format into messages: https://protobuf.dev/reference/protobuf/textformat-spec/.
struct TextParser {
  var scanner: TextScanner
  let options: TextFormatDecodingOptions
  let schema: SchemaLookup
  /// How many more levels may open.
  var depth: Int

  init(_ input: [UInt8], options: TextFormatDecodingOptions, schema: SchemaLookup) {
    scanner = TextScanner(input)
    self.options = options
    self.schema = schema
    depth = options.messageDepthLimit
  }

  /// What was set of one message: a scalar may come only once, and so may an `Any`'s content. A message that comes again
  /// is merged, as in wire format.
  private struct Seen: ~Copyable {
    var places: PlaceSet
    var oneofs: PlaceSet
    var extensions: Set<Int> = []

    init(_ table: MessageTable) {
      places = PlaceSet(count: table.plans.count)
      oneofs = PlaceSet(count: table.oneofs.count)
    }
  }

  // MARK: - Messages

  /// A message's fields, up to the bracket that closes it, or to the end of the input if there is none.
  mutating func fields(of message: inout DynamicMessage, until close: UInt8?) throws(TextFormatDecodingError) {
    var seen = Seen(message.descriptor.table)
    while true {
      guard let next = scanner.peek() else {
        if let close { throw scanner.expected("a field or '\(Character(UnicodeScalar(close)))'") }
        return
      }
      if let close, scanner.take(close) { return }
      try field(next, of: &message, &seen)
      if !scanner.take(UInt8(ascii: ",")) { _ = scanner.take(UInt8(ascii: ";")) }
    }
  }

  private mutating func field(
    _ first: UInt8, of message: inout DynamicMessage, _ seen: inout Seen
  ) throws(TextFormatDecodingError) {
    let table = message.descriptor.table
    let at = scanner.offset
    if first == UInt8(ascii: "[") {
      let name = try scanner.bracketedName()
      if name.utf8.contains(UInt8(ascii: "/")) {
        try any(url: name, into: &message, &seen, at: at)
      } else if let field = schema.extension(of: table, named: name) {
        try self.extension(field, of: &message, &seen, at: at)
      } else if options.ignoreUnknownExtensionFields {
        try skipFieldValue()
      } else {
        throw scanner.error("\(table.fullName) has no extension \"\(name)\"", at: at, kind: .unknownField)
      }
      return
    }
    if TextScanner.isDigit(first) { return try numbered(of: &message, &seen, at: at) }
    guard let name = scanner.identifier() else { throw scanner.expected("a field's name") }
    if let place = table.place(ofTextName: name) {
      try own(place, of: &message, &seen, at: at)
    } else if options.ignoreUnknownFields || table.proto.reservedName.contains(name) {
      try skipFieldValue()
    } else {
      throw scanner.error("\(table.fullName) has no field \"\(name)\"", at: at, kind: .unknownField)
    }
  }

  /// A field by its number.
  private mutating func numbered(
    of message: inout DynamicMessage, _ seen: inout Seen, at offset: Int
  ) throws(TextFormatDecodingError) {
    let table = message.descriptor.table
    if !options.allowFieldNumbers { throw scanner.expected("a field's name", kind: .unknownField) }
    guard let number = try scanner.number().magnitude, let number = Int32(exactly: number) else {
      throw scanner.error("expected a field's number", at: offset)
    }
    if let place = table.place(ofPositive: Int(number)) {
      try own(place, of: &message, &seen, at: offset)
    } else if let field = schema.extension(of: table, number: Int(number)) {
      try self.extension(field, of: &message, &seen, at: offset)
    } else if options.ignoreUnknownFields
      || table.proto.reservedRange.contains(where: { $0.start <= number && number < $0.end })
    {
      try skipFieldValue()
    } else {
      throw scanner.error("\(table.fullName) has no field \(number)", at: offset, kind: .unknownField)
    }
  }

  private mutating func own(
    _ place: Int, of message: inout DynamicMessage, _ seen: inout Seen, at offset: Int
  ) throws(TextFormatDecodingError) {
    let plan = message.descriptor.table.plans[place]
    if !plan.isRepeated {
      let isFirst = seen.places.insert(place)
      if !isFirst && !plan.isMessage { throw duplicate(plan, at: offset) }
      if isFirst && plan.oneof >= 0 && !seen.oneofs.insert(Int(plan.oneof)) {
        throw scanner.error("another member of the same oneof is already set", at: offset, kind: .conflictingOneOf)
          .inside(plan.field.proto.name)
      }
    }
    do throws(TextFormatDecodingError) {
      if plan.isRepeated {
        try elements(plan, of: &message.values[place], message.descriptor.pool)
      } else if let value = try single(plan, onto: message.values[place].take(), message.descriptor.pool) {
        message.store(value, at: place)
      }
    } catch {
      throw error.inside(plan.field.proto.name)
    }
  }

  private mutating func `extension`(
    _ field: FieldDescriptor, of message: inout DynamicMessage, _ seen: inout Seen, at offset: Int
  ) throws(TextFormatDecodingError) {
    guard let plan = field.table.plan else { return try skipFieldValue() }
    if !plan.isRepeated && !plan.isMessage && !seen.extensions.insert(field.number).inserted {
      throw duplicate(plan, at: offset)
    }
    do throws(TextFormatDecodingError) {
      // Taken out, since only one of the two may hold a value, or each addition would copy it.
      var value = message.extensionPlace(of: field.number).found.map { message.extensionValues.remove(at: $0).value }
      if plan.isRepeated {
        try elements(plan, of: &value, field.file.pool)
      } else {
        value = try single(plan, onto: value, field.file.pool)
      }
      if let value { message.store(value, extension: field) }
    } catch {
      throw error.inside(field.table.qualifiedName)
    }
  }

  private func duplicate(_ plan: FieldPlan, at offset: Int) -> TextFormatDecodingError {
    scanner.error("the field is already set", at: offset).inside(plan.field.qualifiedName)
  }

  // MARK: - Values

  /// The values of a repeated field: one, or a list of them in brackets.
  private mutating func elements(
    _ plan: FieldPlan, of slot: inout FieldValue?, _ pool: DescriptorPool?
  ) throws(TextFormatDecodingError) {
    try colon(plan)
    if !scanner.take(UInt8(ascii: "[")) {
      if let value = try value(plan, pool) { add(value, plan, to: &slot) }
      return
    }
    if scanner.take(UInt8(ascii: "]")) { return }
    repeat {
      if let value = try value(plan, pool) { add(value, plan, to: &slot) }
    } while scanner.take(UInt8(ascii: ","))
    if !scanner.take(UInt8(ascii: "]")) { throw scanner.expected("',' or ']'") }
  }

  private func add(_ value: FieldValue, _ plan: FieldPlan, to slot: inout FieldValue?) {
    guard plan.isMap else {
      var elements: [FieldValue] = []
      if case .list(let present) = slot.take() { elements = present }
      elements.append(value)
      slot = .list(elements)
      return
    }
    var entries: [FieldValue: FieldValue] = [:]
    if case .map(let present) = slot.take() { entries = present }
    if case .message(let entry) = value, let (key, content) = entry.mapEntry { entries[key] = content }
    slot = .map(entries)
  }

  /// The value of a field that isn't repeated, a message's merged with the one before; nil if it is an enum's unknown value
  /// and was skipped.
  private mutating func single(
    _ plan: FieldPlan, onto present: consuming FieldValue?, _ pool: DescriptorPool?
  ) throws(TextFormatDecodingError) -> FieldValue? {
    try colon(plan)
    guard case .message(var message) = present else { return try value(plan, pool) }
    // The fields are added to in place: nothing else may hold them.
    present = nil
    try content(of: &message)
    return .message(message)
  }

  /// The colon after a name, which messages may leave out.
  private mutating func colon(_ plan: FieldPlan) throws(TextFormatDecodingError) {
    if !scanner.take(UInt8(ascii: ":")), !plan.isMessage { throw scanner.expected("':'") }
  }

  private mutating func value(
    _ plan: FieldPlan, _ pool: DescriptorPool?
  ) throws(TextFormatDecodingError) -> FieldValue? {
    if let type = plan.enumeration { return try enumeration(type).map { .enumeration($0) } }
    guard let type = plan.message else { return try scalar(plan.type) }
    return .message(try message(MessageDescriptor(type, in: pool)))
  }

  /// A message in brackets of either kind.
  private mutating func message(_ type: MessageDescriptor) throws(TextFormatDecodingError) -> DynamicMessage {
    var message = DynamicMessage(type)
    try content(of: &message)
    return message
  }

  private mutating func content(of message: inout DynamicMessage) throws(TextFormatDecodingError) {
    let close = try openMessage()
    try fields(of: &message, until: close)
    depth += 1
  }

  /// Enters a message; returns the bracket that will close it. The caller makes up for the level.
  mutating func openMessage() throws(TextFormatDecodingError) -> UInt8 {
    let at = scanner.offset
    let close: UInt8
    if scanner.take(UInt8(ascii: "{")) {
      close = UInt8(ascii: "}")
    } else if scanner.take(UInt8(ascii: "<")) {
      close = UInt8(ascii: ">")
    } else {
      throw scanner.expected("'{'")
    }
    if depth <= 0 { throw scanner.error("messages nest too deeply", at: at, kind: .messageDepthLimit) }
    depth -= 1
    return close
  }

  // MARK: - Any

  /// The message that a `google.protobuf.Any` holds, behind its type's URL.
  private mutating func any(
    url: String, into message: inout DynamicMessage, _ seen: inout Seen, at offset: Int
  ) throws(TextFormatDecodingError) {
    let table = message.descriptor.table
    guard table.wellKnown == .any, let typePlace = table.place(ofPositive: 1),
      let valuePlace = table.place(ofPositive: 2)
    else {
      throw scanner.error("\(table.fullName) can't hold the message \"\(url)\"", at: offset)
    }
    guard let type = schema.message(url: url) else {
      if options.ignoreUnknownFields { return try skipFieldValue() }
      throw scanner.error("the type \"\(url)\" is not known", at: offset)
    }
    if !seen.places.insert(typePlace) || !seen.places.insert(valuePlace) {
      throw scanner.error("the message is already set", at: offset)
    }
    _ = scanner.take(UInt8(ascii: ":"))
    let content: DynamicMessage
    do throws(TextFormatDecodingError) {
      content = try self.message(type)
    } catch {
      throw error.inside("[\(url)]")
    }
    do {
      if !options.allowPartial, let missing = content.missingField {
        throw BinaryEncodingError(.missingRequiredField("\(type.fullName).\(missing)"))
      }
      message.store(.bytes(try content.partialBytes()), at: valuePlace)
    } catch {
      throw scanner.error("\(error)", at: offset)
    }
    message.store(.string(url), at: typePlace)
  }
}

extension MessageTable {
  /// The place of the field that a name stands for in text format: the one of the `.proto` file, for a group that of its
  /// message.
  fileprivate func place(ofTextName name: String) -> Int? {
    if let place = names[name], plans[place].field.proto.name == name { return place }
    return fields.first { $0.proto.name == name || $0.isGroupLike && $0.message?.proto.name == name }?.place
  }
}
