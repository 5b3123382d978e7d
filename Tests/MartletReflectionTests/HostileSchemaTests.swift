import MartletProtobuf
import MartletReflection
import SchemaText
import Testing

/// Schemas and messages made to take more memory or time than their size warrants. What takes time takes minutes if it
/// isn't bounded.
@Suite(.serialized, .timeLimit(.minutes(1))) struct HostileSchemaTests {
  private typealias Schema = DescriptorPoolTests

  private func pool(_ messages: [Google_Protobuf_DescriptorProto]) throws -> DescriptorPool {
    let pool = DescriptorPool()
    try pool.add([Schema.file { $0.messageType = messages }])
    return pool
  }

  private func wide(_ count: Int32) -> Google_Protobuf_DescriptorProto {
    Schema.message("Wide", (1...count).map { Schema.field("f\($0)", $0) })
  }

  @Test func emptyElementsOfWideMessagesTakeLittle() throws {
    let list = Schema.message(
      "List",
      [
        Schema.field("wide", 1) {
          $0.typeName = ".p.Wide"
          $0.label = .repeated
        }
      ])
    let type = try #require(try pool([wide(150), list]).message(named: "p.List"))
    let count = 100_000
    let wire: [UInt8] = (0..<count * 2).map { $0 % 2 == 0 ? 10 : 0 }
    let peak = try peakMemory {
      let message = try DynamicMessage(type, serializedBytes: wire)
      guard case .list(let elements)? = message[1] else {
        Issue.record("no elements")
        return
      }
      #expect(elements.count == count)
    }
    // A sanitizer's own share is in it too.
    if let peak { #expect(peak < 600 * count, "\(peak)") }
  }

  /// Ranges that no `.proto` file has, in a descriptor that anybody may send.
  @Test(arguments: [(5, Int32.min), (Int32.min, Int32.min), (-5, 7), (0, 3), (7, 7), (9, 5)] as [(Int32, Int32)])
  func rangesThatAreNoneAreRefused(start: Int32, end: Int32) {
    for isReserved in [true, false] {
      let file = Schema.file {
        $0.messageType = [
          .with {
            $0.name = "M"
            if isReserved {
              $0.reservedRange = [
                .with {
                  $0.start = start
                  $0.end = end
                }
              ]
            } else {
              $0.extensionRange = [
                .with {
                  $0.start = start
                  $0.end = end
                }
              ]
            }
          }
        ]
      }
      #expect(throws: DescriptorError.self) { try DescriptorPool().add([file]) }
    }
  }

  /// A group whose message isn't declared beside it: were it printed in place, what stands in itself would have no end,
  /// and two of each level would double the text.
  @Test func groupsOfOtherMessagesArePrintedOnce() throws {
    let group = { (name: String, number: Int32, type: String) in
      Schema.field(name, number) {
        $0.type = .group
        $0.typeName = type
      }
    }
    let levels = 40
    var messages = [Schema.message("M", [group("m", 1, ".p.M")])]
    for level in 0..<levels {
      let next = level + 1 < levels ? ".p.L\(level + 1)" : ".p.M"
      messages.append(Schema.message("L\(level)", [group("a", 1, next), group("b", 2, next)]))
    }
    let file = try pool(messages).file(declaring: "p.M")
    let text = try #require(file?.protoText)
    #expect(text.utf8.count < 10_000)
  }

  @Test func fieldsInDescendingOrderAreReadAndWritten() throws {
    let type = try #require(try pool([wide(20_000)]).message(named: "p.Wide"))
    var writer = WireWriter()
    // What is written first stands last.
    for number in 1...20_000 { writer.uint32(WireTag(number << 3), 1) }
    let descending = writer.bytes()
    writer.reset()
    for number in 1...20_000 { writer.uint32(WireTag((20_001 - number) << 3), 1) }
    let ascending = writer.bytes()
    let message = try DynamicMessage(type, serializedBytes: descending)
    #expect(message.fields.count == 20_000)
    #expect(try message.serializedBytes() == ascending)
  }

  @Test func oneofsOfManyMembersCostWhatIsSet() throws {
    var message = wide(20_000)
    message.oneofDecl = [.with { $0.name = "choice" }]
    for index in message.field.indices { message.field[index].oneofIndex = 0 }
    let type = try #require(try pool([message]).message(named: "p.Wide"))
    let wire: [UInt8] = (0..<400_000).map { $0 % 2 == 0 ? 8 : 1 }
    let decoded = try DynamicMessage(type, serializedBytes: wire + [16, 0])
    #expect(decoded[1] == nil && decoded[2] == .int32(0))
    #expect(try decoded.jsonString() == #"{"f2":0}"#)
  }

  @Test func templatesOfTypesThatShareTypesAreBounded() throws {
    let messages = (0..<100).map { index in
      Schema.message(
        "M\(index)",
        index == 99
          ? [Schema.field("end", 1)]
          : [1, 2].map { number in Schema.field("f\(number)", Int32(number)) { $0.typeName = ".p.M\(index + 1)" } })
    }
    let type = try #require(try pool(messages).message(named: "p.M0"))
    let template = try type.jsonTemplate()
    #expect(template.contains("\"f1\"") && template.utf8.count < 4_000_000)
    #expect(throws: Never.self) { try DynamicMessage(type, jsonString: template) }
  }

  @Test func manyRangesAndExtensionsAreLookedUp() throws {
    let count: Int32 = 50_000
    let extended = Google_Protobuf_DescriptorProto.with {
      $0.name = "M"
      $0.extensionRange = (1...count).map { number in
        .with {
          $0.start = number * 2
          $0.end = number * 2 + 1
        }
      }
    }
    let file = Schema.file {
      $0.messageType = [extended]
      $0.extension = (1...count).map { number in
        Schema.field("e\(number)", number * 2) {
          $0.type = .int32
          $0.extendee = ".p.M"
        }
      }
    }
    let pool = DescriptorPool()
    try pool.add([file])
    #expect(pool.extension(of: "p.M", number: 100_000)?.name == "e50000")
    var outside = file
    outside.name = "b.proto"
    outside.messageType = []
    outside.dependency = ["a.proto"]
    outside.extension = [
      Schema.field("odd", 3) {
        $0.type = .int32; $0.extendee = ".p.M"
      }
    ]
    #expect(throws: DescriptorError.self) { try pool.add([outside]) }
    #expect(pool.file(named: "b.proto") == nil)
  }

  @Test func filesAreAddedOneByOne() throws {
    let pool = DescriptorPool()
    for index in 0..<4000 {
      try pool.add([
        Schema.file { file in
          file.name = "\(index).proto"
          file.package = "p\(index)"
          file.messageType = [wide(20)]
          if index > 0 { file.dependency = ["\(index - 1).proto"] }
        }
      ])
    }
    #expect(pool.files.count == 4000 && pool.field(named: "p3999.Wide.f20")?.number == 20)
  }

  @Test func whatIsRefusedLeavesNoTrace() throws {
    let pool = DescriptorPool()
    try pool.add([Schema.file { $0.messageType = [Schema.message("M", [])] }])
    let good = Schema.file {
      $0.name = "good.proto"
      $0.messageType = [Schema.message("Good", [])]
    }
    let bad = Schema.file {
      $0.name = "bad.proto"
      $0.messageType = [Schema.message("Fine", []), Schema.message("M", [])]
    }
    let error = #expect(throws: DescriptorError.self) { try pool.add([good, bad]) }
    #expect(error?.reason == .duplicateSymbol(definedIn: "a.proto"))
    #expect(pool.files.count == 1 && pool.message(named: "p.Good") == nil && pool.message(named: "p.Fine") == nil)
    try pool.add([good])
    #expect(pool.message(named: "p.Good") != nil)
  }

  @Test func namesThatMultiplyAreRefused() throws {
    // Each field's full name has the message's in it.
    let long = String(repeating: "M", count: 4000)
    let error = #expect(throws: DescriptorError.self) {
      try pool([Schema.message(long, (1...20_000).map { Schema.field("f\($0)", $0) })])
    }
    #expect(error?.description == "a.proto: full names are too long")
    let package = Array(repeating: "a", count: 20_000).joined(separator: ".")
    #expect(throws: DescriptorError.self) { try DescriptorPool().add([Schema.file { $0.package = package }]) }
  }

  @Test func fieldMasksOfManyPathsAreApplied() throws {
    let type = try #require(try pool([wide(20_000)]).message(named: "p.Wide"))
    var message = DynamicMessage(type)
    message[1] = .int32(1)
    let mask = Google_Protobuf_FieldMask(protoPaths: (1...20_000).map { "f\($0)" })
    try message.trim(keeping: mask)
    try message.merge(from: DynamicMessage(type), fieldMask: ["f2"])
    #expect(message[1] == .int32(1))
  }

  @Test func unknownNamesInTextAreLookedUp() throws {
    var message = wide(20_000)
    message.reservedName = (0..<20_000).map { "gone\($0)" }
    let type = try #require(try pool([message]).message(named: "p.Wide"))
    var options = TextFormatDecodingOptions()
    options.ignoreUnknownFields = true
    let text = String(repeating: "nope: 1 ", count: 100_000)
    #expect(try DynamicMessage(type, textFormatString: text, options: options) == DynamicMessage(type))
  }
}
