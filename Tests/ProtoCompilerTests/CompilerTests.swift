import Foundation
import MartletReflection
import ProtoCompiler
import TestSupport
import Testing

@Suite("Finding files and reporting on them")
struct CompilerTests {
  private func compile(_ files: [String: String], _ names: String...) -> CompileResult {
    ProtoCompiler(sources: MemorySourceTree(files)).compile(names)
  }

  private let head = "syntax = \"proto3\";\n"

  @Test("a diagnostic reads file:line:column: severity: message")
  func description() {
    let result = compile(["a.proto": head + "message A {\n  Missing m = 1;\n}\n"], "a.proto")
    #expect(result.diagnostics.map(\.description) == ["a.proto:3:3: error: \"Missing\" is not declared"])
  }

  @Test("a file that isn't there")
  func missing() {
    let result = compile([:], "gone.proto")
    #expect(result.diagnostics.map(\.description) == ["gone.proto: error: the file was not found"])
    #expect(result.files.isEmpty)
  }

  @Test("imports that go in a circle are reported where they close it")
  func circle() {
    let files = [
      "a.proto": head + "import \"b.proto\";\n", "b.proto": head + "import \"c.proto\";\n",
      "c.proto": head + "\nimport \"a.proto\";\n",
    ]
    let result = compile(files, "a.proto")
    #expect(
      result.diagnostics.map(\.description).first
        == "c.proto:3:1: error: the import is circular: a.proto -> b.proto -> c.proto -> a.proto")
    #expect(result.files.isEmpty)
  }

  @Test("a long chain of imports takes no stack")
  func chain() {
    var files: [String: String] = [:]
    for index in 0..<3000 { files["f\(index).proto"] = head + "import public \"f\(index + 1).proto\";\n" }
    files["f3000.proto"] = head
    let result = compile(files, "f0.proto")
    #expect(result.diagnostics == [])
    #expect(result.files.count == 3001)
    #expect(result.files.first?.name == "f3000.proto")
  }

  @Test("an import that nothing uses is warned of, in the files that were asked for")
  func unused() throws {
    let any = "import \"google/protobuf/any.proto\";\n"
    let files = [
      "a.proto": head + any + "import \"b.proto\";\nimport public \"c.proto\";\nmessage A { B b = 1; }\n",
      "b.proto": head + any + "message B {}\n", "c.proto": head + "message C {}\n",
    ]
    let result = compile(files, "a.proto")
    #expect(
      result.diagnostics.map(\.description)
        == ["a.proto:2:1: warning: the import \"google/protobuf/any.proto\" is unused"])
    #expect(!result.hasErrors)
    #expect(result.files.count == 4)
  }

  @Test("names reached through public imports are visible, others are not")
  func visibility() {
    let files = [
      "a.proto": head + "import \"b.proto\";\nmessage A { C c = 1; D d = 2; }\n",
      "b.proto": head + "import public \"c.proto\";\nimport \"d.proto\";\nmessage B { D d = 1; }\n",
      "c.proto": head + "message C {}\n", "d.proto": head + "message D {}\n",
    ]
    let result = compile(files, "a.proto")
    #expect(
      result.diagnostics.filter { $0.severity == .error }.map(\.description)
        == ["a.proto:3:22: error: \"D\" seems to be declared in \"d.proto\", which is not imported"])
  }

  @Test("comments that aren't UTF-8 are kept in the bytes, and repaired where they are decoded")
  func latin1() throws {
    let source = Array((head + "// caf").utf8) + [0xE9] + Array("\nmessage A {}\n".utf8)
    let result = ProtoCompiler(sources: MemorySourceTree(bytes: ["a.proto": source])).compile(["a.proto"])
    #expect(result.diagnostics.map(\.description) == ["a.proto:2:7: warning: the file is not valid UTF-8"])
    let comments = result.descriptorSet().file[0].sourceCodeInfo.location.map(\.leadingComments)
    #expect(comments.contains(" caf\u{FFFD}\n"))
    let folder = try TemporaryDirectory()
    try Data(source).write(to: folder.url.appendingPathComponent("a.proto"))
    let theirs = try Protoc.descriptorSet(["a.proto"], importPaths: [folder.url.path])
    #expect(result.serializedDescriptorSet() == theirs)
  }

  @Test("errors of an import don't hide the rest, and the importer says what is wrong")
  func brokenImport() {
    let files = [
      "a.proto": head + "import \"b.proto\";\nmessage A {}\n", "b.proto": head + "message B { int32 = 1; }\n",
      "c.proto": head + "message C {}\n",
    ]
    let result = compile(files, "a.proto", "c.proto")
    #expect(
      result.diagnostics.map(\.description) == [
        "b.proto:2:19: error: expected the field's name, found \"=\"",
        "a.proto:2:1: error: the imported file \"b.proto\" has errors",
      ])
    #expect(result.files.map(\.name) == ["c.proto"])
  }

  @Test("paths on disk become import names; the first folder that has a name wins")
  func folders() throws {
    let folder = try TemporaryDirectory()
    try folder.write("one/x/a.proto", head + "package one;\n")
    try folder.write("two/x/a.proto", head + "package two;\n")
    try folder.write("two/x/b.proto", head + "import \"x/a.proto\";\n")
    let (one, two) = (folder.url.path + "/one", folder.url.path + "/two/")
    let result = ProtoCompiler(importPaths: [one, two]).compile([two + "x//b.proto"])
    #expect(result.requested == ["x/b.proto"])
    #expect(result.descriptorSet().file.map(\.package) == ["one", ""])
    #expect(result.files.first?.path == one + "/x/a.proto")
  }

  @Test("a file outside of all folders, or hidden by one that comes first, is refused")
  func misplaced() throws {
    let folder = try TemporaryDirectory()
    let hidden = try folder.write("two/a.proto", head)
    let other = try folder.write("one/a.proto", head)
    let outside = try folder.write("three/b.proto", head)
    let compiler = ProtoCompiler(importPaths: [folder.url.path + "/one", folder.url.path + "/two"])
    #expect(
      compiler.compile([hidden, outside]).diagnostics.map(\.message) == [
        "the file is hidden by \"\(other)\", which comes first on the import paths",
        "the file lies in none of the import paths \"\(folder.url.path)/one\", \"\(folder.url.path)/two\"",
      ])
  }

  @Test("a folder that isn't there is warned of")
  func missingFolder() throws {
    let folder = try TemporaryDirectory()
    try folder.write("a.proto", head)
    let result = ProtoCompiler(importPaths: [folder.url.path + "/no", folder.url.path]).compile(["a.proto"])
    #expect(result.diagnostics.map(\.description) == ["\(folder.url.path)/no: warning: the import path is no folder"])
    #expect(result.files.count == 1)
  }

  @Test("a diagnostic is one line, and a terminal has nothing to obey in it")
  func controlCharacters() {
    let files = ["a\u{1B}[2J\n.proto": head + "import \"b\\033[1m\\n\u{9B}\u{202E}.proto\";\n"]
    let result = compile(files, "a\u{1B}[2J\n.proto")
    #expect(
      result.diagnostics.map(\.description) == [
        #"a\u001b[2J\u000a.proto:2:1: error: the imported file "b\u001b[1m\u000a\u009b\u202e.proto" was not found"#
      ])
  }

  @Test(
    "an import may not leave its folder or spell a name in two ways",
    arguments: ["../a.proto", "./a.proto", "x//a.proto"])
  func strangeNames(_ name: String) throws {
    let folder = try TemporaryDirectory()
    try folder.write("a.proto", head)
    try folder.write("x/a.proto", head)
    try folder.write("x/b.proto", head + "import \"\(name)\";\n")
    let root = folder.url.path
    let result = ProtoCompiler(importPaths: [root + "/x", root]).compile(["b.proto"])
    #expect(
      result.diagnostics.map(\.message).first
        == "the imported file \"\(name)\" was not found in \"\(root)/x\", \"\(root)\"")
  }
}
