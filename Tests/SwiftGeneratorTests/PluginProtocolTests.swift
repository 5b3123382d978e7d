import Foundation
import MartletReflection
import ProtoCompiler
@testable import SwiftGenerator
import TestSupport
import Testing

/// What the plugin tells protoc, and what protoc tells the plugin.
@Suite struct PluginProtocolTests {
  private static let newer = [python, "-m", "grpc_tools.protoc"]

  private struct Outcome {
    let finished: Finished
    /// The texts of what was generated, by path.
    let files: [String: String]
  }

  /// Runs protoc with the plugin over files.
  private func protoc(
    _ command: [String], _ files: [String: String], only names: [String]? = nil, options: [String] = []
  ) throws -> Outcome {
    let directory = try TemporaryDirectory()
    for (path, text) in files { try directory.write(path, text) }
    let output = try TemporaryDirectory()
    var arguments = Array(command.dropFirst())
    arguments += ["-I", directory.url.path, "--plugin=protoc-gen-martlet=\(builtProgram("protoc-gen-martlet"))"]
    arguments += ["--martlet_out=\(output.url.path)"] + options.map { "--martlet_opt=\($0)" }
    let finished = try run(command[0], arguments + (names ?? files.keys.sorted()))
    var generated: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: output.url.path) where path.hasSuffix(".swift") {
      generated[path] = try String(contentsOf: output.url.appendingPathComponent(path), encoding: .utf8)
    }
    return Outcome(finished: finished, files: generated)
  }

  // MARK: - Features

  /// protoc refuses a file with proto3's `optional` if the plugin doesn't say that it knows it.
  @Test(arguments: [["protoc"], Self.newer])
  func proto3Optional(command: [String]) throws {
    let text = "syntax = \"proto3\"; message M { optional int32 a = 1; int32 b = 2; }"
    let outcome = try protoc(command, ["m.proto": text])
    #expect(outcome.finished.status == 0, "\(outcome.finished.errorText)")
    let code = outcome.files["m.pb.swift"] ?? ""
    #expect(code.contains("var hasA: Bool") && !code.contains("var hasB: Bool"))
  }

  /// And one with an edition if the plugin doesn't say that it knows that edition.
  @Test(arguments: ["2023", "2024"])
  func editions(edition: String) throws {
    let text = """
      edition = "\(edition)";
      package e.v1;
      message M {
        int32 explicit = 1;
        int32 implicit = 2 [features.field_presence = IMPLICIT];
        repeated int32 packed = 3;
        repeated int32 expanded = 4 [features.repeated_field_encoding = EXPANDED];
        M delimited = 5 [features.message_encoding = DELIMITED];
        Closed closed = 6;
      }
      enum Closed { option features.enum_type = CLOSED; CLOSED_A = 3; }
      """
    let outcome = try protoc(Self.newer, ["m.proto": text])
    #expect(outcome.finished.status == 0, "\(outcome.finished.errorText)")
    let code = outcome.files["m.pb.swift"] ?? ""
    #expect(code.contains("var hasExplicit: Bool") && !code.contains("var hasImplicit: Bool"))
    #expect(code.contains("writer.packed(26, packed, Int32Codec.self)") && code.contains("writer.int32(32, value)"))
    #expect(code.contains("writer.group(43, value)"))
    #expect(code.contains("enum E_V1_Closed: Int, "))
  }

  /// What only edition 2024 has: options imported for themselves, whose files a plugin needn't be sent, and visibility.
  @Test func edition2024() throws {
    let files = [
      "options.proto": """
      edition = "2024";
      package o;
      import "google/protobuf/descriptor.proto";
      extend google.protobuf.FieldOptions { string note = 50000; }
      """,
      "m.proto": """
      edition = "2024";
      package m;
      import option "options.proto";
      export message M { string a = 1 [(o.note) = "x"]; }
      local message L { M m = 1; }
      """,
    ]
    let outcome = try protoc(Self.newer, files, only: ["m.proto"])
    #expect(outcome.finished.status == 0, "\(outcome.finished.errorText)")
    #expect(outcome.files["m.pb.swift"]?.contains("public struct M_M: MartletProtobuf.Message {") == true)
  }

  @Test func theResponseSaysWhatIsSupported() throws {
    let response = try Google_Protobuf_Compiler_CodeGeneratorResponse(
      serializedBytes: SwiftGenerator.respond(toPluginRequest: []))
    let features: [Google_Protobuf_Compiler_CodeGeneratorResponse.Feature] = [.proto3Optional, .supportsEditions]
    #expect(response.supportedFeatures == UInt64(features[0].rawValue | features[1].rawValue))
    #expect(response.minimumEdition == Int32(Google_Protobuf_Edition.proto2.rawValue))
    #expect(response.maximumEdition == Int32(Google_Protobuf_Edition.edition2024.rawValue))
    #expect(!response.hasError)
  }

  // MARK: - Parameters

  private let catalog = [
    "base/units.proto": "syntax = \"proto3\"; package base; enum Unit { UNIT_METER = 0; }",
    "shop/v1/catalog.proto": """
    syntax = "proto3";
    package shop.v1;
    import "base/units.proto";
    import "google/protobuf/duration.proto";
    // An item.
    message Item { base.Unit unit = 1; google.protobuf.Duration age = 2; }
    service CatalogService { rpc Get(Item) returns (Item); rpc Watch(Item) returns (stream Item); }
    """,
  ]

  /// Every option does through protoc what it does without.
  @Test(arguments: [
    [], ["access=package"], ["access=internal,import_visibility=internal"], ["import_visibility=public"],
    ["messages=false"], ["server=false"], ["client=false"], ["server=false", "client=false"],
    ["file_naming=path_to_underscores"], ["file_naming=drop_path"], ["module=MartletProtobuf"],
    ["module_mappings=base/=Base"], ["module_mappings=base/units.proto=Units;shop/=Shop", "module=Shop"],
    ["availability=macOS 26;iOS 26"], ["unimplemented_defaults=true"], ["bytes_type=data"], ["bytes_type=array"],
  ])
  func options(options: [String]) throws {
    let directory = try TemporaryDirectory()
    for (path, text) in catalog { try directory.write(path, text) }
    let name = "shop/v1/catalog.proto"
    let result = ProtoCompiler(importPaths: [directory.url.path]).compile([name])
    try #require(!result.hasErrors, "\(result.diagnostics)")
    let generator = try SwiftGenerator(
      files: result.descriptorSet().file, options: .init(parameter: options.joined(separator: ",")))
    let expected = try generator.generate([name])
    for command in options.isEmpty ? [["protoc"], Self.newer] : [["protoc"]] {
      let outcome = try protoc(command, catalog, only: [name], options: options)
      #expect(outcome.finished.status == 0, "\(outcome.finished.errorText)")
      #expect(outcome.files == Dictionary(uniqueKeysWithValues: expected.map { ($0.path, $0.content) }))
    }
  }

  /// Outputs of one name are a module's only in theory; of one path, they can't be written.
  @Test(arguments: [true, false]) func outputsOfOneName(direct: Bool) throws {
    let files = ["a", "b"].map { ("\($0)/x.proto", "syntax = \"proto3\"; package \($0);") }
    func generate(_ naming: String) throws -> Finished {
      if !direct {
        return try protoc(["protoc"], Dictionary(uniqueKeysWithValues: files), options: ["file_naming=\(naming)"])
          .finished
      }
      let directory = try TemporaryDirectory()
      for (path, text) in files { try directory.write(path, text) }
      return try self.direct(
        ["-I", ".", "--out", "out", "--opt", "file_naming=\(naming)"] + files.map(\.0), in: directory)
    }
    let remedy = "the option file_naming=path_to_underscores keeps them apart"
    let warned = try generate("full_path")
    #expect(warned.status == 0)
    let warning = """
      warning: a/x.pb.swift and b/x.pb.swift have one name, which two files of a module can't have; \(remedy)
      """
    #expect(warned.errorText.contains(warning))
    let refused = try generate("drop_path")
    #expect(refused.status != 0)
    let path = direct ? "b/x.proto:1:1: error: " : "b/x.proto: "
    #expect(refused.errorText.contains("\(path)x.pb.swift would be written for a/x.proto too; \(remedy)"))
    let apart = try generate("path_to_underscores")
    #expect(apart.status == 0 && apart.errorText.isEmpty)
  }

  @Test func mappingsFromAFile() throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write("mappings.json", "{\"base/\": \"Base\"}")
    let outcome = try protoc(["protoc"], catalog, options: ["module_mappings=\(file)"])
    #expect(outcome.files["shop/v1/catalog.pb.swift"]?.contains("\nimport Base\n") == true)
    let missing = try protoc(["protoc"], catalog, options: ["module_mappings=\(file).not"])
    #expect(missing.finished.status != 0)
    #expect(missing.finished.errorText.contains("parameter \"module_mappings\": \(file).not can't be read"))
  }

  @Test(arguments: [
    ("access=open", "parameter \"access\" is one of public, package, internal, not \"open\""),
    ("module_mappings=a=b-c", "parameter \"module_mappings\": \"b-c\" is not a module's name"),
    ("bytes_type=slice", "parameter \"bytes_type\" is one of array, data, not \"slice\""),
    ("availability=macOS", "parameter \"availability\" is platforms and versions"),
    ("import_visibility=internal", "declarations that are public can't have imports that are internal"),
  ])
  func wrongOptions(option: String, message: String) throws {
    let outcome = try protoc(["protoc"], catalog, options: [option])
    #expect(outcome.finished.status != 0)
    #expect(outcome.finished.errorText.contains(message))
    #expect(outcome.files.isEmpty)
  }

  // MARK: - Without protoc

  private func direct(_ arguments: [String], in directory: TemporaryDirectory) throws -> Finished {
    try run(builtProgram("protoc-gen-martlet"), arguments, directory: directory.url)
  }

  @Test func directModeWritesWhatProtocDoes() throws {
    let directory = try TemporaryDirectory()
    for (path, text) in catalog { try directory.write(path, text) }
    try directory.write("martlet.json", "{\"options\": {\"access\": \"package\", \"client\": false}}")
    let finished = try direct(
      ["-I", ".", "--out", "out", "--opt", "access=internal", "--config", "martlet.json", "shop/v1/catalog.proto"],
      in: directory)
    #expect(finished.status == 0, "\(finished.errorText)")
    let expected = try protoc(
      ["protoc"], catalog, only: ["shop/v1/catalog.proto"], options: ["access=package,client=false"])
    for (path, content) in expected.files {
      #expect(try String(contentsOf: directory.url.appendingPathComponent("out/\(path)"), encoding: .utf8) == content)
    }
    #expect(expected.files.count == 2)
  }

  /// What SwiftPM's plugin asks for.
  @Test func directModeNotesImportsThatTheBuildDoesNotKnow() throws {
    let directory = try TemporaryDirectory()
    for (path, text) in catalog { try directory.write(path, text) }
    func notes(_ planned: String) throws -> [String] {
      let finished = try direct(
        [
          "-I", ".", "--messages-out", "m", "--services-out", "s", "--planned-imports", planned, "--replan", "replan",
          "shop/v1/catalog.proto",
        ], in: directory)
      #expect(finished.status == 0, "\(finished.errorText)")
      let path = directory.url.appendingPathComponent("replan").path
      return (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    }
    let all = "base/units.proto,google/protobuf/duration.proto"
    #expect(try notes(all) == [])
    // The folder's contents change each time, without growing.
    #expect(try notes("base/units.proto") == ["shop_v1_catalog.proto.docc"])
    #expect(try notes(all) == ["shop_v1_catalog.proto.docc"])
    #expect(try notes("") == [])
    #expect(try notes("base/units.proto") == ["shop_v1_catalog.proto.docc"])
  }

  @Test(arguments: [
    ([], "no .proto files"), (["--out"], "--out needs a value"), (["--outt", "x", "a.proto"], "unknown option --outt"),
    (["a.proto"], "nowhere to write to"), (["--messages-out", "x", "a.proto"], "nowhere to write to"),
    (["--dependency", "x", "--out", "o", "a.proto"], "--dependency needs MODULE=DIR"),
  ])
  func wrongCommandLines(arguments: [String], message: String) throws {
    let finished = try direct(arguments.isEmpty ? ["--out", "x"] : arguments, in: TemporaryDirectory())
    #expect(finished.status == 2)
    #expect(finished.errorText.contains(message))
    let help = try direct(["--help"], in: TemporaryDirectory())
    #expect(help.status == 0 && help.outputText.contains("--messages-out"))
  }
}
