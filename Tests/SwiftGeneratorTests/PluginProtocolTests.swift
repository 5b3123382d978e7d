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
    ("Visibility=Public", "unknown parameter \"Visibility\"; did you mean access=public?"),
    ("FileNaming=PathToUnderscores", "did you mean file_naming=path_to_underscores?"),
    ("FileNaming=Flat", "did you mean file_naming?"),
    ("ImplementationOnlyImports=true", "did you mean import_visibility=internal?"),
    ("ProtoPathModuleMappings=m.asciipb", "did you mean module_mappings=PATH=MODULE;…?"),
    ("Client=False", "did you mean client=false?"),
    ("acess=\u{1B}[2J", "unknown parameter \"acess\"; known are access="),
    ("access=\u{1B}[2J", "is one of public, package, internal, not \"\\u{1b}[2J\""),
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
    func notes(_ planned: String, path: String = ".") throws -> [String] {
      let finished = try direct(
        [
          "-I", ".", "--messages-out", "m", "--services-out", "s", "--planned-imports", planned,
          "--planned-path", path, "--replan", "replan", "shop/v1/catalog.proto",
        ], in: directory)
      #expect(finished.status == 0, "\(finished.errorText)")
      let path = directory.url.appendingPathComponent("replan").path
      return (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    }
    let all = "base/units.proto,google/protobuf/duration.proto"
    #expect(try notes(all) == [])
    // The folder's contents change each time, without growing.
    #expect(try notes("base/units.proto") == ["m.docc"])
    #expect(try notes(all) == ["m.docc"])
    #expect(try notes("") == [])
    #expect(try notes("base/units.proto") == ["m.docc"])
    // So do folders that aren't searched any more.
    #expect(try notes(all, path: "protos") == [])
    #expect(try notes(all, path: ".") == [])
  }

  /// A target's configuration, and those of the targets that it depends on, are followed as they now are.
  @Test func directModeReadsConfigurations() throws {
    let directory = try TemporaryDirectory()
    let point = "shapes/protos/geo/point.proto"
    try directory.write(point, "syntax = \"proto3\"; package geo; message Point {}")
    try directory.write(
      "app/protos/map.proto",
      """
      syntax = "proto3";
      package app;
      import "google/protobuf/descriptor.proto";
        import "geo/point.proto";
      message Map { geo.Point point = 1; google.protobuf.FieldOptions options = 2; }
        service Maps { rpc Get(Map) returns (Map); }
      """)
    func run(_ configurations: [String: String], _ arguments: String...) throws -> [String] {
      for (folder, content) in configurations { try directory.write("\(folder)/martlet.json", content) }
      let finished = try direct(
        ["--opt", "access=internal", "--config", "app/martlet.json", "-I", "app", "--out", "out"] + arguments
          + ["app/protos/map.proto"], in: directory)
      return finished.status == 0 && finished.errorText.isEmpty
        ? [] : finished.errorText.split(separator: "\n").map(String.init)
    }
    let shapes = "Shapes:package=\(directory.url.path)/shapes"
    let inProtos = #"{"import_paths": ["protos"]}"#
    #expect(
      try run(["app": #"{"import_paths": ["nowhere"]}"#, "shapes": inProtos], "--dependency", shapes) == [
        "app/martlet.json:1:1: error: import_paths: there is no folder \(directory.url.path)/app/nowhere"
      ])
    let hint = #"set "options": {"access": "package"} in \#(directory.url.path)/shapes/martlet.json"#
    #expect(
      try run(["app": inProtos], "--dependency", shapes) == [
        "app/protos/map.proto:4:3: error: the code of module Shapes is internal: \(hint)"
      ])
    let visible = #"{"import_paths": ["protos"], "options": {"access": "package"}}"#
    #expect(try run(["shapes": visible], "--dependency", shapes) == [])
    // For other packages, or declarations that are public themselves, that isn't enough.
    let elsewhere = shapes.replacing(":package", with: ":public")
    #expect(try run([:], "--dependency", elsewhere).first?.contains("is package: set") == true)
    let isPublic = #"{"import_paths": ["protos"], "options": {"access": "public"}}"#
    #expect(try run(["app": isPublic], "--dependency", shapes).first?.contains("is package: set") == true)
    #expect(try run(["shapes": isPublic], "--dependency", elsewhere) == [])
    // Who may use code that is checked in nobody knows.
    #expect(try run(["shapes": inProtos], "--dependency", shapes.replacing(":package", with: "")) == [])
    let lacking = try run(
      ["shapes": isPublic], "--dependency", shapes, "--lacks", "MartletReflection", "--lacks", "Martlet")
    #expect(
      lacking.map { $0.split(separator: "/").last.map(String.init) } == [
        "map.proto:3:1: error: the code needs the product MartletReflection, which the target doesn't depend on",
        "map.proto:6:3: error: the code needs the product Martlet, which the target doesn't depend on",
      ])
    // The target's own folder is searched too, and is named if a file isn't found.
    try directory.write("app/other.proto", "syntax = \"proto3\"; import \"gone.proto\";")
    let other = try direct(
      ["--config", "app/martlet.json", "-I", "app", "--out", "out", "app/other.proto"], in: directory)
    #expect(
      other.errorText == """
        app/other.proto:1:20: error: the imported file "gone.proto" was not found in \
        "\(directory.url.path)/app/protos", "app"

        """)
  }

  @Test func directModeWritesOverNothingElse() throws {
    let directory = try TemporaryDirectory()
    for (path, text) in catalog { try directory.write(path, text) }
    let mine = try directory.write("out/base/units.pb.swift", "// By hand.\n")
    let finished = try direct(
      ["-I", ".", "--out", "out", "--opt", "module=Nope,module_mappings=nope/=Nowhere", "base/units.proto"],
      in: directory)
    #expect(finished.status == 1)
    #expect(
      finished.errorText == """
        warning: module=Nope changes nothing: no other file's code is in a module of that name
        warning: module_mappings: "nope/" matches no file
        error: out/base/units.pb.swift is in the way: Martlet didn't generate it; move it, or generate elsewhere

        """)
    #expect(try String(contentsOfFile: mine, encoding: .utf8) == "// By hand.\n")
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
