import MartletProtobuf
import MartletReflection
import Testing

/// JSON against Python's protobuf, in both directions.
@Suite struct JSONCrossCheckTests {
  static let types = ["Everything", "Scalars", "Optionals", "Lists", "Maps", "WellKnown"]

  @Test(arguments: types)
  func randomMessagesAgreeWithPython(type: String) throws {
    let descriptor = try Everything.message(type)
    var random = RandomMessages(seed: 20_260_101)
    let messages = (0..<300).map { _ in random.message(descriptor) }
    var questions: [PythonPeer.Question] = []
    for (index, message) in messages.enumerated() {
      var options = JSONEncodingOptions()
      options.prettyPrinted = index % 2 == 0
      options.preserveProtoFieldNames = index % 3 == 0
      options.alwaysPrintEnumsAsInts = index % 5 == 0
      options.alwaysPrintFieldsWithoutPresence = index % 7 == 0
      options.useDeterministicOrdering = index % 11 == 0
      questions.append(.init(type: "test.\(type)", wire: hexadecimal(try message.serializedBytes())))
      questions.append(.init(type: "test.\(type)", json: try message.jsonString(options: options)))
    }
    let answers = try PythonPeer.ask(questions, set: try #require(Everything.set))
    for (index, message) in messages.enumerated() {
      let expected = try message.serializedBytes()
      // Its JSON, read by us.
      let theirs = answers[index * 2]
      let json = try #require(theirs.json, "\(theirs.error ?? "")")
      let read = try DynamicMessage(descriptor, jsonString: json)
      #expect(try read.serializedBytes() == expected, "seed 20260101, message \(index): \(json)")
      // Our JSON, read by it.
      let ours = answers[index * 2 + 1]
      let wire = try #require(
        ours.wire, "message \(index): \(ours.error ?? ""): \(questions[index * 2 + 1].json ?? "")")
      let back = try DynamicMessage(descriptor, serializedBytes: bytes(hexadecimal: wire))
      #expect(try back.serializedBytes() == expected, "seed 20260101, message \(index)")
    }
  }

  /// Inputs on which both must agree: accepted with the same result, or refused.
  static let inputs: [(type: String, json: [String])] = [
    (
      "Scalars",
      [
        "{}", " { } ", "[]", "null", "1", "\"\"", "", "{", "{}}", "{} {}", #"{"aDouble":1}"#, #"{"a_double":1}"#,
        #"{"aDouble":1,"aDouble":2}"#, #"{"aDouble":1,"a_double":2}"#, #"{"nope":1}"#, #"{"aDouble":null}"#,
        #"{"anInt32":1.0}"#, #"{"anInt32":1e2}"#, #"{"anInt32":100e-2}"#, #"{"anInt32":1.5}"#,
        #"{"anInt32":2147483647}"#,
        #"{"anInt32":2147483648}"#, #"{"anInt32":-2147483648}"#, #"{"anInt32":-2147483649}"#, #"{"anInt32":"12"}"#,
        #"{"anInt32":"1e2"}"#, #"{"anInt32":""}"#, #"{"anInt32":"0x10"}"#, #"{"anInt32":01}"#, #"{"anInt32":+1}"#,
        #"{"anInt32":true}"#, #"{"anInt32":{}}"#, #"{"anInt32":[1]}"#, #"{"anInt64":"9223372036854775807"}"#,
        #"{"anInt64":9223372036854775807}"#, #"{"anInt64":9223372036854775808}"#, #"{"anInt64":-9223372036854775808}"#,
        #"{"aUint64":18446744073709551615}"#, #"{"aUint64":"18446744073709551615"}"#,
        #"{"aUint64":18446744073709551616}"#,
        #"{"aUint64":-1}"#, #"{"aUint32":-1}"#, #"{"aUint32":4294967295}"#, #"{"aUint32":4294967296}"#,
        #"{"aSint32":-5}"#, #"{"aSint64":"-5"}"#, #"{"aFixed32":7}"#, #"{"aFixed64":7}"#, #"{"aSfixed32":-7}"#,
        #"{"aSfixed64":-7}"#, #"{"aDouble":"NaN"}"#, #"{"aDouble":"Infinity"}"#, #"{"aDouble":"-Infinity"}"#,
        #"{"aFloat":"NaN"}"#, #"{"aFloat":"-Infinity"}"#, #"{"aFloat":3.4028235e38}"#, #"{"aFloat":3.502823e38}"#,
        #"{"aFloat":-3.502823e38}"#, #"{"aFloat":1.17549e-38}"#, #"{"aDouble":1.89769e308}"#, #"{"aDouble":1e-400}"#,
        #"{"aDouble":"1.5"}"#, #"{"aDouble":0.1}"#, #"{"aDouble":123456789.123456789}"#,
        #"{"aDouble":9007199254740993}"#,
        #"{"aDouble":1.}"#, #"{"aDouble":.5}"#, #"{"aDouble":1e}"#, #"{"aDouble":-}"#, #"{"aDouble":true}"#,
        #"{"aBool":true}"#, #"{"aBool":false}"#, #"{"aBool":1}"#, #"{"aBool":"yes"}"#, #"{"aBool":tru}"#,
        #"{"aBool":truex}"#,
        #"{"aString":"a\u00e9\n\ud83d\ude00\"\\\/"}"#, #"{"aString":"\ud83d"}"#, #"{"aString":"\ude00"}"#,
        #"{"aString":"\x"}"#,
        #"{"aString":"\u12"}"#, #"{"aString":1}"#, "{\"aString\":\"a\tb\"}", "{\"aString\":\"open", #"{"aString":'a'}"#,
        #"{"someBytes":"AQI="}"#, #"{"someBytes":"AQI"}"#, #"{"someBytes":"-_8="}"#, #"{"someBytes":"+/8="}"#,
        #"{"someBytes":""}"#, #"{"someBytes":1}"#, #"{"aColour":"COLOUR_RED"}"#, #"{"aColour":"COLOUR_ROUGE"}"#,
        #"{"aColour":1}"#, #"{"aColour":77}"#, #"{"aColour":"NOPE"}"#, #"{"aColour":-1}"#, #"{"aColour":null}"#,
        #"{"aColour":true}"#, #"{"anInt32":1,}"#, #"{,"anInt32":1}"#, #"{"anInt32" 1}"#, #"{anInt32:1}"#,
        #"{"an\u0049nt32":1}"#,
      ]
    ),
    (
      "Optionals",
      [
        #"{"anInt32":0,"aString":"","aBool":false,"someBytes":"","aColour":0,"aDouble":0}"#, #"{"scalars":{}}"#,
        #"{"scalars":null}"#, #"{"aDouble":-0.0}"#, #"{"aFloat":-0}"#,
      ]
    ),
    (
      "Lists",
      [
        #"{"int32s":[]}"#, #"{"int32s":null}"#, #"{"int32s":[1,"2",3.0]}"#, #"{"int32s":[1,null]}"#, #"{"int32s":1}"#,
        #"{"int32s":[1,]}"#, #"{"int32s":[,1]}"#, #"{"int32s":[1 2]}"#, #"{"int32s":{}}"#,
        #"{"messages":[{},{"anInt32":1}]}"#,
        #"{"messages":[null]}"#, #"{"strings":["a","b"]}"#, #"{"loose":[1,2,300]}"#,
        #"{"colours":["COLOUR_BLUE",1,9]}"#,
        #"{"bools":[true,false]}"#, #"{"int32s":[[1]]}"#,
      ]
    ),
    (
      "Maps",
      [
        #"{"byInt32":{"1":2,"-3":4}}"#, #"{"byInt32":{"x":2}}"#, #"{"byInt32":{"1":2,"1":3}}"#, #"{"byInt32":null}"#,
        #"{"byInt32":[]}"#, #"{"byInt32":{"1":null}}"#, #"{"byBool":{"true":"a","false":"b"}}"#,
        #"{"byBool":{"1":"a"}}"#,
        #"{"byString":{"":{},"a\nb":{"text":"c"}}}"#, #"{"byString":{"a":null}}"#,
        #"{"byInt64":{"9223372036854775807":"x"}}"#,
        #"{"byUint64":{"18446744073709551615":true}}"#, #"{"byUint32":{"-1":1}}"#, #"{"bySint64":{"-1":"COLOUR_RED"}}"#,
        #"{"byInt32":{1:2}}"#, #"{"bySfixed32":{"-5":{"aBool":true}}}"#,
      ]
    ),
    (
      "Everything",
      [
        #"{"number":1}"#, #"{"number":1,"text":"a"}"#, #"{"number":0}"#, #"{"text":null,"number":1}"#,
        #"{"nothing":null}"#,
        #"{"nothing":"NULL_VALUE"}"#, #"{"inner":{}}"#, #"{"farAway":7}"#, #"{"@other \"name\"":"x"}"#,
        #"{"renamed":"x"}"#,
        #"{"nested":{"kind":"KIND_ONE"}}"#, #"{"again":{"again":{"again":{"text":"deep"}}}}"#,
      ]
    ),
    (
      "WellKnown",
      [
        #"{"timestamp":"1970-01-01T00:00:00Z"}"#, #"{"timestamp":"0001-01-01T00:00:00Z"}"#,
        #"{"timestamp":"9999-12-31T23:59:59.999999999Z"}"#, #"{"timestamp":"2024-02-29T12:00:00.5+02:00"}"#,
        #"{"timestamp":"2024-02-29T12:00:00-11:30"}"#, #"{"timestamp":"2023-02-29T12:00:00Z"}"#,
        #"{"timestamp":"2024-13-01T12:00:00Z"}"#, #"{"timestamp":"2024-01-01T25:00:00Z"}"#,
        #"{"timestamp":"2024-01-01"}"#,
        #"{"timestamp":"2024-01-01T12:00:00"}"#, #"{"timestamp":"1969-12-31T23:59:59.1Z"}"#, #"{"timestamp":5}"#,
        #"{"timestamp":null}"#, #"{"duration":"1s"}"#, #"{"duration":"-1.5s"}"#, #"{"duration":"0.000000001s"}"#,
        #"{"duration":"315576000000s"}"#, #"{"duration":"315576000001s"}"#, #"{"duration":"1"}"#, #"{"duration":"s"}"#,
        #"{"duration":"1.0000000001s"}"#, #"{"duration":"-0.5s"}"#, #"{"mask":"a,fooBar.bazQux"}"#, #"{"mask":""}"#,
        #"{"mask":"foo_bar"}"#, #"{"mask":1}"#, #"{"empty":{}}"#, #"{"empty":{"a":1}}"#, #"{"doubleValue":1.5}"#,
        #"{"int64Value":"5"}"#, #"{"int64Value":null}"#, #"{"boolValue":false}"#, #"{"stringValue":""}"#,
        #"{"bytesValue":"AA=="}"#, #"{"uint32Value":-1}"#, #"{"int64Values":[1,"2"]}"#, #"{"int64Value":{"value":1}}"#,
        #"{"structure":{"a":1,"b":[true,null,{"c":"d"}]}}"#, #"{"structure":[]}"#, #"{"structure":{}}"#,
        #"{"value":null}"#,
        #"{"value":1.5}"#, #"{"value":"x"}"#, #"{"value":[]}"#, #"{"value":{}}"#, #"{"value":true}"#,
        #"{"values":[null,1,"a"]}"#,
        #"{"list":[1,[2],{"a":3}]}"#, #"{"list":{}}"#, #"{"list":null}"#, #"{"null":null}"#, #"{"null":"NULL_VALUE"}"#,
        #"{"durations":{"a":"1s"}}"#, #"{"any":{}}"#,
        #"{"any":{"@type":"type.googleapis.com/test.Scalars","anInt32":5}}"#,
        #"{"any":{"anInt32":5,"@type":"type.googleapis.com/test.Scalars"}}"#, #"{"any":{"anInt32":5}}"#,
        #"{"any":{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1.5s"}}"#,
        #"{"any":{"@type":"type.googleapis.com/google.protobuf.Int32Value","value":42}}"#,
        #"{"any":{"@type":"type.googleapis.com/google.protobuf.Struct","value":{"a":1}}}"#,
        #"{"any":{"@type":"type.googleapis.com/google.protobuf.Value","value":null}}"#,
        #"{"any":{"@type":"type.googleapis.com/google.protobuf.Duration"}}"#,
        #"{"any":{"@type":"type.googleapis.com/no.Such"}}"#, #"{"any":{"@type":"nonsense"}}"#,
        #"{"any":{"@type":"type.googleapis.com/google.protobuf.Any","value":{"@type":"type.googleapis.com/test.Scalars","aBool":true}}}"#,
      ]
    ),
  ]

  /// Where Python departs from the mapping's text, and what the text says.
  static let pythonDiffers: [String: String] = [
    "[]": "a message is an object",
    "\"\"": "a message is an object",
    #"{"aDouble":1,"a_double":2}"#: "both names are the same field's",
    #"{"aFloat":3.4028235e38}"#: "the largest float, as everybody prints it",
    #"{"aDouble":true}"#: "a boolean is no number",
    #"{"aColour":true}"#: "a boolean is no number",
    #"{"aFloat":-0}"#: "minus zero is a JSON number",
    #"{"duration":"1.0000000001s"}"#: "nine digits at most",
  ]

  @Test func acceptsAndRefusesWhatPythonDoes() throws {
    var questions: [PythonPeer.Question] = []
    for (type, inputs) in Self.inputs {
      for json in inputs {
        questions.append(.init(type: "test.\(type)", json: json))
        questions.append(.init(type: "test.\(type)", json: json, ignoreUnknown: true))
      }
    }
    let answers = try PythonPeer.ask(questions, set: try #require(Everything.set))
    #expect(answers.count == questions.count)
    for (question, answer) in zip(questions, answers) {
      guard let json = question.json, Self.pythonDiffers[json] == nil else { continue }
      let descriptor = try #require(try Everything.pool().message(named: question.type))
      var options = JSONDecodingOptions()
      options.ignoreUnknownFields = question.ignoreUnknown
      var ours: [UInt8]?
      var problem = ""
      do {
        ours = try DynamicMessage(descriptor, jsonString: json, options: options).serializedBytes()
      } catch {
        problem = "\(error)"
      }
      let theirs = try answer.wire.map {
        try DynamicMessage(descriptor, serializedBytes: bytes(hexadecimal: $0)).serializedBytes()
      }
      #expect(ours == theirs, "\(question.type) \(json): ours \(problem), theirs \(answer.error ?? "accepted")")
    }
  }
}
