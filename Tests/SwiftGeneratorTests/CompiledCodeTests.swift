import Foundation
import SwiftGenerator
import TestSupport
import Testing

/// Generated code of many kinds that Swift's compiler must take without a warning. All of it is one module, so that
/// there is one compilation.
@Suite struct CompiledCodeTests {
  /// A part of the module. The names of its files begin with its own.
  struct Part: CustomTestStringConvertible, Sendable {
    let name: String
    let files: [String: String]
    /// Those to generate; nil for all.
    var only: [String]?
    var parameter = ""
    /// What a user writes.
    var program = ""

    var testDescription: String { name }
  }

  private static let parts: [Part] = [
    Part(
      name: "prefix",
      files: [
        "prefix.proto": """
        syntax = "proto3"; package some.long.name; option swift_prefix = "X";
        message A { B b = 1; } enum B { B_C = 0; } service AService { rpc Do(A) returns (A); }
        """
      ],
      program: "func use(_ client: XAClient) async throws -> XB { try await client.do(XA()).b }"),
    Part(
      name: "bare",
      files: [
        "bare.proto": """
        syntax = "proto3"; package another.name; option swift_prefix = "";
        message A { B b = 1; } enum B { B_C = 0; } service AService { rpc Do(A) returns (A); }
        """
      ],
      program: "func use(_ client: AClient) async throws -> B { try await client.do(A()).b }"),
    Part(
      name: "underscores",
      files: [
        "underscores/a/thing.proto": "syntax = \"proto3\"; package u.a; message Thing {}",
        "underscores/b/thing.proto": """
        syntax = "proto3"; package u.b; import "underscores/a/thing.proto"; message Thing { u.a.Thing thing = 1; }
        """,
      ]),
    // Two files of one package that are called alike.
    Part(
      name: "registries",
      files: [
        "registries/base.proto": "syntax = \"proto2\"; package registries; message Base { extensions 1 to 9; }",
        "registries/a/more.proto": """
        syntax = "proto2"; package registries; import "registries/base.proto"; extend Base { optional int32 a = 1; }
        """,
        "registries/b/more.proto": """
        syntax = "proto2"; package registries; import "registries/base.proto"; extend Base { optional int32 b = 2; }
        """,
      ],
      program: """
        import MartletProtobuf
        let registries: [SimpleExtensionMap] = [
          Registries_RegistriesAMore_Extensions, Registries_RegistriesBMore_Extensions,
        ]
        """),
    // What is imported for options alone, and what only such a file imports, is generated nowhere.
    Part(
      name: "optional",
      files: [
        "optional/api/rules.proto": "syntax = \"proto2\"; package rules; message Rule { optional string text = 1; }",
        "optional/api/options.proto": """
        syntax = "proto2"; package options;
        import "google/protobuf/descriptor.proto"; import "optional/api/rules.proto";
        extend google.protobuf.MethodOptions { optional rules.Rule rule = 50000; }
        """,
        "optional/calls.proto": """
        syntax = "proto3"; package optional; import "optional/api/options.proto";
        import "google/protobuf/descriptor.proto";
        message M {}
        service Calls { rpc Get(M) returns (M) { option (options.rule) = { text: "x" }; } }
        """,
      ], only: ["optional/calls.proto"], parameter: "module_mappings=optional/api/=NoSuchModule"),
    // What a file imports publicly is used through it.
    Part(
      name: "public",
      files: [
        "public/base.proto": "syntax = \"proto3\"; package pub; message Base {}",
        "public/other.proto": "syntax = \"proto3\"; package pub; import public \"public/base.proto\";",
        "public/user.proto": """
        syntax = "proto3"; package pub; import "public/other.proto"; message User { Base base = 1; }
        """,
      ]),
    // A oneof that is called as generated code calls its own value.
    Part(
      name: "current",
      files: [
        "current.proto": """
        syntax = "proto3"; package current; message M { oneof current { M m = 1; M value = 2; string text = 3; } }
        """
      ], program: "func use(_ message: inout Current_M) { message.m.value.text += message.text }"),
    Part(
      name: "members", files: ["members.proto": clashes("members")],
      program: """
        import MartletProtobuf
        func use(_ message: inout Clash_V1_Members, _ words: inout Clash_V1_OptionalWords) -> [Int32] {
          message.clearFooBar_3()
          message.type.self_p = 2
          message.x_ = .x__(1)
          words.precedencegroup = "p"
          words.clearAwait()
          return [message.fooBar, message.fooBar_3, message.self_p, message.selfP, message.init_p]
        }
        """),
    Part(
      name: "extensions", files: ["extensions.proto": clashes("extensions")],
      program: """
        func use(_ base: Base) -> Int32 { base.fooBar + base.fooBar_2 + base.Scope_fooBar_12 + base.known }
        func use(_ base: inout Base) -> Bool {
          base.clearHashValue_p()
          return base.hasHashValue_p && base.hashValue_p && base.hasX && base.hasHasX_p
        }
        """),
    Part(
      name: "available",
      files: [
        "available.proto": """
        syntax = "proto2"; package available; message Base { extensions 1 to 9; enum E { A = 0; } }
        extend Base { optional int32 x = 1; } message Scope { extend Base { optional Base y = 2; } }
        enum Top { T = 0; } service Calls { rpc Get(Base) returns (Base); }
        """
      ], parameter: "availability=macOS 26;iOS 26.1"),
    Part(
      name: "deprecated",
      files: [
        "deprecated.proto": """
        syntax = "proto2"; package d;
        message Old {
          option deprecated = true;
          optional int32 plain = 1 [deprecated = true];
          repeated int32 many = 2 [deprecated = true];
          map<int32, Old> map = 3 [deprecated = true];
          oneof choice { string a = 4 [deprecated = true]; Old b = 5; }
          required Kind kind = 6 [deprecated = true];
          extensions 10 to 20;
          extend Old { optional int32 extra = 10 [deprecated = true]; }
        }
        enum Kind { option deprecated = true; KIND_A = 0; KIND_B = 1 [deprecated = true]; }
        service Gone { option deprecated = true; rpc Call(Old) returns (Old); }
        service There {
          rpc Call(Old) returns (Old);
          rpc Former(Old) returns (Old) { option deprecated = true; }
        }
        """
      ]),
  ]

  /// The compiler's warnings are expected here.
  private static let deprecatedUse = """
    func old(_ old: inout D_Old) {
      old.plain = 1
      _ = old.hasPlain
      old.clearPlain()
      old.many = []
      old.map = [:]
      old.a = ""
      old.kind = .a
      old.D_Old_extra = 1
      old.b = .init()
    }
    func call(_ gone: D_GoneClient, _ there: D_ThereClient) async throws {
      _ = try await there.former(.init())
      _ = try await there.call(.init())
    }
    """

  private static func clashes(_ name: String) -> String {
    let path = repositoryRoot.appendingPathComponent("Tests/SwiftGeneratorTests/Clashes/\(name).proto")
    return (try? String(contentsOf: path, encoding: .utf8)) ?? ""
  }

  private static func generate(_ part: Part, _ modules: SwiftModules) throws -> [GeneratedFile] {
    try modules.generate(part.files, only: part.only, "file_naming=path_to_underscores,\(part.parameter)")
  }

  /// What the compiler says of the module.
  private static let findings = Result {
    let modules = try SwiftModules()
    var programs = Dictionary(uniqueKeysWithValues: parts.map { ("\($0.name)_program", $0.program) })
    programs["user_of_deprecated"] = deprecatedUse
    return try modules.compile("Parts", parts.flatMap { try generate($0, modules) }, programs: programs)
  }

  @Test(arguments: parts) func compilesWithoutWarnings(part: Part) throws {
    let findings = try Self.findings.get().filter { $0.hasPrefix(part.name) }
    #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
  }

  @Test func nothingElseIsSaid() throws {
    let others = try Self.findings.get().filter { finding in
      !finding.hasPrefix("user_of_deprecated") && !Self.parts.contains { finding.hasPrefix($0.name) }
    }
    #expect(others.isEmpty, "\(others.joined(separator: "\n"))")
  }

  /// Users are warned where they use what is deprecated; generated code doesn't warn of itself.
  @Test func deprecation() throws {
    let warnings = try Self.findings.get().filter { $0.hasPrefix("user_of_deprecated") }
    func names(_ name: String) -> Int { warnings.filter { $0.contains("'\(name)' is deprecated") }.count }
    for name in ["plain", "hasPlain", "clearPlain()", "many", "map", "a", "kind", "D_Old_extra", "D_GoneClient"] {
      #expect(names(name) == 1, "\(name): \(warnings)")
    }
    #expect(warnings.count == 10, "\(warnings)")
    #expect(warnings.contains { $0.contains("'former(_:metadata:timeout:)' is deprecated") })
  }

  /// Everything at the top of a file says where it is available, and no more than that needs to.
  @Test func availability() throws {
    let part = try #require(Self.parts.first { $0.name == "available" })
    let attribute = "@available(macOS 26, iOS 26.1, *)"
    for file in try Self.generate(part, SwiftModules()) {
      let lines = file.content.split(separator: "\n", omittingEmptySubsequences: false)
      var declarations = 0
      for (line, before) in zip(lines.dropFirst(), lines) {
        let words = line.split(separator: " ").filter { $0 != "public" && $0 != "nonisolated" }
        guard line.first?.isLetter == true, let word = words.first,
          ["struct", "enum", "protocol", "extension", "let"].contains(word)
        else { continue }
        declarations += 1
        #expect(before == attribute, "\(file.path): \(line)")
      }
      #expect(declarations >= 2)
      #expect(file.content.split(separator: attribute, omittingEmptySubsequences: false).count == declarations + 1)
    }
  }

  /// Types without a package: they hide Swift's and the libraries', and so need a module of their own.
  @Test func typesWithoutAPackage() throws {
    let program = """
      import Martlet
      import MartletProtobuf
      func use(_ client: CatalogsClient) async throws -> Swift.String {
        let error = Error.with { $0.error = "text" }
        let optional: Optional = .with { $0.some = .with { $0.none = "nothing" } }
        let strings = try await client.init_(.with { $0.int = 1 })
        return error.error + optional.some.none + strings.string
      }
      """
    let modules = try SwiftModules()
    try modules.expect(
      "Clashes", modules.generate(["types.proto": Self.clashes("types")]), programs: ["program": program])
  }
}
