import MartletProtobuf
import MartletReflection
import Testing

@Suite struct TextFormatTests {
  @Test func printsAFieldALineOrAllOnOne() throws {
    let type = try Legacy.message("legacy.Legacy")
    let text = """
      number: 1
      text: "a\\"\\\\\\n\\001é"
      ratio: 0.1
      numbers: 1
      numbers: 2
      blobs: "\\377\\000"
      shade: DARK
      by_name {
        key: "a"
        value: LIGHT
      }
      by_name {
        key: "b"
        value: NONE
      }
      Part {
        name: "p"
      }
      inner {
      }
      weight: 1
      [legacy.ext_message] {
        flag: true
      }

      """
    let message = try DynamicMessage(type, textFormatString: text)
    #expect(message.textFormatString() == text)
    #expect(message.debugDescription == text)
    var options = TextFormatEncodingOptions()
    options.singleLine = true
    options.asciiOnly = true
    options.shortLists = true
    #expect(
      message.textFormatString(options: options) == #"""
        number: 1 text: "a\"\\\n\001\303\251" ratio: 0.1 numbers: [1, 2] blobs: "\377\000" shade: DARK \#
        by_name { key: "a" value: LIGHT } by_name { key: "b" value: NONE } Part { name: "p" } inner { } \#
        weight: 1 [legacy.ext_message] { flag: true }
        """#)
    #expect(DynamicMessage(type).textFormatString() == "")
  }

  @Test func printsNumbersShortestAndExactly() throws {
    let type = try Everything.message("Scalars")
    let text = """
      a_double: 1e+300
      a_float: 0.1
      an_int32: -5
      an_int64: -9223372036854775808
      a_uint64: 18446744073709551615
      a_colour: 77

      """
    #expect(try DynamicMessage(type, textFormatString: text).textFormatString() == text)
    for (number, printed) in [("-0", "-0.0"), ("inf", "inf"), ("-INFINITY", "-inf"), ("nan", "nan"), ("1e9999", "inf")]
    {
      let message = try DynamicMessage(type, textFormatString: "a_double: \(number)")
      #expect(message.description == "a_double: \(printed)")
    }
    // The exponents are beyond what an integer holds.
    let huge = "1e18446744073709551616"
    #expect(try DynamicMessage(type, textFormatString: "a_double: \(huge)").description == "a_double: inf")
    #expect(try DynamicMessage(type, textFormatString: "a_float: -\(huge)").description == "a_float: -inf")
    #expect(try DynamicMessage(type, textFormatString: "a_double: 1e-18446744073709551616").description == "")
    #expect(
      try DynamicMessage(type, textFormatString: "a_double: -1e-18446744073709551616").description == "a_double: -0.0")
  }

  @Test func generatedMessagesHaveText() throws {
    let field = Google_Protobuf_FieldDescriptorProto.with {
      $0.name = "x"
      $0.type = .int32
      $0.options.packed = true
    }
    let text = """
      name: "x"
      type: TYPE_INT32
      options {
        packed: true
      }

      """
    #expect(field.textFormatString() == text)
    #expect(try Google_Protobuf_FieldDescriptorProto(textFormatString: text) == field)
    // A message whose required fields are missing can be looked at, but not read.
    let partial = Google_Protobuf_UninterpretedOption.with { $0.name = [.init()] }
    #expect(partial.textFormatString() == "name {\n}\n")
    #expect(throws: TextFormatDecodingError.self) {
      try Google_Protobuf_UninterpretedOption(textFormatString: "name {}")
    }
    var options = TextFormatDecodingOptions()
    options.allowPartial = true
    #expect(try Google_Protobuf_UninterpretedOption(textFormatString: "name {}", options: options) == partial)
  }

  @Test func printsUnknownFieldsOnDemand() throws {
    let type = try Legacy.message("legacy.Sealed")
    // 2: 150, 3: "hello", 4 { 1: 5 }, 5: fixed32, 6: fixed64, 7: group { 1: 1 }, 8: ""
    let wire: [UInt8] =
      [0x10, 0x96, 1, 0x1A, 5] + Array("hello".utf8) + [0x22, 2, 8, 5, 0x2D, 1, 0, 0, 0, 0x31, 2, 0, 0, 0, 0, 0, 0, 0]
      + [0x3B, 8, 1, 0x3C, 0x42, 0]
    let message = try DynamicMessage(type, serializedBytes: wire)
    var declared = TextFormatEncodingOptions()
    declared.printUnknownFields = false
    #expect(message.textFormatString(options: declared) == "")
    #expect(
      message.debugDescription == """
        2: 150
        3: "hello"
        4 {
          1: 5
        }
        5: 0x00000001
        6: 0x0000000000000002
        7 {
          1: 1
        }
        8: ""

        """)
    var options = TextFormatDecodingOptions()
    options.allowFieldNumbers = true
    #expect(try DynamicMessage(type, textFormatString: "1: 'a'", options: options)[1] == .string("a"))
    #expect(throws: TextFormatDecodingError.self) {
      try DynamicMessage(type, textFormatString: "2: 150", options: options)
    }
    options.ignoreUnknownFields = true
    #expect(
      try DynamicMessage(type, textFormatString: message.debugDescription, options: options) == DynamicMessage(type))
    // Bytes that make no sense end the text, not the program.
    var broken = DynamicMessage(type)
    broken.unknownFields = UnknownFields(bytes: [0x10, 1, 0x3B, 0x0F])
    #expect(broken.debugDescription.hasPrefix("2: 1\n7 {\n"))
  }

  @Test func redactsOnDemand() throws {
    let type = try Legacy.message("legacy.Legacy")
    let message = try DynamicMessage(type, textFormatString: "secret: 'x' sealed { text: 'y' } text: 'z'")
    var options = TextFormatEncodingOptions()
    options.redactSensitiveFields = true
    options.singleLine = true
    #expect(message.textFormatString(options: options) == #"text: "z" secret: [REDACTED] sealed: [REDACTED]"#)
    #expect(message.description.contains("\"x\""))
  }

  @Test func expandsAny() throws {
    let type = try Everything.message("WellKnown")
    let text = #"any { [type.googleapis.com/test.Scalars] { an_int32: 5 } }"#
    let message = try DynamicMessage(type, textFormatString: text)
    #expect(message.description == text)
    var options = TextFormatEncodingOptions()
    options.expandAny = false
    options.singleLine = true
    let plain = #"any { type_url: "type.googleapis.com/test.Scalars" value: "\030\005" }"#
    #expect(message.textFormatString(options: options) == plain)
    #expect(try DynamicMessage(type, textFormatString: plain) == message)
    let url = "a.b/sub-path_0/~!$&()*+,;=/%2F/test.Scalars"
    #expect(try DynamicMessage(type, textFormatString: "any { [\(url)] { } }").description == "any { [\(url)] { } }")
    let spaced = "any { [ ty pe.go\nogleapis # comment ]\n.com/ test.Sca\tlars ] { an_int32: 5 } }"
    #expect(try DynamicMessage(type, textFormatString: spaced).description == text)
    for broken in ["a/%ZZ/test.Scalars", "a/%2", "a/%", "a|b/test.Scalars", ""] {
      #expect(throws: TextFormatDecodingError.self) {
        try DynamicMessage(type, textFormatString: "any { [\(broken)] { } }")
      }
    }
    // A type that isn't known, and bytes that aren't of their type, stay as they are.
    for kept in [#"any { type_url: "x/no.Such" value: "\030" }"#, #"any { type_url: "x/test.Scalars" value: "\030" }"#]
    {
      #expect(try DynamicMessage(type, textFormatString: kept).description == kept)
    }
    #expect(throws: TextFormatDecodingError.self) {
      try DynamicMessage(type, textFormatString: "any { [x/test.Scalars] {} type_url: 'a' }")
    }
  }

  @Test(arguments: [
    ("number: x", "1:9: number: expected int32, found \"x\""),
    ("inner {\n  nope: 1\n}", "2:3: inner: legacy.Legacy has no field \"nope\""),
    ("inner {\n  inner { number: 1 number: 2 }\n}", "2:21: inner.inner.number: the field is already set"),
    ("inner {", "1:8: inner: expected a field or '}', found the end of the input"),
    ("inner {\n>", "2:1: inner: expected a field's name, found '>'"),
    ("text: 'a\nb'", "1:9: text: a string ends on the line on which it begins"),
    ("text: 'a", "1:7: text: the string has no end"),
    ("[legacy.nope]: 1", "1:1: legacy.Legacy has no extension \"legacy.nope\""),
    ("[legacy.ext_number: 1", "1:19: expected a name or ']', found ':'"),
    ("[legacy.ext_shades]: [NONE, 9]", "1:29: [legacy.ext_shades]: legacy.Legacy.Shade has no value 9"),
    ("one: 1 other {}", "1:8: other: another member of the same oneof is already set"),
    ("numbers: [1 2]", "1:13: numbers: expected ',' or ']', found \"2\""),
    ("number 1", "1:8: number: expected ':', found \"1\""),
    ("# only a comment\n  7: 1", "2:3: expected a field's name, found \"7\""),
    ("\u{1}", "1:1: expected a field's name, found byte 1"),
  ])
  func errorsSayWhere(text: String, message: String) throws {
    let type = try Legacy.message("legacy.Legacy")
    #expect {
      try DynamicMessage(type, textFormatString: text)
    } throws: { error in
      #expect("\(error)" == message)
      return error is TextFormatDecodingError
    }
  }

  @Test func passesOverWhatItDoesNotKnowOnDemand() throws {
    let type = try Legacy.message("legacy.Legacy")
    var options = TextFormatDecodingOptions()
    options.ignoreUnknownFields = true
    options.ignoreUnknownExtensionFields = true
    let text = """
      nope: 1, nope: -x; nope { a: [1, { b: "c" 'd' }] [x.y/z]: {} 5: < > }
      [a.b] { c: 0x1F } shade: NOPE shades: [LIGHT, NOPE, 99] any: { [x/no.Such] { a: 1 } } number: 3
      """
    let message = try DynamicMessage(type, textFormatString: text, options: options)
    #expect(message.description == "number: 3 shades: LIGHT any { }")
    for broken in ["nope", "nope 5", "nope: [", "nope: [1,]", "nope: {", "nope: { a }", "nope: -", "nope: {1}"] {
      #expect(throws: TextFormatDecodingError.self, "\(broken)") {
        try DynamicMessage(type, textFormatString: broken, options: options)
      }
    }
  }

  @Test func limitsNesting() throws {
    let type = try Legacy.message("legacy.Legacy")
    func nested(_ name: String, _ levels: Int) -> String {
      String(repeating: "\(name) {", count: levels) + String(repeating: "}", count: levels)
    }
    let deep = try DynamicMessage(type, textFormatString: nested("inner", 100))
    #expect(deep.description.utf8.count > 100)
    var options = TextFormatDecodingOptions()
    options.ignoreUnknownFields = true
    for name in ["inner", "nope", "nope: [{ x", "any { [type.googleapis.com/google.protobuf.Any]"] {
      for levels in [101, 100_000] {
        #expect(throws: TextFormatDecodingError.self) {
          try DynamicMessage(type, textFormatString: nested(name, levels), options: options)
        }
      }
    }
    // One `Any` in the other, each as bytes: the printer stops expanding them.
    var any = Google_Protobuf_Any()
    for _ in 0..<500 { any = try Google_Protobuf_Any(message: any) }
    #expect(any.textFormatString().contains("value: "))
  }

  /// Inputs that were tried once: ten thousand a run, from this seed.
  @Test func mutatedTextNeverTraps() throws {
    var random = RandomMessages(seed: 4242)
    var lenient = TextFormatDecodingOptions()
    lenient.ignoreUnknownFields = true
    lenient.ignoreUnknownExtensionFields = true
    lenient.allowFieldNumbers = true
    let pieces = [
      "{", "}", "<", ">", "[", "]", ":", ",", ";", "'", "\"", "\\", "#", "-", "0x", ".", "e", "1e", "\n", "\\u12",
      "\\U0010FFFF", "\\777", "[legacy.Item]", "[type.googleapis.com/legacy.Legacy]", "nan", "-inf",
      "18446744073709551616",
    ].map { Array($0.utf8) }
    for name in ["legacy.Legacy", "legacy.Set", "modern.Modern"] {
      let type = try Legacy.message(name)
      for _ in 0..<60 {
        let text = Array(random.message(type, depth: 3).textFormatString().utf8)
        for _ in 0..<20 {
          var mutated = text
          for _ in 0..<Int.random(in: 1...4, using: &random.generator) {
            let place = Int.random(in: 0...mutated.count, using: &random.generator)
            if Bool.random(using: &random.generator) {
              mutated.insert(contentsOf: pieces.randomElement(using: &random.generator) ?? [], at: place)
            } else if place < mutated.count {
              let end = min(mutated.count, place + Int.random(in: 1...8, using: &random.generator))
              mutated.removeSubrange(place..<end)
            }
          }
          let input = String(decoding: mutated, as: UTF8.self)
          _ = try? DynamicMessage(type, textFormatString: input, options: lenient)
          guard let message = try? DynamicMessage(type, textFormatString: input) else { continue }
          let again = try DynamicMessage(type, textFormatString: message.textFormatString())
          #expect(try again.serializedBytes() == message.serializedBytes(), "\(input)")
        }
      }
    }
  }
}
