import Foundation
import MartletReflection
import ProtoCompiler
import SwiftGenerator
import TestSupport
import Testing

/// The plugin, run by protoc: its output is the code that is checked in, or what the compiler and the generator make.
@Suite struct PluginTests {
  private func generate(_ parameter: String, _ files: [String], protoc: [String] = ["protoc"]) throws -> [String:
    String]
  {
    let output = try TemporaryDirectory()
    let finished = try run(
      protoc[0],
      protoc.dropFirst() + [
        "-I", testProtos, "-I", protos, "--plugin=protoc-gen-martlet=\(builtProgram("protoc-gen-martlet"))",
        "--martlet_out=\(output.url.path)", "--martlet_opt=\(parameter)",
      ] + files)
    try #require(finished.status == 0, "\(finished.errorText)")
    var generated: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: output.url.path) where path.hasSuffix(".swift") {
      generated[path] = try String(contentsOf: output.url.appendingPathComponent(path), encoding: .utf8)
    }
    return generated
  }

  private func expectCheckedIn(_ generated: [String: String], in folder: String) throws {
    #expect(!generated.isEmpty)
    for (path, content) in generated {
      let file = repositoryRoot.appendingPathComponent(folder).appendingPathComponent(path)
      let checkedIn = try String(contentsOf: file, encoding: .utf8)
      #expect(content == checkedIn, "\(folder)/\(path) is not what the generator makes")
    }
  }

  private let testFiles = [
    "bare", "composites", "extensions", "large", "legacy", "library", "names", "presence", "scalars",
  ].map { "martlet/test/\($0).proto" }

  private let wellKnown = [
    "any", "api", "duration", "empty", "field_mask", "source_context", "struct", "timestamp", "type", "wrappers",
  ].map { "google/protobuf/\($0).proto" }

  @Test func testMessages() throws {
    let parameter = "file_naming=drop_path,access=internal,server=false,client=false"
    let generated = try generate(parameter, testFiles)
    #expect(try generated == compile(parameter, testFiles))
    #expect(generated.count == testFiles.count)
  }

  @Test func anEdition() throws {
    let parameter = "file_naming=drop_path,access=internal"
    let files = ["martlet/test/editions.proto"]
    let generated = try generate(parameter, files, protoc: [python, "-m", "grpc_tools.protoc"])
    #expect(try generated == compile(parameter, files) && generated.count == 1)
  }

  @Test func service() throws {
    let generated = try generate("file_naming=drop_path", ["martlet/test/library.proto"])
    try expectCheckedIn(generated, in: "Tests/SwiftGeneratorTests/Golden")
    #expect(generated.count == 2)
  }

  @Test func wellKnownMessagesAndDescriptors() throws {
    try expectCheckedIn(
      generate("file_naming=drop_path,module=MartletProtobuf", wellKnown), in: "Sources/MartletProtobuf/WellKnown")
    try expectCheckedIn(
      // An older protoc leaves in what is for compilers only.
      generate(
        "file_naming=drop_path,module=MartletReflection", ["google/protobuf/descriptor.proto"],
        protoc: [python, "-m", "grpc_tools.protoc"]),
      in: "Sources/MartletReflection/Generated")
    try expectCheckedIn(
      generate("file_naming=drop_path,access=internal", ["google/protobuf/compiler/plugin.proto"]),
      in: "codegen/SwiftGenerator/Generated")
  }

  @Test func aNewerProtocGetsTheSameCode() throws {
    let files = ["martlet/test/library.proto", "martlet/test/composites.proto", "martlet/test/presence.proto"]
    let newer = try generate("access=package", files, protoc: [python, "-m", "grpc_tools.protoc"])
    #expect(try generate("access=package", files) == newer)
    #expect(newer.keys.sorted().first == "martlet/test/composites.pb.swift")
  }

  /// The same by this package's own compiler, without protoc.
  private func compile(_ parameter: String, _ files: [String]) throws -> [String: String] {
    let result = ProtoCompiler(importPaths: [testProtos, protos]).compile(files)
    try #require(!result.hasErrors, "\(result.diagnostics)")
    let generator = try SwiftGenerator(files: result.descriptorSet().file, options: .init(parameter: parameter))
    let generated = try generator.generate(files)
    return Dictionary(uniqueKeysWithValues: generated.map { ($0.path, $0.content) })
  }

  @Test func theCompilerAndTheGeneratorMakeTheSameWithoutProtoc() throws {
    try expectCheckedIn(
      compile("file_naming=drop_path", ["martlet/test/library.proto"]), in: "Tests/SwiftGeneratorTests/Golden")
    try expectCheckedIn(
      compile("file_naming=drop_path,module=MartletProtobuf", wellKnown), in: "Sources/MartletProtobuf/WellKnown")
    try expectCheckedIn(
      compile("file_naming=drop_path,module=MartletReflection", ["google/protobuf/descriptor.proto"]),
      in: "Sources/MartletReflection/Generated")
  }

  @Test func whatIsWrongIsSaidThroughProtoc() throws {
    let output = try TemporaryDirectory()
    let finished = try run(
      "protoc",
      [
        "-I", testProtos, "--plugin=protoc-gen-martlet=\(builtProgram("protoc-gen-martlet"))",
        "--martlet_out=acess=public:\(output.url.path)", "martlet/test/library.proto",
      ])
    #expect(finished.status != 0)
    #expect(finished.errorText.contains("unknown parameter \"acess\""))
  }

  @Test func aRequestThatIsNoMessageEndsWithAnError() throws {
    let finished = try run(builtProgram("protoc-gen-martlet"), [], input: [0x0A, 5])
    #expect(finished.status == 1)
    #expect(finished.errorText.contains("the input ends inside a field"))
    #expect(finished.output.isEmpty)
  }
}
