import Foundation
import ProtoCompiler
import TestSupport
import Testing

@Suite("Garbage is refused and never traps")
struct GarbageTests {
  /// Compiles a text among the fixtures. What comes out must be free of errors, or say what they are.
  private func compile(_ bytes: [UInt8]) {
    let result = ProtoCompiler(sources: MemorySourceTree(bytes: ["case.proto": bytes])).compile(["case.proto"])
    #expect(result.hasErrors != result.files.contains { $0.name == "case.proto" })
    if !result.hasErrors {
      #expect(result.descriptorSet().file.last?.name == "case.proto")
    }
  }

  private func texts() throws -> [[UInt8]] {
    try ["proto3", "proto2"].flatMap { name in
      let folder = fixtures.appendingPathComponent(name)
      return try protoFiles(below: folder).map { [UInt8](try Data(contentsOf: folder.appendingPathComponent($0))) }
    }
  }

  @Test("files with bytes changed, removed, repeated and moved", arguments: 0..<8)
  func mutations(_ seed: Int) throws {
    var random = Random(state: UInt64(seed))
    let texts = try texts()
    for _ in 0..<60 {
      var text = texts[Int.random(in: 0..<texts.count, using: &random)]
      for _ in 0..<Int.random(in: 1...6, using: &random) where !text.isEmpty {
        let at = Int.random(in: 0..<text.count, using: &random)
        let length = Int.random(in: 0...min(40, text.count - at), using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: text[at] = UInt8.random(in: 0...255, using: &random)
        case 1: text.removeSubrange(at..<at + length)
        case 2: text.insert(contentsOf: text[at..<at + length], at: at)
        case 3: text[at] = Array("{}[]()<>;=,.\"'/*-0\n".utf8).randomElement(using: &random) ?? 0
        default:
          let part = Array(text[at..<at + length])
          text.removeSubrange(at..<at + length)
          text.insert(contentsOf: part, at: Int.random(in: 0...text.count, using: &random))
        }
      }
      compile(text)
    }
  }

  @Test("the grammar's words in any order", arguments: 0..<4)
  func words(_ seed: Int) {
    var random = Random(state: UInt64(1000 + seed))
    let words =
      ("syntax = \"proto3\" ; \"proto2\" message enum service rpc returns stream extend extensions reserved oneof map < > "
      + "group optional required repeated to max default json_name option ( ) [ ] { } , . - 1 0 -1 536870911 1.5 inf nan "
      + "int32 string A B a b deprecated packed allow_alias true false import public weak package edition \"2023\" "
      + "google.protobuf.Any \"google/protobuf/any.proto\" /* */ // \n \n : / 99999999999999999999 0x 1e ' \\ \u{7f} é")
      .components(separatedBy: " ")
    for _ in 0..<150 {
      var text = Bool.random(using: &random) ? "syntax = \"proto3\"; " : ""
      for _ in 0..<Int.random(in: 1...120, using: &random) {
        text += (words.randomElement(using: &random) ?? "") + " "
      }
      compile(Array(text.utf8))
    }
  }

  @Test("random bytes")
  func bytes() {
    var random = Random(state: 7)
    for _ in 0..<200 {
      compile((0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
  }

  @Test("every beginning of a file")
  func prefixes() throws {
    let file = fixtures.appendingPathComponent("proto3/comments.proto")
    let text = [UInt8](try Data(contentsOf: file))
    for length in stride(from: 0, to: text.count, by: 7) { compile(Array(text[..<length])) }
  }

  @Test(
    "nesting without an end",
    arguments: ["message A {", "message A { oneof o {", "optional group A = 1 {", "option (a) = {", "{", "(", "[", "<"])
  func depth(_ opening: String) {
    compile(Array(("syntax = \"proto3\"; " + String(repeating: opening, count: 20_000)).utf8))
  }

  @Test("deep messages in an option's value")
  func deepAggregate() {
    let depth = 20_000
    let value = String(repeating: "inner {", count: depth) + String(repeating: "}", count: depth)
    let source = """
      syntax = "proto3";
      import "google/protobuf/descriptor.proto";
      message Part { Part inner = 1; }
      extend google.protobuf.FileOptions { Part part = 50000; }
      option (part) = { \(value) };
      """
    let result = ProtoCompiler(sources: MemorySourceTree(["a.proto": source])).compile(["a.proto"])
    #expect(result.diagnostics.map(\.message) == ["option \"(part)\": in its value, messages nest too deeply"])
  }

  @Test("complaints have a limit")
  func limit() {
    let source = "syntax = \"proto3\";" + String(repeating: "message A { int32 = ; }\n", count: 5000)
    let result = ProtoCompiler(sources: MemorySourceTree(["a.proto": source])).compile(["a.proto"])
    #expect(result.diagnostics.count == 200)
  }
}
