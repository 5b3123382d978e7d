import Foundation
import MartletReflection
import ProtoCompiler
import TestSupport
import Testing

@Suite("Editions that aren't released")
struct ExperimentalEditionTests {
  private func compile(_ files: [String: String], allowing: Bool = true) -> CompileResult {
    var compiler = ProtoCompiler(sources: MemorySourceTree(files))
    compiler.allowsExperimentalEditions = allowing
    return compiler.compile(["a.proto"])
  }

  @Test("edition UNSTABLE has protoc's descriptors")
  func unstable() throws {
    let folder = fixtures.appendingPathComponent("experimental").path
    let importPaths = [folder, repositoryRoot.appendingPathComponent("protos").path]
    var compiler = ProtoCompiler(importPaths: importPaths)
    compiler.allowsExperimentalEditions = true
    let result = compiler.compile(["unstable.proto"])
    #expect(result.diagnostics == [])
    for includeSourceInfo in [true, false] {
      let theirs = try Protoc.descriptorSet(
        ["unstable.proto"], importPaths: importPaths, includeSourceInfo: includeSourceInfo,
        flags: ["--experimental_editions"])
      let ours = result.serializedDescriptorSet(.init(includeSourceInfo: includeSourceInfo))
      #expect(difference(ours, theirs) == nil)
    }
  }

  @Test("are refused unless they are allowed", arguments: ["2026", "UNSTABLE"])
  func refused(_ edition: String) {
    let files = ["a.proto": "edition = \"\(edition)\";\n"]
    #expect(
      compile(files, allowing: false).diagnostics.map(\.description) == [
        "a.proto:1:11: error: edition \"\(edition)\" isn't released yet; experimental editions must be allowed to use it"
      ])
    #expect(compile(files).diagnostics == [])
  }

  @Test("names of an enum's values for JSON can be given in edition 2026, and not before")
  func enumValueNames() throws {
    let options = """
      edition = "2024";
      package pb.enumvalue;
      import "google/protobuf/descriptor.proto";
      local message JsonEnumValueOptions { string string = 1; }
      extend google.protobuf.EnumValueOptions {
        JsonEnumValueOptions json = 998 [feature_support = { edition_introduced: EDITION_2026 }];
      }
      """
    func files(_ edition: String) -> [String: String] {
      [
        "options.proto": options,
        "a.proto": """
        edition = "\(edition)";
        import option "options.proto";
        enum Kind { KIND_UNKNOWN = 0 [(pb.enumvalue.json).string = "none"]; }
        message Item { Kind kind = 1; }
        """,
      ]
    }
    let result = compile(files("2026"))
    #expect(result.diagnostics == [])
    let pool = try DescriptorPool(result.descriptorSet())
    let message = try #require(pool.message(named: "Item"))
    let item = try DynamicMessage(message, jsonString: #"{"kind":"none"}"#)
    #expect(try item.serializedBytes() == [8, 0])
    #expect(
      compile(files("2024")).diagnostics.map(\.description) == [
        "a.proto:3:31: error: option \"(pb.enumvalue.json).string\": \"json\" can't be set before EDITION_2026"
      ])
  }

  @Test("edition 2026 refuses names that generated code derives from others")
  func collisions() {
    let source = """
      edition = "2026";
      message A {
        string a = 1;
        string has_a = 2;
        string b_value = 3;
        string b = 4;
        string descriptor = 5;
        string get_c = 6;
        string get_b = 7 [features.enforce_naming_style = STYLE2024];
      }
      """
    #expect(compile(["a.proto": source]).diagnostics.map { "\($0.line):\($0.column)" } == ["4:10", "5:10", "7:10"])
  }

  @Test("edition UNSTABLE says what has become of types")
  func obsoleteTypes() {
    let source = "edition = \"UNSTABLE\";\nmessage A { sint32 a = 1; map<string, fixed64> b = 2; }\n"
    #expect(
      compile(["a.proto": source]).diagnostics.map(\.description) == [
        "a.proto:2:13: error: the type \"sint32\" is called \"zigzag32\" in this edition",
        "a.proto:2:39: error: the type \"fixed64\" is called \"uint64\" in this edition",
      ])
  }

  @Test("an option that will go is warned of")
  func deprecation() throws {
    let folder = fixtures.appendingPathComponent("rejected").path
    let scratch = try TemporaryDirectory()
    try scratch.write(
      "a.proto", "edition = \"2023\";\nimport \"aged.proto\";\nmessage A { int32 a = 1 [(aged.gone) = 1]; }\n")
    let result = ProtoCompiler(importPaths: [scratch.url.path, folder]).compile(["a.proto"])
    #expect(
      result.diagnostics.map(\.description) == [
        "a.proto:3:26: warning: \"gone\" is deprecated since EDITION_2023"
      ])
  }

  @Test("a map's feature that will go is warned of once, though the entry's key and value have it too")
  func deprecatedFeature() {
    let feature = """
      edition = "2023";
      import "google/protobuf/descriptor.proto";
      extend google.protobuf.FeatureSet { Custom custom = 9999; }
      message Custom {
        int32 old = 1 [
          edition_defaults = { edition: EDITION_LEGACY, value: "1" },
          feature_support = {
            edition_introduced: EDITION_2023, edition_deprecated: EDITION_2023, deprecation_warning: "Gone soon."
          }
        ];
      }
      """
    let map =
      "edition = \"2023\";\nimport \"f.proto\";\n"
      + "message A { map<string, string> a = 1 [features.(custom).old = 2]; }\n"
    let result = ProtoCompiler(sources: MemorySourceTree(["f.proto": feature, "a.proto": map])).compile(["a.proto"])
    #expect(
      result.diagnostics.map(\.description) == ["a.proto:3:40: warning: \"old\" is deprecated since EDITION_2023"])
  }
}
