import MartletProtobuf

// The forms that ProtoJSON gives to the well-known types.

extension JSONParser {
  mutating func wellKnown(_ kind: WellKnownType, _ table: MessageTable) throws(JSONDecodingError) {
    switch kind {
    case .timestamp:
      let what = "a timestamp of the years 1 to 9999, such as \"1972-01-01T10:00:20.021Z\""
      try time(what, .malformedTimestamp, TimeText.timestamp)
    case .duration:
      let what = "a duration of at most 315576000000 s, such as \"1.5s\""
      try time(what, .malformedDuration, TimeText.duration)
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

  /// A timestamp or a duration.
  private mutating func time(
    _ what: String, _ kind: JSONDecodingError.Kind, _ parse: (ArraySlice<UInt8>) -> (seconds: Int64, nanos: Int32)?
  ) throws(JSONDecodingError) {
    let (text, at) = try form(what, kind)
    guard let (seconds, nanos) = parse(text[...]) else { throw scanner.error("expected \(what)", at: at, kind: kind) }
    if seconds != 0 {
      out.tag(8)
      out.varint(UInt64(bitPattern: seconds))
    }
    if nanos != 0 {
      out.tag(16)
      out.varint(UInt64(bitPattern: Int64(nanos)))
    }
  }

  private mutating func fieldMask() throws(JSONDecodingError) {
    let (text, at) = try form("a field mask such as \"a,b.fooBar\"", .malformedFieldMask)
    if text.isEmpty { return }
    for path in String(decoding: text, as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false) {
      guard let snake = FieldMaskPath.snakeCase(path) else {
        throw scanner.error(
          "expected paths in lowerCamelCase, joined by commas", at: at, kind: .malformedFieldMask)
      }
      out.tag(10)
      out.lengthDelimited([UInt8](snake.utf8))
    }
  }

  // MARK: - Struct

  private mutating func structure() throws(JSONDecodingError) {
    var names: Set<[UInt8]> = []
    var more = try scanner.beginObject(for: "google.protobuf.Struct")
    while more {
      let at = scanner.nextOffset()
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
    if scanner.peek() != UInt8(ascii: "{") { throw scanner.expected("an object for google.protobuf.Any") }
    let start = scanner.offset
    guard let url = try scanner.typeMember() else {
      if try !scanner.beginObject() { return }
      throw scanner.error("the object has no member \"@type\"", at: start)
    }
    guard let type = schema.message(url: url) else {
      throw scanner.error("the type \"\(url)\" is not known", at: start)
    }
    out.tag(10)
    out.lengthDelimited([UInt8](url.utf8))
    let field = out.count
    out.tag(18)
    let content = out.begin()
    let isOutermost = !isInsideAny
    isInsideAny = true
    if type.table.wellKnown != nil {
      try anyValue(type.table, at: start)
    } else {
      try object(type.table, isAny: true)
    }
    if isOutermost {
      isInsideAny = false
      try sort(type, from: content, at: start)
    }
    if out.count > content { out.end(content) } else { out.truncate(to: field) }
  }

  /// The object of an `Any` whose content has a form of its own, in the member `value`.
  private mutating func anyValue(_ table: MessageTable, at start: Int) throws(JSONDecodingError) {
    var hasType = false
    var hasValue = false
    var more = try scanner.beginObject()
    while more {
      let at = scanner.nextOffset()
      let name = try scanner.memberName()
      if Self.isTypeMember(name) {
        if hasType { throw scanner.error("duplicate member", at: at) }
        hasType = true
        try scanner.skipValue()
      } else if name.unescaped().elementsEqual("value".utf8) {
        if hasValue { throw scanner.error("duplicate member", at: at) }
        hasValue = true
        do throws(JSONDecodingError) {
          try message(table)
        } catch {
          throw error.inside("value")
        }
      } else if options.ignoreUnknownFields {
        try scanner.skipValue()
      } else {
        throw scanner.error("\(table.fullName) needs the members \"@type\" and \"value\" and no other", at: at)
      }
      more = try scanner.anotherMember()
    }
    if !hasValue { throw scanner.error("\(table.fullName) needs the member \"value\" beside \"@type\"", at: start) }
  }

  /// Puts the fields of an outermost `Any`'s content in order, those of all `Any`s in there too, since members come in
  /// any order; and checks the required ones.
  private mutating func sort(
    _ type: MessageDescriptor, from content: Int, at start: Int
  ) throws(JSONDecodingError) {
    do {
      let packed = try out.withUnsafeBytes {
        try DynamicMessage(
          type, UnsafeRawBufferPointer(rebasing: $0[content...]), messageDepthLimit: options.wireDepthLimit,
          schema: schema, contents: .messages)
      }
      if !options.allowPartial, let missing = packed.missingField {
        throw BinaryEncodingError(.missingRequiredField("\(type.fullName).\(missing)"))
      }
      let bytes = try packed.partialBytes()
      out.truncate(to: content)
      bytes.withUnsafeBytes { out.append($0) }
    } catch {
      throw scanner.error("\(type.fullName): \(error)", at: start)
    }
  }
}

extension JSONDecodingOptions {
  /// The limit of the wire format that JSON within the limit can't exceed: an object in a `Struct` takes three levels.
  var wireDepthLimit: Int { min(max(messageDepthLimit, 0), 100_000) * 3 + 3 }
}
