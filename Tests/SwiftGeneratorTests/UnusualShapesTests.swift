import Foundation
import SwiftGenerator
import TestSupport
import Testing

/// Schemas of a shape that is hard on Swift's compiler. Their code is compiled against the library that was built, and run.
@Suite struct UnusualShapesTests {
  @Test func largeEnumsDeepNestingAndRecursionCompileAndRun() throws {
    let code = try messages(
      """
      syntax = "proto3";
      enum Many { \((0..<1000).map { "MANY_V\($0) = \($0);" }.joined(separator: " ")) }
      message OfMany { Many one = 1; repeated Many list = 2; }
      \((0..<60).map { "message Link\($0) { string x = 1; Link\($0 + 1) next = 2; }" }.joined(separator: "\n"))
      message Link60 { string x = 1; }
      \(nested(levels: 12))
      message Ping { Pong pong = 1; }
      message Pong { Ping ping = 1; int32 x = 2; }
      message First { Second second = 1; int32 x = 2; }
      message Second { oneof kind { Third third = 1; string text = 2; } }
      message Third { First first = 1; map<string, First> named = 2; repeated Third list = 3; Third own = 4; }
      """)
    let directory = try TemporaryDirectory()
    let sources = [
      try directory.write("shapes.pb.swift", code),
      try directory.write("main.swift", program),
    ]
    let library = builtProgram("MartletProtobuf.build")
    // The build folder may hold objects of files that are gone.
    let files = FileManager.default.enumerator(
      atPath: repositoryRoot.appendingPathComponent("Sources/MartletProtobuf").path)
    let objects = (files?.allObjects ?? []).compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map {
      URL(fileURLWithPath: $0).lastPathComponent + ".o"
    }
    let executable = directory.url.appendingPathComponent("shapes").path
    let compiled = try run(
      "swiftc",
      ["-swift-version", "6", "-warnings-as-errors", "-I", builtProgram("Modules"), "-o", executable] + sources
        + objects.map { "\(library)/\($0)" } + ["-lm"])
    try #require(compiled.status == 0, "\(compiled.errorText)")
    let finished = try run(executable, [])
    #expect(finished.status == 0, "\(finished.errorText)")
    #expect(finished.outputText == "1000 true\ntrue true\ntrue true\ntrue true\ntrue true\n")
  }

  /// Messages declared in one another, each of which has a field of the one in it.
  private func nested(levels: Int) -> String {
    (0..<levels).reversed().reduce("") { inner, level in
      let field = inner.isEmpty ? "" : "Level\(level + 1) inner = 2;"
      return "message Level\(level) { int32 x = 1; \(field) \(inner) }"
    }
  }

  /// Prints whether messages survive encoding and decoding, and whether they have the size of what they hold in line.
  private let program = """
    import MartletProtobuf

    func survives<M: Message>(_ message: M) throws -> Bool {
      try M(serializedBytes: message.serializedBytes()) == message
    }

    print(Many.allCases.count, try survives(OfMany.with { $0.one = .v999; $0.list = Many.allCases }))

    var link = Link0()
    link\(String(repeating: ".next", count: 60)).x = "the last"
    print(try survives(link), MemoryLayout<Link0>.size < 128)

    var level = Level0()
    level\(String(repeating: ".inner", count: 11)).x = 5
    print(try survives(level), MemoryLayout<Level0>.size < 128)

    let ping = Ping.with { $0.pong.ping.pong.ping.pong.x = 3 }
    print(try survives(ping), MemoryLayout<Ping>.size == 16)

    // Three messages a level, within the limit of a hundred.
    func grown(_ levels: Int) -> First {
      .with {
        $0.x = Int32(levels)
        guard levels > 0 else { return }
        $0.second.third.first = grown(levels - 1)
        $0.second.third.named["one"] = .with { $0.second.text = "named" }
        $0.second.third.list = [Third(), Third.with { $0.own.own.first.x = 1 }]
      }
    }
    print(try survives(grown(30)), MemoryLayout<First>.size < 64)

    """
}
