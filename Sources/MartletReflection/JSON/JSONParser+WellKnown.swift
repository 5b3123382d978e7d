import MartletProtobuf

// The forms that ProtoJSON gives to the well-known types.

extension JSONParser {
  mutating func wellKnown(_ kind: WellKnownType, _ table: MessageTable) throws(JSONDecodingError) {
    switch kind {
    case .timestamp: try timestamp()
    case .duration: try duration()
    case .fieldMask: try fieldMask()
    case .structure: try structure()
    case .value: try value()
    case .listValue: try listValue()
    case .any: try any()
    case .wrapper(let type):
      out.tag(WireTag(fieldNumber: 1, wireType: type.wireType))
      try scalar(type)
    }
  }

  /// A string's bytes and its place, for the types that are written as one.
  private mutating func form(
    _ what: String, _ kind: JSONDecodingError.Kind
  ) throws(JSONDecodingError) -> (text: [UInt8], at: Int) {
    if scanner.peek() != UInt8(ascii: "\"") { throw scanner.expected(what, kind: kind) }
    let at = scanner.offset
    return (try scanner.string().unescaped(), at)
  }

  private mutating func write(seconds: Int64, nanos: Int32) {
    if seconds != 0 {
      out.tag(8)
      out.varint(UInt64(bitPattern: seconds))
    }
    if nanos != 0 {
      out.tag(16)
      out.varint(UInt64(bitPattern: Int64(nanos)))
    }
  }

  private mutating func timestamp() throws(JSONDecodingError) {
    let (text, at) = try form("a timestamp such as \"1972-01-01T10:00:20.021Z\"", .malformedTimestamp)
    guard let (seconds, nanos) = TimeText.timestamp(text[...]) else {
      throw scanner.error(
        "expected a timestamp of the years 1 to 9999, such as \"1972-01-01T10:00:20.021Z\"", at: at,
        kind: .malformedTimestamp)
    }
    write(seconds: seconds, nanos: nanos)
  }

  private mutating func duration() throws(JSONDecodingError) {
    let (text, at) = try form("a duration such as \"1.5s\"", .malformedDuration)
    guard let (seconds, nanos) = TimeText.duration(text[...]) else {
      throw scanner.error(
        "expected a duration of at most 315576000000 s, such as \"1.5s\"", at: at, kind: .malformedDuration)
    }
    write(seconds: seconds, nanos: nanos)
  }

  private mutating func fieldMask() throws(JSONDecodingError) {
    let (text, at) = try form("a field mask such as \"a,b.fooBar\"", .malformedFieldMask)
    if text.isEmpty { return }
    for path in String(decoding: text, as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false) {
      guard !path.isEmpty, let snake = FieldMaskPath.snakeCase(path) else {
        throw scanner.error(
          "expected paths in lowerCamelCase, joined by commas", at: at, kind: .malformedFieldMask)
      }
      out.tag(10)
      out.lengthDelimited([UInt8](snake.utf8))
    }
  }

  // MARK: - Struct

  private mutating func structure() throws(JSONDecodingError) {
    if scanner.peek() != UInt8(ascii: "{") {
      throw scanner.expected("an object for google.protobuf.Struct", kind: .schemaMismatch)
    }
    var names: Set<[UInt8]> = []
    var more = try scanner.beginObject()
    while more {
      _ = scanner.peek()
      let at = scanner.offset
      let name = try scanner.memberName().unescaped()
      if !names.insert(name).inserted { throw scanner.error("duplicate member", at: at) }
      out.tag(10)
      let entry = out.begin()
      out.tag(10)
      out.lengthDelimited(name)
      out.tag(18)
      let content = out.begin()
      do throws(JSONDecodingError) {
        try value()
      } catch {
        throw error.inside("[\"\(String(decoding: name, as: UTF8.self))\"]")
      }
      out.end(content)
      out.end(entry)
      more = try scanner.anotherMember()
    }
  }

  private mutating func value() throws(JSONDecodingError) {
    switch scanner.peek() {
    case UInt8(ascii: "n"):
      _ = try scanner.takeNull()
      out.tag(8)
      out.varint(0)
    case UInt8(ascii: "t"), UInt8(ascii: "f"):
      let flag = try scanner.boolean()
      out.tag(32)
      out.varint(flag ? 1 : 0)
    case UInt8(ascii: "\""):
      out.tag(26)
      try scalar(.string)
    case UInt8(ascii: "{"):
      out.tag(42)
      let content = out.begin()
      try structure()
      out.end(content)
    case UInt8(ascii: "["):
      out.tag(50)
      let content = out.begin()
      try listValue()
      out.end(content)
    case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?:
      out.tag(17)
      try scalar(.double)
    default: throw scanner.expected("a value")
    }
  }

  private mutating func listValue() throws(JSONDecodingError) {
    if scanner.peek() != UInt8(ascii: "[") {
      throw scanner.expected("an array for google.protobuf.ListValue", kind: .schemaMismatch)
    }
    var index = 0
    var more = try scanner.beginArray()
    while more {
      out.tag(10)
      let content = out.begin()
      do throws(JSONDecodingError) {
        try value()
      } catch {
        throw error.inside("[\(index)]")
      }
      out.end(content)
      index += 1
      more = try scanner.anotherElement()
    }
  }

  // MARK: - Any

  private mutating func any() throws(JSONDecodingError) {
    if scanner.peek() != UInt8(ascii: "{") {
      throw scanner.expected("an object for google.protobuf.Any", kind: .schemaMismatch)
    }
    let start = scanner.offset
    let members = try anyMembers()
    guard let url = members.url else {
      if members.count == 0 { return }
      throw scanner.error("the object has no member \"@type\"", at: start)
    }
    guard let type = schema.message(url: url) else {
      throw scanner.error("the type \"\(url)\" is not known", at: start)
    }
    if type.table.wellKnown != nil && (members.value == nil || members.count > 2 && !ignoresUnknownFields) {
      throw scanner.error("\(type.fullName) needs the members \"@type\" and \"value\" and no other", at: start)
    }
    let end = scanner.offset
    let content = out.count
    if type.table.wellKnown != nil, let value = members.value {
      scanner.rewind(to: value)
      do throws(JSONDecodingError) {
        try message(type.table)
      } catch {
        throw error.inside("value")
      }
      scanner.rewind(to: end)
    } else {
      scanner.rewind(to: start)
      try object(type.table, isAny: true)
    }
    // The members came in any order; the packed message has its fields by number.
    let bytes: [UInt8]
    do {
      let packed = try out.bytes(from: content).withUnsafeBytes {
        try DynamicMessage(type, $0, messageDepthLimit: wireDepthLimit, schema: schema)
      }
      if !allowsPartial, let missing = packed.missingField {
        throw BinaryEncodingError(.missingRequiredField("\(type.fullName).\(missing)"))
      }
      bytes = try packed.partialBytes()
    } catch {
      throw scanner.error("\(type.fullName): \(error)", at: start)
    }
    out.truncate(to: content)
    out.tag(10)
    out.lengthDelimited([UInt8](url.utf8))
    if !bytes.isEmpty {
      out.tag(18)
      out.lengthDelimited(bytes)
    }
  }

  /// Looks through an object: `@type` may come last. `value` is the offset of the member of that name.
  private mutating func anyMembers() throws(JSONDecodingError) -> (url: String?, value: Int?, count: Int) {
    var url: String?
    var value: Int?
    var count = 0
    var more = try scanner.beginObject()
    while more {
      _ = scanner.peek()
      let at = scanner.offset
      let name = try scanner.memberName()
      count += 1
      if Self.isTypeMember(name) {
        if url != nil { throw scanner.error("duplicate member", at: at) }
        url = String(decoding: try scanner.string().unescaped(), as: UTF8.self)
      } else {
        _ = scanner.peek()
        if name.unescaped().elementsEqual("value".utf8) {
          if value != nil { throw scanner.error("duplicate member", at: at) }
          value = scanner.offset
        }
        try scanner.skipValue()
      }
      more = try scanner.anotherMember()
    }
    return (url, value, count)
  }
}

extension JSONDecodingOptions {
  /// The limit of the wire format that JSON within the limit can't exceed: an object in a `Struct` takes three levels.
  var wireDepthLimit: Int { min(max(messageDepthLimit, 0), 100_000) * 3 + 3 }
}
