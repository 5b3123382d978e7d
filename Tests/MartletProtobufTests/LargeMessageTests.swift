import MartletProtobuf
import Testing

/// A message of many fields, which stand behind a reference.
@Suite struct LargeMessageTests {
  private typealias Large = Martlet_Test_Large_Large

  private var message: Large {
    .with {
      $0.f1 = 1
      $0.f2 = 0
      $0.f3 = [0.5, -1]
      $0.f4 = "text"
      $0.f5.f500.number = 2
      $0.f15["k", default: .init()].f6 = true
      $0.f500.text = "last"
    }
  }

  @Test func itIsAsPythonHasIt() throws {
    try expectAsPython("large", message)
    #expect(MemoryLayout<Large>.size == MemoryLayout<Int>.size)
  }

  @Test func copiesAreValues() {
    let original = message
    var copy = original
    #expect(copy == original && copy.hashValue == original.hashValue)
    copy.f5.f500.number = 3
    copy.f3.append(7)
    copy.unknownFields = .init(bytes: [0xF8, 0x7F, 1])
    #expect(original.f5.f500.number == 2 && original.f3 == [0.5, -1] && original.unknownFields.isEmpty)
    #expect(copy.f5.f500.number == 3 && copy.f3.count == 3 && copy != original)
    copy = original
    #expect(copy == original)
  }

  @Test func listsGrowInPlace() {
    var copy = message
    copy.f3.reserveCapacity(100)
    let before = copy.f3.withUnsafeBufferPointer { $0.baseAddress }
    for number in 0..<90 { copy.f3.append(Double(number)) }
    #expect(copy.f3.withUnsafeBufferPointer { $0.baseAddress } == before)
  }

  @Test func itNestsToTheLimit() throws {
    var deep = Large()
    for _ in 0..<100 {
      let inner = deep
      deep = .with { $0.f5 = inner }
    }
    let bytes = try deep.serializedBytes()
    #expect(try Large(serializedBytes: bytes) == deep)
    let deeper = try Large.with { $0.f5 = deep }.serializedBytes()
    #expect(throws: BinaryDecodingError.self) { try Large(serializedBytes: deeper) }
  }
}
