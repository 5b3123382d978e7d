import MartletProtobuf

/// Writes JSON from a message's wire format, field by field as they come.
///
/// It relies on the order that encoders keep: fields by number, the values of one together, and a map's entries by their
/// keys where that is asked for. Input that is in another order ends with `Disorder`; the caller then sorts it by way of a
/// `DynamicMessage` and starts again.
///
/// It throws what the reader throws (`BinaryDecodingError`), `Disorder` and `JSONEncodingError`.
struct JSONPrinter: ~Copyable {
  /// The fields aren't in order.
  struct Disorder: Error {}

  var out = OutputBuffer()
  let options: JSONEncodingOptions
  let schema: SchemaLookup
  /// Known fields that are out of order hold what their type doesn't allow, and are skipped.
  var isSorted: Bool
  /// Whether what is written lies in an `Any`, and so was put in order with it.
  var isInsideAny = false
  private var level = 0

  init(options: JSONEncodingOptions, schema: SchemaLookup, isSorted: Bool) {
    self.options = options
    self.schema = schema
    self.isSorted = isSorted
  }

  // MARK: - Layout

  mutating func open(_ bracket: UInt8) {
    out.append(bracket)
    level += 1
  }

  mutating func close(_ bracket: UInt8, isEmpty: Bool) {
    level -= 1
    if !isEmpty { newLine() }
    out.append(bracket)
  }

  /// Goes to the place of the next member or element.
  @inline(__always)
  mutating func separate(_ isFirst: inout Bool) {
    if isFirst { isFirst = false } else { out.append(UInt8(ascii: ",")) }
    newLine()
  }

  @inline(__always)
  private mutating func newLine() {
    if options.prettyPrinted {
      out.append(UInt8(ascii: "\n"))
      out.append(UInt8(ascii: " "), count: level * 2)
    }
  }

  /// The space after a colon.
  @inline(__always)
  mutating func space() {
    if options.prettyPrinted { out.append(UInt8(ascii: " ")) }
  }

  @inline(__always)
  mutating func key(_ plan: FieldPlan, _ isFirst: inout Bool) {
    separate(&isFirst)
    out.append(options.preserveProtoFieldNames ? plan.originalKey : plan.jsonKey)
    space()
  }

  // MARK: - Messages

  /// A message whose fields reach to the end of the reader's current message, or to a tag that ends a group.
  mutating func message(_ table: MessageTable, _ reader: inout WireReader, until endTag: WireTag) throws {
    if let kind = table.wellKnown, endTag == 0 {
      try wellKnown(kind, table, &reader)
      return
    }
    var isFirst = true
    open(UInt8(ascii: "{"))
    try fields(table, &reader, until: endTag, &isFirst)
    close(UInt8(ascii: "}"), isEmpty: isFirst)
  }

  /// The members of an object.
  mutating func fields(
    _ table: MessageTable, _ reader: inout WireReader, until endTag: WireTag, _ isFirst: inout Bool
  ) throws {
    let plans = table.plans
    var next = 0
    var tag = try reader.nextTag()
    while tag != endTag {
      if tag == 0 { throw reader.error(.truncated) }
      // Most often the field is the one that follows the last.
      var place = next
      if place >= plans.count || plans[place].tag != tag {
        guard let found = table.place(ofNumber: tag.fieldNumber) else {
          tag = try undeclared(table, &reader, tag, &isFirst)
          continue
        }
        place = found
      }
      let plan = plans[place]
      guard tag == plan.elementTag || Self.isPacked(tag, plan) else {
        try reader.skip(tag)
        tag = try reader.nextTag()
        continue
      }
      if place < next {
        if !isSorted { throw Disorder() }
        try reader.skip(tag)
        tag = try reader.nextTag()
        continue
      }
      if options.alwaysPrintFieldsWithoutPresence {
        for skipped in next..<place { absent(plans[skipped], &isFirst) }
      }
      next = place + 1
      tag = try declared(plan, &reader, tag, &isFirst, dropsEmpty: !options.alwaysPrintFieldsWithoutPresence)
    }
    if options.alwaysPrintFieldsWithoutPresence {
      for skipped in next..<max(next, plans.count) { absent(plans[skipped], &isFirst) }
    }
  }

  /// A field with all its values. Returns the next tag.
  @inline(__always)
  private mutating func declared(
    _ plan: FieldPlan, _ reader: inout WireReader, _ tag: WireTag, _ isFirst: inout Bool, dropsEmpty: Bool
  ) throws -> WireTag {
    if !plan.isRepeated {
      try single(plan, &reader, &isFirst)
      return try reader.nextTag()
    }
    let (before, wasFirst) = (out.count, isFirst)
    key(plan, &isFirst)
    var isEmpty = true
    let next = plan.isMap ? try map(plan, &reader, tag, &isEmpty) : try list(plan, &reader, tag, &isEmpty)
    // All that it holds may be numbers that a closed enum doesn't have.
    if isEmpty && dropsEmpty {
      out.truncate(to: before)
      isFirst = wasFirst
    }
    return next
  }

  /// A field that the message doesn't declare: an extension, or one that isn't known and is passed over. Returns the
  /// next tag.
  @inline(never)
  private mutating func undeclared(
    _ table: MessageTable, _ reader: inout WireReader, _ tag: WireTag, _ isFirst: inout Bool
  ) throws -> WireTag {
    if table.isMessageSet && tag == MessageSet.itemStart {
      try item(table, &reader, &isFirst)
    } else if let field = schema.extension(of: table, number: tag.fieldNumber), let plan = field.table.plan,
      tag == plan.elementTag || Self.isPacked(tag, plan)
    {
      // Generated messages may keep extensions as unknown fields, in any order.
      if !isSorted { throw Disorder() }
      return try declared(plan, &reader, tag, &isFirst, dropsEmpty: true)
    } else {
      try reader.skip(tag)
    }
    return try reader.nextTag()
  }

  /// An item of a MessageSet, whose start tag was just read.
  private mutating func item(_ table: MessageTable, _ reader: inout WireReader, _ isFirst: inout Bool) throws {
    let (number, place) = try reader.messageSetItem()
    guard let number, let place, let field = schema.extension(of: table, number: number),
      let plan = field.table.plan, let type = plan.message
    else { return }
    if !isSorted { throw Disorder() }
    let (behind, outside) = (reader.goBack(to: place), try reader.enter())
    key(plan, &isFirst)
    try message(type, &reader, until: 0)
    reader.leave(outside)
    reader.leave(behind)
  }

  @inline(__always)
  static func isPacked(_ tag: WireTag, _ plan: FieldPlan) -> Bool {
    plan.isRepeated && plan.type.isPackable && tag & 7 == 2
  }

  private mutating func single(_ plan: FieldPlan, _ reader: inout WireReader, _ isFirst: inout Bool) throws {
    try value(plan, &reader) { $0.key(plan, &isFirst) }
  }

  /// A value, and before it what `begin` writes; nothing if it is none of its type's.
  @inline(__always)
  mutating func value(_ plan: FieldPlan, _ reader: inout WireReader, behind begin: (inout JSONPrinter) -> Void) throws {
    if let type = plan.enumeration {
      let number = try reader.int32()
      if type.isClosed && !type.has(number) { return }
      begin(&self)
      enumeration(type, number)
      return
    }
    if plan.isLenient, try skipsInvalidString(&reader) { return }
    begin(&self)
    try value(plan, &reader)
  }

  /// Passes over a string that isn't UTF-8, in a field that may hold such; false, and the reader before it, if it is.
  @inline(never)
  mutating func skipsInvalidString(_ reader: inout WireReader) throws -> Bool {
    let start = reader.cursor
    let bytes = try reader.content()
    if (try? UTF8Span(validating: bytes.assumingMemoryBound(to: UInt8.self).span)) == nil { return true }
    // The caller reads the string.
    _ = reader.goBack(to: start)
    return false
  }

  /// A field that isn't there, if it has no presence.
  private mutating func absent(_ plan: FieldPlan, _ isFirst: inout Bool) {
    if plan.hasPresence { return }
    key(plan, &isFirst)
    if plan.isMap {
      out.append("{}")
    } else if plan.isRepeated {
      out.append("[]")
    } else {
      zero(plan)
    }
  }

  /// The default of a field without presence.
  mutating func zero(_ plan: FieldPlan) {
    if let type = plan.enumeration { enumeration(type, type.defaultNumber) } else { zero(plan.type) }
  }

  mutating func zero(_ type: FieldType) {
    switch type {
    case .int64, .uint64, .sint64, .fixed64, .sfixed64:
      out.append(options.alwaysPrintInt64sAsNumbers ? "0" : "\"0\"")
    case .bool: out.append("false")
    case .string, .bytes: out.append("\"\"")
    default: out.append(UInt8(ascii: "0"))
    }
  }

  // MARK: - Values

  /// A value that isn't of an enum.
  mutating func value(_ plan: FieldPlan, _ reader: inout WireReader) throws {
    switch plan.type {
    case .message:
      guard let type = plan.message else { return }
      let outside = try reader.enter()
      try message(type, &reader, until: 0)
      reader.leave(outside)
    case .group:
      guard let type = plan.message else { return }
      let outside = try reader.descend()
      try message(type, &reader, until: plan.elementTag + 1)
      reader.leave(outside)
    default: try scalar(plan.type, &reader)
    }
  }

  /// A scalar that isn't of an enum.
  @inline(__always)
  mutating func scalar(_ type: FieldType, _ reader: inout WireReader) throws {
    switch type {
    case .string: try string(&reader)
    case .bytes: out.base64(try reader.content())
    case .bool: out.append(try reader.bool() ? "true" : "false")
    case .double: out.number(try reader.double())
    case .float: out.number(try reader.float())
    default: try number(type, &reader)
    }
  }

  mutating func string(_ reader: inout WireReader) throws {
    let bytes = try reader.content()
    guard (try? UTF8Span(validating: bytes.assumingMemoryBound(to: UInt8.self).span)) != nil else {
      throw reader.error(.invalidUTF8)
    }
    out.quoted(bytes)
  }

  /// A whole number; those of 64 bits are strings, since JavaScript's numbers can't hold them.
  mutating func number(_ type: FieldType, _ reader: inout WireReader, isKey: Bool = false) throws {
    switch type {
    case .int32: out.integer(Int64(try reader.int32()))
    case .uint32: out.integer(UInt64(try reader.uint32()))
    case .sint32: out.integer(Int64(try reader.sint32()))
    case .fixed32: out.integer(UInt64(try reader.fixed32()))
    case .sfixed32: out.integer(Int64(try reader.sfixed32()))
    default:
      let isQuoted = isKey || !options.alwaysPrintInt64sAsNumbers
      if isQuoted { out.append(UInt8(ascii: "\"")) }
      switch type {
      case .uint64: out.integer(try reader.uint64())
      case .sint64: out.integer(try reader.sint64())
      case .fixed64: out.integer(try reader.fixed64())
      case .sfixed64: out.integer(try reader.sfixed64())
      default: out.integer(try reader.int64())
      }
      if isQuoted { out.append(UInt8(ascii: "\"")) }
    }
  }

  mutating func enumeration(_ type: EnumTable, _ number: Int32) {
    if type.isNullValue {
      out.append("null")
    } else if !options.alwaysPrintEnumsAsInts, let name = type.jsonName(of: number) {
      out.quoted(name)
    } else {
      out.integer(Int64(number))
    }
  }
}
