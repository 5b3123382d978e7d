import MartletProtobuf
import MartletReflection
import Testing

@Suite struct DynamicMessageTests {
  @Test func setsAndGetsByNumberAndName() throws {
    var message = DynamicMessage(try Everything.message("Scalars"))
    message[3] = .int32(-7)
    message["aString"] = .string("x")
    message["a_bool"] = .bool(true)
    #expect(message["an_int32"] == .int32(-7))
    #expect(message[14] == .string("x"))
    #expect(message.fields.map(\.field.number) == [3, 13, 14])
    message[3] = nil
    #expect(message[3] == nil)
    #expect(message["nope"] == nil && message[0] == nil && message[-1] == nil)
  }

  @Test func refusesValuesOfOtherTypes() throws {
    var message = DynamicMessage(try Everything.message("Scalars"))
    #expect(throws: DynamicMessageError.wrongType(field: "test.Scalars.an_int32")) {
      try message.set(.int64(1), number: 3)
    }
    #expect(throws: DynamicMessageError.noSuchField(message: "test.Scalars", field: "99")) {
      try message.set(.int64(1), number: 99)
    }
    var everything = DynamicMessage(try Everything.message())
    #expect(throws: DynamicMessageError.self) { try everything.set(.message(everything), number: 1) }
    #expect(throws: DynamicMessageError.self) { try everything.set(.list([]), number: 12) }
    var lists = DynamicMessage(try Everything.message("Lists"))
    #expect(throws: DynamicMessageError.self) { try lists.set(.list([.int32(1), .int64(1)]), number: 3) }
    var maps = DynamicMessage(try Everything.message("Maps"))
    #expect(throws: DynamicMessageError.self) { try maps.set(.map([.string("a"): .int32(1)]), number: 3) }
  }

  @Test func keepsOneMemberOfAOneof() throws {
    var message = DynamicMessage(try Everything.message())
    message["number"] = .int32(0)
    #expect(message["number"] == .int32(0))
    message["text"] = .string("")
    #expect(message["number"] == nil && message["text"] == .string(""))
  }

  @Test func forgetsDefaultsWithoutPresence() throws {
    var scalars = DynamicMessage(try Everything.message("Scalars"))
    scalars[3] = .int32(0)
    scalars[1] = .double(-0.0)
    #expect(scalars.fields.map(\.field.number) == [1])
    var optionals = DynamicMessage(try Everything.message("Optionals"))
    optionals[3] = .int32(0)
    #expect(optionals[3] == .int32(0))
    #expect(scalars.value(of: try #require(scalars.descriptor.field(number: 3))) == .int32(0))
  }

  @Test func mergesAndKeepsUnknownFields() throws {
    let type = try Everything.message()
    // text "a", unknown 50 = 1, inner {an_int32: 1}, inner {an_int64: 2}
    let wire: [UInt8] = [0x3A, 1, 0x61, 0x90, 3, 1, 0x42, 2, 0x18, 1, 0x42, 2, 0x20, 2]
    let message = try DynamicMessage(type, serializedBytes: wire)
    #expect(message["text"] == nil)
    guard case .message(let inner) = message["inner"] else {
      Issue.record("inner isn't set")
      return
    }
    #expect(inner[3] == .int32(1) && inner[4] == .int64(2))
    #expect(message.unknownFields.bytes == [0x90, 3, 1])
    #expect(try message.serializedBytes() == [0x42, 4, 0x18, 1, 0x20, 2, 0x90, 3, 1])
  }

  @Test func readsPackedAndUnpacked() throws {
    let type = try Everything.message("Lists")
    let message = try DynamicMessage(type, serializedBytes: [0x18, 1, 0x1A, 2, 2, 3, 0x18, 4, 0x92, 1, 2, 5, 6])
    #expect(message[3] == .list([.int32(1), .int32(2), .int32(3), .int32(4)]))
    #expect(message[18] == .list([.int32(5), .int32(6)]))
    #expect(try message.serializedBytes() == [0x1A, 4, 1, 2, 3, 4, 0x90, 1, 5, 0x90, 1, 6])
  }

  @Test func readsMapEntriesWithMissingParts() throws {
    let type = try Everything.message("Maps")
    let message = try DynamicMessage(type, serializedBytes: [0x1A, 0, 0x1A, 2, 8, 5, 0x72, 0])
    #expect(message[3] == .map([.int32(0): .int32(0), .int32(5): .int32(0)]))
    guard case .map(let entries) = message[14] else {
      Issue.record("by_string isn't set")
      return
    }
    #expect(entries.keys.first == .string(""))
  }

  @Test func readsMapEntriesWithPartsOfOtherWireTypes() throws {
    // A value of another wire type isn't read, so the entry has the default; the last value of its own type counts.
    let type = try Everything.message("Maps")
    let message = try DynamicMessage(
      type, serializedBytes: [0x1A, 5, 8, 5, 0x12, 1, 0, 0x1A, 6, 8, 6, 0x10, 1, 0x10, 2])
    #expect(message[3] == .map([.int32(5): .int32(0), .int32(6): .int32(2)]))
    #expect(message.unknownFields.isEmpty)
    #expect(try DynamicMessage(type, jsonString: message.jsonString()) == message)
  }

  @Test func handlesGroupsRequiredAndClosedEnums() throws {
    let pool = try pool([
      "two.proto": """
      syntax = "proto2";
      message Two {
        required int32 must = 1;
        optional group Box = 2 { optional int32 side = 3; }
        repeated Shade shades = 4;
        map<int32, Shade> by = 5;
        optional Two inner = 6;
        enum Shade { NONE = 0; LIGHT = 3; DARK = 4; }
      }
      """
    ])
    let type = try #require(pool.message(named: "Two"))
    let wire: [UInt8] = [8, 1, 0x13, 0x18, 7, 0x14, 0x20, 3, 0x20, 9, 0x2A, 4, 8, 1, 0x10, 9]
    let message = try DynamicMessage(type, serializedBytes: wire)
    #expect(message[4] == .list([.enumeration(3)]))
    #expect(message[5] == nil)
    #expect(message.unknownFields.bytes == [0x20, 9, 0x2A, 4, 8, 1, 0x10, 9])
    #expect(try message.serializedBytes() == [8, 1, 0x13, 0x18, 7, 0x14, 0x20, 3, 0x20, 9, 0x2A, 4, 8, 1, 0x10, 9])
    #expect(try message.jsonString() == #"{"must":1,"box":{"side":7},"shades":["LIGHT"]}"#)
    #expect(try DynamicMessage(type, jsonString: message.jsonString())[2] == message[2])

    // An entry whose last value isn't the enum's, whatever stood before it.
    let twice = try DynamicMessage(type, serializedBytes: [8, 1, 0x2A, 6, 8, 1, 0x10, 3, 0x10, 9])
    #expect(twice[5] == nil)
    #expect(try twice.jsonString() == #"{"must":1}"#)

    let missing = #expect(throws: BinaryDecodingError.self) { try DynamicMessage(type, serializedBytes: []) }
    #expect(missing?.reason == .missingRequiredField("Two"))
    var incomplete = message
    incomplete[6] = .message(DynamicMessage(type))
    #expect(!incomplete.isInitialized)
    let unset = #expect(throws: BinaryEncodingError.self) { try incomplete.serializedBytes() }
    #expect(unset?.reason == .missingRequiredField("Two.inner.must"))
    #expect(throws: JSONDecodingError.self) { try DynamicMessage(type, jsonString: "{}") }
  }

  @Test func limitsNesting() throws {
    let type = try Everything.message()
    func nested(_ levels: Int) -> [UInt8] {
      var writer = WireWriter()
      func write(_ level: Int, _ writer: inout WireWriter) {
        if level > 0 { writer.nested(0x5A) { write(level - 1, &$0) } }
      }
      write(levels, &writer)
      return writer.bytes()
    }
    #expect(throws: Never.self) { try DynamicMessage(type, serializedBytes: nested(100)) }
    #expect(throws: BinaryDecodingError.self) { try DynamicMessage(type, serializedBytes: nested(101)) }
    let group = [UInt8](repeating: 0x0B, count: 5000)
    #expect(throws: BinaryDecodingError.self) { try DynamicMessage(type, serializedBytes: group) }
  }

  @Test(arguments: ["test.Everything", "legacy.Legacy", "legacy.Set", "modern.Modern"])
  func mutatedBytesNeverTrap(name: String) throws {
    let type = name.hasPrefix("test.") ? try Everything.message() : try Legacy.message(name)
    var random = RandomMessages(seed: 99)
    for _ in 0..<30 {
      let wire = try random.message(type, depth: name.hasPrefix("test.") ? 0 : 2).serializedBytes()
      if wire.isEmpty { continue }
      for _ in 0..<10 {
        var bytes = wire
        bytes[Int.random(in: 0..<bytes.count, using: &random.generator)] ^= UInt8.random(
          in: 1...255, using: &random.generator)
        guard let message = try? DynamicMessage(type, serializedBytes: bytes) else { continue }
        let again = try message.serializedBytes()
        #expect(try DynamicMessage(type, serializedBytes: again).serializedBytes() == again)
        if let json = try? message.jsonString() { _ = try DynamicMessage(type, jsonString: json) }
        var options = TextFormatEncodingOptions()
        options.printUnknownFields = false
        let text = message.textFormatString(options: options)
        #expect(try DynamicMessage(type, textFormatString: text).textFormatString() == text)
        #expect(!message.unknownFields.isEmpty || !message.debugDescription.isEmpty || again.isEmpty)
      }
    }
  }
}
