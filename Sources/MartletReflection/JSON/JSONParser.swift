import MartletProtobuf

/// Reads JSON into a message's wire format, which the message then decodes.
struct JSONParser: ~Copyable {
  var scanner: JSONScanner
  var out: WireBuffer
  let options: JSONDecodingOptions
  let types: TypeResolver

  /// A parser of bytes, which must be UTF-8 and outlive it.
  init(_ bytes: UnsafeRawBufferPointer, options: JSONDecodingOptions, types: TypeResolver) {
    scanner = JSONScanner(bytes, depthLimit: options.messageDepthLimit)
    out = WireBuffer(capacity: bytes.count)
    self.options = options
    self.types = types
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
      } else if isAny && Self.isTypeMember(name) || options.ignoreUnknownFields {
        try scanner.skipValue()
      } else {
        throw scanner.error(
          "\(table.fullName) has no field \"\(String(decoding: name.unescaped(), as: UTF8.self))\"", at: at)
      }
      more = try scanner.anotherMember()
    }
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
      guard let number = Self.number(in: name) else { throw scanner.error("expected a number as a key", at: offset) }
      try integer(plan.type, number, at: offset)
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

  /// A value that is neither a message nor of an enum.
  mutating func scalar(_ type: FieldType) throws(JSONDecodingError) {
    switch type {
    case .string: text(try scanner.string())
    case .bytes: try base64()
    case .bool: out.varint(try scanner.boolean() ? 1 : 0)
    case .double, .float: try floatingPoint(type)
    default:
      let what = type.keyword
      guard let first = scanner.peek() else { throw scanner.expected(what) }
      let at = scanner.offset
      if first == UInt8(ascii: "\"") {
        guard let number = Self.number(in: try scanner.string()) else {
          throw scanner.error("expected \(what), found a string that is not a number", at: at)
        }
        try integer(type, number, at: at)
      } else if first == UInt8(ascii: "-") || first >= 0x30 && first <= 0x39 {
        try integer(type, try scanner.number(), at: at)
      } else {
        throw scanner.expected(what)
      }
    }
  }

  @inline(__always)
  private mutating func text(_ text: JSONScanner.Text) {
    if text.hasEscapes { out.lengthDelimited(text.unescaped()) } else { out.lengthDelimited(text.bytes) }
  }

  private static func number(in text: JSONScanner.Text) -> JSONNumber? {
    // No number needs an escape, and nobody writes one.
    text.hasEscapes ? nil : JSONNumber(text.bytes)
  }

  private mutating func integer(
    _ type: FieldType, _ number: JSONNumber, at offset: Int
  ) throws(JSONDecodingError) {
    switch type {
    case .int32, .sint32, .sfixed32:
      guard let wide = number.int64, let value = Int32(exactly: wide) else { break }
      switch type {
      case .sfixed32: out.fixed(value)
      case .sint32: out.varint(UInt64(UInt32(bitPattern: value << 1 ^ value >> 31)))
      default: out.varint(UInt64(bitPattern: wide))
      }
      return
    case .int64, .sint64, .sfixed64:
      guard let value = number.int64 else { break }
      switch type {
      case .sfixed64: out.fixed(value)
      case .sint64: out.varint(UInt64(bitPattern: value << 1 ^ value >> 63))
      default: out.varint(UInt64(bitPattern: value))
      }
      return
    case .uint32, .fixed32:
      guard let wide = number.uint64, let value = UInt32(exactly: wide) else { break }
      if type == .fixed32 { out.fixed(value) } else { out.varint(wide) }
      return
    default:
      guard let value = number.uint64 else { break }
      if type == .fixed64 { out.fixed(value) } else { out.varint(value) }
      return
    }
    throw scanner.error(
      "expected \(type.keyword), found \(String(decoding: number.text, as: UTF8.self)), which is not in its range",
      at: offset)
  }

  private mutating func floatingPoint(_ type: FieldType) throws(JSONDecodingError) {
    guard let first = scanner.peek() else { throw scanner.expected(type.keyword) }
    let at = scanner.offset
    let number: JSONNumber
    if first == UInt8(ascii: "\"") {
      let text = try scanner.string()
      let special: Double? =
        switch String(decoding: text.bytes, as: UTF8.self) {
        case "NaN": .nan
        case "Infinity": .infinity
        case "-Infinity": -.infinity
        default: nil
        }
      if let special {
        if type == .double { out.fixed(special.bitPattern) } else { out.fixed(Float(special).bitPattern) }
        return
      }
      guard let quoted = Self.number(in: text) else {
        throw scanner.error("expected \(type.keyword), found a string that is not a number", at: at)
      }
      number = quoted
    } else if first == UInt8(ascii: "-") || first >= 0x30 && first <= 0x39 {
      number = try scanner.number()
    } else {
      throw scanner.expected(type.keyword)
    }
    if type == .double {
      if let value = number.double { return out.fixed(value.bitPattern) }
    } else if let value = number.float {
      return out.fixed(value.bitPattern)
    }
    throw scanner.error("the number is beyond the range of \(type.keyword)", at: at)
  }

  /// An enum's value by name or number; false if it is an unknown one and was skipped.
  private mutating func enumeration(_ type: EnumTable) throws(JSONDecodingError) -> Bool {
    guard let first = scanner.peek() else { throw scanner.expected("a value of \(type.fullName)") }
    let at = scanner.offset
    if first == UInt8(ascii: "\"") {
      let name = try scanner.string()
      let number =
        name.hasEscapes
        ? name.unescaped().withUnsafeBytes { type.number(named: $0) } : type.number(named: name.bytes)
      if let number {
        out.varint(UInt64(bitPattern: Int64(number)))
        return true
      }
      if options.ignoreUnknownFields { return false }
      throw scanner.error(
        "\(type.fullName) has no value \"\(String(decoding: name.unescaped(), as: UTF8.self))\"", at: at)
    }
    if first == UInt8(ascii: "-") || first >= 0x30 && first <= 0x39 {
      guard let wide = try scanner.number().int64, let number = Int32(exactly: wide) else {
        throw scanner.error("an enum's number must be an int32", at: at)
      }
      if type.isClosed && !type.has(number) {
        if options.ignoreUnknownFields { return false }
        throw scanner.error("\(type.fullName) has no value \(number)", at: at)
      }
      out.varint(UInt64(bitPattern: Int64(number)))
      return true
    }
    if type.isNullValue, try scanner.takeNull() {
      out.varint(0)
      return true
    }
    throw scanner.expected("a name or number of \(type.fullName)")
  }

  /// Base64 in either alphabet, padded or not.
  private mutating func base64() throws(JSONDecodingError) {
    if scanner.peek() != UInt8(ascii: "\"") { throw scanner.expected("a string of base64") }
    let at = scanner.offset
    let text = try scanner.string()
    let decoded =
      text.hasEscapes ? text.unescaped().withUnsafeBytes(Base64.decode) : Base64.decode(text.bytes)
    guard let decoded else { throw scanner.error("expected base64", at: at) }
    out.lengthDelimited(decoded)
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

/// Which of a message's fields or oneofs were seen.
struct PlaceSet {
  private var small: UInt64 = 0
  private var large: [UInt64] = []

  init(count: Int) {
    if count > 64 { large = [UInt64](repeating: 0, count: (count + 63) / 64) }
  }

  /// Adds a place; false if it was there.
  @inline(__always)
  mutating func insert(_ place: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(place & 63)
    if large.isEmpty {
      if small & bit != 0 { return false }
      small |= bit
    } else {
      if large[place >> 6] & bit != 0 { return false }
      large[place >> 6] |= bit
    }
    return true
  }
}
