import MartletProtobuf
import MartletReflection
import Testing

/// Messages in an `Any` in an `Any`: nobody looks into them before they are printed, and each lies in all those around
/// it.
@Suite(.serialized) struct NestedAnyTests {
  /// A message inside `Any`s, one directly in the other.
  private func wrapped(_ message: DynamicMessage, levels: Int) throws -> Google_Protobuf_Any {
    var any = try Google_Protobuf_Any(message: message)
    for _ in 1..<max(levels, 1) {
      var outer = Google_Protobuf_Any()
      outer.typeURL = "type.googleapis.com/google.protobuf.Any"
      outer.value = try any.serializedBytes()
      any = outer
    }
    return any
  }

  private func dynamic(_ any: Google_Protobuf_Any, in pool: DescriptorPool) throws -> DynamicMessage {
    let type = try #require(pool.message(named: "google.protobuf.Any"))
    return try DynamicMessage(type, serializedBytes: any.serializedBytes())
  }

  private func payload(_ bytes: Int, _ pool: DescriptorPool) throws -> DynamicMessage {
    var message = DynamicMessage(try #require(pool.message(named: "test.Scalars")))
    message["some_bytes"] = .bytes([UInt8](repeating: 0x61, count: bytes))
    return message
  }

  @Test func levelsInsideCountAgainstTheLimit() throws {
    let pool = try Everything.pool()
    let deep = try dynamic(try wrapped(try payload(10, pool), levels: 990), in: pool)
    #expect(throws: JSONEncodingError.self) { try deep.jsonString() }
    // What can't be shown is written as bytes.
    let text = deep.textFormatString()
    #expect(text.hasPrefix("[type.googleapis.com/google.protobuf.Any] {") && text.contains("value: \""))
    #expect(try DynamicMessage(deep.descriptor, textFormatString: text).textFormatString() == text)
    let json =
      String(repeating: #"{"@type":"x/google.protobuf.Any","value":"#, count: 101) + "{}"
      + String(repeating: "}", count: 101)
    #expect(throws: JSONDecodingError.self) { try DynamicMessage(deep.descriptor, jsonString: json) }
  }

  @Test func noLevelCopiesWhatIsInIt() throws {
    let pool = try Everything.pool()
    let size = 2 << 20
    let message = try dynamic(try wrapped(try payload(size, pool), levels: 95), in: pool)
    var json = ""
    var text = ""
    let printing = try peakMemory {
      json = try message.jsonString()
      text = message.textFormatString()
    }
    #expect(text.contains("some_bytes: \"aaa"))
    let parsing = try peakMemory {
      let fromJSON = try DynamicMessage(message.descriptor, jsonString: json)
      let fromText = try DynamicMessage(message.descriptor, textFormatString: text)
      #expect(fromJSON == message && fromText == message)
    }
    if let printing { #expect(printing < 30 * size, "\(printing)") }
    if let parsing { #expect(parsing < 30 * size, "\(parsing)") }
  }

  /// Takes a minute and more if each level is searched for the levels in it.
  @Test(.timeLimit(.minutes(1))) func typesMayComeLast() throws {
    let pool = try Everything.pool()
    let type = try #require(pool.message(named: "google.protobuf.Any"))
    let values = Array(repeating: "0", count: 500_000).joined(separator: ",")
    let json =
      String(repeating: #"{"value":"#, count: 98) + #"{"int32s":[\#(values)],"@type":"x/test.Lists"}"#
      + String(repeating: #","@type":"x/google.protobuf.Any"}"#, count: 98)
    let message = try DynamicMessage(type, jsonString: json)
    #expect(message["type_url"] == .string("x/google.protobuf.Any"))
  }

  @Test func contentInAnyOrderIsPutInOrder() throws {
    let pool = try Everything.pool()
    let outer = DynamicMessage(try #require(pool.message(named: "test.WellKnown")))
    func any(_ type: String, _ value: [UInt8]) -> [UInt8] {
      var writer = WireWriter()
      writer.bytes(18, value)
      writer.string(10, "x/\(type)")
      return writer.bytes()
    }
    // a_string: "s", an_int32: 1, then an_int32: 2; the second is the one that counts.
    let scalars = any("test.Scalars", [0x72, 1, 0x73, 0x18, 1, 0x18, 2])
    // The same in the field of another message, in two parts: first the type, then the bytes.
    let parts = any("test.WellKnown", [0x92, 1] + [UInt8(scalars.count)] + scalars + [0x92, 1, 0])
    let split =
      [0x92, 1, 16, 10, 14] + Array("x/test.Scalars".utf8)
      + [0x92, 1, 9, 18, 7, 0x72, 1, 0x73, 0x18, 1, 0x18, 2] as [UInt8]
    let expected = #"{"@type":"x/test.Scalars","anInt32":2,"aString":"s"}"#
    for (bytes, json) in [
      (scalars, expected), (parts, #"{"@type":"x/test.WellKnown","any":\#(expected)}"#),
      (any("test.WellKnown", split), #"{"@type":"x/test.WellKnown","any":\#(expected)}"#),
    ] {
      var message = outer
      message["any"] = .message(
        try DynamicMessage(try #require(pool.message(named: "google.protobuf.Any")), serializedBytes: bytes))
      let printed = try message.jsonString()
      #expect(printed == #"{"any":\#(json)}"#)
      // Members in the order of other people's JSON make the same bytes.
      let back = try DynamicMessage(outer.descriptor, jsonString: printed)
      let shuffled = printed.replacing(#""anInt32":2,"aString":"s""#, with: #""aString":"s","anInt32":2"#)
      #expect(try DynamicMessage(outer.descriptor, jsonString: shuffled) == back)
      #expect(try DynamicMessage(outer.descriptor, textFormatString: message.textFormatString()) == back)
    }
  }

  @Test func requiredFieldsInsideAreChecked() throws {
    let type = try #require(try Legacy.pool().message(named: "google.protobuf.Any"))
    let inner = #"{"@type":"x/legacy.Strict"}"#
    for json in [
      inner, #"{"@type":"x/google.protobuf.Any","value":\#(inner)}"#, #"{"@type":"x/legacy.Legacy","any":\#(inner)}"#,
    ] {
      #expect(throws: JSONDecodingError.self, "\(json)") { try DynamicMessage(type, jsonString: json) }
      var options = JSONDecodingOptions()
      options.allowPartial = true
      #expect(try DynamicMessage(type, jsonString: json, options: options).jsonString() == json)
    }
    for text in ["[x/legacy.Strict] {}", "[x/legacy.Legacy] { any { [x/legacy.Strict] {} } }"] {
      #expect(throws: TextFormatDecodingError.self) { try DynamicMessage(type, textFormatString: text) }
      var options = TextFormatDecodingOptions()
      options.allowPartial = true
      let message = try DynamicMessage(type, textFormatString: text, options: options)
      #expect(message.description.filter { $0 != " " } == text.filter { $0 != " " })
    }
  }

  @Test func membersOfAnObjectForAnAnyComeOnce() throws {
    let type = try #require(try Everything.pool().message(named: "google.protobuf.Any"))
    for json in [
      #"{"@type":"x/test.Scalars","@type":"x/test.Scalars"}"#, #"{"@type":"x/google.protobuf.Value"}"#,
      #"{"value":1,"@type":"x/google.protobuf.Value","value":1}"#, #"{"anInt32":1}"#, #"{"@type":1}"#,
      #"{"@type":"x/google.protobuf.Value","value":1,"more":2}"#, #"{"@type":"x/test.Nope"}"#,
    ] {
      #expect(throws: JSONDecodingError.self, "\(json)") { try DynamicMessage(type, jsonString: json) }
    }
    #expect(try DynamicMessage(type, jsonString: "{}") == DynamicMessage(type))
  }
}
