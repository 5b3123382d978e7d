import MartletProtobuf
import MartletReflection
import Testing

/// Text format against Python's protobuf, in both directions; and JSON for what only proto2 and editions have.
@Suite struct TextFormatCrossCheckTests {
  struct Schema: Sendable {
    let set: [UInt8]
    let names: [String]
    /// Where the depth of random messages begins: types that contain themselves in many places grow fast.
    let depth: Int
    /// Whether JSON is compared too: of the other types that is done elsewhere.
    let hasJSON: Bool
  }

  static func schemas() throws -> [Schema] {
    [
      Schema(
        set: try #require(Everything.set), names: JSONCrossCheckTests.types.map { "test.\($0)" }, depth: 0,
        hasJSON: false),
      Schema(
        set: try #require(Legacy.set), names: ["legacy.Legacy", "legacy.Set", "modern.Modern"], depth: 2,
        hasJSON: true),
    ]
  }

  @Test func randomMessagesAgreeWithPython() throws {
    for schema in try Self.schemas() {
      let pool = try DescriptorPool(serializedSet: schema.set)
      for name in schema.names {
        let descriptor = try #require(pool.message(named: name))
        var random = RandomMessages(seed: 20_260_202)
        let messages = (0..<200).map { _ in random.message(descriptor, depth: schema.depth) }
        var questions: [PythonPeer.Question] = []
        for (index, message) in messages.enumerated() {
          var options = TextFormatEncodingOptions()
          options.singleLine = index % 2 == 0
          options.asciiOnly = index % 3 == 0
          options.shortLists = index % 5 == 0
          questions.append(.init(type: name, wire: hexadecimal(try message.serializedBytes()), asText: true))
          questions.append(.init(type: name, text: message.textFormatString(options: options)))
          if !schema.hasJSON { continue }
          questions.append(.init(type: name, wire: hexadecimal(try message.serializedBytes())))
          questions.append(.init(type: name, json: try message.jsonString()))
        }
        let each = schema.hasJSON ? 4 : 2
        let answers = try PythonPeer.ask(questions, set: schema.set)
        for (index, message) in messages.enumerated() {
          let expected = try message.serializedBytes()
          func same(_ other: DynamicMessage, _ what: String) throws {
            #expect(try other.serializedBytes() == expected, "\(name), seed 20260202, message \(index): \(what)")
          }
          let (theirText, ourText) = (answers[index * each], answers[index * each + 1])
          let text = try #require(theirText.text, "\(theirText.error ?? "")")
          try same(try DynamicMessage(descriptor, textFormatString: text), text)
          let wire = try #require(
            ourText.wire, "\(name): \(ourText.error ?? ""): \(questions[index * each + 1].text ?? "")")
          try same(try DynamicMessage(descriptor, serializedBytes: bytes(hexadecimal: wire)), "our text")
          if !schema.hasJSON { continue }
          let (theirJSON, ourJSON) = (answers[index * each + 2], answers[index * each + 3])
          let json = try #require(theirJSON.json, "\(theirJSON.error ?? "")")
          try same(try DynamicMessage(descriptor, jsonString: json), json)
          let back = try #require(
            ourJSON.wire, "\(name): \(ourJSON.error ?? ""): \(questions[index * each + 3].json ?? "")")
          try same(try DynamicMessage(descriptor, serializedBytes: bytes(hexadecimal: back)), "our JSON")
        }
      }
    }
  }

  /// Inputs on which both must agree: accepted with the same result, or refused.
  static let inputs: [(type: String, texts: [String])] = [
    (
      "test.Scalars",
      [
        "", " # nothing\n", "an_int32: 5", "an_int32 : 5,", "an_int32: 5;", "an_int32: 5;;", "an_int32: 5,,", ",",
        "an_int32 5", "an_int32: ", "an_int32: -5", "an_int32: - 5", "an_int32: --5", "an_int32: +5", "an_int32: 0x1F",
        "an_int32: 0X1f", "an_int32: -0x80000000", "an_int32: 017", "an_int32: 018", "an_int32: 2147483648",
        "an_int32: -2147483649", "an_int32: 1.0", "an_int32: 1e3", "an_int32: 5f", "an_int32: true", "an_int32: '5'",
        "an_int32: 0x", "an_int32: 5 an_int32: 6", "anInt32: 5", "an_int32: [5]", "an_int32 { }", "nope: 5",
        "an_int64: 9223372036854775807", "an_int64: 9223372036854775808", "an_int64: -9223372036854775808",
        "a_uint32: 4294967295", "a_uint32: 4294967296", "a_uint32: -1", "a_uint64: 18446744073709551615",
        "a_uint64: 0xFFFFFFFFFFFFFFFF", "a_uint64: 01777777777777777777777", "a_uint64: 02000000000000000000000",
        "a_uint64: 18446744073709551616", "a_sint32: -3", "a_fixed64: 3", "a_sfixed32: -3",
        "a_double: 1", "a_double: 1.5", "a_double: .5", "a_double: -.5e2", "a_double: 1.", "a_double: 1e5",
        "a_double: 1E+5", "a_double: 1e", "a_double: 1.5f", "a_float: 1.5F", "a_float: 10f", "a_double: inf",
        "a_double: -inf", "a_double: Infinity", "a_double: -INFINITY", "a_double: nan", "a_double: NaN",
        "a_double: -nan", "a_double: 1e9999", "a_float: 1e50", "a_float: -1e50", "a_float: 1e-50",
        "a_double: 0x10", "a_double: 'x'", "a_double: infx", "a_double: 18446744073709551616",
        "a_float: 3.4028235e+38", "a_float: 3.123456789123456789", "a_double: 1e-400", "a_double: -0", "a_float: -0.0",
        "a_bool: true", "a_bool: True", "a_bool: t", "a_bool: 1", "a_bool: false", "a_bool: False", "a_bool: f",
        "a_bool: 0", "a_bool: 2", "a_bool: TRUE", "a_bool: -1", "a_bool: 0x1", "a_bool: 01", "a_bool: yes",
        "a_string: 'a'", "a_string: \"a\"", "a_string: 'a' \"b\"\n'c'", "a_string: 'a\"b'", "a_string: 'a",
        "a_string: 'a\nb'", #"a_string: '\a\b\f\n\r\t\v\?\\\'\"'"#, #"a_string: '\341\210\264'"#,
        #"a_string: '\xe1\x88\xb4'"#, #"a_string: '\u1234\U0001F600'"#, #"a_string: '\U00110000'"#,
        #"a_string: '\u12'"#,
        #"a_string: '\q'"#, #"a_string: '\xff'"#, #"a_string: '\ud800'"#, #"a_string: '\x'"#,
        #"some_bytes: '\xff\0\377'"#,
        #"some_bytes: '\400'"#, #"some_bytes: '\1234'"#, #"some_bytes: '\x123'"#, "some_bytes: '\u{e9}'",
        "a_string: 5", "a_string: x", "a_string: '#' # comment\n an_int32: 1", "a_colour: COLOUR_RED",
        "a_colour: COLOUR_ROUGE", "a_colour: 1", "a_colour: 77", "a_colour: -1", "a_colour: NOPE", "a_colour: 'x'",
        "a_colour: 2147483648", "an_int32: 1 a_bool: true", "an_int32:1a_bool:true", "[a.b]: 5", "a_string: 'a' : 'b'",
        "{an_int32: 1}", "an_int32: 1 }", "3: 5", "a_string: ['a']",
      ]
    ),
    (
      "test.Lists",
      [
        "int32s: 1 int32s: 2", "int32s: [1, 2, 3]", "int32s: []", "int32s: [1,]", "int32s: [,1]", "int32s: [1 2]",
        "int32s: [1; 2]", "int32s [1]", "int32s: [1] int32s: 2 int32s: [3, 4]", "strings: ['a' 'b', \"c\"]",
        "messages { an_int32: 1 } messages: < a_bool: true >", "messages: [{ an_int32: 1 }, <>]", "messages [{}, {}]",
        "messages []", "messages: [1]", "messages { an_int32: 1 >", "messages { an_int32: 1", "messages {{}}",
        "colours: [COLOUR_RED, 5, -1]", "bools: [t, f, 1]", "int32s: [[1]]", "loose: [1, 2]", "messages: {};",
      ]
    ),
    (
      "test.Maps",
      [
        "by_int32 { key: 1 value: 2 }", "by_int32 { key: 1 value: 2 } by_int32 { key: 1 value: 3 }", "by_int32 {}",
        "by_int32: [{ key: 1 value: 2 }, { key: 3 }]", "by_string { key: 'a' value { text: 'b' } }",
        "by_string { key: 'a' value { number: 1 } } by_string { key: 'a' value { nested {} } }",
        "by_int32 { key: 1 key: 2 }", "by_bool { value: 'x' }", "by_int32: 5",
      ]
    ),
    (
      "test.Everything",
      [
        "number: 1", "number: 1 text: 'a'", "inner {} number: 0", "scalars {} scalars {}", "gone: 5",
        "gone { a: [1, { b: 'c' }] }", "lost: [1, 'a', x, -2.5]", "lost", "renamed: 'x'",
        "again { again < again { text: 'deep' } > }", "nested { kind: KIND_ONE }", "nothing: NULL_VALUE",
      ]
    ),
    (
      "test.WellKnown",
      [
        "any { [type.googleapis.com/test.Scalars] { an_int32: 5 } }",
        "any { [type.googleapis.com/test.Scalars]: < an_int32: 5 > }",
        "any { [ type.googleapis.com / test.Scalars ] { } }", "any { [type.googleapis.com/no.Such] { } }",
        "any { type_url: 'type.googleapis.com/test.Scalars' value: '\\x18\\x05' }",
        "any { [type.googleapis.com/google.protobuf.Any] { [type.googleapis.com/test.Scalars] { a_bool: true } } }",
        "timestamp { seconds: 5 nanos: 6 }",
        "value { struct_value { fields { key: 'a' value { null_value: NULL_VALUE } } } }",
        "empty {}", "empty { a: 1 }", "[type.googleapis.com/test.Scalars] { }",
      ]
    ),
    (
      "legacy.Legacy",
      [
        "Part { name: 'a' }", "part { name: 'a' }", "PART { name: 'a' }", "Part: { sizes: [1, 2] }", "MultiWord {}",
        "multiword { side: 1 }", "multi_word { side: 1 }", "[legacy.ext_number]: 5", "[ legacy . ext_number ] : 5",
        "[legacy.ext_packed]: [1, 2] [legacy.ext_packed]: 3", "[legacy.extgroup] { side: 1 }",
        "[legacy.ExtGroup] { side: 1 }", "[legacy.nope]: 5", "[legacy.ext_number]: 5 [legacy.ext_number]: 5",
        "[legacy.ext_message] { [legacy.ext_number]: 1 }", "ext_number: 5", "shade: LIGHT", "shade: 3", "shade: 5",
        "shade: -1", "shades: [LIGHT, 4]", "set { [legacy.Item.item] { text: 'a' } }",
        "set { [legacy.Wide.wide] { number: 1 } }", "set { [legacy.Item] { text: 'a' } }", "set { [legacy.Legacy] {} }",
        "by_name { key: 'a' value: DARK }", "by_name { key: 'a' value: 9 }",
        "one: 1 Third { side: 1 }", "headline: 'x'", "title: 'x'", "number: 7",
        "[legacy.ext_items] { set { [legacy.Item.item] {} } } [legacy.ext_items] {}",
      ]
    ),
    (
      "modern.Modern",
      [
        "explicit: 0 implicit: 0", "box { name: 'a' }", "Box { name: 'a' }", "GroupLike { side: 1 }",
        "grouplike { side: 1 }", "[modern.box] { name: 'a' }", "[modern.Box] { name: 'a' }", "open: 7", "closed: 7",
        "closed: [A, 2]", "boxes {} boxes: [{}, {}]",
      ]
    ),
  ]

  /// Where Python departs from the specification's text, and what the text says.
  static let pythonDiffers: [String: String] = [
    "an_int32: - 5": "a sign is a token of its own",
    "an_int32: +5": "there is no plus sign",
    "a_bool: 0x1": "an integer of any base is one",
    "a_bool: 01": "an integer of any base is one",
    #"a_string: '\a\b\f\n\r\t\v\?\\\'\"'"#: "a question mark may be escaped",
    #"a_string: '\q'"#: "other letters may not",
    "gone: 5": "a reserved name's value is passed over",
    "gone { a: [1, { b: 'c' }] }": "a reserved name's value is passed over",
    "lost: [1, 'a', x, -2.5]": "a reserved name's value is passed over",
    "scalars {} scalars {}": "a message that comes again is merged, as the conformance suite asks",
  ]

  @Test func acceptsAndRefusesWhatPythonDoes() throws {
    for schema in try Self.schemas() {
      let pool = try DescriptorPool(serializedSet: schema.set)
      let questions = Self.inputs.filter { pool.message(named: $0.type) != nil }.flatMap { type, texts in
        texts.map { PythonPeer.Question(type: type, text: $0) }
      }
      let answers = try PythonPeer.ask(questions, set: schema.set)
      for (question, answer) in zip(questions, answers) {
        guard let text = question.text, Self.pythonDiffers[text] == nil else { continue }
        let descriptor = try #require(pool.message(named: question.type))
        var ours: [UInt8]?
        var problem = ""
        do {
          ours = try DynamicMessage(descriptor, textFormatString: text).serializedBytes()
        } catch {
          problem = "\(error)"
        }
        let theirs = try answer.wire.map {
          try DynamicMessage(descriptor, serializedBytes: bytes(hexadecimal: $0)).serializedBytes()
        }
        #expect(ours == theirs, "\(question.type) \(text): ours \(problem), theirs \(answer.error ?? "accepted")")
      }
    }
  }
}
