import MartletProtobuf

/// Reads JSON into a message's wire format, which the message then decodes.
struct JSONParser: ~Copyable {
  var scanner: JSONScanner
  var out: OutputBuffer
  let options: JSONDecodingOptions
  let schema: SchemaLookup
  /// Whether what is read lies in an `Any`.
  var isInsideAny = false

  /// A parser of bytes, which must be UTF-8 and outlive it.
  init(_ bytes: UnsafeRawBufferPointer, options: JSONDecodingOptions, schema: SchemaLookup) {
    scanner = JSONScanner(bytes, depthLimit: options.messageDepthLimit)
    out = OutputBuffer(capacity: bytes.count)
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
    var seen = PlaceSet()
    var oneofs = PlaceSet()
    var extensions: Set<Int> = []
    var hasType = false
    let plans = UnsafeBufferPointer(table.plans)
    var next = 0
    var more = try scanner.beginObject(for: table.fullName)
    while more {
      let at = scanner.nextOffset()
      // Most often the member is the one that follows the last.
      if next < plans.count, scanner.take(key: plans[next].jsonKey) {
        try member(plans, next, &seen, &oneofs, at: at)
        next += 1
        more = try scanner.anotherMember()
        continue
      }
      let name = try scanner.memberName()
      if let place = Self.place(of: name, in: table) {
        next = place + 1
        try member(plans, place, &seen, &oneofs, at: at)
      } else if let field = extensionField(name, of: table) {
        if !extensions.insert(field.number).inserted {
          throw scanner.error("duplicate member", at: at).inside(field.table.qualifiedName)
        }
        do throws(JSONDecodingError) {
          try extensionMember(field, of: table, at: at)
        } catch {
          throw error.inside(field.table.qualifiedName)
        }
      } else if isAny && Self.isTypeMember(name) {
        if hasType { throw scanner.error("duplicate member", at: at) }
        hasType = true
        try scanner.skipValue()
      } else if options.ignoreUnknownFields {
        try scanner.skipValue()
      } else {
        let name = String(decoding: name.unescaped(), as: UTF8.self)
        throw scanner.error("\(table.fullName) has no field \"\(name)\"", at: at, kind: .unknownField(name))
      }
      more = try scanner.anotherMember()
    }
  }

  /// The value of the member that stands for the field at a place.
  @inline(__always)
  private mutating func member(
    _ plans: UnsafeBufferPointer<FieldPlan>, _ place: Int, _ seen: inout PlaceSet, _ oneofs: inout PlaceSet,
    at offset: Int
  ) throws(JSONDecodingError) {
    if !seen.insert(place) {
      throw scanner.error("duplicate member", at: offset).inside(plans[place].field.proto.name)
    }
    do throws(JSONDecodingError) {
      try member(plans.baseAddress.unsafelyUnwrapped + place, &oneofs, at: offset)
    } catch {
      throw error.inside(plans[place].field.proto.name)
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
      var none = PlaceSet()
      return try withUnsafePointer(to: plan) { (plan) throws(JSONDecodingError) in
        try member(plan, &none, at: offset)
      }
    }
    if scanner.peek() == UInt8(ascii: "n"), !Self.takesNull(plan) {
      _ = try scanner.takeNull()
      return
    }
    out.tag(MessageSet.itemStart)
    out.tag(MessageSet.typeID)
    out.varint(UInt64(field.number))
    out.tag(MessageSet.message)
    let content = out.begin()
    try message(type)
    out.end(content)
    out.tag(MessageSet.itemEnd)
  }

  static func isTypeMember(_ name: JSONScanner.Text) -> Bool {
    name.withUnescaped { $0.elementsEqual("@type".utf8) }
  }

  private static func place(of name: JSONScanner.Text, in table: MessageTable) -> Int? {
    name.withUnescaped { table.names[$0] }
  }

  @inline(__always)
  private mutating func member(
    _ plan: UnsafePointer<FieldPlan>, _ oneofs: inout PlaceSet, at offset: Int
  ) throws(JSONDecodingError) {
    if scanner.peek() == UInt8(ascii: "n"), plan.pointee.isRepeated || !Self.takesNull(plan.pointee) {
      _ = try scanner.takeNull()
      return
    }
    if plan.pointee.oneof >= 0, !oneofs.insert(Int(plan.pointee.oneof)) {
      throw scanner.error("another member of the same oneof is already set", at: offset, kind: .conflictingOneOf)
    }
    if !plan.pointee.isRepeated {
      _ = try single(plan)
    } else if plan.pointee.isMap {
      try map(plan.pointee)
    } else {
      try list(plan)
    }
  }

  /// Whether `null` is a value of the field, and not the same as leaving it out.
  private static func takesNull(_ plan: FieldPlan) -> Bool {
    plan.message?.wellKnown == .value || plan.enumeration?.isNullValue == true
  }

  // MARK: - Repeated fields

  private mutating func list(_ plan: UnsafePointer<FieldPlan>) throws(JSONDecodingError) {
    var more = try scanner.beginArray()
    if !more { return }
    var start = 0
    if plan.pointee.isPacked {
      out.tag(plan.pointee.tag)
      start = out.begin()
    }
    var index = 0
    while more {
      do throws(JSONDecodingError) {
        if plan.pointee.isPacked { _ = try bare(plan) } else { _ = try single(plan) }
      } catch {
        throw error.inside("[\(index)]")
      }
      index += 1
      more = try scanner.anotherElement()
    }
    if plan.pointee.isPacked { out.end(start) }
  }

  private mutating func map(_ plan: FieldPlan) throws(JSONDecodingError) {
    guard let entry = plan.message, entry.plans.count == 2 else { throw scanner.expected("nothing") }
    let (key, value) = (entry.plans[0], UnsafePointer(entry.plans.baseAddress.unsafelyUnwrapped + 1))
    var names: Set<[UInt8]> = []
    var more = try scanner.beginObject(for: "a map")
    while more {
      let at = scanner.nextOffset()
      let name = try scanner.memberName()
      let entryStart = out.count
      out.tag(plan.elementTag)
      let start = out.begin()
      do throws(JSONDecodingError) {
        try mapKey(key, name, at: at)
        if !names.insert(out.bytes(from: start)).inserted {
          throw scanner.error("duplicate key", at: at, kind: .malformedMap)
        }
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
        throw scanner.error("expected \"true\" or \"false\" as a key", at: offset, kind: .malformedBool)
      }
    default:
      try number(plan.type, in: name, "a number as a key", at: offset)
    }
  }

  // MARK: - Values

  /// A field's single value, with its tag; false if it was an unknown enum name and was skipped.
  @inline(__always)
  private mutating func single(_ plan: UnsafePointer<FieldPlan>) throws(JSONDecodingError) -> Bool {
    let start = out.count
    let tag = plan.pointee.elementTag
    out.tag(tag)
    switch plan.pointee.type {
    case .message:
      guard let type = plan.pointee.message else { return false }
      let content = out.begin()
      try message(type)
      out.end(content)
    case .group:
      guard let type = plan.pointee.message else { return false }
      try message(type)
      out.tag(tag + 1)
    case .enumeration:
      if try bare(plan) { return true }
      out.truncate(to: start)
      return false
    case let type: try scalar(type)
    }
    return true
  }

  /// A value without its tag that isn't a message; false if it was an unknown enum name and was skipped.
  private mutating func bare(_ plan: UnsafePointer<FieldPlan>) throws(JSONDecodingError) -> Bool {
    if let type = plan.pointee.enumeration { return try enumeration(type) }
    try scalar(plan.pointee.type)
    return true
  }
}
