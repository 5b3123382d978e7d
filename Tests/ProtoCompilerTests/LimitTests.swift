import ProtoCompiler
import Testing

@Suite("What a small file may ask for")
struct LimitTests {
  private func compile(_ files: [String: String]) -> CompileResult {
    ProtoCompiler(sources: MemorySourceTree(files)).compile(["a.proto"])
  }

  private static let rangeOption = """
    syntax = "proto2";
    import "google/protobuf/descriptor.proto";
    extend google.protobuf.ExtensionRangeOptions { optional string note = 50000; repeated int32 list = 50001; }

    """

  private func ranges(_ count: Int) -> String { (1...count).map { "\($0 * 2)" }.joined(separator: ", ") }

  @Test("a long option isn't copied to a hundred thousand ranges")
  func copiedOption() {
    let note = String(repeating: "x", count: 100_000)
    let source = Self.rangeOption + "message A { extensions \(ranges(100_000)) [(note) = \"\(note)\"]; }\n"
    let result = compile(["a.proto": source])
    #expect(result.diagnostics.map(\.message) == ["the options of so many ranges would be copied too often"])
  }

  @Test("many options aren't copied to many ranges")
  func copiedLocations() {
    let options = (0..<1000).map { "(list) = \($0)" }.joined(separator: ", ")
    let source = Self.rangeOption + "message A { extensions \(ranges(1000)) [\(options)]; }\n"
    let result = compile(["a.proto": source])
    #expect(result.diagnostics.map(\.message) == ["the options of so many ranges would be copied too often"])
  }

  @Test("a few ranges share an option, and each has it")
  func sharedOption() throws {
    let result = compile(["a.proto": Self.rangeOption + "message A { extensions 1, 3, 5 to 9 [(note) = \"x\"]; }\n"])
    #expect(result.diagnostics == [])
    let message = try #require(result.descriptorSet().file.last?.messageType.first)
    #expect(message.extensionRange.map(\.start) == [1, 3, 5])
    #expect(Set(message.extensionRange.map(\.options.unknownFields.bytes.count)) == [5])
  }

  @Test("an option's name has at most 64 parts", arguments: [(64, false), (65, true), (100_000, true)])
  func optionParts(_ count: Int, _ isRefused: Bool) {
    let source = """
      syntax = "proto2";
      import "google/protobuf/descriptor.proto";
      message Part { optional Part part = 1; optional int32 number = 2; }
      extend google.protobuf.FileOptions { optional Part part = 50000; }
      option (part)\(String(repeating: ".part", count: count - 2)).number = 1;
      """
    let messages = compile(["a.proto": source]).diagnostics.map(\.message)
    #expect(messages.count == (isRefused ? 1 : 0))
    #expect(messages.allSatisfy { $0.hasSuffix("the name has too many parts") })
  }

  @Test("the full name of a message or service has at most 2,048 bytes", arguments: ["message", "service"])
  func longNames(_ kind: String) {
    for (length, isRefused) in [(2048, false), (2049, true)] {
      let result = compile(["a.proto": "syntax = \"proto3\";\n\(kind) \(String(repeating: "A", count: length)) {}\n"])
      #expect(result.diagnostics.map(\.message) == (isRefused ? ["the full name has more than 2048 bytes"] : []))
    }
  }

  @Test("of a long circle of imports the middle isn't spelled out")
  func longCircle() {
    let count = 2000
    let files = Dictionary(
      uniqueKeysWithValues: (0..<count).map { index in
        let next = index + 1 == count ? "a" : "f\(index + 1)"
        let name = index == 0 ? "a" : "f\(index)"
        return ("\(name).proto", "syntax = \"proto3\";\nimport \"\(next).proto\";\nimport \"a.proto\";\n")
      })
    let result = compile(files)
    #expect(result.hasErrors)
    #expect(
      result.diagnostics.contains {
        $0.message.contains("-> f9.proto -> … 1980 more … -> f1990.proto -> f1991.proto -> ")
          && $0.message.hasSuffix("-> f1999.proto -> a.proto")
      })
    #expect(result.diagnostics.allSatisfy { $0.message.utf8.count < 500 })
  }

  @Test("names seen through a long chain of public imports are found, and unused ones are warned of")
  func publicChain() {
    var files = [
      "a.proto": "syntax = \"proto3\";\nimport \"f0.proto\";\nimport \"g.proto\";\nmessage A { F200 f = 1; }\n"
    ]
    for index in 0..<200 {
      files["f\(index).proto"] = "syntax = \"proto3\";\nimport public \"f\(index + 1).proto\";\n"
    }
    files["f200.proto"] = "syntax = \"proto3\";\nmessage F200 {}\n"
    files["g.proto"] = "syntax = \"proto3\";\nimport public \"f201.proto\";\n"
    files["f201.proto"] = "syntax = \"proto3\";\nmessage F201 {}\n"
    #expect(
      compile(files).diagnostics.map(\.description) == ["a.proto:3:1: warning: the import \"g.proto\" is unused"])
  }

  @Test("a reserved number that has no number behind it is refused, as the newest protoc does")
  func lastNumber() {
    let source = "syntax = \"proto3\";\nmessage A { reserved 2147483647; }\n"
    #expect(
      compile(["a.proto": source]).diagnostics.map(\.description) == [
        "a.proto:2:22: error: reserved numbers end before 2147483647"
      ])
  }
}
