import MartletProtobuf
import Testing

/// Options of encoding and decoding, and what messages do as a whole.
@Suite struct OptionsTests {
  @Test func deterministicOutputHasMapsInOrder() throws {
    var message = Martlet_Test_Maps()
    for number in 0..<50 as Range<Int32> {
      message.int32Double[number &* 48271 - 25] = 1
      message.stringString["key \(number)"] = ""
      message.stringString["é\(number)"] = ""
    }
    message.boolBool = [true: true, false: false]
    let bytes = try message.serializedBytes(options: .init(useDeterministicOrdering: true))
    let again = try Martlet_Test_Maps(serializedBytes: bytes)
    #expect(again == message)
    #expect(try again.serializedBytes(options: .init(useDeterministicOrdering: true)) == bytes)

    let small = Martlet_Test_Maps.with {
      $0.sint32Sint64 = [1: 0, -2: 0, 0: 0]
      $0.boolBool = [true: true, false: true]
      $0.stringString = ["b": "", "é": "", "a": "", "aa": ""]
    }
    let maps = ["2a0408031000", "2a0408001000", "2a0408021000", "5a0408001001", "5a0408011001"]
    let strings = ["62050a01611200", "62060a0261611200", "62050a01621200", "62060a02c3a91200"]
    #expect(hex(try small.serializedBytes(options: .init(useDeterministicOrdering: true))) == (maps + strings).joined())
  }

  @Test func partialMessagesAreEncodedIfAllowed() throws {
    let message = Martlet_Test_Legacy_Required.with { $0.id = 1 }
    #expect(throws: BinaryEncodingError.self) { try message.serializedBytes() }
    #expect(try message.serializedBytes(partial: true) == [8, 1])
  }

  @Test func unknownFieldsAreDiscardedAtEveryLevel() throws {
    let input: [UInt8] = try #require(unhex("a00601 0b a00601 1001 0c"))
    let options = BinaryDecodingOptions(discardUnknownFields: true)
    let message = try Martlet_Test_Legacy_Groups(serializedBytes: input, options: options)
    #expect(message == .with { $0.one.a = 1 })
    var later = try Martlet_Test_Legacy_Groups(serializedBytes: input)
    #expect(later != message)
    later.discardUnknownFields()
    #expect(later == message)
    let enums: [UInt8] = try #require(unhex("0863 1063 1a020163 2205 0a01611063 2863"))
    let closed = try Martlet_Test_Legacy_Closed(serializedBytes: enums, options: options)
    #expect(closed == .with { $0.packed = [.first] })
    #expect(throws: BinaryDecodingError.self) {
      try Martlet_Test_Legacy_Closed(serializedBytes: [0xA2, 6, 5], options: options)
    }
  }

  @Test func messagesAreMerged() throws {
    var message = Martlet_Test_Tree.with {
      $0.name = "a"
      $0.left.name = "left"
      $0.children = [.init()]
      $0.named["x"] = .init()
    }
    message.merge(
      .with {
        $0.left.right.name = "right"
        $0.children = [.with { $0.name = "c" }]
        $0.named["x"] = .with { $0.leaf.value = 1 }
        $0.named["y"] = .init()
      })
    #expect(message.name == "a" && message.left.name == "left" && message.left.right.name == "right")
    #expect(message.children.map(\.name) == ["", "c"] && message.named.count == 2)
    #expect(message.named["x"]?.leaf.value == 1)
  }

  @Test func mergingWhatNestsDeeply() {
    var deep = Martlet_Test_Tree()
    for _ in 0..<200 {
      let inner = deep
      deep = .with { $0.left = inner }
    }
    var other = Martlet_Test_Tree()
    other.merge(deep)
    #expect(other == deep)
  }

  @Test(arguments: [
    "88808080 00 05", "8880808000 05",  // the tag of field 1 in five bytes
    "888080808000 05", "88808080808080808000 05", "8880808010 05", "f8ffffff1f05", "800005",
    "08ffffffffffffffffff7f", "08ffffffffffffffffff02", "088080808080808080808000",
    "0a82800001 01", "0affffffffffffffffff0101", "7b08057c", "7b74", "7e00",
  ])
  func overlongVarints(text: String) throws {
    let input: [UInt8] = try #require(unhex(text))
    let theirs = try Peer.reserialize([("martlet.test.legacy.Unpacked", input)])[0]
    let ours = try? Martlet_Test_Legacy_Unpacked(serializedBytes: input).serializedBytes()
    #expect(ours == theirs)
  }
}
