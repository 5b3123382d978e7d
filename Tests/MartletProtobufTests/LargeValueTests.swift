import Testing

@testable import MartletProtobuf

/// What outgrows the writer's chunks or is set aside by it, and the reader's counting of what it makes room for. The
/// bytes to expect are put together here, in the order of the fields.
@Suite struct LargeValueTests {
  private typealias Large = Martlet_Test_Large_Large

  private static let sizes = [
    0, 1, 127, 128, 238, 239, 240, 4000, 4094, 4095, 4096, 4097, 16_383, 16_384, 65_500, 65_535, 65_536, 65_537,
    200_000,
  ]

  private func varint(_ value: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private func number(_ field: UInt64, _ value: UInt64) -> [UInt8] { varint(field << 3) + varint(value) }

  private func delimited(_ field: UInt64, _ content: [UInt8]) -> [UInt8] {
    varint(field << 3 | 2) + varint(UInt64(content.count)) + content
  }

  /// Bytes of which each piece can be told from the others.
  private func pattern(_ count: Int, from first: Int = 0) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: (first + $0) * 7 % 94 + 32) }
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func expect(_ message: Large, as bytes: [UInt8], _ comment: Comment? = nil) throws {
    #expect(try message.serializedBytes() == bytes, comment)
    #expect(try Large(serializedBytes: bytes) == message, comment)
  }

  @Test(arguments: sizes)
  func stringsAndBytesOfAnySize(size: Int) throws {
    let (first, second) = (pattern(size), pattern(size, from: 3))
    let message = Large.with {
      $0.f1 = 5
      $0.f4 = text(first)
      $0.f21 = second
      $0.f28 = [text(second), "", text(first)]
      $0.f53 = [first, [], second]
      $0.f500.text = "last"
    }
    var expected = number(1, 5)
    if size > 0 { expected += delimited(4, first) + delimited(21, second) }
    expected += delimited(28, second) + delimited(28, []) + delimited(28, first)
    expected += delimited(53, first) + delimited(53, []) + delimited(53, second)
    expected += delimited(500, delimited(2, Array("last".utf8)))
    try expect(message, as: expected)
  }

  /// The lengths of what is around it count what was set aside.
  @Test(arguments: sizes)
  func largeValuesInNestedMessagesAndMaps(size: Int) throws {
    let content = pattern(size + 1)
    let message = Large.with {
      $0.f5.f5.f21 = content
      $0.f5.f5.f84 = "x"
      $0.f5.f36 = text(content)
      $0.f15["k"] = .with { $0.f44 = text(content) }
    }
    let inner = delimited(21, content) + delimited(84, [0x78])
    let expected =
      delimited(5, delimited(5, inner) + delimited(36, content))
      + delimited(15, delimited(1, [0x6B]) + delimited(2, delimited(44, content)))
    try expect(message, as: expected)
  }

  @Test(arguments: [1, 500, 511, 512, 513, 8191, 8192, 8193, 50_000])
  func packedListsOfAnySize(count: Int) throws {
    let doubles = (0..<count).map { Double($0) * 0.25 }
    let fixed = (0..<count).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
    let numbers = (0..<count).map { Int64(bitPattern: fixed[$0] >> UInt64($0 % 64)) }
    let message = Large.with {
      $0.f3 = doubles
      $0.f8 = fixed
      $0.f18 = numbers
      $0.f23 = numbers.map { Int32(truncatingIfNeeded: $0) }
      $0.f38 = numbers.map { $0 & 1 == 0 }
    }
    func littleEndian(_ values: [UInt64]) -> [UInt8] {
      values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) } }
    }
    let zigZag = message.f23.map { UInt64(UInt32(bitPattern: $0 << 1 ^ $0 >> 31)) }
    let expected =
      delimited(3, littleEndian(doubles.map(\.bitPattern))) + delimited(8, littleEndian(fixed))
      + delimited(18, numbers.flatMap { varint(UInt64(bitPattern: $0)) }) + delimited(23, zigZag.flatMap { varint($0) })
      + delimited(38, message.f38.map { $0 ? 1 : 0 })
    try expect(message, as: expected)
  }

  @Test func manySmallFieldsFillManyChunks() throws {
    let texts = (0..<20_000).map { text(pattern($0 % 60, from: $0)) }
    try expect(.with { $0.f28 = texts }, as: texts.flatMap { delimited(28, Array($0.utf8)) })
  }

  @Test func aWriterIsUsedAgainAfterItWroteInPieces() throws {
    var writer = WireWriter()
    for size in [10, 5000, 300, 70_000, 0] {
      let content = pattern(size)
      writer.bytes(0x0A, content)
      writer.string(0x12, text(content))
      #expect(writer.count == writer.bytes().count)
      let expected = delimited(2, content) + delimited(1, content)
      #expect(writer.bytes() == expected)
      writer.withUnsafeBytes { #expect([UInt8]($0) == expected) }
      writer.reset()
      #expect(writer.count == 0 && writer.bytes() == [])
    }
  }

  // MARK: - The reader's counting

  private func count(_ field: UInt64, in bytes: [UInt8]) -> Int {
    bytes.withUnsafeBytes { buffer in
      var reader = WireReader(buffer)
      guard let tag = try? reader.nextTag(), tag == WireTag(field << 3 | 2) else { return -1 }
      return reader.run(of: tag)
    }
  }

  @Test(arguments: [1, 15, 16, 28, 500] as [UInt64])
  func fieldsThatFollowOneAnotherAreCounted(field: UInt64) {
    let contents = [[], [1], pattern(127), pattern(128), pattern(20_000), []]
    let run = contents.flatMap { delimited(field, $0) }
    #expect(count(field, in: run) == 6)
    #expect(count(field, in: run + number(field, 1) + run) == 6)
    #expect(count(field, in: run + delimited(field + 1, [])) == 6)
    #expect(count(field, in: run + [0x80]) == 6)
    // A length of five bytes, and of six.
    let tag = varint(field << 3 | 2)
    #expect(count(field, in: tag + [0x80, 0x80, 0x80, 0x80, 0] + run) == 7)
    #expect(count(field, in: tag + [0x80, 0x80, 0x80, 0x80, 0x80, 0] + run) == 1)
    #expect(count(field, in: tag + [0xFF, 0xFF, 0xFF, 0xFF, 0x7F] + run) == 1)
  }

  /// A tag of three bytes isn't looked for.
  @Test func longTagsAreNotCounted() {
    #expect(count(2048, in: delimited(2048, []) + delimited(2048, [])) == 1)
  }

  @Test func theCountNeverReadsBeyondTheEnd() {
    for field in [1, 28] as [UInt64] {
      let run = [[], [1], pattern(130)].flatMap { delimited(field, $0) }
      for end in (field == 1 ? 1 : 2)...run.count {
        // Memory of this size and no more, so that reading too much is an error to AddressSanitizer.
        let (found, limit) = (count(field, in: Array(run[..<end])), count(field, in: run))
        #expect(found >= 1 && found <= limit, "\(field), \(end)")
      }
    }
  }

  @Test func packedVarintsOfAnyLengthStandAnywhere() throws {
    for length in 1...10 {
      let value = length == 10 ? UInt64.max : UInt64(1) << UInt64(7 * (length - 1))
      for before in 0..<12 {
        for after in 0..<12 {
          let values = Array(repeating: UInt64(0), count: before) + [value] + Array(repeating: 1, count: after)
          let bytes = delimited(18, values.flatMap { varint($0) })
          #expect(try Large(serializedBytes: bytes).f18 == values.map { Int64(bitPattern: $0) })
        }
      }
    }
  }

  @Test(
    arguments: [
      [0x80], [1, 0x80], [1, 2, 3, 4, 5, 6, 7, 8, 0x80], [1] + Array(repeating: 0x80, count: 9),
      Array(repeating: 0x80, count: 10) + [1], Array(repeating: 0xFF, count: 10) + [1],
      Array(repeating: 0x80, count: 20),
    ] as [[UInt8]])
  func packedVarintsThatDoNotEndAreRefused(content: [UInt8]) {
    #expect(throws: BinaryDecodingError.self) { try Large(serializedBytes: delimited(18, content)) }
    // What follows doesn't end them.
    #expect(throws: BinaryDecodingError.self) { try Large(serializedBytes: delimited(18, content) + number(1, 1)) }
  }

  /// As the other implementations have it: a length has 32 bits.
  @Test func lengthsOfMoreThanFiveBytesAreRefused() throws {
    let padded = { (zeros: Int) -> [UInt8] in Array(repeating: 0x80, count: zeros) + [0] }
    for zeros in 0...9 {
      // Of a string, a message, a packed list, a map's entry, and unknown fields.
      for tag in [[0x22], [0x2A], [0x1A], [0x7A], [0xA2, 0x7F]] as [[UInt8]] {
        let bytes = tag + padded(zeros)
        if zeros < 5 {
          #expect(throws: Never.self) { try Large(serializedBytes: bytes) }
        } else {
          let error = #expect(throws: BinaryDecodingError.self) { try Large(serializedBytes: bytes) }
          #expect(error.map(Failure.init) == Failure(.malformedVarint, offset: tag.count))
        }
      }
    }
  }
}
