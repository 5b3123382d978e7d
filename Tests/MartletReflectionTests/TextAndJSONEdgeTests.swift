import MartletProtobuf
import MartletReflection
import Testing

@Suite struct FieldMaskJSONTests {
  @Test(arguments: ["foo-bar", "a b", "a,b", "é", "fooBar", "a_", "a__b", "_1", "a_.b", "", "a/b", "a\"", "a*"])
  func pathsThatAreNoNamesAreNotPrinted(path: String) {
    #expect(throws: JSONEncodingError.self) { try Google_Protobuf_FieldMask(protoPaths: [path]).jsonString() }
    #expect(throws: JSONEncodingError.self) { try Google_Protobuf_FieldMask(protoPaths: ["ok", path]).jsonString() }
  }

  @Test(arguments: ["foo-bar", "a b", "é", "foo_bar", "a,,b", "a,", "a/b", "*", "a\\u0000"])
  func pathsThatAreNoNamesAreNotRead(path: String) {
    #expect(throws: JSONDecodingError.self) { try Google_Protobuf_FieldMask(jsonString: "\"\(path)\"") }
  }

  @Test func pathsComeBack() throws {
    let mask: Google_Protobuf_FieldMask = ["foo_bar.baz", "a1.b2", "_x", "a_b_c"]
    #expect(try mask.jsonString() == #""fooBar.baz,a1.b2,X,aBC""#)
    #expect(try Google_Protobuf_FieldMask(jsonString: mask.jsonString()) == mask)
  }
}

@Suite struct UnknownFieldTextTests {
  private func nested(_ levels: Int) throws -> DynamicMessage {
    let groups = [UInt8](repeating: 0x13, count: levels) + [UInt8](repeating: 0x14, count: levels)
    return try DynamicMessage(
      try Google_Protobuf_Empty.messageDescriptor(), serializedBytes: groups,
      options: BinaryDecodingOptions(messageDepthLimit: levels + 1))
  }

  @Test(arguments: [1, 99, 101, 500, 3000]) func bracketsOfDeepGroupsAreBalanced(levels: Int) throws {
    let text = try nested(levels).debugDescription
    #expect(text.filter { $0 == "{" }.count == text.filter { $0 == "}" }.count)
    #expect(text.filter { $0 == "{" }.count == min(levels, 1000))
  }

  @Test(arguments: ["536870912: 1", "4294967295: 1", "0: 1", "99999999999999999999: 1"])
  func numbersThatNoFieldHasAreRefused(text: String) throws {
    var options = TextFormatDecodingOptions()
    options.allowFieldNumbers = true
    options.ignoreUnknownFields = true
    let type = try Everything.message()
    #expect(throws: TextFormatDecodingError.self) { try DynamicMessage(type, textFormatString: text, options: options) }
    #expect(throws: Never.self) { try DynamicMessage(type, textFormatString: "536870911: 1", options: options) }
  }

  @Test(arguments: [0, -1, .min]) func limitsBelowOneRefuseAllNesting(limit: Int) throws {
    var options = TextFormatDecodingOptions()
    options.messageDepthLimit = limit
    let type = try Everything.message()
    #expect(throws: TextFormatDecodingError.self) {
      try DynamicMessage(type, textFormatString: "scalars {}", options: options)
    }
    var json = JSONDecodingOptions()
    json.messageDepthLimit = limit
    #expect(throws: JSONDecodingError.self) { try DynamicMessage(type, jsonString: "{}", options: json) }
  }
}

/// proto2 lets strings be any bytes, which neither a `String` nor JSON can hold.
@Suite struct InvalidStringTests {
  private static let bad: [UInt8] = [2, 0x61, 0xFF]

  @Test(arguments: [
    // text, alone and before a valid number
    [0x12] + bad, [8, 1, 0x12] + bad,
    // A map's key: by_name
    [0x4A, 6, 10] + bad + [16, 3],
    // An extension that is a list of strings, the second valid
  ]) func fieldsThatHoldThemAreNotSet(wire: [UInt8]) throws {
    let type = try Legacy.message("legacy.Legacy")
    let message = try DynamicMessage(type, serializedBytes: wire)
    #expect(message[2] == nil && message[9] == nil)
    #expect(try message.jsonString() == (wire[0] == 8 ? #"{"number":1}"# : "{}"))
    #expect(try message.serializedBytes() == wire)
    #expect(message.debugDescription.contains("\"a\\377\""))
  }

  @Test func generatedMessagesArePrintedWithoutThem() throws {
    // name: "a\xFF" of a FileDescriptorProto, which is proto2; then its dependencies "a" and the same.
    let wire: [UInt8] = [0x0A] + Self.bad
    let alone = try Google_Protobuf_FileDescriptorProto(serializedBytes: wire)
    #expect(!alone.hasName)
    #expect(try alone.jsonString() == "{}")
    var options = TextFormatEncodingOptions()
    options.printUnknownFields = false
    #expect(alone.textFormatString(options: options) == "")
    #expect(try alone.serializedBytes() == wire)
    let list = try Google_Protobuf_FileDescriptorProto(
      serializedBytes: [0x1A, 1, 0x62, 0x1A] + Self.bad + [0x12, 1, 0x63])
    #expect(try list.jsonString() == #"{"package":"c","dependency":["b"]}"#)
  }

  @Test func contentOfAnAnyIsPrintedWithoutThem() throws {
    var any = Google_Protobuf_Any()
    any.typeURL = "x/google.protobuf.FileDescriptorProto"
    any.value = [0x0A] + Self.bad
    #expect(try any.jsonString() == #"{"@type":"x/google.protobuf.FileDescriptorProto"}"#)
  }
}
