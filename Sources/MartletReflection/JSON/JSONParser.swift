import MartletProtobuf

/// Reads JSON into a message's wire format, which the message then decodes.
struct JSONParser: ~Copyable {
  var scanner: JSONScanner
  var out: WireBuffer
  let options: JSONDecodingOptions
  let schema: SchemaLookup

  /// A parser of bytes, which must be UTF-8 and outlive it.
  init(_ bytes: UnsafeRawBufferPointer, options: JSONDecodingOptions, schema: SchemaLookup) {
    scanner = JSONScanner(bytes, depthLimit: options.messageDepthLimit)
    out = WireBuffer(capacity: bytes.count)
    self.options = options
    self.schema = schema
  }

  // MARK: - Messages

  /// A message's fields, without a length before them.
  mutating func message(_ table: MessageTable) throws(JSONDecodingError) {
    if let kind = table.wellKnown {
      try wellKnown(kind, table)
    } else {
      try object(table, isAny: false)
    }
  }

  /// An object's members as fields. One that stands for an `Any` also has `@type`, which is passed over.
  mutating func object(_ table: MessageTable, isAny: Bool) throws(JSONDecodingError) {
    if scanner.peek() != UInt8(ascii: "{") { throw scanner.expected("an object for \(table.fullName)") }
    var seen = PlaceSet(count: table.plans.count)
    var oneofs = PlaceSet(count: table.oneofs.count)
    var extensions: Set<Int> = []
    var next = 0
    var more = try scanner.beginObject()
    while more {
      _ = scanner.peek()
      let at = scanner.offset
      let name = try scanner.memberName()
      if let place = Self.place(of: name, in: table, expected: next) {
        if !seen.insert(place) {
          throw scanner.error("duplicate member", at: at).inside(table.plans[place].field.proto.name)
        }
        next = place + 1
        do throws(JSONDecodingError) {
          try member(table.plans[place], &oneofs, at: at)
        } catch {
          throw error.inside(table.plans[place].field.proto.name)
        }
      } else if let field = extensionField(name, of: table) {
        if !extensions.insert(field.number).inserted {
          throw scanner.error("duplicate member", at: at).inside(field.table.qualifiedName)
        }
        do throws(JSONDecodingError) {
          try extensionMember(field, of: table, at: at)
        } catch {
          throw error.inside(field.table.qualifiedName)
        }
      } else if isAny && Self.isTypeMember(name) || options.ignoreUnknownFields {
        try scanner.skipValue()
      } else {
        throw scanner.error(
          "\(table.fullName) has no field \"\(String(decoding: name.unescaped(), as: UTF8.self))\"", at: at)
      }
      more = try scanner.anotherMember()
    }
  }

  /// The extension that a name in brackets stands for.
  private func extensionField(_ name: JSONScanner.Text, of table: MessageTable) -> FieldDescriptor? {
    guard table.hasExtensionRanges, name.hasEscapes || name.bytes.first == UInt8(ascii: "[") else { return nil }
    return schema.extension(of: table, bracketed: String(decoding: name.unescaped(), as: UTF8.self))
  }

  private mutating func extensionMember(
    _ field: FieldDescriptor, of table: MessageTable, at offset: Int
  ) throws(JSONDecodingError) {
    guard let plan = field.table.plan else { return try scanner.skipValue() }
    guard table.isMessageSet, let type = plan.message else {
      var none = PlaceSet(count: 0)
      return try member(plan, &none, at: offset)
    }
    if scanner.peek() == UInt8(ascii: "n"), !Self.takesNull(plan) {
      _ = try scanner.takeNull()
      return
    }
    out.tag(MessageSet.itemStart)
    out.tag(MessageSet.typeID)
    out.varint(UInt64(field.number))
    out.tag(MessageSet.payload)
    let content = out.begin()
    try message(type)
    out.end(content)
    out.tag(MessageSet.itemEnd)
  }

  static func isTypeMember(_ name: JSONScanner.Text) -> Bool {
    name.unescaped().elementsEqual("@type".utf8)
  }

  @inline(__always)
  private static func place(of name: JSONScanner.Text, in table: MessageTable, expected: Int) -> Int? {
    if name.hasEscapes { return name.unescaped().withUnsafeBytes { table.names[$0] } }
    // Most often the member is the one that follows the last; its key is at hand with quotes and a colon.
    if expected < table.plans.count {
      let key = table.plans[expected].jsonKey
      let count = name.bytes.count
      if key.count == count + 3, UnsafeRawBufferPointer(rebasing: key[1...count]).isSame(as: name.bytes) {
        return expected
      }
    }
    return table.names[name.bytes]
  }

  private mutating func member(
    _ plan: FieldPlan, _ oneofs: inout PlaceSet, at offset: Int
  ) throws(JSONDecodingError) {
    if scanner.peek() == UInt8(ascii: "n"), !Self.takesNull(plan) || plan.isRepeated {
      _ = try scanner.takeNull()
      return
    }
    if plan.oneof >= 0, !oneofs.insert(Int(plan.oneof)) {
      throw scanner.error("another member of the same oneof is already set", at: offset)
    }
    if plan.isMap {
      try map(plan)
    } else if plan.isRepeated {
      try list(plan)
    } else {
      _ = try single(plan)
    }
  }

  /// Whether `null` is a value of the field, and not the same as leaving it out.
  private static func takesNull(_ plan: FieldPlan) -> Bool {
    plan.message?.wellKnown == .value || plan.enumeration?.isNullValue == true
  }

  // MARK: - Repeated fields

  private mutating func list(_ plan: FieldPlan) throws(JSONDecodingError) {
    if scanner.peek() != UInt8(ascii: "[") { throw scanner.expected("an array") }
    var more = try scanner.beginArray()
    if !more { return }
    var start = 0
    if plan.isPacked {
      out.tag(plan.tag)
      start = out.begin()
    }
    var index = 0
    while more {
      do throws(JSONDecodingError) {
        if plan.isPacked { _ = try bare(plan) } else { _ = try single(plan) }
      } catch {
        throw error.inside("[\(index)]")
      }
      index += 1
      more = try scanner.anotherElement()
    }
    if plan.isPacked { out.end(start) }
  }

  private mutating func map(_ plan: FieldPlan) throws(JSONDecodingError) {
    guard let entry = plan.message, entry.plans.count == 2 else { throw scanner.expected("nothing") }
    if scanner.peek() != UInt8(ascii: "{") { throw scanner.expected("an object for a map") }
    let (key, value) = (entry.plans[0], entry.plans[1])
    var names: Set<[UInt8]> = []
    var more = try scanner.beginObject()
    while more {
      _ = scanner.peek()
      let at = scanner.offset
      let name = try scanner.memberName()
      let entryStart = out.count
      out.tag(plan.elementTag)
      let start = out.begin()
      do throws(JSONDecodingError) {
        try mapKey(key, name, at: at)
        if !names.insert(out.bytes(from: start)).inserted { throw scanner.error("duplicate key", at: at) }
        if try single(value) { out.end(start) } else { out.truncate(to: entryStart) }
      } catch {
        throw error.inside("[\"\(String(decoding: name.unescaped(), as: UTF8.self))\"]")
      }
      more = try scanner.anotherMember()
    }
  }

  private mutating func mapKey(
    _ plan: FieldPlan, _ name: JSONScanner.Text, at offset: Int
  ) throws(JSONDecodingError) {
    out.tag(plan.elementTag)
    switch plan.type {
    case .string: text(name)
    case .bool:
      let bytes = name.unescaped()
      if bytes.elementsEqual("true".utf8) {
        out.varint(1)
      } else if bytes.elementsEqual("false".utf8) {
        out.varint(0)
      } else {
        throw scanner.error("expected \"true\" or \"false\" as a key", at: offset)
      }
    default:
      let isNumber = try number(in: name) { (parser, number) throws(JSONDecodingError) in
        try parser.integer(plan.type, number, at: offset)
      }
      if !isNumber { throw scanner.error("expected a number as a key", at: offset) }
    }
  }

  // MARK: - Values

  /// A field's single value, with its tag; false if it was an unknown enum name and was skipped.
  private mutating func single(_ plan: FieldPlan) throws(JSONDecodingError) -> Bool {
    let start = out.count
    out.tag(plan.elementTag)
    switch plan.type {
    case .message:
      guard let type = plan.message else { return false }
      let content = out.begin()
      try message(type)
      out.end(content)
      return true
    case .group:
      guard let type = plan.message else { return false }
      try message(type)
      out.tag(plan.elementTag + 1)
      return true
    case .enumeration:
      if try bare(plan) { return true }
      out.truncate(to: start)
      return false
    default: return try bare(plan)
    }
  }

  /// A value without its tag that isn't a message; false if it was an unknown enum name and was skipped.
  private mutating func bare(_ plan: FieldPlan) throws(JSONDecodingError) -> Bool {
    if let type = plan.enumeration { return try enumeration(type) }
    try scalar(plan.type)
    return true
  }
}

extension UnsafeRawBufferPointer {
  /// Whether two buffers of one length hold the same bytes.
  @inline(__always)
  fileprivate func isSame(as other: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index < count {
      if self[index] != other[index] { return false }
      index += 1
    }
    return true
  }
}
