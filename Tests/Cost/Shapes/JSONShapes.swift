import ConformanceMessages
import MartletProtobuf
import MartletReflection

let jsonShapes: [Shape] = jsonReading.flatMap { $0 } + jsonWriting

private let ceiling = Ceiling(total: 1000, peak: 400)

/// A text that is read as a generated and as a dynamic message.
private func reading(
  _ name: String, _ type: any Message.Type = Proto3.self, size: Int = 1000, isAccepted: Bool = true,
  ignoring: Bool = false,
  _ input: @escaping @Sendable (Int) -> [UInt8]
) -> [Shape] {
  func shapes<M: Message>(_ type: M.Type) -> [Shape] {
    var options = JSONDecodingOptions()
    options.ignoreUnknownFields = ignoring
    let chosen = options
    return [
      Shape("JSON decode", name, size: size, ceiling: ceiling, isAccepted: isAccepted, input) {
        _ = try M(jsonUTF8Bytes: $0, options: chosen)
      },
      Shape("dynamic JSON decode", name, size: size, ceiling: ceiling, isAccepted: isAccepted, input) {
        _ = try DynamicMessage(M.messageDescriptor(), jsonUTF8Bytes: $0, options: chosen)
      },
    ]
  }
  return shapes(type)
}

/// Openings so many times, then what is in there, then closings.
private func nested(_ levels: Int, _ opening: String, _ inner: String, _ closing: String) -> [UInt8] {
  Array((String(repeating: opening, count: levels) + inner + String(repeating: closing, count: levels)).utf8)
}

private let anyType = #"{"@type":"type.googleapis.com/google.protobuf.Any","value":"#

private let jsonReading: [[Shape]] = [
  reading("a long string with escapes") { text($0, #"{"optionalString":""#, #""}"#) { _ in #"\u00e9\n\ud83d\ude00"# } },
  reading("a string that doesn't end", isAccepted: false) { text($0, #"{"optionalString":""#) { _ in #"\u00e9"# } },
  reading("a number of many digits", isAccepted: false) { text($0, #"{"optionalDouble":1"#, "}") { _ in "0" } },
  reading("a fraction of many digits") { text($0, #"{"optionalDouble":0."#, "1}") { _ in "0" } },
  reading("an exponent of many digits") { text($0, #"{"optionalDouble":1e-"#, "}") { _ in "9" } },
  reading("an integer of many zeros") { text($0, #"{"optionalInt32":1."#, "}") { _ in "0" } },
  reading("an integer whose exponent takes its digits back") { size in
    text(size, #"{"optionalInt32":1"#, "e-\(size)}") { _ in "0" }
  },
  reading("many numbers") { text($0, #"{"repeatedDouble":[0"#, "]}") { ",\($0).\($0)e\($0 % 300)" } },
  reading("much whitespace") { text($0, "{", "}") { _ in " \n\t\r" } },
  reading("members of one name", isAccepted: false) {
    text($0, #"{"optionalInt32":1"#, "}") { ",\"optionalInt32\":\($0)" }
  },
  reading("unknown members", ignoring: true) { text($0, "{\"a\":0", "}") { ",\"unknown\($0)\":[{}]" } },
  reading("arrays in arrays that aren't known", ignoring: true) { size in
    text(size, "{\"a\":0", "}") { ",\"b\($0)\":" + String(decoding: nested(40, "[", "1", "]"), as: UTF8.self) }
  },
  reading("unknown arrays in too many levels", isAccepted: false, ignoring: true) {
    Array("{\"a\":".utf8) + nested($0 / 2, "[", "1", "]") + Array("}".utf8)
  },
  reading("too many levels", size: 4000, isAccepted: false) { nested($0 / 20, #"{"recursiveMessage":"#, "{}", "}") },
  reading("much in 90 levels", size: 3000) { size in
    let inner = String(decoding: text(size, "{\"repeatedInt32\":[0", "]}") { ",\($0)" }, as: UTF8.self)
    return nested(90, #"{"recursiveMessage":"#, inner, "}")
  },
  reading("entries of a map") { text($0, #"{"mapStringString":{"a":"b""#, "}}") { ",\"\($0)\":\"\($0)\"" } },
  reading("entries of one key", isAccepted: false) { text($0, #"{"mapInt32Int32":{"0":1"#, "}}") { ",\"1\":\($0)" } },
  reading("messages in a map") { text($0, #"{"mapStringNestedMessage":{"a":{}"#, "}}") { ",\"\($0)\":{\"a\":\($0)}" } },
  reading("empty messages in a list") { text($0, #"{"repeatedNestedMessage":[{}"#, "]}") { _ in ",{}" } },
  reading("enum values by name") { text($0, #"{"repeatedNestedEnum":["FOO""#, "]}") { _ in #","BAR""# } },
  reading("enum values that aren't known", ignoring: true) {
    text($0, #"{"repeatedNestedEnum":["FOO""#, "]}") { ",\"NONE_\($0)\"" }
  },
  reading("base64") { text($0, #"{"optionalBytes":""#, #""}"#) { _ in "AbC/" } },
  reading("members of a Struct", Google_Protobuf_Struct.self) { text($0, #"{"a":1"#, "}") { ",\"\($0)\":[null]" } },
  reading("lists in lists", Google_Protobuf_ListValue.self) { size in
    text(size, "[0", "]") { _ in "," + String(decoding: nested(40, "[", "1", "]"), as: UTF8.self) }
  },
  reading("paths of a mask", Google_Protobuf_FieldMask.self) { text($0, #""a"#, "\"") { ",fooBar.b\($0)" } },
  reading("one long path of a mask", Google_Protobuf_FieldMask.self) { text($0, #""a"#, "\"") { _ in ".aBcD" } },
  reading("a duration of many digits", Google_Protobuf_Duration.self, isAccepted: false) {
    text($0, #""1."#, "s\"") { _ in "0" }
  },
  reading("a timestamp of many digits", Google_Protobuf_Timestamp.self, isAccepted: false) {
    text($0, #""1972-01-01T10:00:20."#, "Z\"") { _ in "0" }
  },
  reading("Any whose type comes last", Google_Protobuf_Any.self) {
    let type = "type.googleapis.com/protobuf_test_messages.proto3.TestAllTypesProto3"
    return text($0, #"{"repeatedInt32":[0"#, #"],"@type":"\#(type)"}"#) { ",\($0)" }
  },
  reading("Any in Any", Google_Protobuf_Any.self, size: 8000, isAccepted: false) {
    nested($0 / 60, anyType, "{}", "}")
  },
  reading("much in 40 levels of Any", Google_Protobuf_Any.self, size: 2500) { size in
    let list = String(decoding: text(size, "[0", "]") { ",\($0)" }, as: UTF8.self)
    let inner = #"{"@type":"type.googleapis.com/google.protobuf.ListValue","value":\#(list)}"#
    return nested(40, anyType, inner, "}")
  },
  reading("much in 40 levels of Any whose types come last", Google_Protobuf_Any.self, size: 2500) { size in
    let list = String(decoding: text(size, "[0", "]") { ",\($0)" }, as: UTF8.self)
    let inner = #"{"value":\#(list),"@type":"type.googleapis.com/google.protobuf.ListValue"}"#
    return nested(40, #"{"value":"#, inner, #","@type":"type.googleapis.com/google.protobuf.Any"}"#)
  },
  reading("Any in a list", Google_Protobuf_ListValue.self) { text($0, "[0", "]") { _ in #",{"@type":"x"}"# } },
]

private let jsonWriting: [Shape] = [
  writing("much in 90 levels of Any", size: 8000) { size in
    let name = "type.googleapis.com/google.protobuf.Any"
    let inner = Google_Protobuf_StringValue.with { $0.value = String(repeating: "a", count: size) }
    let first = Google_Protobuf_Any.with {
      $0.typeURL = "type.googleapis.com/google.protobuf.StringValue"
      $0.value = (try? inner.serializedBytes()) ?? []
    }
    return (0..<90).reduce(first) { inner, _ in
      .with {
        $0.typeURL = name
        $0.value = (try? inner.serializedBytes()) ?? []
      }
    }
  },
  writing("a mask of many paths") { size in
    let paths = (0..<size / 10).map { "foo_bar.b\($0)" }
    return Google_Protobuf_FieldMask(protoPaths: paths)
  },
  writing("a mask of one long path") { size in
    Google_Protobuf_FieldMask(protoPaths: [String(repeating: "foo_bar.", count: size / 8) + "a"])
  },
  writing("a struct of many members") { size in
    Google_Protobuf_Struct.with { all in
      for index in 0..<size / 10 { all.fields["name\(index)"] = .with { $0.numberValue = Double(index) / 3 } }
    }
  },
]

private func writing<M: Message>(_ name: String, size: Int = 1000, _ make: @escaping @Sendable (Int) -> M) -> Shape {
  Shape(entry: "JSON encode", name: name, size: size, ceiling: ceiling) { size in
    let message = make(size)
    let count = try message.serializedBytes().count
    return Work(size: count) {
      var options = JSONEncodingOptions()
      options.useDeterministicOrdering = true
      options.prettyPrinted = true
      _ = try message.jsonUTF8Bytes(options: options)
    }
  }
}
