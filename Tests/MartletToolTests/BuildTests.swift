import Foundation
import TestSupport
import Testing

@Suite struct BuildTests {
  private let protos = repositoryRoot.appendingPathComponent("protos").path

  /// The contracts of this repository, as imports name them.
  private func contracts() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: protos).filter { $0.hasSuffix(".proto") }.sorted()
  }

  @Test(
    "writes the set that protoc writes",
    arguments: [[], ["--include-imports"], ["--include-source-info"], ["--include-imports", "--include-source-info"]])
  func matchesProtoc(_ flags: [String]) async throws {
    let folder = try TemporaryDirectory()
    let (ours, theirs) = (folder.url.path + "/ours", folder.url.path + "/theirs")
    let files = Array(try contracts().reversed())
    let built = await TestServer.martlet(arguments: ["build", "-I", protos] + flags + ["-o", ours] + files)
    #expect(built.status == 0, "\(built.notes)")
    // One that knows of options which only the compiler sees, and leaves them out.
    let protoc = try run(
      python,
      ["-m", "grpc_tools.protoc", "-I\(protos)", "--descriptor_set_out=\(theirs)"]
        + flags.map { $0.replacingOccurrences(of: "-", with: "_").replacingOccurrences(of: "__", with: "--") } + files)
    #expect(protoc.status == 0, "\(protoc.errorText)")
    let expected = try Data(contentsOf: URL(fileURLWithPath: theirs))
    #expect(try Data(contentsOf: URL(fileURLWithPath: ours)) == expected && !expected.isEmpty)
  }

  @Test func takesNamesFromAListAndFolders() async throws {
    let folder = try TemporaryDirectory()
    let head = "syntax = \"proto3\";\n"
    for name in ["a", "b", "c"] { try folder.write("in/\(name).proto", head + "message \(name.uppercased()) {}\n") }
    let root = folder.url.path + "/in"
    let list = try folder.write("list.txt", "c.proto\r\n\na.proto\n\(root)/b.proto\n")
    let (listed, named, whole) = (
      folder.url.path + "/listed", folder.url.path + "/named", folder.url.path + "/whole"
    )
    let first = await TestServer.martlet("build", "-I\(root)", "-o", listed, "@\(list)")
    let second = await TestServer.martlet("build", "-I", root, "-o", named, "c.proto", "a.proto", "b.proto")
    let third = await TestServer.martlet("build", "-I", root, "--out", whole, root)
    #expect(first.status == 0 && second.status == 0 && third.status == 0, "\(first.notes)\(third.notes)")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: named))
    #expect(try Data(contentsOf: URL(fileURLWithPath: listed)) == bytes)
    #expect(try Data(contentsOf: URL(fileURLWithPath: whole)).count == bytes.count)
    let missing = await TestServer.martlet("build", "@\(folder.url.path)/nowhere")
    #expect(missing.status == 1 && missing.notes.contains("nowhere can't be read"))
  }

  @Test func filesOnThePathsWinOverBuiltInOnes() async throws {
    let folder = try TemporaryDirectory()
    let text = "syntax = \"proto3\";\npackage google.protobuf;\nmessage Any { int32 mine = 1; }\n"
    try folder.write("google/protobuf/any.proto", text)
    let set = folder.url.path + "/set"
    let built = await TestServer.martlet("build", "-I", folder.url.path, "-o", set, "google/protobuf/any.proto")
    #expect(built.status == 0, "\(built.notes)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: set)).range(of: Data("mine".utf8)) != nil)
  }

  @Test func writesNothingIfAFileIsWrong() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("bad.proto", "syntax = \"proto3\";\nmessage M { Missing m = 1; }\n")
    try folder.write("good.proto", "syntax = \"proto3\";\nmessage G {}\n")
    let set = folder.url.path + "/set"
    let built = await TestServer.martlet("build", "-I", folder.url.path, "-o", set, "good.proto", "bad.proto")
    #expect(built.status == 1)
    #expect(built.notes.contains("bad.proto:2:13: error: \"Missing\" is not declared"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == ["bad.proto", "good.proto"])
    let check = await TestServer.martlet("build", "-I", folder.url.path, "good.proto")
    #expect(check.status == 0 && check.result.isEmpty && check.notes.isEmpty)
    let unwritable = await TestServer.martlet("build", "-I", folder.url.path, "-o", "/nowhere/set", "good.proto")
    #expect(unwritable.status == 1 && unwritable.notes.contains("/nowhere/set can't be written"))
  }
}
