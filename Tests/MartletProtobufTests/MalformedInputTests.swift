import MartletProtobuf
import Testing

/// Input that isn't a message: what is wrong with it, and where.
@Suite struct MalformedInputTests {
  private typealias Scalars = Martlet_Test_Scalars

  private static let malformed: [(String, BinaryDecodingError.Reason, Int)] = [
    ("08", .truncated, 1),  // a varint that is missing
    ("1880", .truncated, 1),  // a varint that goes on
    ("09 00000000 000000", .truncated, 1),
    ("15 000000", .truncated, 1),
    ("72", .truncated, 1),  // a length that is missing
    ("72 05 61626364", .truncated, 2),
    ("7a 80808080 08", .truncated, 6),  // 2 GiB in an input of six bytes
    ("7a ffffffff ffffffff ff01", .malformedVarint, 1),
    ("18 ffffffff ffffffff ffff", .malformedVarint, 1),
    ("18 ffffffff ffffffff ffff01", .malformedVarint, 1),
    ("72 ffffffff ffffffff ffff01", .malformedVarint, 1),
    ("00", .invalidTag, 0),
    ("1801 00", .invalidTag, 2),
    ("07", .invalidTag, 0),  // field 0
    ("0e", .invalidTag, 0),  // wire type 6
    ("1801 0f", .invalidTag, 2),  // wire type 7
    ("8080 808010 00", .invalidTag, 0),  // field 2²⁹
    ("ffff ffffff ffffff ffff ff01", .malformedVarint, 0),
    ("72 01 ff", .invalidUTF8, 2),
    ("72 03 61c3 28", .invalidUTF8, 2),
    ("72 03 eda080", .invalidUTF8, 2),  // a surrogate
    ("72 04 f4908080", .invalidUTF8, 2),  // above U+10FFFF
    ("72 02 c080", .invalidUTF8, 2),  // NUL in two bytes
    ("0c", .unexpectedEndGroup, 0),
    ("1801 a401", .unexpectedEndGroup, 2),
    ("a301", .truncated, 2),  // a group that isn't closed
    ("a301 0801", .truncated, 4),
    ("a301 ac01", .unexpectedEndGroup, 2),  // closed by another field's end
    ("a301 a301 a401", .truncated, 6),
  ]

  @Test(arguments: malformed)
  func reasonAndOffset(text: String, reason: BinaryDecodingError.Reason, offset: Int) throws {
    #expect(try failure(Scalars.self, text) == Failure(reason, offset: offset))
  }

  @Test func pythonRefusesTheSame() throws {
    let inputs: [[UInt8]] = try Self.malformed.map { try #require(unhex($0.0)) }
    let answers = try Peer.reserialize(inputs.map { ("martlet.test.Scalars", $0) })
    for (input, answer) in zip(inputs, answers) { #expect(answer == nil, "\(hex(input))") }
    #expect(answers.count == inputs.count)
  }

  @Test(
    arguments: [
      ("0a 03 0000c0", .invalidPackedLength, 2),  // double
      ("12 05 0000000000", .invalidPackedLength, 2),  // float
      ("1a 02 0180", .truncated, 3),  // the last varint goes on behind the field
      ("1a 03 01", .truncated, 2),
      ("6a 0b ffffffff ffffffff ffff01", .malformedVarint, 2),
    ] as [(String, BinaryDecodingError.Reason, Int)])
  func packedFields(text: String, reason: BinaryDecodingError.Reason, offset: Int) throws {
    #expect(try failure(Martlet_Test_RepeatedScalars.self, text) == Failure(reason, offset: offset))
  }

  @Test func nestedMessagesEndWithinTheirField() throws {
    // The inner message's string is longer than the inner message, though not than the input.
    let text = "8a01 03 7205 61 6263646566"
    #expect(try failure(Martlet_Test_RepeatedScalars.self, text) == Failure(.truncated, offset: 5))
    #expect(
      try failure(Martlet_Test_Maps.self, "62 03 0a05 61 6263646566") == Failure(.truncated, offset: 4))
  }

  /// Every beginning of a message is a message too or is cut inside a field, and never anything else.
  @Test(arguments: ["scalars largest", "repeated", "unpacked", "maps", "tree", "well known"])
  func inputCutAtEveryByte(name: String) throws {
    let whole = try Peer.bytes(of: name)
    var cut = 0
    for count in 0..<whole.count {
      let part = Array(whole[..<count])
      for decode in [
        decoder(Scalars.self), decoder(Martlet_Test_RepeatedScalars.self), decoder(Martlet_Test_Maps.self),
      ] {
        if let error = decode(part) {
          cut += 1
          #expect(error.offset <= count)
        }
      }
      if let error = withoutSchema(part) { #expect(error.reason == .truncated) }
    }
    #expect(cut > 0)
  }

  private func decoder<M: Message>(_ type: M.Type) -> ([UInt8]) -> BinaryDecodingError? {
    { bytes in
      do {
        _ = try M(serializedBytes: bytes)
        return nil
      } catch {
        return error as? BinaryDecodingError
      }
    }
  }

  /// What stops a reader that knows no field.
  private func withoutSchema(_ input: [UInt8]) -> BinaryDecodingError? { decoder(Martlet_Test_Nothing.self)(input) }

  @Test func bytesThatComeAtRandomNeverTrap() throws {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    let seeds = try ["scalars largest", "repeated", "maps", "tree", "closed", "well known"].map(Peer.bytes(of:))
    var refused = 0
    for _ in 0..<20_000 {
      var input = seeds[Int(next() % UInt64(seeds.count))]
      for _ in 0...next() % 4 { input[Int(next() % UInt64(input.count))] = UInt8(truncatingIfNeeded: next()) }
      for decode in [
        decoder(Scalars.self), decoder(Martlet_Test_RepeatedScalars.self), decoder(Martlet_Test_Maps.self),
        decoder(Martlet_Test_Tree.self), decoder(Martlet_Test_Legacy_Closed.self), decoder(Martlet_Test_WellKnown.self),
      ] {
        if let error = decode(input) {
          refused += 1
          #expect((0...input.count).contains(error.offset))
        }
      }
    }
    #expect(refused > 1000)
  }
}
