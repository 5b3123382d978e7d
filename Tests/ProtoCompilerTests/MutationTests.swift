import Foundation
import ProtoCompiler
import TestSupport
import Testing

/// Files with a few tokens changed, compiled by both: what one refuses so does the other, at the same first place, and what
/// both accept has the same descriptor.
@Suite("Files with mistakes in them are treated as protoc treats them")
struct MutationTests {
  private static let count = 400

  @Test("proto2 and proto3", arguments: ["proto3", "proto2"])
  func mistakes(folder: String) throws {
    let sources = fixtures.appendingPathComponent(folder)
    let names = try protoFiles(below: sources).filter { !$0.contains("empty") }
    var random = Random(state: testSeed)
    var outcomes: [String: Int] = [:]
    for round in 0..<Self.count {
      let name = names[Int(random.next() % UInt64(names.count))]
      let source = try String(contentsOf: sources.appendingPathComponent(name), encoding: .utf8)
      let mutated = Self.mutate(source, &random)
      let directory = try TemporaryDirectory()
      try directory.write("case.proto", mutated)
      let paths = [directory.url.path, sources.path, contracts.path]
      let outcome = try Self.compare(paths)
      outcomes[outcome.kind, default: 0] += 1
      if let problem = outcome.problem { Issue.record("\(folder), \(name), round \(round): \(problem)\n\(mutated)") }
    }
    print("\(folder): \(outcomes), seed \(testSeed)")
    // Neither everything nor nothing is refused.
    #expect(outcomes["accepted", default: 0] > 10 && outcomes["refused", default: 0] > 100)
  }

  private static func compare(_ paths: [String]) throws -> (kind: String, problem: String?) {
    let ours = ProtoCompiler(importPaths: paths).compile(["case.proto"])
    let errors = ours.diagnostics.filter { $0.severity == .error }
    do throws(any Error) {
      let theirs = try Protoc.descriptorSet(["case.proto"], importPaths: paths)
      if let error = errors.first { return ("accepted", "protoc accepts it, but: \(error)") }
      return ("accepted", difference(ours.serializedDescriptorSet(), theirs))
    } catch let failure as ProtocFailure {
      guard let first = errors.min(by: { ($0.line, $0.column) < ($1.line, $1.column) }) else {
        return ("refused", "only protoc refuses it: \(failure.text)")
      }
      let places = failure.text.split(separator: "\n").compactMap(place).sorted { $0 < $1 }
      guard let place = places.first else { return ("refused without a place", nil) }
      if place == (first.line, first.column) { return ("refused", nil) }
      return ("refused", "\(first), but protoc: \(failure.text)")
    }
  }

  private static func place(_ line: Substring) -> (Int, Int)? {
    let parts = line.split(separator: ":")
    guard parts.count > 3, parts[0].hasSuffix("case.proto"), !parts[3].hasPrefix(" warning") else { return nil }
    guard let line = Int(parts[1]), let column = Int(parts[2]) else { return nil }
    return (line, column)
  }

  // MARK: - Mistakes

  private static let words = [
    "message", "enum", "oneof", "map", "<", ">", "{", "}", "[", "]", "(", ")", ";", "=", ",", ".", "-", "0", "1", "2",
    "19000", "536870912", "0x", "1.5", "\"x\"", "'", "optional", "repeated", "required", "reserved", "extensions", "to",
    "max", "extend", "group", "option", "import", "stream", "returns", "rpc", "string", "int32", "true", "deprecated",
    "default", "json_name", "packed",
  ]

  private static func mutate(_ source: String, _ random: inout Random) -> String {
    var tokens = Self.tokens(source)
    for _ in 0...(random.next() % 2) {
      let at = Int(random.next() % UInt64(tokens.count))
      let other = Int(random.next() % UInt64(tokens.count))
      let word = words[Int(random.next() % UInt64(words.count))]
      switch random.next() % 5 {
      case 0: tokens.remove(at: at)
      case 1: tokens.insert(tokens[other], at: at)
      case 2: tokens[at] = tokens[other]
      case 3: tokens.insert(" \(word) ", at: at)
      default: tokens[at] = word
      }
    }
    return tokens.joined()
  }

  /// Words, single other characters, and the blanks between them.
  private static func tokens(_ source: String) -> [String] {
    var tokens: [String] = []
    var kind: Int?
    for character in source {
      let next = character.isLetter || character.isNumber || character == "_" ? 1 : character.isWhitespace ? 2 : 3
      if next == kind && next != 3 {
        tokens[tokens.count - 1].append(character)
      } else {
        tokens.append(String(character))
      }
      kind = next
    }
    return tokens
  }
}
