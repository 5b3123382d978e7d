import MartletProtobuf

/// Reads text format into messages: https://protobuf.dev/reference/protobuf/textformat-spec/.
struct TextParser {
  var scanner: TextScanner
  let options: TextFormatDecodingOptions
  let schema: SchemaLookup
  /// How many more levels may open.
  var depth: Int
  private var isInsideAny = false

  init(_ input: [UInt8], options: TextFormatDecodingOptions, schema: SchemaLookup) {
    scanner = TextScanner(input)
    self.options = options
    self.schema = schema
    depth = options.messageDepthLimit
  }

  /// What was set of one message: a scalar may come only once, and so may an `Any`'s content. A message that comes
  /// again is merged, as in wire format.
  private struct Seen {
    var places = PlaceSet()
    var oneofs = PlaceSet()
    var extensions: Set<Int> = []
  }

  // MARK: - Messages

  /// A message's fields, up to the bracket that closes it, or to the end of the input if there is none.
  mutating func fields(of message: inout DynamicMessage, until close: UInt8?) throws(TextFormatDecodingError) {
    var seen = Seen()
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
    if let place = table.originalNames[name] {
      try value(table.plans[place], of: &message, &seen, at: at)
    } else if options.ignoreUnknownFields || table.reservedNames.contains(name) {
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
    // Only the extensions of a MessageSet have larger numbers.
    let number = try fieldNumber(atMost: table.isMessageSet ? Int(Int32.max) : (1 << 29) - 1)
    if let plan = table.plan(ofNumber: number) {
      try value(plan, of: &message, &seen, at: offset)
    } else if let field = schema.extension(of: table, number: number) {
      try self.extension(field, of: &message, &seen, at: offset)
    } else if options.ignoreUnknownFields || table.reservedRanges.contains(number) {
      try skipFieldValue()
    } else {
      throw scanner.error("\(table.fullName) has no field \(number)", at: offset, kind: .unknownField)
    }
  }

  /// Takes a field's number.
  mutating func fieldNumber(atMost limit: Int) throws(TextFormatDecodingError) -> Int {
    let at = scanner.nextOffset()
    guard let magnitude = try scanner.number().magnitude, let number = Int(exactly: magnitude), number > 0,
      number <= limit
    else { throw scanner.error("expected a field's number, from 1 to \(limit)", at: at) }
    return number
  }

  /// Takes what follows the name of a field, or of an extension.
  private mutating func value(
    _ plan: FieldPlan, extension field: FieldDescriptor? = nil, of message: inout DynamicMessage, _ seen: inout Seen,
    at offset: Int
  ) throws(TextFormatDecodingError) {
    if !plan.isRepeated {
      let isFirst =
        field.map { seen.extensions.insert($0.number).inserted } ?? seen.places.insert(plan.field.place)
      if !isFirst && !plan.isMessage {
        throw scanner.error("the field is already set", at: offset).inside(plan.field.qualifiedName)
      }
      if isFirst && plan.oneof >= 0 && !seen.oneofs.insert(Int(plan.oneof)) {
        throw scanner.error("another member of the same oneof is already set", at: offset, kind: .conflictingOneOf)
          .inside(plan.field.qualifiedName)
      }
    }
    let pool = field.map(\.file.pool) ?? message.descriptor.pool
    do throws(TextFormatDecodingError) {
      if plan.isRepeated {
        try elements(plan, of: &message.values[plan.number], pool)
        if message.values[plan.number] != nil { message.wasSet(plan, extension: field) }
      } else if let value = try single(plan, in: &message, pool) {
        message.store(value, plan, extension: field)
      }
    } catch {
      throw error.inside(plan.field.qualifiedName)
    }
  }

  private mutating func `extension`(
    _ field: FieldDescriptor, of message: inout DynamicMessage, _ seen: inout Seen, at offset: Int
  ) throws(TextFormatDecodingError) {
    guard let plan = field.table.plan else { return try skipFieldValue() }
    try value(plan, extension: field, of: &message, &seen, at: offset)
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
    if !plan.isMap { return slot.append(value) }
    if case .message(let entry) = value, let content = entry.mapEntry { slot.insert(content) }
  }

  /// The value of a field that isn't repeated, a message's merged with the one before; nil if it is an enum's unknown
  /// value and was skipped.
  private mutating func single(
    _ plan: FieldPlan, in message: inout DynamicMessage, _ pool: DescriptorPool?
  ) throws(TextFormatDecodingError) -> FieldValue? {
    try colon(plan)
    // Taken out, since the fields are added to in place: nothing else may hold them.
    guard plan.isMessage, case .message(var inner) = message.values.removeValue(forKey: plan.number) else {
      return try value(plan, pool)
    }
    try content(of: &inner)
    return .message(inner)
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
    guard table.wellKnown == .any, let typePlan = table.plan(ofNumber: 1), let valuePlan = table.plan(ofNumber: 2)
    else {
      throw scanner.error("\(table.fullName) can't hold the message \"\(url)\"", at: offset)
    }
    guard let type = schema.message(url: url) else {
      if options.ignoreUnknownFields { return try skipFieldValue() }
      throw scanner.error("the type \"\(url)\" is not known", at: offset)
    }
    if !seen.places.insert(typePlan.field.place) || !seen.places.insert(valuePlan.field.place) {
      throw scanner.error("the message is already set", at: offset)
    }
    _ = scanner.take(UInt8(ascii: ":"))
    let content: DynamicMessage
    let isInside = isInsideAny
    isInsideAny = true
    do throws(TextFormatDecodingError) {
      content = try self.message(type)
    } catch {
      throw error.inside("[\(url)]")
    }
    isInsideAny = isInside
    message.store(.string(url), typePlan)
    // Only the outermost `Any` gets bytes, with those of all that are in it, which are then copied once.
    if isInside { return message.store(.message(content), valuePlan) }
    do {
      if !options.allowPartial, let missing = content.missingField {
        throw BinaryEncodingError(.missingRequiredField("\(type.fullName).\(missing)"))
      }
      message.store(.bytes(try content.partialBytes()), valuePlan)
    } catch {
      throw scanner.error("\(error)", at: offset)
    }
  }
}
