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
      ("", 1, "", 0), ("\tx", 3, "        x", 8), ("x\r", 4, "x", 2), ("a\rb", 2, "ab", 1),
    ])
  func columns(_ line: String, _ column: Int, _ shown: String, _ caret: Int) {
    let rendered = SourceLine(Array(line.utf8)[...]).excerpt(around: column)
    #expect(rendered.shown == shown && rendered.caret == caret, "\(rendered)")
  }

  @Test func cutsLongLines() {
    let line = Array((String(repeating: "a", count: 5000) + "X" + String(repeating: "b", count: 5000)).utf8)
    let rendered = SourceLine(line[...]).excerpt(around: 5001)
    #expect(rendered.shown.count == SourceLine.width)
    #expect(Array(rendered.shown)[rendered.caret] == "X")
  }

  @Test("findings on one line don't decode it again, however long it is")
  func sharesLines() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write("a.proto", "import \"a\"; import \"b\";\nimport \"c\";\n")
    let other = try folder.write("b.proto", "import \"a\";\n")
    var excerpt = SourceExcerpt()
    func line(_ path: String, _ line: Int, _ column: Int) -> SourceLine? {
      excerpt.line(of: Diagnostic(file: "a.proto", path: path, line: line, column: column, message: ""))
    }
    let first = try #require(line(path, 1, 1))
    #expect(line(path, 1, 13) === first)
    #expect(try #require(line(path, 2, 1)).excerpt(around: 1).shown == "import \"c\";")
    #expect(try #require(line(other, 1, 1)).excerpt(around: 1).shown == "import \"a\";")
    #expect(line(path, 9, 1) == nil)
  }
}
