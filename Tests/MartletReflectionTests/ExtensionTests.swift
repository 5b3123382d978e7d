import MartletProtobuf
import MartletReflection
import Testing

/// What proto2 and editions add: extensions, MessageSet, groups, closed enums, strings that aren't validated.
@Suite struct ExtensionTests {
  /// ext_number 5; ext_packed 1, −1; ext_number again 6; an item of the set: Item { text "a" }.
  static let wire: [UInt8] =
    [0xA0, 6, 5, 0xAA, 6, 2, 2, 1, 0xA0, 6, 6]
    + [0x62, 11, 0x0B, 0x10, 0xF9, 0xBB, 0x5E, 0x1A, 3, 0x0A, 1, 0x61, 0x0C]

  @Test func extensionsOfThePoolAreFields() throws {
    let message = try DynamicMessage(Legacy.message("legacy.Legacy"), serializedBytes: Self.wire)
    #expect(message.unknownFields.isEmpty)
    #expect(message["[legacy.ext_number]"] == .int32(6))
    #expect(message[101] == .list([.int32(1), .int32(-1)]))
    #expect(message.fields.map(\.field.fullName) == ["legacy.Legacy.set", "legacy.ext_number", "legacy.ext_packed"])
    #expect(
      try message.jsonString()
        == #"{"set":{"[legacy.Item.item]":{"text":"a"}},"[legacy.ext_number]":6,"[legacy.ext_packed]":[1,-1]}"#)
    #expect(
      message.description
        == #"set { [legacy.Item] { text: "a" } } [legacy.ext_number]: 6 [legacy.ext_packed]: 1 [legacy.ext_packed]: -1"#
    )
    let canonical = Array(Self.wire.suffix(13)) + [0xA0, 6, 6, 0xAA, 6, 2, 2, 1]
    #expect(try message.serializedBytes() == canonical)
    let type = message.descriptor
    #expect(try DynamicMessage(type, jsonString: message.jsonString()) == message)
    #expect(try DynamicMessage(type, textFormatString: message.description) == message)
  }

  @Test func extensionsAreSetAndClearedLikeFields() throws {
    let pool = try Legacy.pool()
    let type = try #require(pool.message(named: "legacy.Legacy"))
    let number = try #require(pool.field(named: "legacy.ext_number"))
    var message = DynamicMessage(type)
    message[100] = .int32(0)
    #expect(message[number] == .int32(0))
    message[number] = .int32(3)
    #expect(message[100] == .int32(3))
    #expect(throws: DynamicMessageError.wrongType(field: "legacy.ext_number")) {
      try message.set(.int64(1), field: number)
    }
    #expect(throws: DynamicMessageError.noSuchField(message: "legacy.Legacy", field: "199")) {
      try message.set(.int64(1), number: 199)
    }
    message["[legacy.ext_strings]"] = .list([.string("x")])
    message["[legacy.ext_strings]"] = .list([])
    message[number] = nil
    #expect(message == DynamicMessage(type))
    #expect(type.extensions.map(\.number) == [100, 101, 102, 103, 104, 105, 5000])
    // The same extension, from a pool of its own.
    let other = try #require(Legacy.pool().field(named: "legacy.ext_number"))
    try message.set(.int32(9), field: other)
    #expect(message[number] == .int32(9))
  }

  @Test func extensionsOfAnotherPoolAreLookedUpOnDemand() throws {
    let base = try #require(
      try descriptorSet(["base.proto": "syntax = \"proto2\"; message Base { extensions 5 to 9; }"]) as [UInt8]?)
    let more = try pool([
      "base.proto": "syntax = \"proto2\"; message Base { extensions 5 to 9; }",
      "more.proto": "syntax = \"proto2\"; import \"base.proto\"; extend Base { optional int32 more = 5; }",
    ])
    let type = try #require(try DescriptorPool(serializedSet: base).message(named: "Base"))
    let message = try DynamicMessage(type, serializedBytes: [0x28, 1, 0x28, 2])
    #expect(message.unknownFields.bytes == [0x28, 1, 0x28, 2])
    #expect(try message.jsonString() == "{}")
    var encoding = JSONEncodingOptions()
    encoding.types = more
    #expect(try message.jsonString(options: encoding) == #"{"[more]":2}"#)
    var text = TextFormatEncodingOptions()
    text.types = more
    #expect(message.textFormatString(options: text) == "[more]: 2\n")
    var decoding = JSONDecodingOptions()
    #expect(throws: JSONDecodingError.self) { try DynamicMessage(type, jsonString: #"{"[more]":2}"#) }
    decoding.types = more
    #expect(
      try DynamicMessage(type, jsonString: #"{"[more]":2}"#, options: decoding).serializedBytes() == [0x28, 2])
    #expect(try DynamicMessage(type, serializedBytes: [0x28, 7], extensions: more)[5] == .int32(7))
  }

  @Test(arguments: [
    #"{"[legacy.ext_number]":1,"[legacy.ext_number]":2}"#, #"{"[legacy.nope]":1}"#, #"{"[legacy.Legacy]":1}"#,
    #"{"[legacy.ext_number":1}"#, #"{"legacy.ext_number":1}"#, #"{"[modern.box]":{}}"#, #"{"[]":1}"#,
    #"{"set":{"[legacy.ext_number]":1}}"#, #"{"[legacy.ext_shades]":[5]}"#,
  ])
  func refusesExtensionsThatAreNone(json: String) throws {
    let type = try Legacy.message("legacy.Legacy")
    #expect(throws: JSONDecodingError.self) { try DynamicMessage(type, jsonString: json) }
  }

  @Test func acceptsWhatStandsForAnExtensionInJSON() throws {
    let type = try Legacy.message("legacy.Legacy")
    var lenient = JSONDecodingOptions()
    lenient.ignoreUnknownFields = true
    let json = #"{"[legacy.nope]":{"a":1},"[legacy.ext_number]":null,"[legacy.ext_shades]":["X","DARK"],"extgroup":1}"#
    let message = try DynamicMessage(type, jsonString: json, options: lenient)
    #expect(try message.jsonString() == #"{"[legacy.ext_shades]":["DARK"]}"#)
    let groups = #"{"part":[{"name":"a"}],"multiword":{"side":1},"[legacy.extgroup]":{"side":2}}"#
    #expect(try DynamicMessage(type, jsonString: groups).jsonString() == groups)
  }

  @Test func itemsOfAMessageSetMergeInAnyOrder() throws {
    let type = try Legacy.message("legacy.Set")
    // The message before its type; another appearance; an unknown type; an item without a message.
    let wire: [UInt8] =
      [0x0B, 0x1A, 3, 0x0A, 1, 0x61, 0x10, 0xF9, 0xBB, 0x5E, 0x0C]
      + [0x0B, 0x10, 0xF9, 0xBB, 0x5E, 0x1A, 2, 0x12, 0, 0x0C]
      + [0x0B, 0x10, 9, 0x1A, 1, 7, 0x0C, 0x0B, 0x10, 9, 0x0C]
    let message = try DynamicMessage(type, serializedBytes: wire)
    #expect(try message.jsonString() == #"{"[legacy.Item.item]":{"text":"a","set":{}}}"#)
    #expect(message.unknownFields.bytes == [0x0B, 0x10, 9, 0x1A, 1, 7, 0x0C, 0x0B, 0x10, 9, 0x0C])
    #expect(
      try message.serializedBytes()
        == [0x0B, 0x10, 0xF9, 0xBB, 0x5E, 0x1A, 5, 0x0A, 1, 0x61, 0x12, 0, 0x0C] + message.unknownFields.bytes)
    #expect(throws: BinaryDecodingError.self) { try DynamicMessage(type, serializedBytes: [0x0B, 0x10, 9]) }
    // Numbers beyond those of ordinary fields.
    let wide = try DynamicMessage(type, textFormatString: "[legacy.Wide] { number: 1 }")
    #expect(try DynamicMessage(type, serializedBytes: wide.serializedBytes()) == wide)
  }

  @Test func requiredFieldsInExtensionsCount() throws {
    let type = try Legacy.message("legacy.Strict")
    let message = try DynamicMessage(type, serializedBytes: [8, 1, 0xA2, 6, 0], partial: true)
    let error = #expect(throws: BinaryEncodingError.self) { try message.serializedBytes() }
    #expect(error?.reason == .missingRequiredField("legacy.Strict.[legacy.Strict.more].must"))
    #expect(try message.serializedBytes(partial: true) == [8, 1, 0xA2, 6, 0])
    #expect(throws: JSONDecodingError.self) {
      try DynamicMessage(type, jsonString: #"{"must":1,"[legacy.Strict.more]":{}}"#)
    }
    #expect(throws: TextFormatDecodingError.self) { try DynamicMessage(type, textFormatString: "inner { must: 1 }") }
  }

  @Test func mergesAndDiscards() throws {
    let type = try Legacy.message("legacy.Legacy")
    var message = try DynamicMessage(type, textFormatString: "number: 1 numbers: 1 set { [legacy.Item] { text: 'a' } }")
    var other = try DynamicMessage(type, textFormatString: "number: 2 numbers: 2 set { [legacy.Item] { set {} } }")
    other.unknownFields = UnknownFields(bytes: [0xE8, 7, 1])
    message.merge(other)
    #expect(
      message.description == #"number: 2 numbers: 1 numbers: 2 set { [legacy.Item] { text: "a" set { } } } 125: 1"#)
    #expect(!message.unknownFields.isEmpty)
    message.discardUnknownFields()
    #expect(message.unknownFields.isEmpty)
    let discarded = try DynamicMessage(
      type, serializedBytes: [0x6A, 3, 0xE8, 7, 1], options: BinaryDecodingOptions(discardUnknownFields: true))
    #expect(try discarded.serializedBytes() == [0x6A, 0])
  }

  @Test func stringsThatNeedNotBeValidAreKept() throws {
    let type = try Legacy.message("legacy.Legacy")
    // text "\xFF", and a map entry whose key isn't UTF-8.
    let wire: [UInt8] = [0x12, 1, 0xFF, 0x4A, 5, 0x0A, 1, 0xFF, 0x10, 3]
    let message = try DynamicMessage(type, serializedBytes: wire)
    #expect(message["text"] == nil && message["by_name"] == nil)
    #expect(try message.serializedBytes() == wire)
    #expect(throws: BinaryDecodingError.self) {
      try DynamicMessage(try Everything.message("Scalars"), serializedBytes: [0x72, 1, 0xFF])
    }
  }
}
