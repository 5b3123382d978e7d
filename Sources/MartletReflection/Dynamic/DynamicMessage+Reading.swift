import MartletProtobuf

extension DynamicMessage {
  /// Merges a message in wire format into this one.
  ///
  /// - Parameters:
  ///   - extensions: where extensions are looked up that the descriptor's own pool doesn't have.
  ///   - partial: whether required fields may be missing.
  /// - Throws: `BinaryDecodingError` with the offset at which the input stopped making sense.
  public mutating func merge(
    serializedBytes: [UInt8], extensions: DescriptorPool? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    let schema = SchemaLookup(descriptor, extra: extensions)
    try serializedBytes.span.withUnsafeBytes { (bytes) throws(BinaryDecodingError) in
      if bytes.count > Int(Int32.max) { throw BinaryDecodingError(.tooLarge, offset: 0) }
      var reader = WireReader(bytes, options: options)
      try merge(from: &reader, until: 0, Source(schema: schema))
    }
    if options.discardUnknownFields { discardUnknownFields() }
    if !partial && !isInitialized {
      throw BinaryDecodingError(.missingRequiredField(descriptor.fullName), offset: serializedBytes.count)
    }
  }

  /// Decodes a message, required fields or not.
  init(
    _ descriptor: MessageDescriptor, _ bytes: UnsafeRawBufferPointer, messageDepthLimit: Int, schema: SchemaLookup,
    contents: AnyContents = .bytes
  ) throws(BinaryDecodingError) {
    self.init(descriptor)
    var reader = WireReader(bytes, messageDepthLimit: messageDepthLimit)
    let source = Source(schema: schema, contents: contents)
    try merge(from: &reader, until: 0, source)
    if contents != .bytes { try readRemainingContents(source, depth: messageDepthLimit) }
  }

  /// What a message in a `google.protobuf.Any` becomes.
  enum AnyContents {
    /// The bytes that it is.
    case bytes
    /// A message in the place of the bytes, which it is written as; such a value stays inside this module.
    case messages
    /// The same where it can be read, else bytes.
    case messagesOrBytes
  }

  /// Where what isn't in the message's own descriptor is looked up, and how `Any`s are read.
  struct Source {
    /// Without a schema extensions are unknown fields.
    let schema: SchemaLookup?
    var contents = AnyContents.bytes
  }

  /// Merges fields until a tag: the one that ends a group, or 0, the end of the reader's current message.
  mutating func merge(
    from reader: inout WireReader, until endTag: WireTag, _ source: Source
  ) throws(BinaryDecodingError) {
    let table = descriptor.table
    if source.contents != .bytes && table.wellKnown == .any {
      return try mergeAny(from: &reader, until: endTag, source)
    }
    while true {
      let tag = try reader.nextTag()
      if tag == endTag { return }
      try field(tag, from: &reader, source)
    }
  }

  /// Reads a field whose tag was just read.
  mutating func field(
    _ tag: WireTag, from reader: inout WireReader, _ source: Source
  ) throws(BinaryDecodingError) {
    if tag == 0 { throw reader.error(.truncated) }
    let table = descriptor.table
    if let plan = table.plan(ofNumber: tag.fieldNumber) {
      try read(plan, tag, from: &reader, descriptor.pool, source)
    } else if table.isMessageSet && tag == MessageSet.itemStart {
      try readItem(from: &reader, source)
    } else if let field = source.schema?.extension(of: table, number: tag.fieldNumber), let plan = field.table.plan {
      try read(plan, tag, extension: field, from: &reader, field.file.pool, source)
    } else {
      try reader.unknown(tag, into: &unknownFields)
    }
  }

  /// Reads one appearance of a field or an extension, whose messages' extensions are in a pool.
  private mutating func read(
    _ plan: FieldPlan, _ tag: WireTag, extension field: FieldDescriptor? = nil, from reader: inout WireReader,
    _ pool: DescriptorPool?, _ source: Source
  ) throws(BinaryDecodingError) {
    var isSet = false
    if tag == plan.elementTag {
      isSet = try Self.readElement(
        plan, into: &values[plan.number], unknown: &unknownFields, from: &reader, pool, source)
    } else if plan.isRepeated, plan.type.isPackable, tag.wireType == .lengthDelimited {
      let outside = try reader.enterPacked()
      while reader.remaining > 0 {
        let isElement = try Self.readElement(
          plan, into: &values[plan.number], unknown: &unknownFields, from: &reader, pool, source)
        isSet = isSet || isElement
      }
      reader.leave(outside)
    } else {
      try reader.unknown(tag, into: &unknownFields)
    }
    if isSet { wasSet(plan, extension: field) }
  }

  /// Reads a value into its place; false if it went to the unknown fields, or is a default without presence.
  private static func readElement(
    _ plan: FieldPlan, into slot: inout FieldValue?, unknown: inout UnknownFields,
    from reader: inout WireReader, _ pool: DescriptorPool?, _ source: Source
  ) throws(BinaryDecodingError) -> Bool {
    if plan.isMap {
      guard let type = plan.message else { return false }
      let before = reader.offset
      if let content = try entry(of: type, in: pool, from: &reader, source) {
        slot.insert(content)
        return true
      }
      // The key or value is none of its type: the whole entry is unknown.
      reader.keep(plan.elementTag, from: before, in: &unknown)
      return false
    }
    let value: FieldValue
    if plan.isMessage {
      guard let type = plan.message else { return false }
      var message =
        plan.isRepeated ? DynamicMessage(MessageDescriptor(type, in: pool)) : slot.takeMessage(type, in: pool)
      let isGroup = plan.type == .group
      let outside = isGroup ? try reader.descend() : try reader.enter()
      try message.merge(from: &reader, until: isGroup ? plan.elementTag + 1 : 0, source)
      reader.leave(outside)
      value = .message(message)
    } else if plan.isLenient {
      let before = reader.offset
      guard let text = try reader.stringIfValid() else {
        reader.keep(plan.elementTag, from: before, in: &unknown)
        return false
      }
      value = .string(text)
    } else {
      value = try reader.value(of: plan.type)
      if case .enumeration(let number) = value, let type = plan.enumeration, type.isClosed, !type.has(number) {
        unknown.append(varint: UInt64(bitPattern: Int64(number)), tag: plan.elementTag)
        return false
      }
    }
    if plan.isRepeated {
      slot.append(value)
    } else {
      slot = plan.hasPresence || !value.isZero ? value : nil
    }
    return slot != nil
  }

  /// Reads a map's entry as generated code does: of what isn't its key or its value nothing is kept, a field 1 or 2 of
  /// another wire type included.
  ///
  /// - Returns: nil if the last value isn't one of its closed enum, or the last key or value a string that isn't UTF-8.
  private static func entry(
    of type: MessageTable, in pool: DescriptorPool?, from reader: inout WireReader, _ source: Source
  ) throws(BinaryDecodingError) -> (key: FieldValue, value: FieldValue)? {
    var entry = DynamicMessage(MessageDescriptor(type, in: pool))
    var isKnown = (key: true, value: true)
    let outside = try reader.enter()
    while true {
      let tag = try reader.nextTag()
      if tag == 0 { break }
      guard let plan = type.plan(ofNumber: tag.fieldNumber), plan.elementTag == tag else {
        try reader.skip(tag)
        continue
      }
      try entry.read(plan, tag, from: &reader, pool, source)
      let isOfItsType = entry.unknownFields.isEmpty
      if plan.number == 1 { isKnown.key = isOfItsType } else { isKnown.value = isOfItsType }
      entry.unknownFields = UnknownFields()
    }
    reader.leave(outside)
    return isKnown.key && isKnown.value ? entry.mapEntry : nil
  }

  /// The key and value of a message that is a map's entry.
  var mapEntry: (key: FieldValue, value: FieldValue)? {
    let plans = descriptor.table.plans
    guard plans.count == 2 else { return nil }
    guard let key = values[1] ?? .zero(of: plans[0].field) else { return nil }
    if let value = values[2] { return (key, value) }
    if let value = FieldValue.zero(of: plans[1].field) { return (key, value) }
    guard let type = plans[1].message else { return nil }
    return (key, .message(DynamicMessage(MessageDescriptor(type, in: descriptor.pool))))
  }

  // MARK: - Merging

  /// Merges another message of the same type into this one: its single values win, its lists are appended, its maps'
  /// values replace those of the same keys, messages are merged. A message of another type does nothing.
  public mutating func merge(_ other: DynamicMessage) {
    guard other.descriptor.fullName == descriptor.fullName else { return }
    var writer = WireWriter()
    writer.unknownFields = .wellFormed
    other.encode(to: &writer)
    writer.withUnsafeBytes { bytes in
      var reader = WireReader(bytes, messageDepthLimit: .max)
      // What a message writes it can read.
      try? merge(from: &reader, until: 0, Source(schema: SchemaLookup(other.descriptor)))
    }
  }

  /// Removes the fields that no schema declares from this message and from those in it.
  public mutating func discardUnknownFields() {
    unknownFields = UnknownFields()
    for number in Array(values.keys) { values[number]?.forEachMessage { $0.discardUnknownFields() } }
  }

  // MARK: - MessageSet

  /// Reads an item of a MessageSet, whose start tag was just read. One of a type that isn't known, or without a type
  /// or a message, is kept as it is.
  private mutating func readItem(from reader: inout WireReader, _ source: Source) throws(BinaryDecodingError) {
    let before = reader.offset
    let (number, place) = try reader.messageSetItem()
    guard let number, let place, let field = source.schema?.extension(of: descriptor.table, number: number),
      let plan = field.table.plan, let type = plan.message
    else {
      reader.keep(MessageSet.itemStart, from: before, in: &unknownFields)
      return
    }
    var message = values[plan.number].takeMessage(type, in: field.file.pool)
    let (behind, outside) = (reader.goBack(to: place), try reader.enter())
    try message.merge(from: &reader, until: 0, source)
    reader.leave(outside)
    reader.leave(behind)
    store(.message(message), plan, extension: field)
  }
}

extension WireReader {
  /// A single value that isn't a message.
  mutating func value(of type: FieldType) throws(BinaryDecodingError) -> FieldValue {
    switch type {
    case .double: .double(try double())
    case .float: .float(try float())
    case .int64: .int64(try int64())
    case .uint64: .uint64(try uint64())
    case .int32: .int32(try int32())
    case .fixed64: .uint64(try fixed64())
    case .fixed32: .uint32(try fixed32())
    case .bool: .bool(try bool())
    case .string: .string(try string())
    case .bytes: .bytes(try bytes())
    case .uint32: .uint32(try uint32())
    case .enumeration: .enumeration(try int32())
    case .sfixed32: .int32(try sfixed32())
    case .sfixed64: .int64(try sfixed64())
    case .sint32: .int32(try sint32())
    case .sint64: .int64(try sint64())
    case .message, .group: throw error(.invalidTag)
    }
  }
}
