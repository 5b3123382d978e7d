import MartletProtobuf
import Testing

/// How deeply messages and groups may nest.
@Suite struct NestingTests {
  /// `Tree.left` in `Tree.left`, and so on.
  private func nested(_ levels: Int) throws -> [UInt8] {
    var writer = WireWriter()
    for _ in 0..<levels {
      let content = writer.bytes()
      writer.reset()
      writer.bytes(18, content)
    }
    return writer.bytes()
  }

  private func limit(_ input: [UInt8], _ options: BinaryDecodingOptions = BinaryDecodingOptions())
    -> BinaryDecodingError?
  {
    do {
      _ = try Martlet_Test_Tree(serializedBytes: input, options: options)
      return nil
    } catch {
      return error as? BinaryDecodingError
    }
  }

  @Test func aHundredLevelsAreAccepted() throws {
    let input = try nested(100)
    #expect(limit(input) == nil)
    #expect(try Martlet_Test_Tree(serializedBytes: input).serializedBytes() == input)
    #expect(try Peer.reserialize([("martlet.test.Tree", input)]) == [input])
  }

  @Test func oneMoreIsRefused() throws {
    let input = try nested(101)
    #expect(limit(input)?.reason == .messageDepthLimit)
    #expect(limit(input, .init(messageDepthLimit: 101)) == nil)
    #expect(try Peer.reserialize([("martlet.test.Tree", input)]) == [nil])
  }

  @Test(arguments: [0, -1, .min])
  func withoutLevelsNothingNests(limit: Int) {
    let options = BinaryDecodingOptions(messageDepthLimit: limit)
    func reason<M: Message>(_ bytes: [UInt8], of type: M.Type) -> BinaryDecodingError.Reason? {
      do {
        _ = try M(serializedBytes: bytes, options: options)
        return nil
      } catch {
        return (error as? BinaryDecodingError)?.reason
      }
    }
    #expect(reason([0x0A, 1, 0x61], of: Martlet_Test_Tree.self) == nil)
    // A message, an unknown group, a group, a map's entry, an item of a message set.
    #expect(reason([0x12, 0], of: Martlet_Test_Tree.self) == .messageDepthLimit)
    #expect(reason([0xA3, 1, 0xA4, 1], of: Martlet_Test_Tree.self) == .messageDepthLimit)
    #expect(reason([0x0B, 0x0C], of: Martlet_Test_Editions_Delimited.self) == .messageDepthLimit)
    #expect(reason([0x0A, 0], of: Google_Protobuf_Struct.self) == .messageDepthLimit)
    #expect(reason([0x0B, 0x0C], of: Martlet_Test_Highest_Set.self) == .messageDepthLimit)
  }

  @Test func neighboursDoNotCount() throws {
    var writer = WireWriter()
    for _ in 0..<1000 { writer.message(34, Martlet_Test_Tree()) }
    #expect(try Martlet_Test_Tree(serializedBytes: writer.bytes()).children.count == 1000)
  }

  @Test func groupsThatNobodyKnowsCount() {
    func groups(_ levels: Int) -> [UInt8] {
      Array(repeating: [0xA3, 0x01], count: levels).flatMap { $0 }
        + Array(repeating: [0xA4, 0x01], count: levels).flatMap { $0 }
    }
    #expect(limit(groups(100)) == nil)
    #expect(limit(groups(101))?.reason == .messageDepthLimit)
    #expect(limit(groups(1_000_000))?.reason == .messageDepthLimit)
  }

  @Test func mapsCountTheirEntryAndTheirValue() throws {
    func maps(_ levels: Int) -> Martlet_Test_Tree {
      var tree = Martlet_Test_Tree()
      for _ in 0..<levels {
        let inner = tree
        tree = .with { $0.named["a"] = inner }
      }
      return tree
    }
    #expect(limit(try maps(50).serializedBytes()) == nil)
    #expect(limit(try maps(51).serializedBytes())?.reason == .messageDepthLimit)
  }

  @Test func changesInACopyDoNotShow() {
    let original = Martlet_Test_Tree.with { $0.left.left.name = "original" }
    var copy = original
    copy.left.left.name = "copy"
    copy.left.right.name = "new"
    #expect(original.left.left.name == "original")
    #expect(!original.left.hasRight)
    #expect(copy != original)
    copy.left.clearRight()
    copy.left.left.name = "original"
    #expect(copy == original && copy.hashValue == original.hashValue)
  }
}
