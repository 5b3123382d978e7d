import MartletProtobuf
import MartletReflection
import Testing

private typealias Base = Martlet_Test_Extensions_Base
private let registry = Martlet_Test_Extensions_Extensions_Extensions

/// Extensions: fields that other files add to a message.
@Suite struct ExtensionTests {
  private var extended: Base {
    .with {
      $0.low = 1
      $0.middle = "m"
      $0.second = "s"
      $0.Martlet_Test_Extensions_number = 0
      $0.Martlet_Test_Extensions_ratio = -0.5
      $0.Martlet_Test_Extensions_text = "t"
      $0.Martlet_Test_Extensions_data = [0, 255]
      $0.Martlet_Test_Extensions_flag = true
      $0.Martlet_Test_Extensions_zigzag = -3
      $0.Martlet_Test_Extensions_fixed = .max
      $0.Martlet_Test_Extensions_kind = .second
      $0.Martlet_Test_Extensions_leaf.name = "leaf"
      $0.Martlet_Test_Extensions_pair.left = 1
      $0.Martlet_Test_Extensions_pair.right = 2
      $0.Martlet_Test_Extensions_numbers = [1, -1]
      $0.Martlet_Test_Extensions_packed = [1, 300]
      $0.Martlet_Test_Extensions_texts = ["", "x"]
      $0.Martlet_Test_Extensions_kinds = [.first, .third]
      $0.Martlet_Test_Extensions_packedKinds = [.second, .first]
      $0.Martlet_Test_Extensions_leaves = [.with { $0.name = "1" }]
      $0.Martlet_Test_Extensions_leaves.append(
        .with {
          $0.number = 2
          $0.name = "2"
        })
      $0.Martlet_Test_Extensions_pairs = [.with { $0.one = 1 }]
      $0.Martlet_Test_Extensions_Scope_inner.Martlet_Test_Extensions_Scope_packed = [1.5]
      $0[extension: Martlet_Test_Extensions_Extensions_old] = -1
    }
  }

  @Test func everyKind() throws {
    try expectSameAsPython("extensions", extended, extensions: registry)
    #expect(extended.unknownFields.isEmpty)
  }

  @Test func theyStandBetweenTheFieldsByNumber() throws {
    let message = Base.with {
      $0.low = 1
      $0.Martlet_Test_Extensions_packed = [2]
      $0.Martlet_Test_Extensions_number = 3
      $0.middle = ""
      $0.second = ""
    }
    #expect(hex(try message.serializedBytes()) == "0801" + "5003" + "c20c00" + "ca3e0102" + "827d00")
  }

  @Test func valuesOfExtensionsThatAreNotSet() {
    var message = Base()
    #expect(message.Martlet_Test_Extensions_number == -7 && message.Martlet_Test_Extensions_text == "none")
    #expect(message.Martlet_Test_Extensions_kind == .third && message.Martlet_Test_Extensions_packed == [])
    #expect(!message.hasMartlet_Test_Extensions_number)
    message.Martlet_Test_Extensions_number = -7
    #expect(message.hasMartlet_Test_Extensions_number && message != Base())
    message.clearMartlet_Test_Extensions_number()
    #expect(!message.hasMartlet_Test_Extensions_number && message == Base())
  }

  @Test func thoseThatAreNotRegisteredAreUnknownFields() throws {
    let bytes = try Peer.bytes(of: "extensions")
    let message = try Base(serializedBytes: bytes)
    #expect(message.low == 1 && message.second == "s")
    #expect(message.unknownFields.bytes == Array(bytes.dropFirst(2 + 4 + 4)))
    #expect(try message.serializedBytes() == bytes)
    // Typed accessors find them there.
    #expect(message.hasMartlet_Test_Extensions_pair && message.Martlet_Test_Extensions_pair.right == 2)
    #expect(message.Martlet_Test_Extensions_packed == [1, 300])
    #expect(try Base(serializedBytes: message.serializedBytes(), extensions: registry) == extended)
  }

  @Test func aNewValueReplacesOneAmongTheUnknownFields() throws {
    let input: [UInt8] = try #require(unhex("5005 7001 5006 c03e01 c23e020203"))
    var message = try Base(serializedBytes: input)
    #expect(message.unknownFields.bytes == input)
    #expect(message.Martlet_Test_Extensions_number == 6 && message.Martlet_Test_Extensions_numbers == [1, 2, 3])
    message.Martlet_Test_Extensions_number = 7
    message.Martlet_Test_Extensions_numbers.append(4)
    #expect(message.unknownFields.bytes == [0x70, 1])
    #expect(message.Martlet_Test_Extensions_numbers == [1, 2, 3, 4])
    message.clearMartlet_Test_Extensions_numbers()
    #expect(try message.serializedBytes() == [0x50, 7, 0x70, 1])
  }

  @Test func valuesAmongTheUnknownFieldsAreMerged() throws {
    var message = Base.with {
      $0.Martlet_Test_Extensions_number = 1
      $0.Martlet_Test_Extensions_numbers = [1]
    }
    try message.merge(serializedBytes: [0x50, 2, 0xC0, 0x3E, 2])
    #expect(message.Martlet_Test_Extensions_number == 2 && message.Martlet_Test_Extensions_numbers == [1, 2])
    message.Martlet_Test_Extensions_numbers.append(3)
    #expect(message.unknownFields.bytes == [0x50, 2])
    #expect(try message.serializedBytes() == [0x50, 1, 0xC0, 0x3E, 1, 0xC0, 0x3E, 2, 0xC0, 0x3E, 3, 0x50, 2])
    // One that can't be decoded stays where it is.
    message.unknownFields = .init(bytes: [0x82, 0x7D, 0, 0xA2, 6, 1, 0xFF])
    #expect(message.Martlet_Test_Extensions_number == 1 && !message.hasMartlet_Test_Extensions_leaf)
    message.Martlet_Test_Extensions_leaf.name = "new"
    #expect(message.unknownFields.bytes.count == 7)
  }

  /// What was looked for among many unknown fields is remembered; what becomes of them and of copies is seen all the same.
  @Test func valuesAmongManyUnknownFields() throws {
    let others = [[UInt8]](repeating: [0xC0, 0x0C, 0], count: 200).flatMap { $0 }
    var message = try Base(serializedBytes: [0x50, 2] + others + [0xC0, 0x3E, 1])
    #expect(message.Martlet_Test_Extensions_number == 2 && message.Martlet_Test_Extensions_number == 2)
    #expect(message.Martlet_Test_Extensions_numbers == [1] && !message.hasMartlet_Test_Extensions_leaf)
    var copy = message
    message.unknownFields.bytes[1] = 3
    #expect(message.Martlet_Test_Extensions_number == 3 && copy.Martlet_Test_Extensions_number == 2)
    try message.merge(serializedBytes: [0xC0, 0x3E, 2, 0xA2, 6, 3, 0x12, 1, 0x61])
    #expect(message.Martlet_Test_Extensions_numbers == [1, 2] && message.Martlet_Test_Extensions_leaf.name == "a")
    try message.merge(serializedBytes: [0xC0, 0x3E, 0], extensions: registry)
    #expect(message.Martlet_Test_Extensions_numbers == [0, 1, 2])
    message.Martlet_Test_Extensions_number = 4
    #expect(message.Martlet_Test_Extensions_number == 4)
    message.clearMartlet_Test_Extensions_number()
    #expect(!message.hasMartlet_Test_Extensions_number && copy.Martlet_Test_Extensions_number == 2)
    copy.clearMartlet_Test_Extensions_number()
    #expect(copy.unknownFields.bytes == others + [0xC0, 0x3E, 1] && copy.Martlet_Test_Extensions_numbers == [1])
    copy.unknownFields = .init(bytes: copy.unknownFields.bytes + [0x50, 5])
    #expect(copy.Martlet_Test_Extensions_number == 5)
  }

  @Test func valuesAreMerged() throws {
    let first = try Base.with {
      $0.Martlet_Test_Extensions_number = 1
      $0.Martlet_Test_Extensions_leaf.name = "a"
      $0.Martlet_Test_Extensions_pair.left = 1
      $0.Martlet_Test_Extensions_numbers = [1]
    }.serializedBytes()
    let second = Base.with {
      $0.Martlet_Test_Extensions_number = 2
      $0.Martlet_Test_Extensions_leaf = .with {
        $0.number = 5
        $0.name = "b"
      }
      $0.Martlet_Test_Extensions_pair.right = 2
      $0.Martlet_Test_Extensions_numbers = [2]
    }
    var merged = try Base(serializedBytes: first + second.serializedBytes(), extensions: registry)
    #expect(merged.Martlet_Test_Extensions_number == 2 && merged.Martlet_Test_Extensions_numbers == [1, 2])
    #expect(merged.Martlet_Test_Extensions_leaf.name == "b" && merged.Martlet_Test_Extensions_leaf.number == 5)
    #expect(merged.Martlet_Test_Extensions_pair.left == 1 && merged.Martlet_Test_Extensions_pair.right == 2)
    merged.merge(second)
    #expect(merged.unknownFields.isEmpty && merged.Martlet_Test_Extensions_numbers == [1, 2, 2])
  }

  @Test(arguments: [
    ("c03e01 c23e020203", "c03e01c03e02c03e03"),  // numbers, unpacked and packed
    ("c83e01 ca3e020203", "ca3e03010203"),  // packed, unpacked and packed
    ("520101", "520101"),  // number with another wire type
    ("880163", "880163"),  // kind = 99
    ("d83e63 d83e01", "d83e01d83e63"),  // kinds = 99, 1
    ("e23e020163", "e23e0101e03e63"),  // packed_kinds = 1, 99
    ("ab06 0801 ac06", "ab060801ac06"),  // pair
  ])
  func oddInput(text: String, expected: String) throws {
    let input: [UInt8] = try #require(unhex(text))
    let message = try Base(serializedBytes: input, extensions: registry)
    #expect(hex(try message.serializedBytes()) == expected)
    #expect(try Peer.reserialize([(Base.protoMessageName, input)]).map { $0.map(hex) } == [expected])
  }

  @Test(arguments: ["52", "8a0601", "9206040a0261", "ab06", "ab06b406", "620161 62", "ea3e01ff"])
  func malformedInput(text: String) throws {
    let input: [UInt8] = try #require(unhex(text))
    #expect(throws: BinaryDecodingError.self) { try Base(serializedBytes: input, extensions: registry) }
    #expect(try Peer.reserialize([(Base.protoMessageName, input)]) == [nil])
  }

  @Test func requiredFieldsInThem() throws {
    var message = Base.with { $0.Martlet_Test_Extensions_leaf.number = 1 }
    #expect(!message.isInitialized)
    #expect(throws: BinaryEncodingError.self) { try message.serializedBytes() }
    let partial = try message.serializedBytes(partial: true)
    #expect(throws: BinaryDecodingError.self) { try Base(serializedBytes: partial, extensions: registry) }
    #expect(try Base(serializedBytes: partial).isInitialized)
    message.Martlet_Test_Extensions_leaf.name = ""
    message.Martlet_Test_Extensions_leaves = [.init()]
    #expect(!message.isInitialized)
    message.Martlet_Test_Extensions_leaves[0].name = ""
    #expect(message.isInitialized)
  }

  @Test func equalityAndCopies() {
    let message = extended
    var copy = message
    #expect(copy == message && copy.hashValue == message.hashValue)
    copy.Martlet_Test_Extensions_leaf.number = 9
    #expect(copy != message && message.Martlet_Test_Extensions_leaf.number == 0)
    copy.Martlet_Test_Extensions_leaf.clearNumber()
    #expect(copy == message)
  }

  @Test func unknownFieldsAreDiscarded() throws {
    var message = Base.with {
      $0.Martlet_Test_Extensions_leaf.name = "a"
      $0.Martlet_Test_Extensions_leaf.unknownFields = .init(bytes: [0x28, 1])
      $0.unknownFields = .init(bytes: [0x28, 1])
    }
    let bytes = try message.serializedBytes()
    message.discardUnknownFields()
    #expect(message == .with { $0.Martlet_Test_Extensions_leaf.name = "a" })
    let options = BinaryDecodingOptions(discardUnknownFields: true)
    #expect(try Base(serializedBytes: bytes, extensions: registry, options: options) == message)
  }

  @Test func optionsOfDescriptors() throws {
    let file = try Google_Protobuf_FileDescriptorProto(
      serializedBytes: ProtoFile.martlet_test_extensions.serializedDescriptor, extensions: registry)
    let field = try #require(file.messageType.first { $0.name == "Noted" }?.field.first)
    #expect(field.options.Martlet_Test_Extensions_note == "with a note")
    #expect(field.options.unknownFields.isEmpty)
  }

  @Test func registriesAreSets() {
    var own: SimpleExtensionMap = [Martlet_Test_Extensions_Extensions_number]
    #expect(own != registry && own != [])
    #expect(own[Base.self, 10]?.fieldName == "martlet.test.extensions.number")
    #expect(own[Base.self, 11] == nil && own[Martlet_Test_Tree.self, 10] == nil)
    let name = "martlet.test.extensions.number"
    #expect(own.fieldNumberForProto(messageType: Base.self, protoFieldName: name) == 10)
    #expect(own.fieldNumberForProto(messageType: Martlet_Test_Tree.self, protoFieldName: name) == nil)
    #expect(own.debugDescription == "SimpleExtensionMap(martlet.test.extensions.number:(10))")
    #expect(own.union(registry) == registry)
    own.formUnion(registry)
    #expect(own == registry && own.hashValue == registry.hashValue)
  }
}

/// Message sets, whose extensions stand as groups of a type and bytes.
@Suite struct MessageSetTests {
  private typealias Set = Martlet_Test_Extensions_Set

  @Test func items() throws {
    let message = Martlet_Test_Extensions_HasSet.with {
      $0.set.Martlet_Test_Extensions_First_item.number = 5
      $0.set.Martlet_Test_Extensions_Second_item.text = "x"
      $0.after = 3
    }
    try expectSameAsPython("message set", message, extensions: registry)
  }

  @Test(arguments: [
    ("0b 1a03c80105 10f9bb5e 0c", "0b10f9bb5e1a03c801050c"),  // the message before the type
    ("0b 10f9bb5e 1a03c80105 1a03c80106 10d0b3fc01 0c", "0b10f9bb5e1a03c801050c"),  // both twice
    ("0b 10f9bb5e 1a03c80105 2805 0c", "0b10f9bb5e1a03c801050c"),  // and something else
    ("0b 10f9bb5e 0c 0b 1a00 0c a20600", "a20600"),  // one of the two
    ("0b 1064 1a03c80105 0c", "0b10641a03c801050c"),  // a type that isn't known
    ("0b 1080a8d6b907 1a020805 0c", "0b1080a8d6b9071a0208050c"),  // a number too large for a tag
    ("a20600", "a20600"), ("0a00", "0a00"),  // other fields
  ])
  func layouts(text: String, expected: String) throws {
    let input: [UInt8] = try #require(unhex(text))
    let message = try Set(serializedBytes: input, extensions: registry)
    #expect(hex(try message.serializedBytes()) == expected)
    #expect(try Peer.reserialize([(Set.protoMessageName, input)]).map { $0.map(hex) } == [expected])
  }

  @Test func itemsAreMerged() throws {
    let input: [UInt8] = try #require(unhex("0b10d0b3fc011a030a01780c 0b10f9bb5e1a03c801050c 0b10f9bb5e1a02c8010c"))
    #expect(throws: BinaryDecodingError.self) { try Set(serializedBytes: input, extensions: registry) }
    let twice: [UInt8] = try #require(unhex("0b10f9bb5e1a03c801050c 0b10f9bb5e1a000c"))
    let message = try Set(serializedBytes: twice, extensions: registry)
    #expect(message.Martlet_Test_Extensions_First_item.number == 5)
  }

  @Test func numbersTooLargeForATag() throws {
    let message = Set.with { $0.Martlet_Test_Extensions_Third_item.number = 5 }
    #expect(hex(try message.serializedBytes()) == "0b1080a8d6b9071a0208050c")
    #expect(try Set(serializedBytes: message.serializedBytes(), extensions: registry) == message)
  }

  @Test func itemsAsOrdinaryFields() throws {
    let input: [UInt8] = try #require(unhex("cadff30503c80105"))
    let message = try Set(serializedBytes: input, extensions: registry)
    #expect(message.Martlet_Test_Extensions_First_item.number == 5 && message.unknownFields.isEmpty)
  }

  @Test func itemsThatAreNotRegistered() throws {
    let input: [UInt8] = try #require(unhex("0b1a03c8010510f9bb5e0c 0b1064 1a00 0c"))
    var message = try Set(serializedBytes: input)
    #expect(try message.serializedBytes() == input)
    #expect(message.Martlet_Test_Extensions_First_item.number == 5)
    message.Martlet_Test_Extensions_First_item.number = 6
    #expect(hex(try message.serializedBytes()) == "0b10f9bb5e1a03c801060c" + "0b10641a000c")
  }

  @Test(arguments: ["0b", "0b 10f9bb5e", "0b 10f9bb5e 1a02c801 0c", "0b 1a05 0c", "0b 14", "0c"])
  func malformedItems(text: String) throws {
    let input: [UInt8] = try #require(unhex(text))
    #expect(throws: BinaryDecodingError.self) { try Set(serializedBytes: input, extensions: registry) }
    #expect(try Peer.reserialize([(Set.protoMessageName, input)]) == [nil])
  }
}
