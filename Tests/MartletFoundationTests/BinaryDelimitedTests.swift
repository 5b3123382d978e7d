import Foundation
import MartletFoundation
import Testing

/// Messages behind their lengths, from streams and sequences of bytes.
@Suite struct BinaryDelimitedTests {
  private func parse(_ bytes: [UInt8], sizeLimit: Int = .max) throws -> Tutorial_Badge {
    let stream = InputStream(data: Data(bytes))
    stream.open()
    defer { stream.close() }
    return try BinaryDelimited.parse(messageType: Tutorial_Badge.self, from: stream, sizeLimit: sizeLimit)
  }

  private func messages(_ bytes: [UInt8], sizeLimit: Int = .max) async throws -> [Tutorial_Badge] {
    let stream = AsyncStream<UInt8> { continuation in
      for byte in bytes { continuation.yield(byte) }
      continuation.finish()
    }
    var messages: [Tutorial_Badge] = []
    for try await message in stream.binaryProtobufDelimitedMessages(of: Tutorial_Badge.self, sizeLimit: sizeLimit) {
      messages.append(message)
    }
    return messages
  }

  @Test func manyMessagesOfAllSizes() async throws {
    let sizes = [0, 1, 127, 128, 20_000, 70_000]
    let badges = sizes.map { size in Tutorial_Badge.with { $0.secret = Data(repeating: 7, count: size) } }
    let output = OutputStream.toMemory()
    output.open()
    for badge in badges { try BinaryDelimited.serialize(message: badge, to: output) }
    output.close()
    let data = try #require(output.property(forKey: .dataWrittenToMemoryStreamKey) as? Data)
    #expect(data.prefix(4) == Data([0, 3, 0x12, 1]))
    #expect(try await messages([UInt8](data)) == badges)
    let input = InputStream(data: data)
    input.open()
    var merged = Tutorial_Badge.with { $0.number = 5 }
    try BinaryDelimited.merge(into: &merged, from: input)
    try BinaryDelimited.merge(into: &merged, from: input)
    #expect(merged.number == 5 && merged.secret == Data([7]))
    for badge in badges.dropFirst(2) {
      #expect(try BinaryDelimited.parse(messageType: Tutorial_Badge.self, from: input) == badge)
    }
    #expect(throws: SwiftProtobufError.BinaryStreamDecoding.noBytesAvailable()) {
      try BinaryDelimited.parse(messageType: Tutorial_Badge.self, from: input)
    }
  }

  @Test(
    arguments: [[2], [2, 8], [0x80], [0xFF, 0xFF, 0xFF, 0xFF, 7], [0xFF, 0xFF, 0xFF, 0xFF, 7, 8, 1]] as [[UInt8]])
  func streamsThatEndInsideAMessage(bytes: [UInt8]) async {
    #expect(throws: BinaryDelimited.Error.truncated) { try parse(bytes) }
    await #expect(throws: BinaryDelimited.Error.truncated) { try await messages(bytes) }
  }

  @Test func lengthsThatNoMessageHas() async {
    for bytes in [[0x80, 0x80, 0x80, 0x80, 8], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F]] as [[UInt8]] {
      #expect(throws: BinaryDecodingError.malformedProtobuf) { try parse(bytes) }
      await #expect(throws: SwiftProtobufError.BinaryDecoding.tooLarge()) { try await messages(bytes) }
    }
    let endless = [UInt8](repeating: 0xFF, count: 11)
    #expect(throws: BinaryDecodingError.malformedProtobuf) { try parse(endless) }
    await #expect(throws: SwiftProtobufError.BinaryStreamDecoding.malformedLength()) { try await messages(endless) }
    await #expect(throws: SwiftProtobufError.BinaryStreamDecoding.malformedLength()) {
      try await messages([0x80, 0x80, 0x80, 0x80, 0x80, 0])
    }
  }

  @Test func theCallersLimitHolds() async throws {
    let bytes: [UInt8] = [4, 0x12, 2, 1, 2]
    #expect(try parse(bytes, sizeLimit: 4).secret == Data([1, 2]))
    #expect(throws: BinaryDecodingError.malformedProtobuf) { try parse(bytes, sizeLimit: 3) }
    #expect(throws: BinaryDecodingError.malformedProtobuf) { try parse(bytes, sizeLimit: -1) }
    #expect(try await messages(bytes, sizeLimit: 4).count == 1)
    await #expect(throws: SwiftProtobufError.BinaryDecoding.tooLarge()) { try await messages(bytes, sizeLimit: 3) }
  }

  @Test func streamsThatAreNotOpenOrFull() throws {
    #expect(throws: BinaryDelimited.Error.unknownStreamError) {
      try BinaryDelimited.parse(messageType: Tutorial_Badge.self, from: InputStream(data: Data()))
    }
    #expect(throws: BinaryDelimited.Error.unknownStreamError) {
      try BinaryDelimited.serialize(message: Tutorial_Badge(), to: .toMemory())
    }
    var small = [UInt8](repeating: 0, count: 4)
    small.withUnsafeMutableBufferPointer { memory in
      guard let base = memory.baseAddress else { return }
      let stream = OutputStream(toBuffer: base, capacity: memory.count)
      stream.open()
      #expect(throws: (any Error).self) {
        try BinaryDelimited.serialize(message: Tutorial_Badge.with { $0.secret = Data(count: 9) }, to: stream)
      }
    }
  }

  @Test func aMessageThatIsMalformedEndsNothing() async throws {
    let stream = AsyncStream<UInt8> { continuation in
      for byte in [1, 7, 2, 8, 5] as [UInt8] { continuation.yield(byte) }
      continuation.finish()
    }
    var iterator = stream.binaryProtobufDelimitedMessages(of: Tutorial_Badge.self).makeAsyncIterator()
    await #expect(throws: BinaryDecodingError.self) { try await iterator.next() }
    #expect(try await iterator.next()?.number == 5)
    #expect(try await iterator.next() == nil)
  }
}
