import Foundation
import ProtoCompiler
import TestSupport
import Testing

/// A wrong file, and what must be said about it.
struct RejectedInput: CustomTestStringConvertible {
  var name: String
  var source: String
  /// `line:column: message`, or the message alone.
  var expected: [String] = []
  /// Why protoc points somewhere else.
  var differentPosition: String?

  var testDescription: String { name }

  /// Reads a table: each entry has a line `=== name`, lines `+++ note`, the source, a line `---`, and what is expected.
  /// With the note `NUL`, ␀ in the source stands for that.
  static func table(_ name: String) throws -> [RejectedInput] {
    let file = fixtures.appendingPathComponent("rejected/\(name).txt")
    var inputs: [RejectedInput] = []
    var inSource = false
    var isNulWritten = false
    var lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
    if lines.last == "" { lines.removeLast() }
    for line in lines {
      if line.hasPrefix("=== ") {
        inputs.append(RejectedInput(name: String(line.dropFirst(4)), source: ""))
        inSource = true
        isNulWritten = false
        continue
      }
      guard var input = inputs.popLast() else { continue }
      if line.hasPrefix("+++ position: ") {
        input.differentPosition = String(line.dropFirst(14))
      } else if line == "+++ NUL" {
        isNulWritten = true
      } else if line == "+++ no newline" {
        input.source.removeLast()
      } else if line == "---" {
        inSource = false
      } else if inSource {
        input.source += (isNulWritten ? line.replacingOccurrences(of: "␀", with: "\0") : line) + "\n"
      } else {
        input.expected.append(line)
      }
      inputs.append(input)
    }
    return inputs
  }

  static func all() throws -> [RejectedInput] {
    try ["text", "messages", "types", "options", "proto2", "editions"].flatMap(table)
  }
}

@Suite("Wrong files are refused, with the place and the reason")
struct RejectedInputTests {
  private static let libraries = fixtures.appendingPathComponent("rejected").path

  private func files(_ input: RejectedInput) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try folder.write("case.proto", input.source)
    return folder
  }

  @Test("what is said", arguments: try RejectedInput.all())
  func diagnostics(_ input: RejectedInput) throws {
    let folder = try files(input)
    let result = ProtoCompiler(importPaths: [folder.url.path, Self.libraries]).compile(["case.proto"])
    let searched = " in \"\(folder.url.path)\", \"\(Self.libraries)\""
    let found = result.diagnostics.filter { $0.severity == .error }.map { diagnostic in
      #expect(diagnostic.file == "case.proto")
      let message = diagnostic.message.replacingOccurrences(of: searched, with: "")
      return diagnostic.line > 0 ? "\(diagnostic.line):\(diagnostic.column): \(message)" : message
    }
    #expect(found == input.expected)
    #expect(!input.expected.isEmpty)
    #expect(result.files.allSatisfy { $0.name != "case.proto" })
  }

  @Test("protoc refuses each too, and where it names a place it is the same one", arguments: try RejectedInput.all())
  func protocAgrees(_ input: RejectedInput) throws {
    let folder = try files(input)
    let paths = [folder.url.path, Self.libraries]
    let failure = #expect(throws: ProtocFailure.self) {
      _ = try Protoc.descriptorSet(["case.proto"], importPaths: paths)
    }
    let lines = (failure?.text ?? "").components(separatedBy: "\n")
    let theirs = Set(lines.filter { !$0.contains("Suggested field numbers") }.compactMap(Self.place))
    let ours = Set(input.expected.compactMap { Self.place("case.proto:" + $0) })
    if input.differentPosition != nil {
      #expect(theirs != ours, "the note about positions is out of date")
    } else if !theirs.isEmpty {
      #expect(theirs == ours, "\(failure?.text ?? "")")
    }
  }

  /// The place at the beginning of a line such as `case.proto:2:5: …`, perhaps with a folder before it; nil for warnings and lines without a place.
  private static func place(_ line: String) -> String? {
    let parts = line.components(separatedBy: ":")
    guard parts.count > 3, parts[0].hasSuffix("case.proto"), Int(parts[1]) != nil, Int(parts[2]) != nil,
      !parts[3].hasPrefix(" warning")
    else { return nil }
    return parts[1] + ":" + parts[2]
  }
}
