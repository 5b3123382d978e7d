import MartletProtobuf
import MartletReflection
import Testing

@Suite struct JSONTests {
  @Test func printsByTheOptions() throws {
    var message = DynamicMessage(try Everything.message())
    message["number"] = .int32(5)
    message["far_away"] = .int32(1)
    var nested = DynamicMessage(try #require(message.descriptor.field(named: "nested")?.messageType))
    nested["kind"] = .enumeration(1)
    message["nested"] = .message(nested)
    #expect(try message.jsonString() == #"{"number":5,"nested":{"kind":"KIND_ONE"},"farAway":1}"#)

    var options = JSONEncodingOptions()
    options.preserveProtoFieldNames = true
    options.alwaysPrintEnumsAsInts = true
    #expect(try message.jsonString(options: options) == #"{"number":5,"nested":{"kind":1},"far_away":1}"#)

    options = JSONEncodingOptions()
    options.prettyPrinted = true
    #expect(
      try message.jsonString(options: options) == """
        {
          "number": 5,
          "nested": {
            "kind": "KIND_ONE"
          },
          "farAway": 1
        }
        """)

    options = JSONEncodingOptions()
    options.alwaysPrintFieldsWithoutPresence = true
    #expect(
      try message.jsonString(options: options)
        == #"{"number":5,"nested":{"name":"","kind":"KIND_ONE"},"@other \"name\"":"","farAway":1}"#)
    #expect(
      try DynamicMessage(try Everything.message("Optionals")).jsonString(options: options) == "{}")
    let lists = try DynamicMessage(try Everything.message("Lists")).jsonString(options: options)
    #expect(lists.hasPrefix(#"{"doubles":[],"floats":[],"#) && lists.hasSuffix(#""loose":[]}"#))
  }

  @Test func printsMapsInOrderOnDemand() throws {
    let type = try Everything.message("Maps")
    let json = #"{"byInt32":{"-3":1,"2":4,"10":3},"byBool":{"false":"","true":"x"}}"#
    var options = JSONEncodingOptions()
    options.useDeterministicOrdering = true
    #expect(try DynamicMessage(type, jsonString: json).jsonString(options: options) == json)
  }

  @Test func generatedMessagesHaveJSON() throws {
    let field = Google_Protobuf_FieldDescriptorProto.with {
      $0.name = "x"
      $0.type = .int32
      $0.options.packed = true
      $0.oneofIndex = 0
    }
    let json = #"{"name":"x","type":"TYPE_INT32","options":{"packed":true},"oneofIndex":0}"#
    #expect(try field.jsonString() == json)
    #expect(try Google_Protobuf_FieldDescriptorProto(jsonString: json) == field)
    #expect(try Google_Protobuf_FieldDescriptorProto(jsonUTF8Bytes: Array(json.utf8)) == field)
    #expect(String(decoding: try field.jsonUTF8Bytes(), as: UTF8.self) == json)
  }

  @Test func generatedWellKnownTypesHaveTheirForms() throws {
    let any = try Google_Protobuf_Any(
      jsonString: #"{"@type":"type.googleapis.com/google.protobuf.Duration","value":"-1.500s"}"#)
    #expect(any.typeURL == "type.googleapis.com/google.protobuf.Duration")
    #expect(try any.jsonString() == #"{"@type":"type.googleapis.com/google.protobuf.Duration","value":"-1.500s"}"#)
    let timestamp = try Google_Protobuf_Timestamp(jsonString: #""2024-02-29T01:02:03.5+01:00""#)
    #expect(timestamp.seconds == 1_709_164_923 && timestamp.nanos == 500_000_000)
    #expect(try timestamp.jsonString() == #""2024-02-29T00:02:03.500Z""#)
    let structure = #"{"a":[1,null,true,"x",{"b":-0.5}]}"#
    #expect(try Google_Protobuf_Struct(jsonString: structure).jsonString() == structure)
    #expect(try Google_Protobuf_Int64Value(jsonString: "\"-7\"").value == -7)
    #expect(try Google_Protobuf_FieldMask(jsonString: "\"fooBar,a.b\"").paths == ["foo_bar", "a.b"])
    #expect(try Google_Protobuf_Empty(jsonString: "{}").jsonString() == "{}")
  }

  @Test func generatedMessagesNestDeeply() throws {
    var value = Google_Protobuf_Value()
    value.numberValue = 1
    for _ in 0..<2000 {
      let inner = value
      value = .with { $0.listValue.values = [inner] }
    }
    #expect(throws: JSONEncodingError.self) { try value.jsonString() }
  }

  @Test func generatedMessagesWithUnknownNumbersHaveJSON() throws {
    // Type 99 isn't one of the closed enum; the unknown field stands behind the others, out of order.
    let field = try Google_Protobuf_FieldDescriptorProto(serializedBytes: [
      0x28, 99, 0x0A, 1, 0x78, 0x48, 3, 0xB0, 9, 1,
    ])
    #expect(try field.jsonString() == #"{"name":"x","oneofIndex":3}"#)
  }

  @Test func roundTripsDescriptors() throws {
    let set = try Google_Protobuf_FileDescriptorSet(serializedBytes: try #require(Everything.set))
    let json = try set.jsonString()
    #expect(try Google_Protobuf_FileDescriptorSet(jsonString: json) == set)
  }

  static let errors: [(type: String, json: String, message: String)] = [
    ("Scalars", #"{"anInt32": "x"}"#, "1:13: an_int32: expected int32, found a string that is not a number"),
    (
      "Scalars", #"{"anInt32": 99999999999}"#,
      "1:13: an_int32: expected int32, found 99999999999, which is not in its range"
    ),
    ("Scalars", "{\n  \"nope\": 1\n}", "2:3: test.Scalars has no field \"nope\""),
    ("Scalars", #"{"aBool": "true"}"#, "1:11: a_bool: expected true or false, found a string"),
    ("Scalars", #"{"aColour": "PINK"}"#, "1:13: a_colour: test.Colour has no value \"PINK\""),
    ("Scalars", #"{"someBytes": "?"}"#, "1:15: some_bytes: expected base64"),
    ("Scalars", #"{"aString": "\ud800"}"#, "1:14: a_string: a high surrogate needs a low one after it"),
    ("Scalars", #"{"aString": "a"#, "1:13: a_string: the string has no end"),
    ("Scalars", #"{"aDouble": 1e999}"#, "1:13: a_double: the number is beyond the range of double"),
    ("Scalars", #"{"aDouble": 1} x"#, "1:16: expected the end of the input, found 'x'"),
    ("Scalars", "", "1:1: expected an object for test.Scalars, found the end of the input"),
    ("Scalars", #"{"aDouble" 1}"#, "1:12: expected ':', found a number"),
    ("Scalars", #"{"aDouble": 1 "aFloat": 2}"#, "1:15: expected ',' or '}', found a string"),
    ("Lists", #"{"messages": [{}, {"anInt32": true}]}"#, "1:31: messages[1].an_int32: expected int32, found a boolean"),
    ("Lists", #"{"int32s": 5}"#, "1:12: int32s: expected an array, found a number"),
    (
      "Maps", #"{"byString": {"k": {"scalars": 1}}}"#,
      "1:32: by_string[\"k\"].scalars: expected an object for test.Scalars, found a number"
    ),
    ("Maps", #"{"byInt32": {"1": 1, "1": 2}}"#, "1:22: by_int32[\"1\"]: duplicate key"),
    ("Everything", #"{"number": 1, "text": ""}"#, "1:15: text: another member of the same oneof is already set"),
    ("Everything", #"{"number": 1, "number": 1}"#, "1:15: number: duplicate member"),
    (
      "WellKnown", #"{"timestamp": "today"}"#,
      "1:15: timestamp: expected a timestamp of the years 1 to 9999, such as \"1972-01-01T10:00:20.021Z\""
    ),
    ("WellKnown", #"{"any": {"@type": "a/b.C"}}"#, "1:9: any: the type \"a/b.C\" is not known"),
  ]

  @Test(arguments: errors.indices)
  func saysWhereAndWhatIsWrong(index: Int) throws {
    let (type, json, message) = Self.errors[index]
    let descriptor = try Everything.message(type)
    let error = #expect(throws: JSONDecodingError.self) { try DynamicMessage(descriptor, jsonString: json) }
    #expect(error?.description == message)
  }

  @Test func refusesInvalidUTF8() throws {
    let type = try Everything.message("Scalars")
    let bytes = Array(#"{"aString": ""#.utf8) + [0xFF] + Array(#""}"#.utf8)
    #expect(throws: JSONDecodingError.self) { try DynamicMessage(type, jsonUTF8Bytes: bytes) }
  }

  @Test func limitsNesting() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: #"{"again":"#, count: levels) + "{}" + String(repeating: "}", count: levels)
    }
    let type = try Everything.message()
    #expect(throws: Never.self) { try DynamicMessage(type, jsonString: nested(99)) }
    #expect(throws: JSONDecodingError.self) { try DynamicMessage(type, jsonString: nested(100)) }
    var options = JSONDecodingOptions()
    options.ignoreUnknownFields = true
    let deep = #"{"x":"# + String(repeating: "[", count: 100_000)
    #expect(throws: JSONDecodingError.self) { try DynamicMessage(type, jsonString: deep, options: options) }
    let lists = #"{"list":"# + String(repeating: "[", count: 99) + String(repeating: "]", count: 99) + "}"
    let wellKnown = try DynamicMessage(try Everything.message("WellKnown"), jsonString: lists)
    #expect(try wellKnown.jsonString() == lists)
  }

  @Test func refusesWhatJSONCannotSay() throws {
    var message = DynamicMessage(try Everything.message("WellKnown"))
    func set(_ field: String, _ values: [Int: FieldValue]) throws {
      var value = DynamicMessage(try #require(message.descriptor.field(named: field)?.messageType))
      for (number, content) in values { value[number] = content }
      message = DynamicMessage(message.descriptor)
      message[field] = .message(value)
    }
    try set("timestamp", [1: .int64(253_402_300_800)])
    #expect(throws: JSONEncodingError.self) { try message.jsonString() }
    try set("timestamp", [2: .int32(-1)])
    #expect(throws: JSONEncodingError.self) { try message.jsonString() }
    try set("duration", [1: .int64(1), 2: .int32(-1)])
    #expect(throws: JSONEncodingError.self) { try message.jsonString() }
    try set("mask", [1: .list([.string("fooBar")])])
    #expect(throws: JSONEncodingError.self) { try message.jsonString() }
    try set("value", [2: .double(.nan)])
    #expect(throws: JSONEncodingError.self) { try message.jsonString() }
    try set("value", [:])
    #expect(throws: JSONEncodingError.self) { try message.jsonString() }
    try set("any", [1: .string("a/no.Such")])
    let error = #expect(throws: JSONEncodingError.self) { try message.jsonString() }
    #expect(error == .anyTranscodeFailure && error?.message.contains("a/no.Such") == true)
  }

  @Test func mutatedJSONNeverTraps() throws {
    let type = try Everything.message()
    var random = RandomMessages(seed: 4)
    var accepted = 0
    for _ in 0..<150 {
      let json = try random.message(type).jsonUTF8Bytes()
      for _ in 0..<20 {
        var bytes = json
        for _ in 0..<Int.random(in: 1...3, using: &random.generator) {
          let place = Int.random(in: 0..<bytes.count, using: &random.generator)
          bytes[place] = Array(#"{}[]",:0123456789.eE+-\untf "#.utf8).randomElement(using: &random.generator) ?? 0
        }
        if let message = try? DynamicMessage(type, jsonUTF8Bytes: bytes) {
          accepted += 1
          _ = try message.serializedBytes()
        }
      }
    }
    #expect(accepted > 0)
  }
}
