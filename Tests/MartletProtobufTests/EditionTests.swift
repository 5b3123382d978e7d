import MartletProtobuf
import Testing

/// The features of edition 2023.
@Suite struct EditionTests {
  @Test func presence() throws {
    var message = Martlet_Test_Editions_Presence.with {
      $0.explicit = 0
      $0.required = 0
    }
    try expectAsPython("edition presence", message)
    #expect(message.hasExplicit && !message.hasWithDefault && message.withDefault == 5)
    message.clearRequired()
    #expect(throws: BinaryEncodingError.missingRequiredFields) {
      try message.serializedBytes()
    }
    try expectAsPython(
      "edition presence set",
      Martlet_Test_Editions_Presence.with {
        $0.explicit = 1
        $0.implicit = 2
        $0.required = 3
        $0.implicitOpen = .one
        $0.implicitText = "t"
        $0.withDefault = 0
      })
  }

  @Test func openAndClosedEnums() throws {
    let message = Martlet_Test_Editions_Enums.with {
      $0.open = .UNRECOGNIZED(7)
      $0.closed = .two
      $0.opens = [.zero, .UNRECOGNIZED(9)]
      $0.closeds = [.one, .two]
      $0.openMap = [1: .UNRECOGNIZED(8)]
      $0.closedMap = [2: .none]
    }
    try expectAsPython("edition enums", message)
    let input: [UInt8] = try #require(unhex("1063 22020163 32040801 1063"))
    let closed = try Martlet_Test_Editions_Enums(serializedBytes: input)
    #expect(!closed.hasClosed && closed.closeds == [.one] && closed.closedMap.isEmpty)
    #expect(hex(try closed.serializedBytes()) == "220101" + "1063" + "2063" + "320408011063")
  }

  @Test func packedAndExpandedLists() throws {
    let message = Martlet_Test_Editions_Lists.with {
      $0.packed = [1, 2]
      $0.expanded = [3, 4]
      $0.expandedClosed = [.one, .two]
    }
    try expectAsPython("edition lists", message)
    let other: [UInt8] = try #require(unhex("0801 0802 12020304 1a020102"))
    #expect(try Martlet_Test_Editions_Lists(serializedBytes: other) == message)
  }

  @Test func delimitedMessages() throws {
    let message = Martlet_Test_Editions_Delimited.with {
      $0.node.value = 1
      $0.node.next.next.value = 2
      $0.node.prefixed.value = 3
      $0.nodes = [.with { $0.value = 4 }, .init()]
      $0.byID = [5: .with { $0.next.value = 6 }]
      $0.chosen.value = 7
      $0.Martlet_Test_Editions_extra.value = 8
      $0.Martlet_Test_Editions_numbers = [1, 2]
      $0.Martlet_Test_Editions_packedNumbers = [3, 4]
    }
    try expectSameAsPython("edition delimited", message, extensions: Martlet_Test_Editions_Editions_Extensions)
  }

  @Test(arguments: ["1201ff", "1a01ff", "2201ff", "12020061 1201c0"])
  func stringsThatNeedNotBeUTF8(text: String) throws {
    let input: [UInt8] = try #require(unhex(text))
    let message = try Martlet_Test_Editions_Texts(serializedBytes: input)
    #expect(try message.serializedBytes() == input)
    #expect(try Peer.reserialize([("martlet.test.editions.Texts", [0x0A, 1, 0xFF])]) == [nil])
    #expect(try failure(Martlet_Test_Editions_Texts.self, "0a01ff") == Failure(.invalidUTF8, offset: 2))
  }

  @Test(arguments: ["0a01ff", "1201ff", "1a060a01ff120161", "1a060a0161 1201ff", "2201ff"])
  func proto2StringsNeedNotBeUTF8(text: String) throws {
    let input: [UInt8] = try #require(unhex(text))
    let message = try Martlet_Test_Extensions_Strings(serializedBytes: input)
    #expect(!message.hasOne && message.many == [] && message.byName == [:] && message.choice == nil)
    #expect(try message.serializedBytes() == input)
    #expect(try Peer.reserialize([("martlet.test.extensions.Strings", input)]) == [input])
  }
}
