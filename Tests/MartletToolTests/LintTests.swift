import Foundation
import TestSupport
import Testing

@testable import MartletTool

/// A rule, a file that breaks it, one that keeps it, and what is said of the first.
struct LintCase: CustomTestStringConvertible {
  var rule: LintRule
  var bad: String
  var good: String
  var finding: String
  var file = "a/v1/a.proto"
  var goodFile = "a/v1/a.proto"
  var testDescription: String { rule.rawValue }

  static let head = "syntax = \"proto3\";\npackage a.v1;\n"

  static func body(_ rule: LintRule, _ bad: String, _ good: String, _ finding: String) -> LintCase {
    LintCase(rule: rule, bad: head + bad, good: head + good, finding: finding)
  }

  static let all: [LintCase] = [
    LintCase(
      rule: .packageDefined, bad: "syntax = \"proto3\";", good: head, finding: "1:1: the file should have a package"),
    LintCase(
      rule: .packageDirectoryMatch, bad: head, good: head,
      finding: "2:1: files of package \"a.v1\" belong into the folder \"a/v1\", not \"a/v2\"", file: "a/v2/a.proto"),
    LintCase(
      rule: .packageLowerSnakeCase, bad: "syntax = \"proto3\";\npackage a.V1;", good: head,
      finding: "2:1: package \"a.V1\" should be lower_snake_case"),
    LintCase(
      rule: .packageVersionSuffix, bad: "syntax = \"proto3\";\npackage a.version1;", good: head,
      finding: "2:1: package \"a.version1\" should end in a version such as \"v1\""),
    LintCase(
      rule: .fileLowerSnakeCase, bad: head, good: head,
      finding: "1:1: the file's name should be lower_snake_case.proto", file: "a/v1/MyFile.proto",
      goodFile: "a/v1/my_file2.proto"),
    LintCase(
      rule: .syntaxSpecified, bad: "package a.v1;", good: "syntax = \"proto2\";\npackage a.v1;",
      finding: "1:1: the file should begin with its syntax or edition"),
    body(
      .importUsed, "import \"google/protobuf/any.proto\";",
      "import \"google/protobuf/any.proto\";\nmessage M { google.protobuf.Any any = 1; }",
      "3:1: the import \"google/protobuf/any.proto\" is unused"),
    body(
      .importNoPublic, "import \"google/protobuf/empty.proto\";\nimport public \"google/protobuf/any.proto\";",
      "import \"google/protobuf/any.proto\";", "4:8: the import is public"),
    body(
      .importNoWeak, "import weak \"google/protobuf/any.proto\";", "import \"google/protobuf/any.proto\";",
      "3:8: the import is weak"),
    body(
      .messagePascalCase, "message M { message n {} }", "message HTTPThing2 {}",
      "3:21: message \"n\" should be PascalCase"
    ),
    body(
      .fieldLowerSnakeCase, "message M { oneof x { int32 itemCount = 1; } }",
      "message M { int32 item_count1 = 1; map<string, int32> by_name = 2; optional int32 o = 3; }",
      "3:29: field \"itemCount\" should be lower_snake_case"),
    LintCase(
      rule: .fieldNotRequired, bad: "syntax = \"proto2\";\npackage a.v1;\nmessage M { required int32 a = 1; }",
      good: "syntax = \"proto2\";\npackage a.v1;\nmessage M { optional int32 a = 1; }",
      finding: "3:13: field \"a\" is required, which can never be undone"),
    body(
      .oneofLowerSnakeCase, "message M { oneof Kind { int32 a = 1; } }", "message M { oneof kind { int32 a = 1; } }",
      "3:19: oneof \"Kind\" should be lower_snake_case"),
    body(
      .enumPascalCase, "enum my_enum { A = 0; }", "enum MyEnum { A = 0; }", "3:6: enum \"my_enum\" should be PascalCase"
    ),
    body(
      .enumValueUpperSnakeCase, "enum E { E_A = 0; E_b = 1; }", "enum E { E_A = 0; E_B2_C = 1; }",
      "3:19: value \"E_b\" should be UPPER_SNAKE_CASE"),
    body(
      .enumValuePrefix, "message M { enum HTTPState { HTTP_STATE_A = 0; HTTPSTATE_B = 1; } }",
      "enum HTTPState { HTTP_STATE_A = 0; HTTP_STATE_B = 1; }",
      "3:48: value \"HTTPSTATE_B\" should begin with \"HTTP_STATE_\""),
    body(
      .enumZeroValueSuffix, "enum E { E_NONE = 0; }", "enum E { E_UNSPECIFIED = 0; E_NONE = 1; }",
      "3:10: the zero value \"E_NONE\" should end in \"_UNSPECIFIED\""),
    LintCase(
      rule: .enumFirstValueZero, bad: "syntax = \"proto2\";\npackage a.v1;\nenum E { A = 1; B = 0; }",
      good: "syntax = \"proto2\";\npackage a.v1;\nenum E { A = 0; B = 1; }",
      finding: "3:14: the first value of enum \"E\" should be 0"),
    body(
      .enumNoAllowAlias, "enum E { option allow_alias = true; A = 0; B = 0; }", "enum E { A = 0; B = 1; }",
      "3:10: enum \"E\" has values that share a number"),
    body(.servicePascalCase, "service s {}", "service S {}", "3:9: service \"s\" should be PascalCase"),
    body(
      .serviceSuffix, "service Catalog {}", "service CatalogService {}",
      "3:9: service \"Catalog\" should end in \"Service\""),
    body(
      .rpcPascalCase, "message M {}\nservice S { rpc get(M) returns (M); }",
      "message M {}\nservice S { rpc Get(M) returns (M); }", "4:17: rpc \"get\" should be PascalCase"),
    body(
      .rpcTypesUnique, "message M {}\nmessage N {}\nservice S { rpc A(M) returns (N);\nrpc B(M) returns (a.v1.N); }",
      "message M {}\nmessage N {}\nmessage O {}\nservice S { rpc A(M) returns (N); }",
      "6:7: rpc \"B\" uses \"a.v1.M\", as \"A\" does\n6:19: rpc \"B\" uses \"a.v1.N\", as \"A\" does"),
    body(
      .reservedReuse,
      "message M { reserved \"item_count\"; int32 itemCount = 1; }\nenum E { reserved \"e_b\"; E_A = 0; E_B = 1; }",
      "message M { reserved \"item_count\"; int32 items = 1; }",
      "3:42: \"itemCount\" is the reserved \"item_count\" again\n4:35: \"E_B\" is the reserved \"e_b\" again"),
    body(.commentMessage, "message M {}", "// Says what M is.\nmessage M {}", "3:1: message M should have a comment"),
    body(
      .commentField, "message M { int32 a = 1; map<string, string> b = 2; // B.\n}",
      "message M {\n  int32 a = 1; // A.\n}",
      "3:13: field a should have a comment"),
    body(
      .commentOneof, "message M { oneof x { int32 a = 1; } }",
      "message M {\n// X.\noneof x { int32 a = 1; }\n optional int32 b = 2; }", "3:13: oneof x should have a comment"),
    body(.commentEnum, "enum E { A = 0; }", "// E.\nenum E { A = 0; }", "3:1: enum E should have a comment"),
    body(.commentEnumValue, "enum E { A = 0; }", "enum E {\n// A.\nA = 0; }", "3:10: value A should have a comment"),
    body(.commentService, "service S {}", "/* S. */\nservice S {}", "3:1: service S should have a comment"),
    body(
      .commentRPC, "message M {}\nservice S { rpc A(M) returns (M); }",
      "message M {}\nservice S {\n// A.\nrpc A(M) returns (M); }", "4:13: rpc A should have a comment"),
  ]
}

@Suite("martlet lint")
struct LintTests {
  private func lint(_ file: String, _ text: String, _ options: String...) async throws -> (Int32, [String]) {
    let folder = try TemporaryDirectory()
    let path = try folder.write(file, text + "\n")
    let run = await TestServer.martlet(arguments: ["lint", "-I", folder.url.path] + options + [path])
    let lines = run.result.split(separator: "\n").map { String($0.dropFirst($0.hasPrefix(path) ? path.count + 1 : 0)) }
    return (run.status, lines)
  }

  @Test("every rule has a case")
  func complete() { #expect(Set(LintCase.all.map(\.rule)) == Set(LintRule.allCases)) }

  @Test("a file that breaks a rule, and one that doesn't", arguments: LintCase.all)
  func rule(_ rule: LintCase) async throws {
    let name = rule.rule.rawValue
    let (status, findings) = try await lint(rule.file, rule.bad, "--rules", name)
    let expected = rule.finding.split(separator: "\n").map { line in
      // The rule's name stands behind the place.
      let parts = line.split(separator: ":", maxSplits: 2)
      return "\(parts[0]):\(parts[1]): \(name):\(parts[2])"
    }
    #expect(findings == expected)
    #expect(status == 1)
    let clean = try await lint(rule.goodFile, rule.good, "--rules", name)
    #expect(clean.0 == 0 && clean.1.isEmpty, "\(clean.1)")
  }

  @Test func rulesAreChosen() async throws {
    let text = LintCase.head + "message m { int32 B = 1; }\nenum E { E_NONE = 0; }\nservice API {}"
    let all = try await lint("a/v1/a.proto", text)
    #expect(
      all.1.map { $0.split(separator: ":")[2].dropFirst() } == [
        "MESSAGE_PASCAL_CASE", "FIELD_LOWER_SNAKE_CASE", "ENUM_ZERO_VALUE_SUFFIX", "SERVICE_SUFFIX",
      ])
    let some = try await lint(
      "a/v1/a.proto", text, "--except", "MESSAGE_PASCAL_CASE,FIELD_LOWER_SNAKE_CASE", "--enum-zero-suffix", "_NONE",
      "--service-suffix", "API")
    #expect(some.0 == 0, "\(some.1)")
    let comments = try await lint("a/v1/a.proto", text, "--rules", "COMMENTS", "--except", "COMMENT_FIELD")
    #expect(comments.1.count == 4, "\(comments.1)")
    let wrong = try await lint("a/v1/a.proto", text, "--rules", "NOPE")
    #expect(wrong.0 == 2)
    for none in ["", ","] {
      #expect(try await lint("a/v1/a.proto", text, "--rules", none).0 == 2)
    }
  }

  @Test func commentsSwitchRulesOff() async throws {
    let text =
      LintCase.head
      + "// martlet:ignore MESSAGE_PASCAL_CASE, FIELD_LOWER_SNAKE_CASE\nmessage m { int32 B = 1; }\nmessage n {}"
    let lines = try await lint("a/v1/a.proto", text)
    #expect(lines.1 == ["5:9: MESSAGE_PASCAL_CASE: message \"n\" should be PascalCase"])
    let whole = try await lint(
      "a/v1/a.proto",
      "// About m.\n\n// martlet:ignore MESSAGE_PASCAL_CASE\n" + text.replacing("FIELD", with: "MESSAGE"))
    #expect(whole.1.map { $0.contains("FIELD_LOWER_SNAKE_CASE") } == [true])
  }

  @Test("the contracts of this repository, whose grpc files keep the names that gRPC gave them")
  func contracts() async throws {
    let protos = repositoryRoot.appendingPathComponent("protos").path
    let own = await TestServer.martlet(
      "lint", "-I", protos, "\(protos)/main", "\(protos)/async", "\(protos)/martlet/generator")
    #expect(own.status == 0, "\(own.result)\(own.notes)")
    let grpc = await TestServer.martlet(
      "lint", "-I", protos, "--except", "ENUM_VALUE_PREFIX,ENUM_ZERO_VALUE_SUFFIX,SERVICE_SUFFIX", "\(protos)/grpc")
    #expect(grpc.status == 0, "\(grpc.result)\(grpc.notes)")
  }
}
