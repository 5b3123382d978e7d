import MartletProtobuf
import MartletReflection
import Testing

/// What becomes of fields that come more than once, and of fields that nobody knows.
@Suite struct MergeTests {
  /// Messages one behind the other, which are one message.
  private func join(_ messages: any Message...) throws -> [UInt8] {
    try messages.flatMap { try $0.serializedBytes() }
  }

  @Test func theLastScalarWins() throws {
    let input = try join(
      Martlet_Test_Scalars.with {
        $0.int32 = 1
        $0.string = "first"
        $0.bool = true
      },
      Martlet_Test_Scalars.with {
        $0.int32 = 2
        $0.string = "second"
      })
    let merged = try Martlet_Test_Scalars(serializedBytes: input)
    #expect(merged.int32 == 2 && merged.string == "second" && merged.bool)
  }

  @Test func listsAreAppendedTo() throws {
    let first = Martlet_Test_RepeatedScalars.with {
      $0.int32 = [1, 2]
      $0.string = ["a"]
    }
    let second = Martlet_Test_UnpackedScalars.with {
      $0.int32 = [3]
      $0.string = ["b"]
    }
    let merged = try Martlet_Test_RepeatedScalars(serializedBytes: join(first, second))
    #expect(merged.int32 == [1, 2, 3] && merged.string == ["a", "b"])
  }

  @Test func messagesAreMerged() throws {
    let input = try join(
      Martlet_Test_Tree.with {
        $0.leaf.value = 1
        $0.left.name = "left"
      },
      Martlet_Test_Tree.with { $0.left.leaf.value = 2 })
    let merged = try Martlet_Test_Tree(serializedBytes: input)
    #expect(merged.left.name == "left" && merged.left.leaf.value == 2 && merged.leaf.value == 1)

    let inLine = try Martlet_Test_OptionalScalars(
      serializedBytes: join(
        Martlet_Test_OptionalScalars.with { $0.message.int32 = 1 },
        Martlet_Test_OptionalScalars.with { $0.message.string = "s" }))
    #expect(inLine.message.int32 == 1 && inLine.message.string == "s")
  }

  @Test func aOneofKeepsItsLastMember() throws {
    let input = try join(Martlet_Test_Choice.with { $0.number = 1 }, Martlet_Test_Choice.with { $0.text = "t" })
    #expect(try Martlet_Test_Choice(serializedBytes: input).choice == .text("t"))
  }

  @Test func aOneofsMessageIsMergedUnlessAnotherMemberCameBetween() throws {
    let first = Martlet_Test_Choice.with { $0.scalars.int32 = 1 }
    let second = Martlet_Test_Choice.with { $0.scalars.string = "s" }
    let other = Martlet_Test_Choice.with { $0.flag = true }
    let merged = try Martlet_Test_Choice(serializedBytes: join(first, second))
    #expect(merged.scalars.int32 == 1 && merged.scalars.string == "s")
    let replaced = try Martlet_Test_Choice(serializedBytes: join(first, other, second))
    #expect(replaced.scalars.int32 == 0 && replaced.scalars.string == "s")
  }

  @Test func aMapKeepsTheLastEntryOfAKey() throws {
    let first = Martlet_Test_Maps.with {
      $0.stringString = ["a": "1", "b": "2"]
      $0.stringScalars = ["m": .with { $0.int32 = 1 }]
    }
    let second = Martlet_Test_Maps.with {
      $0.stringString = ["a": "3"]
      $0.stringScalars = ["m": .with { $0.bool = true }]
    }
    let merged = try Martlet_Test_Maps(serializedBytes: join(first, second))
    #expect(merged.stringString == ["a": "3", "b": "2"])
    #expect(merged.stringScalars == ["m": .with { $0.bool = true }])
  }

  @Test(arguments: [
    ("62 00", "", ""),  // neither key nor value
    ("62 03 0a0161", "a", ""),
    ("62 03 120162", "", "b"),
    ("62 06 120162 0a0161", "a", "b"),  // the value first
    ("62 0b 0a0161 120162 1801 0a0163", "c", "b"),  // more than there should be
  ])
  func entriesOfUnusualShape(text: String, key: String, value: String) throws {
    let input = try #require(unhex(text))
    #expect(try Martlet_Test_Maps(serializedBytes: input).stringString == [key: value])
    #expect(try Peer.reserialize([("martlet.test.Maps", input)])[0] != nil)
  }

  @Test func mergingIntoAMessageThatHasContent() throws {
    var message = Martlet_Test_Tree.with { $0.left.name = "left" }
    try message.merge(serializedBytes: Martlet_Test_Tree.with { $0.left.leaf.value = 2 }.serializedBytes())
    #expect(message.left.name == "left" && message.left.leaf.value == 2)
  }

  @Test(arguments: ["scalars largest", "scalars smallest"])
  func unknownFieldsAreKeptByteForByte(name: String) throws {
    let input = try Peer.bytes(of: name)
    let older = try Martlet_Test_Older(serializedBytes: input)
    #expect(older.int32 == (name == "scalars largest" ? .max : .min))
    // The field that is known comes first; the others follow in the order of their arrival.
    #expect(try older.serializedBytes().count == input.count)
    #expect(try Martlet_Test_Scalars(serializedBytes: older.serializedBytes()).serializedBytes() == input)
    let nothing = try Martlet_Test_Nothing(serializedBytes: input)
    #expect(try nothing.serializedBytes() == input)
    #expect(nothing != Martlet_Test_Nothing())
  }

  @Test func unknownGroupsAreKept() throws {
    let input = try #require(unhex("a301 0801 ab01 1201ff ac01 a401 1805"))
    let message = try Martlet_Test_Older(serializedBytes: input)
    #expect(message.int32 == 5)
    #expect(hex(message.unknownFields.bytes) == "a3010801ab011201ffac01a401")
  }

  @Test func aFieldOfAnotherWireTypeIsUnknown() throws {
    let input = try #require(unhex("1d01000000 7001"))
    let message = try Martlet_Test_Scalars(serializedBytes: input)
    #expect(message.int32 == 0 && message.unknownFields.bytes == input)
  }

  @Test func varintsAreCutToTheirType() throws {
    // 2³² + 5 for int32 and uint32, 2 for bool.
    let input = try #require(unhex("1885808080 10 2885808080 10 6802"))
    let message = try Martlet_Test_Scalars(serializedBytes: input)
    #expect(message.int32 == 5 && message.uint32 == 5 && message.bool)
    let again = try #require(try Peer.reserialize([("martlet.test.Scalars", input)])[0])
    #expect(try message.serializedBytes() == again)
  }

  /// Unknown fields as a program may set them: cut off, a group without a beginning, a group without an end.
  @Test(arguments: [[0x0A, 5, 1], [0x0C], [0x0B, 0x08, 1], [0xFF], [0x07]] as [[UInt8]])
  func brokenUnknownFieldsDoNoHarm(bytes: [UInt8]) throws {
    let broken = UnknownFields(bytes: bytes)
    let message = Martlet_Test_Tree.with {
      $0.name = "root"
      $0.unknownFields = broken
      $0.left.name = "left"
      $0.left.unknownFields = broken
      $0.children = [.with { $0.unknownFields = broken }, .with { $0.name = "child" }]
    }
    let clean = Martlet_Test_Tree.with {
      $0.name = "root"
      $0.left.name = "left"
      $0.children = [Martlet_Test_Tree(), .with { $0.name = "child" }]
    }
    var discarded = message
    discarded.discardUnknownFields()
    #expect(discarded == clean)

    var merged = Martlet_Test_Tree()
    merged.merge(message)
    #expect(merged == clean)

    var dynamic = DynamicMessage(try Martlet_Test_Tree.messageDescriptor())
    try dynamic.merge(serializedBytes: clean.serializedBytes())
    var (source, target) = (dynamic, DynamicMessage(dynamic.descriptor))
    source.unknownFields = broken
    target.merge(source)
    #expect(target == dynamic)
  }

  @Test func wellFormedUnknownFieldsAreMerged() {
    let first = UnknownFields(bytes: [0xF8, 0x07, 1])
    let second = UnknownFields(bytes: [0xFB, 0x07, 0x0A, 1, 0x61, 0xFC, 0x07])
    var message = Martlet_Test_Tree.with { $0.left.unknownFields = first }
    message.merge(.with { $0.left.unknownFields = second })
    #expect(message.left.unknownFields.bytes == first.bytes + second.bytes)
  }
}
