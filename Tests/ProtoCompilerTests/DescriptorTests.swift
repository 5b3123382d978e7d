import Foundation
import MartletReflection
import ProtoCompiler
import TestSupport
import Testing

@Suite("Descriptors are protoc's, byte for byte")
struct DescriptorTests {
  private func check(_ files: [String], importPaths: [String]) throws {
    let result = ProtoCompiler(importPaths: importPaths).compile(files)
    #expect(result.diagnostics.filter { $0.severity == .error } == [])
    for (includeSourceInfo, retainOptions) in [(true, false), (false, false), (true, true)] {
      let options = CompileResult.SetOptions(includeSourceInfo: includeSourceInfo, retainOptions: retainOptions)
      let ours = result.serializedDescriptorSet(options)
      let theirs = try Protoc.descriptorSet(
        files, importPaths: importPaths, includeSourceInfo: includeSourceInfo, retainOptions: retainOptions)
      #expect(difference(ours, theirs) == nil, "\(files), \(options)")
      #expect(try result.descriptorSet(options).serializedBytes() == theirs, "\(files), decoded and encoded again")
    }
  }

  @Test(
    "each file of each language",
    arguments: try ["proto2", "proto3", "editions"].flatMap { folder in
      try protoFiles(below: fixtures.appendingPathComponent(folder)).map { (folder, $0) }
    })
  func files(folder: String, file: String) throws {
    try check([file], importPaths: [fixtures.appendingPathComponent(folder).path, contracts.path])
  }

  @Test("all files at once, in the order of arguments and imports")
  func together() throws {
    let folder = fixtures.appendingPathComponent("proto3")
    let files = try protoFiles(below: folder)
    try check(files, importPaths: [folder.path, contracts.path])
    try check(files.reversed(), importPaths: [folder.path, contracts.path])
  }

  @Test("protobuf's own files in an older version, which Debian ships")
  func debianFiles() throws {
    try check(WellKnownFiles.names, importPaths: ["/usr/include"])
  }

  @Test(
    "the contracts of this repository, and the files of the codec's tests", arguments: [contracts, testProtos])
  func ownFiles(folder: URL) throws {
    try check(try protoFiles(below: folder), importPaths: [folder.path, contracts.path])
  }

  @Test("a default that isn't UTF-8 is written as it is, and warned of")
  func otherEncoding() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      "a.proto", #"syntax = "proto2"; message A { optional string a = 1 [default = "\xff\ud800"]; }"#)
    let result = ProtoCompiler(importPaths: [folder.url.path]).compile(["a.proto"])
    #expect(
      result.diagnostics.map(\.description) == [
        "a.proto:1:65: warning: the default is not valid UTF-8, so that programs may see none"
      ])
    let theirs = try Protoc.descriptorSet(["a.proto"], importPaths: [folder.url.path])
    #expect(difference(result.serializedDescriptorSet(), theirs) == nil)
  }

  @Test("a set without imports holds the files that were asked for, those that others import first")
  func withoutImports() throws {
    let folder = fixtures.appendingPathComponent("proto3").path
    let files = [
      "services.proto", "custom3.proto", "base/more.proto", "base/deep.proto", "scoping.proto", "base/types.proto",
    ]
    let result = ProtoCompiler(importPaths: [folder, contracts.path]).compile(files)
    let theirs = try Protoc.descriptorSet(files, importPaths: [folder, contracts.path], includeImports: false)
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
    let theirs = try Protoc.descriptorSet(
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
