import Testing

@testable import MartletProtobuf

/// Input whose every field is cheap must be cheap as a whole: what was read before isn't read or copied again.
@Suite struct HostileShapeTests {
  /// Where a list's elements lie.
  private func place<T>(_ values: [T]) -> UnsafeRawPointer? {
    values.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
  }

  /// Merges `field` into a message until a list in it has room for more elements, and once more; returns whether the
  /// list stayed where it was.
  private func staysInPlace<M: Message, T>(
    _ field: [UInt8], of type: M.Type, _ list: (M) -> [T]
  ) throws -> Bool {
    var message = M()
    repeat { try message.merge(serializedBytes: field) } while list(message).capacity <= list(message).count
    let (count, before) = (list(message).count, place(list(message)))
    try message.merge(serializedBytes: field)
    return list(message).count == count + 1 && place(list(message)) == before
  }

  @Test func messagesInOneofsAreMergedInPlace() throws {
    #expect(try staysInPlace([0x32, 2, 0x0A, 0], of: Google_Protobuf_Value.self, \.listValue.values))
    // `Choice.scalars` holds its fields elsewhere; `Branch.other` is recursive.
    #expect(
      try staysInPlace([0x1A, 2, 0x22, 0], of: Martlet_Test_Tree.Branch.self, \.other.children))
  }

  @Test func groupsInOneofsAreMergedInPlace() throws {
    var message = Martlet_Test_Editions_Delimited()
    let field: [UInt8] = [0x23, 0xF8, 1, 1, 0x24]
    repeat {
      try message.merge(serializedBytes: field)
    } while message.chosen.unknownFields.bytes.capacity < message.chosen.unknownFields.bytes.count + 3
    let before = place(message.chosen.unknownFields.bytes)
    try message.merge(serializedBytes: field)
    #expect(place(message.chosen.unknownFields.bytes) == before)
  }

  /// So are they by those who use the accessors, one element after another.
  @Test func messagesInOneofsAreChangedInPlace() {
    var value = Google_Protobuf_Value()
    value.listValue.values.reserveCapacity(100)
    value.listValue.values.append(true)
    let before = place(value.listValue.values)
    for _ in 1..<100 { value.listValue.values.append(true) }
    #expect(place(value.listValue.values) == before && value.listValue.values.count == 100)

    var branch = Martlet_Test_Tree.Branch()
    branch.other.children.reserveCapacity(100)
    branch.other.children.append(.init())
    let children = place(branch.other.children)
    for _ in 1..<100 { branch.other.children.append(.init()) }
    #expect(place(branch.other.children) == children && branch.other.children.count == 100)
  }

  @Test func aOneofWhoseChangeFailsKeepsWhatItIs() {
    var value = Google_Protobuf_Value(stringValue: "s")
    func change(_ list: inout Google_Protobuf_ListValue) throws {
      list.values.append(true)
      throw CancellationError()
    }
    for count in 1...2 {
      #expect(throws: CancellationError.self) { try change(&value.listValue) }
      #expect(value.kind == .listValue(.with { $0.values = .init(repeating: true, count: count) }))
    }
  }

  @Test func aOneofThatFailsIsLeftValid() throws {
    var value: Google_Protobuf_Value = [1, 2]
    #expect(throws: BinaryDecodingError.self) { try value.merge(serializedBytes: [0x32, 2, 0x0A, 7]) }
    #expect(value.kind == nil || value.listValue.values.count >= 2)
    try value.merge(serializedBytes: [0x32, 2, 0x0A, 0])
    #expect(value.listValue.values.count >= 1)
  }

  /// A run of entries that aren't values of the map: it is passed over once, whether or not the map fills.
  @Test(arguments: [WireTag(0x22), 0x0FA2, 0x3FFA])
  func aRunOfEntriesIsReadAtOnce(tag: WireTag) throws {
    var bytes: [UInt8] = []
    for _ in 0..<1000 {
      bytes.append(varint: UInt64(tag))
      // An entry whose value is a number that the enum doesn't have.
      bytes += [2, 0x10, 9]
    }
    try bytes.withUnsafeBytes { bytes in
      var reader = WireReader(bytes)
      var map: [String: Martlet_Test_Legacy_Flag] = [:]
      var unknown = UnknownFields()
      let first = try reader.nextTag()
      #expect(first == tag)
      try reader.map(
        tag, into: &map, LenientStringCodec.self, ClosedEnumCodec<Martlet_Test_Legacy_Flag>.self, unknown: &unknown)
      #expect(map.isEmpty)
      #expect(reader.remaining == 0)
      #expect(unknown.bytes.elementsEqual(bytes))
    }
  }

  /// Fields of a list that follow one another are read by one call, whatever the size of the tag.
  @Test(arguments: [WireTag(0x0A), 0x0FA2, 0x3FFA])
  func aRunOfElementsIsReadAtOnce(tag: WireTag) throws {
    var bytes: [UInt8] = []
    for index in 0..<1000 {
      bytes.append(varint: UInt64(tag))
      bytes += [1, UInt8(0x30 + index % 10)]
    }
    try bytes.withUnsafeBytes { bytes in
      var reader = WireReader(bytes)
      var strings: [String] = []
      _ = try reader.nextTag()
      try reader.string(tag, appendingTo: &strings)
      #expect(strings.count == 1000 && reader.remaining == 0)
    }
  }

  @Test func groupsThatArePassedOverTakeNoStack() throws {
    let levels = 1_000_000
    let bytes = Array(repeating: UInt8(0x4B), count: levels) + Array(repeating: UInt8(0x4C), count: levels)
    let options = BinaryDecodingOptions(messageDepthLimit: .max)
    let message = try Google_Protobuf_Empty(serializedBytes: bytes, options: options)
    #expect(message.unknownFields.bytes == bytes)
    // The ends must be those of the groups.
    var wrong = bytes
    wrong[levels + 5] = 0x54
    #expect(throws: BinaryDecodingError(.unexpectedEndGroup, offset: levels + 5)) {
      _ = try Google_Protobuf_Empty(serializedBytes: wrong, options: options)
    }
  }

  @Test func extensionsAreReadWithoutTheOtherUnknownFields() throws {
    // A field that is read as it is met, in between others, one of which is no field at all.
    var message = Martlet_Test_Editions_Delimited()
    message.unknownFields.bytes = [0xA8, 0x06, 1, 0xF8, 0x07, 5, 0xA8, 0x06, 2]
    #expect(message.Martlet_Test_Editions_numbers == [1, 2])
    message.Martlet_Test_Editions_numbers.append(3)
    #expect(message.unknownFields.bytes == [0xF8, 0x07, 5])
    #expect(message.Martlet_Test_Editions_numbers == [1, 2, 3])
    message.clearMartlet_Test_Editions_numbers()
    #expect(message.unknownFields.bytes == [0xF8, 0x07, 5])
  }
}
