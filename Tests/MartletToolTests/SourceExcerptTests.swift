import Foundation
import ProtoCompiler
import TestSupport
import Testing

@testable import MartletTool

@Suite("The place of a finding in its source")
struct SourceExcerptTests {
  @Test func pointsBelowTheLine() async throws {
    let folder = try TemporaryDirectory()
    let text = "syntax = \"proto3\";\n\nmessage M {\n\trepeated Missing m = 1;\n}\n"
    let file = try folder.write("bad.proto", text)
    let built = await TestServer.martlet("build", "-I", folder.url.path, file)
    #expect(
      built.notes == """
        bad.proto:4:18: error: "Missing" is not declared
                repeated Missing m = 1;
                         ^
        martlet: 1 error

        """)
    let warned = try folder.write("a.proto", "syntax = \"proto3\";\nimport \"google/protobuf/any.proto\";\n")
    let warning = await TestServer.martlet("build", "-I", folder.url.path, warned)
    #expect(warning.status == 0)
    #expect(warning.notes.hasSuffix("is unused\nimport \"google/protobuf/any.proto\";\n^\n"))
  }

  @Test(
    "columns count bytes and tabs, carets characters",
    arguments: [
      ("abc", 1, "abc", 0), ("abc", 3, "abc", 2), ("abc", 4, "abc", 3), ("\tx", 9, "        x", 8),
      ("é = x", 6, "é = x", 4), ("a\u{1}b", 3, "a?b", 2), ("a\u{9B}\u{202E}b", 7, "a??b", 3), ("x\r", 2, "x", 1),
      ("", 1, "", 0),
    ])
  func columns(_ line: String, _ column: Int, _ shown: String, _ caret: Int) {
    let rendered = SourceExcerpt.render(Array(line.utf8)[...], column: column)
    #expect(rendered.shown == shown && rendered.caret == caret, "\(rendered)")
  }

  @Test func cutsLongLines() {
    let line = Array((String(repeating: "a", count: 5000) + "X" + String(repeating: "b", count: 5000)).utf8)
    let rendered = SourceExcerpt.render(line[...], column: 5001)
    #expect(rendered.shown.count == SourceExcerpt.width)
    #expect(Array(rendered.shown)[rendered.caret] == "X")
  }
}
