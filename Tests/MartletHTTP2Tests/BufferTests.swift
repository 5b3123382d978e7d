import Testing

@testable import MartletHTTP2

@Suite struct OutboundBufferTests {
  /// What comes out is what went in, in order, however it is put in and taken out.
  @Test(arguments: [1, 7, 1000, 16_384, 100_000])
  func keepsOrderAndCount(piece: Int) {
    var buffer = OutboundBuffer()
    var expected: [UInt8] = []
    for (index, size) in [3, 20_000, 1, 0, 9000, 9000, 50_000, 5].enumerated() {
      let bytes = [UInt8](repeating: UInt8(index), count: size)
      expected += bytes
      buffer.append(bytes)
      #expect(buffer.count == expected.count)
    }
    var taken: [UInt8] = []
    while buffer.count > 0 {
      buffer.take(piece) { taken += $0 }
      #expect(buffer.count + taken.count == expected.count)
    }
    #expect(taken == expected)
  }

  @Test func takesWhileItIsFilled() {
    var buffer = OutboundBuffer()
    var taken: [UInt8] = []
    for round in 0..<200 {
      buffer.append([UInt8](repeating: UInt8(round), count: 100))
      buffer.take(60) { taken += $0 }
    }
    buffer.take(.max) { taken += $0 }
    #expect(taken == (0..<200).flatMap { [UInt8](repeating: UInt8($0), count: 100) })
    #expect(buffer.count == 0)
  }
}

@Suite struct HeaderBlockTests {
  private func add(_ name: String, _ value: String, to gatherer: inout HeaderGatherer) {
    let name = Array(name.utf8)
    let value = Array(value.utf8)
    name.withUnsafeBufferPointer { name in
      value.withUnsafeBufferPointer { value in
        gatherer.add(name.baseAddress!, name.count, value.baseAddress!, value.count)
      }
    }
  }

  private func pairs(_ block: HeaderBlock) -> [String] {
    block.map { String(decoding: $0.name, as: UTF8.self) + "=" + String(decoding: $0.value, as: UTF8.self) }
  }

  @Test func fieldsComeBackInOrder() {
    var gatherer = HeaderGatherer(limit: 100_000)
    let long = String(repeating: "v", count: 5000)
    for (name, value) in [("a", "1"), ("b", long), ("a", "2")] { add(name, value, to: &gatherer) }
    #expect(pairs(gatherer.block) == ["a=1", "b=\(long)", "a=2"])
    #expect(gatherer.block.listSize == 3 * 33 + 2 + 5000)
    let copy = gatherer.block.copy()
    #expect(gatherer.block.isCopied(in: copy))
    gatherer.reset()
    add("c", "3", to: &gatherer)
    #expect(!gatherer.block.isCopied(in: copy))
    #expect(pairs(gatherer.block) == ["c=3"])
    copy.withUnsafeBytes { #expect(pairs(HeaderBlock(copy: $0)) == ["a=1", "b=\(long)", "a=2"]) }
  }

  @Test func nothingIsKeptBeyondTheLimit() {
    var gatherer = HeaderGatherer(limit: 100)
    for _ in 0..<10_000 { add("name", "value", to: &gatherer) }
    #expect(gatherer.block.isTooLarge)
    #expect(gatherer.block.listSize == 10_000 * 41)
    #expect(pairs(gatherer.block).count == 2)
  }
}
