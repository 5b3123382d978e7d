import Foundation
import TestSupport
import Testing

@testable import MartletTool

/// Two versions of a file, what is said about the change, and whom it breaks at least.
struct BreakingCase: CustomTestStringConvertible {
  var rule: BreakingRule
  var old: String
  var new: String
  /// `line:column` of the finding.
  var place: String
  var mode: BreakingMode
  /// A change of the old text that the rule allows.
  var allowed: String
  var syntax = "proto3"
  var testDescription: String { "\(rule.rawValue): \(new)" }

  init(
    _ rule: BreakingRule, _ mode: BreakingMode, _ old: String, _ new: String, at place: String, allowed: String,
    syntax: String = "proto3"
  ) {
    (self.rule, self.mode, self.old, self.new) = (rule, mode, old, new)
    (self.place, self.allowed, self.syntax) = (place, allowed, syntax)
  }

  static let all: [BreakingCase] = files + messages + fields + enums + services

  private static let files = [
    BreakingCase(.packageChanged, .source, "package a;", "package b;", at: "2:1", allowed: "package a; message M {}"),
    BreakingCase(
      .fileOptionChanged, .source, "option go_package = \"a\";", "option go_package = \"b\";", at: "2:1",
      allowed: "option go_package = \"a\"; option optimize_for = SPEED;"),
  ]

  private static let messages = [
    BreakingCase(
      .messageRemoved, .source, "message M { message N {} }", "message M {}", at: "2:1",
      allowed: "message M { message N {} message O {} }"),
    BreakingCase(
      .oneofRemoved, .source, "message M { oneof x { int32 a = 1; } }", "message M { int32 a = 1; }", at: "2:1",
      allowed: "message M { oneof x { int32 a = 1; int32 b = 2; } }"),
    BreakingCase(
      .reservedNumberRemoved, .wire, "message M { reserved 2 to 5; }", "message M { reserved 2, 3, 5; }", at: "2:1",
      allowed: "message M { reserved 1 to 3, 4, 5, 6; }"),
    BreakingCase(
      .reservedNumberRemoved, .wire, "enum E { A = 0; reserved 2 to max; }", "enum E { A = 0; reserved 2 to 1000; }",
      at: "2:1", allowed: "enum E { A = 0; reserved -1, 2 to max; }"),
    BreakingCase(
      .reservedNameRemoved, .json, "message M { reserved \"a\", \"b\"; }", "message M { reserved \"b\"; }", at: "2:1",
      allowed: "message M { reserved \"b\", \"c\", \"a\"; }"),
    BreakingCase(
      .reservedNameRemoved, .json, "enum E { A = 0; reserved \"B\"; }", "enum E { A = 0; }", at: "2:1",
      allowed: "enum E { A = 0; reserved \"B\", \"C\"; }"),
    BreakingCase(
      .extensionRangeRemoved, .wire, "message M { extensions 10 to 20; }", "message M { extensions 10 to 19; }",
      at: "2:1", allowed: "message M { extensions 10 to 15, 16 to 21; }", syntax: "proto2"),
    BreakingCase(
      .extensionRemoved, .wire, "message M { extensions 10 to 20; } extend M { optional int32 a = 10; }",
      "message M { extensions 10 to 20; }", at: "1:1",
      allowed: "message M { extensions 10 to 20; } extend M { optional int32 a = 10; optional int32 b = 11; }",
      syntax: "proto2"),
  ]

  private static let fields = [
    BreakingCase(
      .fieldRemoved, .source, "message M { int32 a = 1; int32 b = 2; }",
      "message M { int32 a = 1; reserved 2; reserved \"b\"; }", at: "2:1",
      allowed: "message M { int32 b = 2; int32 a = 1; int32 c = 3; }"),
    BreakingCase(
      .fieldNumberUnreserved, .wire, "message M { int32 a = 1; }", "message M { reserved \"a\"; }", at: "2:1",
      allowed: "message M { reserved 1; }"),
    BreakingCase(
      .fieldNameUnreserved, .json, "message M { int32 a = 1; }", "message M { reserved 1; }", at: "2:1",
      allowed: "message M { reserved \"a\"; }"),
    BreakingCase(
      .fieldNumberChanged, .wire, "message M { int32 a = 1; }", "message M { int32 a = 2; }", at: "2:23",
      allowed: "message M { int32 b = 1; }"),
    BreakingCase(
      .fieldNumberReused, .wire, "message M { int32 a = 1; }", "message M { string b = 1; }", at: "2:24",
      allowed: "message M { int64 b = 1; }"),
    BreakingCase(
      .fieldNameChanged, .source, "message M { int32 a = 1; }", "message M { int32 b = 1 [json_name = \"a\"]; }",
      at: "2:19", allowed: "message M { int32 a = 1 [deprecated = true]; }"),
    BreakingCase(
      .fieldJSONNameChanged, .json, "message M { int32 a = 1; }", "message M { int32 a = 1 [json_name = \"b\"]; }",
      at: "2:19", allowed: "message M { int32 a = 1 [json_name = \"a\"]; }"),
    BreakingCase(
      .fieldTypeChanged, .wire, "message M { int32 a = 1; }", "message M { sint32 a = 1; }", at: "2:13",
      allowed: "message M { int32 a = 1; sint32 b = 2; }"),
    BreakingCase(
      .fieldTypeChanged, .source, "message M { int32 a = 1; }", "message M { uint64 a = 1; }", at: "2:13",
      allowed: "message M { int32 a = 1; }"),
    BreakingCase(
      .fieldTypeChanged, .json, "message M { int32 a = 1; }", "message M { bool a = 1; }", at: "2:13",
      allowed: "message M { int32 a = 1; }"),
    BreakingCase(
      .fieldTypeChanged, .json, "message M { string a = 1; }", "message M { bytes a = 1; }", at: "2:13",
      allowed: "message M { string a = 1; }"),
    BreakingCase(
      .fieldTypeChanged, .wire, "message M { M a = 1; } message N {}", "message M { N a = 1; } message N {}",
      at: "2:13",
      allowed: "message M { .M a = 1; } message N {}"),
    BreakingCase(
      .fieldTypeChanged, .wire, "message M { map<string, int32> a = 1; }", "message M { map<string, string> a = 1; }",
      at: "2:13", allowed: "message M { map<string, int32> a = 1; map<int32, int32> b = 2; }"),
    BreakingCase(
      .fieldTypeChanged, .source, "message M { E a = 1; } enum E { A = 0; } message N { enum F { A = 0; B = 1; } }",
      "message M { N.F a = 1; } enum E { A = 0; } message N { enum F { A = 0; B = 1; } }", at: "2:13",
      allowed: "message M { E a = 1; } enum E { A = 0; } message N { enum F { A = 0; B = 1; } }"),
    BreakingCase(
      .fieldCardinalityChanged, .wire, "message M { int32 a = 1; }", "message M { repeated int32 a = 1; }", at: "2:13",
      allowed: "message M { optional int32 a = 1; }"),
    BreakingCase(
      .fieldCardinalityChanged, .json, "message M { string a = 1; }", "message M { repeated string a = 1; }",
      at: "2:13",
      allowed: "message M { optional string a = 1; }"),
    BreakingCase(
      .fieldPresenceChanged, .source, "message M { int32 a = 1; }", "message M { optional int32 a = 1; }", at: "2:13",
      allowed: "message M { int32 a = 1; optional int32 b = 2; }"),
    BreakingCase(
      .fieldRequiredAdded, .wire, "message M { optional int32 a = 1; }", "message M { required int32 a = 1; }",
      at: "2:13", allowed: "message M { optional int32 a = 1; optional int32 b = 2; }", syntax: "proto2"),
    BreakingCase(
      .fieldRequiredRemoved, .wire, "message M { required int32 a = 1; }", "message M { optional int32 a = 1; }",
      at: "2:13", allowed: "message M { required int32 a = 1; optional int32 b = 2; }", syntax: "proto2"),
    BreakingCase(
      .fieldDefaultChanged, .wire, "message M { optional int32 a = 1 [default = 1]; }",
      "message M { optional int32 a = 1 [default = 2]; }", at: "2:45",
      allowed: "message M { optional int32 a = 1 [default = 0x1]; }", syntax: "proto2"),
    BreakingCase(
      .fieldOneofChanged, .wire, "message M { oneof x { int32 a = 1; } int32 b = 2; }",
      "message M { oneof x { int32 a = 1; int32 b = 2; } }", at: "2:36",
      allowed: "message M { oneof x { int32 a = 1; int32 c = 3; } int32 b = 2; }"),
    BreakingCase(
      .fieldOneofChanged, .source, "message M { int32 b = 2; }", "message M { oneof x { int32 b = 2; } }", at: "2:23",
      allowed: "message M { int32 b = 2; oneof x { int32 c = 3; } }"),
  ]

  private static let enums = [
    BreakingCase(.enumRemoved, .source, "enum E { A = 0; }", "", at: "1:1", allowed: "enum E { A = 0; B = 1; }"),
    BreakingCase(
      .enumValueRemoved, .source, "enum E { A = 0; B = 1; }", "enum E { A = 0; reserved 1; reserved \"B\"; }",
      at: "2:1", allowed: "enum E { A = 0; C = 2; B = 1; }"),
    BreakingCase(
      .enumValueNumberUnreserved, .wire, "enum E { A = 0; B = 1; }", "enum E { A = 0; reserved \"B\"; }", at: "2:1",
      allowed: "enum E { A = 0; reserved 1; }"),
    BreakingCase(
      .enumValueNameUnreserved, .json, "enum E { A = 0; B = 1; }", "enum E { A = 0; reserved 1; }", at: "2:1",
      allowed: "enum E { A = 0; reserved \"B\"; }"),
    BreakingCase(
      .enumValueNumberChanged, .wire, "enum E { A = 0; B = 1; }", "enum E { A = 0; B = 2; }", at: "2:21",
      allowed: "enum E { A = 0; B = 0x1; }"),
    BreakingCase(
      .enumValueNameChanged, .json, "enum E { A = 0; B = 1; }", "enum E { A = 0; C = 1; }", at: "2:17",
      allowed: "enum E { option allow_alias = true; A = 0; C = 1; B = 1; }"),
  ]

  private static let service = "message M {} message N {} service S { rpc A(M) returns (M); "
  private static let services = [
    BreakingCase(
      .serviceRemoved, .wire, "service S {} service T {}", "service S {}", at: "1:1",
      allowed: "service T {} service S {}"),
    BreakingCase(
      .rpcRemoved, .wire, service + "rpc B(M) returns (M); }", service + "}", at: "2:27",
      allowed: service + "rpc C(M) returns (M); rpc B(M) returns (M); }"),
    BreakingCase(
      .rpcRequestChanged, .wire, service + "rpc B(M) returns (M); }", service + "rpc B(N) returns (M); }", at: "2:67",
      allowed: service + "rpc B(.M) returns (M); }"),
    BreakingCase(
      .rpcResponseChanged, .wire, service + "rpc B(M) returns (M); }", service + "rpc B(M) returns (N); }", at: "2:79",
      allowed: service + "rpc B(M) returns (.M); }"),
    BreakingCase(
      .rpcClientStreamingChanged, .wire, service + "rpc B(M) returns (M); }",
      service + "rpc B(stream M) returns (M); }",
      at: "2:61", allowed: service + "rpc B(M) returns (M) { option deprecated = true; } }"),
    BreakingCase(
      .rpcServerStreamingChanged, .wire, service + "rpc B(M) returns (stream M); }",
      service + "rpc B(M) returns (M); }",
      at: "2:61", allowed: service + "rpc B(M) returns (stream .M); }"),
    BreakingCase(
      .rpcIdempotencyChanged, .wire, service + "rpc B(M) returns (M) { option idempotency_level = IDEMPOTENT; } }",
      service + "rpc B(M) returns (M); }", at: "2:61",
      allowed: service + "rpc B(M) returns (M) { option idempotency_level = IDEMPOTENT; option deprecated = true; } }"),
  ]
}

@Suite("martlet breaking")
struct BreakingTests {
  private struct Run {
    var status: Int32
    /// `file:line:column: RULE`, without the folder.
    var findings: [String]
    var notes: String
  }

  private func breaking(_ old: [String: String], _ new: [String: String], _ options: String...) async throws -> Run {
    let folder = try TemporaryDirectory()
    for (name, text) in old { try folder.write("old/\(name)", text) }
    for (name, text) in new { try folder.write("new/\(name)", text) }
    let (before, after) = (folder.url.path + "/old", folder.url.path + "/new")
    let run = await TestServer.martlet(arguments: ["breaking", "-I", after] + options + [before, after])
    let findings = run.result.split(separator: "\n").map { line -> String in
      let parts = line.replacing(after + "/", with: "").split(separator: ":", maxSplits: 4)
      return parts.prefix(4).joined(separator: ":")
    }
    return Run(status: run.status, findings: findings, notes: run.notes)
  }

  private func text(_ body: String, _ syntax: String) -> String { "syntax = \"\(syntax)\";\n\(body)\n" }

  @Test("a change that breaks, in the modes that it breaks, and one that doesn't", arguments: BreakingCase.all)
  func change(_ change: BreakingCase) async throws {
    let old = ["x.proto": text(change.old, change.syntax)]
    let expected = "x.proto:\(change.place): \(change.rule.rawValue)"
    for mode in BreakingMode.allCases {
      let run = try await breaking(old, ["x.proto": text(change.new, change.syntax)], "--mode", mode.rawValue)
      #expect(run.findings.contains(expected) == (mode >= change.mode), "\(mode): \(run.findings) \(run.notes)")
      #expect(run.status == (run.findings.isEmpty ? 0 : 1))
    }
    let allowed = try await breaking(old, ["x.proto": text(change.allowed, change.syntax)])
    #expect(!allowed.notes.contains("error"), "\(allowed.notes)")
    #expect(!allowed.findings.contains { $0.hasSuffix(" " + change.rule.rawValue) }, "\(allowed.findings)")
  }

  @Test("every rule has a case, here or below")
  func complete() {
    let tested = Set(BreakingCase.all.map(\.rule)).union([.fileRemoved, .elementMoved, .enumOpennessChanged])
    #expect(tested == Set(BreakingRule.allCases))
  }

  @Test func filesAndMoves() async throws {
    let (m, n) = ("message M {}\n", "enum E { A = 0; }\nservice S {}\n")
    let old = ["a.proto": text(m, "proto3"), "b.proto": text(n, "proto3")]
    let run = try await breaking(old, ["b.proto": text(n + m, "proto3")])
    #expect(run.findings.sorted() == ["a.proto:1:1: FILE_REMOVED", "b.proto:4:1: ELEMENT_MOVED"])
    let wire = try await breaking(old, ["b.proto": text(n + m, "proto3")], "--mode", "json")
    #expect(wire.status == 0, "\(wire.findings)")
    let moved = try await breaking(
      ["b.proto": text(n, "proto3")], ["b.proto": text("", "proto3"), "c.proto": text(n, "proto3")])
    #expect(moved.findings == ["c.proto:2:1: ELEMENT_MOVED", "c.proto:3:1: ELEMENT_MOVED"])
  }

  @Test func openEnumsStayOpen() async throws {
    let old = ["x.proto": text("enum E { A = 0; }", "proto3")]
    let closed = try await breaking(old, ["x.proto": text("enum E { A = 0; }", "proto2")])
    #expect(closed.findings == ["x.proto:2:1: ENUM_OPENNESS_CHANGED"])
    let edition = "edition = \"2023\";\nenum E { A = 0; }"
    let open = try await breaking(old, ["x.proto": edition])
    #expect(open.status == 0, "\(open.findings)")
  }

  @Test func rulesAreLeftOut() async throws {
    let old = ["x.proto": text("message M { int32 a = 1; }", "proto3")]
    let new = ["x.proto": text("message M {}", "proto3")]
    let all = try await breaking(old, new)
    #expect(all.findings.count == 3 && all.notes.contains("3 findings"))
    let none = try await breaking(
      old, new, "--except", "FIELD_REMOVED,FIELD_NUMBER_UNRESERVED", "--except", "FIELD_NAME_UNRESERVED")
    #expect(none.status == 0, "\(none.findings)")
    let wrong = try await breaking(old, new, "--except", "NOPE")
    #expect(wrong.status == 2)
  }

  @Test func comparesWithASet() async throws {
    let protos = repositoryRoot.appendingPathComponent("protos").path
    let folder = try TemporaryDirectory()
    let set = folder.url.path + "/old.binpb"
    let built = await TestServer.martlet("build", "-I", protos, "--include-imports", "-o", set, protos)
    #expect(built.status == 0, "\(built.notes)")
    let same = await TestServer.martlet("breaking", "-I", protos, set, protos)
    #expect(same.status == 0, "\(same.result)\(same.notes)")
    let changed = try await TestServer.martlet(
      "breaking", "-I", folder.url.path, "--mode", "wire", set,
      folder.write("async/v1/job.proto", "syntax = \"proto3\";\npackage async.v1;\n"))
    #expect(changed.status == 1)
    #expect(changed.result.contains("SERVICE_REMOVED"))
    let missing = await TestServer.martlet("breaking", "/nowhere", protos)
    #expect(missing.status == 1 && missing.notes.contains("/nowhere can't be read"))
    let garbage = try await TestServer.martlet("breaking", folder.write("garbage", "\u{A}\u{50}"), protos)
    #expect(garbage.status == 1 && garbage.notes.contains("is not a descriptor set"))
    let empty = try await TestServer.martlet("breaking", folder.write("empty", ""), protos)
    #expect(empty.status == 1 && empty.notes.contains("holds no file"))
    let listed = await TestServer.martlet("list", "--protoset", folder.url.path + "/empty")
    #expect(listed.status == 1 && listed.notes.contains("holds no file"), "\(listed)")
  }
}
