import ConformanceMessages
import MartletProtobuf
import MartletReflection

private let ceiling = Ceiling(total: 300, peak: 150)

/// A text that is read as a generated message.
private func reading(
  _ name: String, _ type: any Message.Type = Proto2.self, size: Int = 1000, isAccepted: Bool = true,
  ignoring: Bool = false,
  _ input: @escaping @Sendable (Int) -> [UInt8]
) -> Shape {
  func shape<M: Message>(_ type: M.Type) -> Shape {
    Shape("text decode", name, size: size, ceiling: ceiling, isAccepted: isAccepted, input) { bytes in
      var options = TextFormatDecodingOptions()
      options.ignoreUnknownFields = ignoring
      options.allowFieldNumbers = true
      _ = try M(textFormatString: String(decoding: bytes, as: UTF8.self), options: options)
    }
  }
  return shape(type)
}

private func nested(_ levels: Int, _ opening: String, _ inner: String, _ closing: String) -> [UInt8] {
  Array((String(repeating: opening, count: levels) + inner + String(repeating: closing, count: levels)).utf8)
}

private let proto2 = "protobuf_test_messages.proto2"

private func numbers(_ size: Int) -> String { String(decoding: text(size) { "repeated_int32: \($0) " }, as: UTF8.self) }

let textShapes: [Shape] = [
  reading("many values") { text($0) { "repeated_int32: \($0)\n" } },
  reading("lists in brackets") { text($0) { "repeated_int32: [\($0), 0x\($0), 07]\n" } },
  reading("one list in brackets") { text($0, "repeated_int32: [0", "]") { ", \($0)" } },
  reading("a field, again and again", isAccepted: false) {
    text($0, "optional_int32: 1 ") { "optional_int32: \($0)\n" }
  },
  reading("strings side by side") { text($0, "optional_string: ") { #""\#($0)" 'b' "# } },
  reading("a long string with escapes") { text($0, "optional_string: \"", "\"") { _ in #"\303\251\n\x41\u00e9"# } },
  reading("a string that doesn't end", isAccepted: false) { text($0, "optional_string: \"") { _ in #"\n"# } },
  reading("comments") { text($0) { "# comment \($0)\n" } },
  reading("a number of many digits", isAccepted: false) { text($0, "optional_int32: 9999999999") { _ in "0" } },
  reading("a double of many digits") { text($0, "optional_double: 1.") { _ in "3" } },
  reading("an exponent of many digits") { text($0, "optional_double: 1e-") { _ in "9" } },
  reading("much in 90 levels", size: 3000) { nested(90, "recursive_message { ", numbers($0), " }") },
  reading("too many levels", size: 4000, isAccepted: false) { nested($0 / 20, "recursive_message { ", "", " }") },
  reading("empty messages") { text($0) { _ in "repeated_nested_message {} " } },
  reading("a group, again and again") { text($0, "Data {} ") { "Data { group_int32: \($0) } " } },
  reading("entries of a map") { text($0) { "map_string_string { key: \"\($0)\" value: \"\($0)\" } " } },
  reading("entries of one key") { text($0) { "map_int32_nested_message { key: 1 value { a: \($0) } } " } },
  reading("unknown fields", ignoring: true) { text($0) { "unknown_\($0): [1, { a < b: 'c' > }] " } },
  reading("unknown fields in 40 levels", ignoring: true) { size in
    let deep = String(decoding: nested(40, "a { ", "b: 1", " }"), as: UTF8.self)
    return text(size) { "unknown_\($0) { \(deep) } " }
  },
  reading("unknown lists in too many levels", isAccepted: false, ignoring: true) { nested($0 / 4, "a < ", "", " >") },
  reading("fields by number") { text($0) { "31: \($0) " } },
  reading("extensions") {
    text($0, "[\(proto2).extension_int32]: 1 ") { "repeated_int32: \($0) " }
  },
  reading("the name of an extension in many parts", isAccepted: false) { text($0, "[a", "]: 1") { ".b\($0)" } },
  reading("Any in Any", Google_Protobuf_Any.self, size: 8000, isAccepted: false) {
    nested($0 / 45, "[type.googleapis.com/google.protobuf.Any] { ", "", " }")
  },
  reading("much in 40 levels of Any", Google_Protobuf_Any.self, size: 4000) {
    nested(
      40, "[type.googleapis.com/google.protobuf.Any] { ",
      "[type.googleapis.com/\(proto2).TestAllTypesProto2] { " + numbers($0) + " }", " }")
  },
  reading("enum values by name") { text($0) { _ in "repeated_nested_enum: BAR " } },
  reading("a message set's items") {
    text($0) { _ in
      "message_set_correct { [\(proto2).TestAllTypesProto2.MessageSetCorrectExtension1] { str: 'a' } } "
    }
  },
  writing("much in 90 levels of Any", size: 8000) { size in
    let inner = Google_Protobuf_StringValue.with { $0.value = String(repeating: "a\n", count: size / 2) }
    return (0..<90).reduce(any("StringValue", inner)) { inner, _ in any("Any", inner) }
  },
  writing("Any, again and again") { size in
    Proto3.with { all in
      for index in 0..<size / 50 {
        all.repeatedAny.append(any("Int32Value", Google_Protobuf_Int32Value.with { $0.value = Int32(index) }))
      }
    }
  },
]

private func any<M: Message>(_ name: String, _ message: M) -> Google_Protobuf_Any {
  .with {
    $0.typeURL = "type.googleapis.com/google.protobuf.\(name)"
    $0.value = (try? message.serializedBytes()) ?? []
  }
}

private func writing<M: Message>(_ name: String, size: Int = 1000, _ make: @escaping @Sendable (Int) -> M) -> Shape {
  Shape(entry: "text encode", name: name, size: size, ceiling: ceiling) { size in
    let message = make(size)
    return Work(size: try message.serializedBytes().count) { _ = message.textFormatString() }
  }
}
