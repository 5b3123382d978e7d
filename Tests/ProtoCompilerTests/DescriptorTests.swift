import Foundation
import MartletReflection
import ProtoCompiler
import TestSupport
import Testing

@Suite("Descriptors are protoc's, byte for byte")
struct DescriptorTests {
  private func check(_ files: [String], importPaths: [String], protoc: Protoc = .debian) throws {
    let result = ProtoCompiler(importPaths: importPaths).compile(files)
    #expect(result.diagnostics.filter { $0.severity == .error } == [])
    // The older one has no such option; it retains everything that it knows.
    for (includeSourceInfo, retainOptions) in [(true, false), (false, false), (true, true)]
    where protoc == .newest || !retainOptions {
      let options = CompileResult.SetOptions(includeSourceInfo: includeSourceInfo, retainOptions: retainOptions)
      let ours = result.serializedDescriptorSet(options)
      let theirs = try protoc.descriptorSet(
        files, importPaths: importPaths, includeSourceInfo: includeSourceInfo, retainOptions: retainOptions)
      #expect(difference(ours, theirs) == nil, "\(files), \(options)")
      #expect(try result.descriptorSet(options).serializedBytes() == theirs, "\(files), decoded and encoded again")
    }
  }

  @Test("each file of proto3", arguments: try protoFiles(below: fixtures.appendingPathComponent("proto3")))
  func proto3(_ file: String) throws {
    try check([file], importPaths: [fixtures.appendingPathComponent("proto3").path, "/usr/include"])
  }

  @Test("each file of proto2", arguments: try protoFiles(below: fixtures.appendingPathComponent("proto2")))
  func proto2(_ file: String) throws {
    try check([file], importPaths: [fixtures.appendingPathComponent("proto2").path, "/usr/include"])
  }

  @Test("each file of an edition", arguments: try protoFiles(below: fixtures.appendingPathComponent("editions")))
  func editions(_ file: String) throws {
    let protos = repositoryRoot.appendingPathComponent("protos").path
    try check([file], importPaths: [fixtures.appendingPathComponent("editions").path, protos], protoc: .newest)
  }

  @Test("all files at once, in the order of arguments and imports")
  func together() throws {
    let folder = fixtures.appendingPathComponent("proto3")
    let files = try protoFiles(below: folder)
    try check(files, importPaths: [folder.path, "/usr/include"])
    try check(files.reversed(), importPaths: [folder.path, "/usr/include"])
  }

  @Test("protobuf's own files as Debian ships them")
  func debianFiles() throws {
    try check(WellKnownFiles.names, importPaths: ["/usr/include"])
  }

  @Test(
    "the contracts of this repository, and the files of the codec's tests but for an edition that Debian's doesn't know",
    arguments: [repositoryRoot.appendingPathComponent("protos"), testProtos])
  func contracts(folder: URL) throws {
    let files = try protoFiles(below: folder).filter { !$0.hasSuffix("/editions.proto") }
    try check(files, importPaths: [folder.path, "/usr/include"])
  }

  @Test("a set without imports holds the files that were asked for, those that others import first")
  func withoutImports() throws {
    let folder = fixtures.appendingPathComponent("proto3").path
    let files = [
      "services.proto", "custom3.proto", "base/more.proto", "base/deep.proto", "scoping.proto", "base/types.proto",
    ]
    let result = ProtoCompiler(importPaths: [folder, "/usr/include"]).compile(files)
    let theirs = try Protoc.debian.descriptorSet(
      files, importPaths: [folder, "/usr/include"], includeImports: false)
    #expect(result.serializedDescriptorSet(.init(includeImports: false)) == theirs)
  }
}

@Suite("The built-in files")
struct WellKnownFileTests {
  @Test("stand below protos/ with the same text", arguments: WellKnownFiles.names)
  func sameText(_ name: String) throws {
    let file = repositoryRoot.appendingPathComponent("protos/\(name)")
    #expect(try String(contentsOf: file, encoding: .utf8) == WellKnownFiles.text(name))
  }

  @Test("declare what the newest protoc's own files declare")
  func newestDeclarations() throws {
    let names = WellKnownFiles.names
    let result = ProtoCompiler(sources: MemorySourceTree([:])).compile(names)
    #expect(result.diagnostics == [])
    let theirs = try Protoc.newest.descriptorSet(
      names, importPaths: [], includeSourceInfo: false, retainOptions: true)
    #expect(
      difference(result.serializedDescriptorSet(.init(includeSourceInfo: false, retainOptions: true)), theirs) == nil)
  }

  @Test("give way to files on the import path")
  func overriding() throws {
    let folder = try TemporaryDirectory()
    let text = "syntax = \"proto3\";\npackage google.protobuf;\nmessage Any { int32 mine = 1; }\n"
    try folder.write("google/protobuf/any.proto", text)
    try folder.write("a.proto", "syntax = \"proto3\";\nimport \"google/protobuf/any.proto\";\n")
    let result = ProtoCompiler(importPaths: [folder.url.path]).compile(["a.proto"])
    #expect(!result.hasErrors)
    #expect(result.descriptorSet().file.first?.messageType.first?.field.map(\.name) == ["mine"])
  }
}
