import Foundation
import TestSupport
import Testing

/// What comes from files and servers must not drive the terminal on which it is shown.
@Suite struct ControlCharacterTests {
  /// Clears the screen, sets the title of the window, reverses the text behind it.
  private static let hostile = "\u{1B}[2J\u{9B}1m\u{1B}]0;title\u{7}\u{202E}\u{7F}"

  private func expectHarmless(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let others = text.unicodeScalars.filter { scalar in
      scalar.properties.generalCategory == .control && scalar != "\n" || scalar == "\u{202E}"
    }
    #expect(others.isEmpty, "\(text.debugDescription)", sourceLocation: sourceLocation)
    #expect(text.contains("\\u001b[2J"), "\(text)", sourceLocation: sourceLocation)
  }

  @Test func inDiagnosticsAndExcerpts() async throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write(
      "a\(Self.hostile).proto", "syntax = \"proto3\";\nimport \"b\(Self.hostile).proto\"; // \(Self.hostile)\n")
    for command in [["build"], ["lint"], ["breaking", folder.url.path], ["generate", "--out", folder.url.path]] {
      let finished = await TestServer.martlet(arguments: command + ["-I", folder.url.path, file])
      #expect(finished.status == 1)
      expectHarmless(finished.notes)
    }
  }

  @Test func inFindings() async throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write("a\(Self.hostile)\n.proto", "syntax = \"proto3\";\nmessage m {}\n")
    let linted = await TestServer.martlet("lint", "-I", folder.url.path, file)
    expectHarmless(linted.result)
    #expect(linted.result.split(separator: "\n").allSatisfy { $0.contains("a\\u001b[2J") }, "one line each")
    let older = try TemporaryDirectory()
    try older.write("a\(Self.hostile)\n.proto", "syntax = \"proto3\";\nmessage m { int32 a = 1; }\n")
    let compared = await TestServer.martlet("breaking", older.url.path, "-I", folder.url.path, file)
    #expect(compared.status == 1)
    expectHarmless(compared.result)
  }

  @Test func inDescriptions() async throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write(
      "a.proto",
      "syntax = \"proto3\";\n// \(Self.hostile)\n//\ttab\r\nmessage M { int32 a = 1 [json_name = \"\u{9B}\"]; }\n")
    let described = await TestServer.martlet("describe", "-I", folder.url.path, "--proto", file, "a.proto")
    #expect(described.status == 0)
    // What lines consist of stays, on Windows too.
    #expect(described.result.contains("//\ttab"))
    expectHarmless(described.result.replacing("\t", with: "").replacing("\r\n", with: "\n"))
  }
}
