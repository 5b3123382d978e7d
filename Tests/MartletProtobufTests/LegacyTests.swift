import MartletProtobuf
import Testing

/// proto2: defaults, required fields, closed enums.
@Suite struct LegacyTests {
  @Test func defaultsOfFieldsThatAreNotSet() throws {
    let message = try Martlet_Test_Legacy_Defaults(serializedBytes: Peer.bytes(of: "defaults"))
    #expect(message.double == 1.5)
    #expect(message.infinite == .infinity)
    #expect(message.negativeInfinite == -.infinity)
    #expect(message.nan.isNaN)
    #expect(message.int32 == .min)
    #expect(message.int64 == .min)
    #expect(message.uint32 == .max)
    #expect(message.uint64 == .max)
    #expect(message.bool)
    #expect(message.string == "a \"quoted\" \\ line\n\tand a \u{1} snowman: ☃")
    #expect(message.bytes == [0, 1, 255] + Array("\"\\x".utf8))
    #expect(message.kind == .second)
    #expect(message.firstKind == .first)
    #expect(message.float == 1e10)
    #expect(!message.hasDouble && !message.hasKind && !message.hasBytes)
  }

  @Test func zeroIsNotADefault() throws {
    var message = Martlet_Test_Legacy_Defaults.with {
      $0.double = 0
      $0.int32 = 0
      $0.bool = false
      $0.string = ""
      $0.bytes = []
      $0.kind = .first
    }
    try expectAsPython("defaults set to zero", message)
    message.clearDouble()
    #expect(!message.hasDouble && message.double == 1.5)
  }

  @Test func closedEnums() throws {
    let message = Martlet_Test_Legacy_Closed.with {
      $0.one = .third
      $0.many = [.first, .second]
      $0.packed = [.second, .third]
      $0.byName = ["a": .on]
      $0.chosen = .second
    }
    try expectAsPython("closed", message)
  }

  @Test(arguments: [
    "0863",  // one = 99
    "1063",  // many = 99
    "2205 0a0161 1063",  // by_name["a"] = 99
    "2863",  // chosen = 99
  ])
  func unnamedNumbersOfClosedEnumsAreUnknownFields(text: String) throws {
    let input = try #require(unhex(text))
    let message = try Martlet_Test_Legacy_Closed(serializedBytes: input)
    #expect(!message.hasOne && message.many == [] && message.byName == [:] && message.choice == nil)
    #expect(message.unknownFields.bytes == input)
    #expect(try message.serializedBytes() == input)
    #expect(try Peer.reserialize([("martlet.test.legacy.Closed", input)]) == [input])
  }

  @Test func unnamedNumbersInPackedClosedEnums() throws {
    let message = try Martlet_Test_Legacy_Closed(serializedBytes: [0x1A, 3, 1, 99, 2])
    #expect(message.packed == [.first, .second])
    #expect(message.unknownFields.bytes == [0x18, 99])
  }

  @Test func requiredFields() throws {
    func required(_ id: Int32, _ name: String) -> Martlet_Test_Legacy_Required {
      .with {
        $0.id = id
        $0.name = name
      }
    }
    var message = Martlet_Test_Legacy_HasRequired.with {
      $0.one = required(0, "")
      $0.many = [required(1, "x")]
      $0.many[0].more = 2
      $0.byID = [3: required(3, "y")]
      $0.chosen = required(4, "z")
    }
    try expectAsPython("required", message)

    func expectMissing(_ change: (inout Martlet_Test_Legacy_HasRequired) -> Void) {
      var incomplete = message
      change(&incomplete)
      #expect(!incomplete.isInitialized)
      let error = #expect(throws: BinaryEncodingError.self) { try incomplete.serializedBytes() }
      #expect(error?.reason == .missingRequiredField("martlet.test.legacy.HasRequired"))
    }
    expectMissing { $0.one.clearID() }
    expectMissing { $0.many[0].clearName() }
    expectMissing { $0.byID[3]?.clearID() }
    expectMissing { $0.chosen.clearName() }
    expectMissing { $0.next.next.one.id = 1 }
    message.next.next.one = required(5, "")
    #expect(message.isInitialized)
  }

  @Test func requiredFieldsThatAreMissingInTheInput() throws {
    let expected = Failure(.missingRequiredField("martlet.test.legacy.Required"), offset: 2)
    #expect(try failure(Martlet_Test_Legacy_Required.self, "0801") == expected)
    #expect(try failure(Martlet_Test_Legacy_Required.self, "0801", partial: true) == nil)
  }

  @Test func fieldsInExtensionRangesAreKept() throws {
    let input: [UInt8] = [0x08, 1, 0x12, 0, 0xA0, 0x06, 5]
    let message = try Martlet_Test_Legacy_Required(serializedBytes: input)
    #expect(message.unknownFields.bytes == [0xA0, 0x06, 5])
    #expect(try message.serializedBytes() == input)
  }

  @Test func groups() throws {
    let message = Martlet_Test_Legacy_Groups.with {
      $0.one.a = 5
      $0.one.inner.one.a = 6
      $0.one.two.b = "b"
      $0.someMore = [.with { $0.c = "c1" }, .with { $0.c = "c2" }]
      $0.picked.d = -1
      $0.after = 1
    }
    try expectAsPython("groups", message)
    #expect(!Martlet_Test_Legacy_Groups.with { $0.someMore = [.init()] }.isInitialized)
  }

  @Test func groupsAreMergedAndKeepWhatTheyDoNotKnow() throws {
    let input: [UInt8] = try #require(unhex("0b 1001 a0067b 0c 0b 23 2a0162 24 0c"))
    let message = try Martlet_Test_Legacy_Groups(serializedBytes: input)
    #expect(message.one.a == 1 && message.one.two.b == "b")
    #expect(message.one.unknownFields.bytes == [0xA0, 0x06, 0x7B])
  }

  @Test(
    arguments: [
      ("0b", .truncated, 1),
      ("0b 1001", .truncated, 3),
      ("0b 23 0c", .unexpectedEndGroup, 2),  // the outer group's end inside the inner
      ("0b 24", .unexpectedEndGroup, 1),
      ("0b 1a01 0c 0c", .unexpectedEndGroup, 3),  // the group's end inside a message that is inside the group
      ("0c", .unexpectedEndGroup, 0),
    ] as [(String, BinaryDecodingError.Reason, Int)])
  func groupsThatDoNotEnd(text: String, reason: BinaryDecodingError.Reason, offset: Int) throws {
    #expect(try failure(Martlet_Test_Legacy_Groups.self, text) == Failure(reason, offset: offset))
    let input: [UInt8] = try #require(unhex(text))
    #expect(try Peer.reserialize([("martlet.test.legacy.Groups", input)]) == [nil])
  }

  @Test func groupsNestUpToTheLimit() throws {
    // `one` in `inner` in `one`: a group and a message are two levels.
    var message = Martlet_Test_Legacy_Groups()
    for _ in 0..<50 {
      let inner = message
      message = .with { $0.one.inner = inner }
    }
    let bytes = try message.serializedBytes()
    #expect(try Martlet_Test_Legacy_Groups(serializedBytes: bytes) == message)
    let deeper = try Martlet_Test_Legacy_Groups.with { $0.one.inner = message }.serializedBytes()
    #expect(throws: BinaryDecodingError.self) { try Martlet_Test_Legacy_Groups(serializedBytes: deeper) }
  }

  @Test func repeatedFieldsAreNotPackedUnlessTheySay() throws {
    let message = Martlet_Test_Legacy_Unpacked.with {
      $0.numbers = [1, -1]
      $0.packed = [1, -1]
    }
    try expectAsPython("unpacked proto2", message)
  }
}
