import Foundation

/// Which `.proto` files import which.
struct ImportGraph {
  private let folders: [URL]
  private var known: [URL: [String]] = [:]

  /// - Parameter folders: where imports are looked for.
  init(_ folders: [URL]) { self.folders = folders }

  /// The names that a file imports.
  mutating func imports(of file: URL) -> [String] {
    if let imports = known[file] { return imports }
    let imports = (try? String(contentsOf: file, encoding: .utf8)).map(Self.imports) ?? []
    known[file] = imports
    return imports
  }

  /// The files that a file imports, directly or through others. Those that are built into the generator are none.
  mutating func dependencies(of file: URL) -> [URL] {
    var found: [URL] = []
    var seen: Set<URL> = [file]
    var pending = [file]
    while let next = pending.popLast() {
      for name in imports(of: next) {
        guard let url = resolve(name), seen.insert(url).inserted else { continue }
        found.append(url)
        pending.append(url)
      }
    }
    return found
  }

  private func resolve(_ name: String) -> URL? {
    folders.lazy.map { $0.appending(path: name) }.first { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// Comments, strings, words, and the symbols that end statements.
  private static let token = #"//[^\n]*|/\*[\s\S]*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[\w.]+|[{};]"#

  /// The names in a text's import statements, without taking the rest of it apart. A text that isn't well-formed may yield
  /// anything.
  private static func imports(_ text: String) -> [String] {
    var imports: [String] = []
    var depth = 0
    // The words and strings since the last statement ended, at the top of the file.
    var statement: [Substring] = []
    let all = NSRange(text.startIndex..., in: text)
    let matches = try? NSRegularExpression(pattern: token).matches(in: text, range: all)
    for range in (matches ?? []).compactMap({ Range($0.range, in: text) }) {
      switch text[range] {
      case let comment where comment.hasPrefix("//") || comment.hasPrefix("/*"): continue
      case "{": depth += 1
      case "}": depth -= 1
      case ";" where depth == 0 && statement.first == "import":
        // Strings beside one another are one.
        let strings = statement.filter { $0.hasPrefix("\"") || $0.hasPrefix("'") }
        imports.append(strings.map { $0.dropFirst().dropLast() }.joined())
      case ";": break
      case let part:
        if depth == 0 { statement.append(part) }
        continue
      }
      statement = []
    }
    return imports
  }
}
