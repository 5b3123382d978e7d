import MartletReflection
import Testing

@testable import MartletProtobuf

/// The highest field numbers in every shape. Their tags take five bytes, for which there must be room wherever a writer
/// gets to the end of its memory.
@Suite struct HighestNumberTests {
  private typealias Highest = Martlet_Test_Highest_Highest

  /// A message for each shape, with as many values as a chunk of a writer has room for.
  private static let shapes: [(String, @Sendable (inout Martlet_Test_Highest_Highest) -> Void)] = [
    ("fixed", { $0.fixed = 1 }),
    ("number", { $0.number = -1 }),
    ("text", { $0.text = String(repeating: "t", count: 50) }),
    ("data", { $0.data = [UInt8](repeating: 7, count: 50) }),
    ("unpacked", { $0.unpacked = Array(repeating: true, count: 41) }),
    ("packed bools", { $0.packedBools = Array(repeating: true, count: 300) }),
    ("packed", { $0.packed = (0..<63).map { .max >> $0 } }),
    ("packed kinds", { $0.packedKinds = Array(repeating: .negative, count: 40) }),
    ("packed doubles", { $0.packedDoubles = Array(repeating: 1, count: 40) }),
    ("group", { $0.single.fixed = 1 }),
    ("groups", { $0.many = Array(repeating: .with { $0.fixed = 1 }, count: 20) }),
    ("map", { message in for index in 0..<20 { message.byName["name \(index)"] = -1 } }),
    ("picked", { $0.picked.fixed = 1 }),
    ("chosen", { $0.chosen.chosen.fixed = 1 }),
    ("messages", { $0.more = Array(repeating: .with { $0.fixed = 1 }, count: 20) }),
    ("extension", { $0.Martlet_Test_Highest_flags = [true, false] }),
  ]

  /// All shapes but the maps, whose order differs.
  private static var everything: Martlet_Test_Highest_Highest {
    .with { message in
      for (_, populate) in shapes { populate(&message) }
    }
  }

  private static let extensions = Martlet_Test_Highest_Highest_Extensions

  /// Writes into memory of each size, between bytes that must not change; returns what was written.
  private func written(_ write: (inout WireWriter) -> Void) -> Set<[UInt8]> {
    var results: Set<[UInt8]> = []
    let guarding = 64
    for size in 1...300 {
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: guarding + size + guarding, alignment: 8)
      defer { memory.deallocate() }
      memory.initializeMemory(as: UInt8.self, repeating: 0xA5)
      let lent = UnsafeMutableRawBufferPointer(rebasing: memory[guarding..<guarding + size])
      var writer = WireWriter(lent)
      writer.isDeterministic = true
      write(&writer)
      results.insert(writer.bytes())
      let untouched = [memory[..<guarding], memory[(guarding + size)...]].allSatisfy { $0.allSatisfy { $0 == 0xA5 } }
      #expect(untouched, "with \(size) bytes")
      if !untouched { break }
    }
    return results
  }

  @Test(arguments: Self.shapes.map(\.0))
  func nothingIsWrittenOutsideOfTheMemory(shape: String) throws {
    let populate = try #require(Self.shapes.first { $0.0 == shape }?.1)
    let message = Highest.with { populate(&$0) }
    let bytes = try #require(written { message.encode(to: &$0) }.first)
    #expect(written { message.encode(to: &$0) } == [bytes])
    #expect(try Highest(serializedBytes: bytes, extensions: Self.extensions) == message)

    var dynamic = DynamicMessage(try Highest.messageDescriptor())
    try dynamic.merge(serializedBytes: bytes)
    #expect(written { dynamic.encode(to: &$0) } == [bytes])
  }

  @Test func allShapesInOneMessage() throws {
    let message = Self.everything
    let bytes = try message.serializedBytes(options: BinaryEncodingOptions(useDeterministicOrdering: true))
    #expect(try Highest(serializedBytes: bytes, extensions: Self.extensions) == message)
    // Without the registry the extension is an unknown field, which is written first.
    #expect(try Highest(serializedBytes: bytes).serializedBytes().count == bytes.count)
    #expect(written { message.encode(to: &$0) } == [bytes])
    var plain = message
    plain.clearMartlet_Test_Highest_flags()
    #expect(try Highest(jsonString: plain.jsonString()) == plain)
  }

  @Test func itemsOfMessageSets() throws {
    let set = Martlet_Test_Highest_Set.with { $0.Martlet_Test_Highest_Item_item.fixed = 1 }
    let bytes = try set.serializedBytes()
    #expect(written { set.encode(to: &$0) } == [bytes])
    #expect(try Martlet_Test_Highest_Set(serializedBytes: bytes, extensions: Self.extensions) == set)
    var dynamic = DynamicMessage(try Martlet_Test_Highest_Set.messageDescriptor())
    try dynamic.merge(serializedBytes: bytes)
    #expect(written { dynamic.encode(to: &$0) } == [bytes])
  }

  @Test func prefixesOfEnvelopes() {
    let results = written { writer in
      writer.bool(0xFFFF_FFF8, true)
      writer.prefix(compressed: false)
    }
    #expect(results == [[0, 0, 0, 0, 6, 0xF8, 0xFF, 0xFF, 0xFF, 0x0F, 1]])
  }
}
