import CProtobufC
import CTestMessages
import MartletProtobuf
import TestSupport
import Testing

/// Random messages and broken bytes, against libprotobuf-c.
@Suite struct CDifferentialTests {
  private static let messages = 1000
  private static let mutations = 10

  /// Reads bytes in C and packs what it read; nil if C refuses them.
  private func throughC(_ bytes: [UInt8], _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) -> [UInt8]? {
    guard let message = protobuf_c_message_unpack(descriptor, nil, bytes.count, bytes) else { return nil }
    defer { protobuf_c_message_free_unpacked(message, nil) }
    return [UInt8](unsafeUninitializedCapacity: protobuf_c_message_get_packed_size(message)) { buffer, count in
      count = protobuf_c_message_pack(message, buffer.baseAddress)
    }
  }

  /// Whether the message, or one in it, keeps fields that it doesn't know: an encoding without them is shorter.
  private func hasUnknownFields<M: Message>(_ message: M) throws -> Bool {
    let bytes = try message.serializedBytes()
    let known = try M(serializedBytes: bytes, options: BinaryDecodingOptions(discardUnknownFields: true))
    return try known.serializedBytes().count < bytes.count
  }

  private func check<M: Message>(
    _ type: M.Type, _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
    hasMap: (M) -> Bool = { _ in false }, make: (inout RandomMessages) -> M
  ) throws {
    let seed = testSeed
    var random = RandomMessages(seed: seed)
    var counts = (refused: 0, equal: 0, incomparable: 0)
    for _ in 0..<Self.messages {
      let message = make(&random)
      let bytes = try message.serializedBytes()
      let again = try #require(throughC(bytes, descriptor), "seed \(seed), input \(bytes)")
      #expect(try M(serializedBytes: again) == message, "seed \(seed), input \(bytes)")

      for _ in 0..<Self.mutations {
        let broken = random.broken(bytes)
        let theirs = throughC(broken, descriptor)
        do {
          let ours = try M(serializedBytes: broken)
          if let theirs {
            // C ends a string at a NUL, so that it may write less than it has read.
            if try M(serializedBytes: theirs) == ours { counts.equal += 1 } else { counts.incomparable += 1 }
          } else {
            counts.incomparable += 1
            // C refuses a known field of another wire type, and groups, which stand among our unknown fields; those of
            // a map's entry are dropped.
            let dropped = try hasUnknownFields(ours) || hasMap(ours)
            #expect(dropped, "only C refuses \(broken), seed \(seed)")
          }
        } catch let error as BinaryDecodingError {
          if theirs == nil {
            counts.refused += 1
          } else {
            counts.incomparable += 1
            // C looks neither whether a string is UTF-8 nor whether a tag is one: it takes field 0, and drops bits
            // beyond the 32 of a tag.
            #expect([.invalidUTF8, .invalidTag].contains(error.reason), "only C accepts \(broken), seed \(seed)")
          }
        }
      }
    }
    print(
      "\(M.protoMessageName) and C: \(Self.messages) messages, \(counts.equal) broken inputs read alike,",
      "\(counts.refused) refused by both, \(counts.incomparable) not comparable, seed \(seed)")
  }

  @Test func scalars() throws {
    var empty = Martlet__Test__Scalars()
    martlet__test__scalars__init(&empty)
    try check(Martlet_Test_Scalars.self, empty.base.descriptor) { $0.scalars() }
  }

  @Test func packedLists() throws {
    var empty = Martlet__Test__RepeatedScalars()
    martlet__test__repeated_scalars__init(&empty)
    try check(Martlet_Test_RepeatedScalars.self, empty.base.descriptor) { $0.lists() }
  }

  @Test func unpackedLists() throws {
    var empty = Martlet__Test__UnpackedScalars()
    martlet__test__unpacked_scalars__init(&empty)
    try check(Martlet_Test_UnpackedScalars.self, empty.base.descriptor) { random in
      // Both have the same fields, in the other packing.
      (try? Martlet_Test_UnpackedScalars(serializedBytes: random.lists(messages: false).serializedBytes())) ?? .init()
    }
  }

  @Test func composites() throws {
    var empty = Martlet__Test__Mixed()
    martlet__test__mixed__init(&empty)
    func hasMap(_ message: Martlet_Test_Mixed) -> Bool {
      !message.counts.isEmpty || message.hasInner && hasMap(message.inner)
    }
    try check(Martlet_Test_Mixed.self, empty.base.descriptor, hasMap: hasMap) { $0.mixed(depth: 0) }
  }
}
