import ProtoCompiler
import Testing

@Suite("Files in parallel")
struct ParallelTests {
  /// Files that import each other in every way, good and bad, in an order that has nothing to do with imports.
  private static let files: [String: String] = {
    var files: [String: String] = [:]
    for index in 0..<400 {
      var text = "syntax = \"proto3\";\npackage p\(index % 7);\n"
      for step in [1, 3, 40] where index >= step { text += "import \"f\(index - step).proto\";\n" }
      switch index {
      case 90: text += "import \"f91.proto\";\n"
      case 150: text += "import \"gone.proto\";\n"
      case 210: text += "message Broken { int32 = 1; }\n"
      case 250: text += "message M243 {}\n"
      default: break
      }
      text += "// About M\(index).\nmessage M\(index) {\n"
      if index >= 40 { text += "  p\((index - 40) % 7).M\(index - 40) old = 1 [deprecated = true];\n" }
      text += "  string name = 2; // Its name.\n}\n"
      files["f\(index).proto"] = text
    }
    return files
  }()

  private static let names = (0..<400).map { "f\($0 * 37 % 400).proto" }

  @Test("what is found and written doesn't depend on timing, nor on how many are compiled at once")
  func deterministic() {
    let compiler = ProtoCompiler(sources: MemorySourceTree(Self.files))
    let first = compiler.compile(Self.names)
    #expect(first.hasErrors)
    #expect(first.files.count > 80)
    for _ in 0..<20 {
      let next = compiler.compile(Self.names)
      #expect(next.diagnostics == first.diagnostics)
      #expect(next.serializedDescriptorSet() == first.serializedDescriptorSet())
    }
    // So few that no threads are started.
    let alone = compiler.compile(["f80.proto"])
    #expect(alone.diagnostics.filter { $0.severity == .error } == [])
    let among = Dictionary(uniqueKeysWithValues: first.descriptorSet().file.map { ($0.name, $0) })
    for file in alone.descriptorSet().file { #expect(among[file.name] == file) }
  }

  @Test("a list that names a file twice, and one that isn't there, compiles the others")
  func oddLists() {
    let compiler = ProtoCompiler(sources: MemorySourceTree(Self.files))
    let result = compiler.compile(["f3.proto", "no.proto", "f3.proto", "f2.proto", "f9.proto", "nor.proto", "f8.proto"])
    #expect(
      result.diagnostics.filter { $0.severity == .error }.map(\.description)
        == ["no.proto: error: the file was not found", "nor.proto: error: the file was not found"])
    #expect(result.files.map(\.name).sorted() == (0...9).map { "f\($0).proto" })
  }

  @Test("compilers run beside each other")
  func concurrentCompilers() async {
    let files = Self.files
    let sets = await withTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<8 {
        group.addTask {
          ProtoCompiler(sources: MemorySourceTree(files)).compile(Self.names).serializedDescriptorSet()
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(sets).count == 1)
  }
}
