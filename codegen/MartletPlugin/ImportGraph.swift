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
    let imports = (try? Data(contentsOf: file)).map { ImportScanner.imports([UInt8]($0)) } ?? []
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
}

/// Finds the imports of a `.proto` file without taking the rest of it apart.
enum ImportScanner {
  /// The names in the file's import statements. A file that isn't well-formed may yield anything.
  static func imports(_ text: [UInt8]) -> [String] {
    var imports: [String] = []
    var depth = 0
    // The words and strings since the last statement ended, at the top of the file.
    var statement: [Token] = []
    var rest = text[...]
    while let token = next(&rest) {
      switch token {
      case .symbol(UInt8(ascii: "{")): depth += 1
      case .symbol(UInt8(ascii: "}")):
        depth -= 1
        statement = []
      case .symbol(UInt8(ascii: ";")):
        if depth == 0, case .word("import")? = statement.first {
          // Strings beside one another are one.
          let parts = statement.compactMap { if case .string(let part) = $0 { part } else { nil } }
          imports.append(parts.joined())
        }
        statement = []
      case .symbol: break
      case .word, .string: if depth == 0 { statement.append(token) }
      }
    }
    return imports
  }

  private enum Token {
    case word(String)
    case string(String)
    case symbol(UInt8)
  }

  private static func next(_ rest: inout ArraySlice<UInt8>) -> Token? {
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x0B, 0x0C: continue
      case UInt8(ascii: "/") where rest.first == UInt8(ascii: "/"): rest = rest.drop { $0 != UInt8(ascii: "\n") }
      case UInt8(ascii: "/") where rest.first == UInt8(ascii: "*"):
        rest.removeFirst()
        while let byte = rest.popFirst() {
          if byte == UInt8(ascii: "*") && rest.first == UInt8(ascii: "/") {
            rest.removeFirst()
            break
          }
        }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        var string: [UInt8] = []
        while let next = rest.popFirst(), next != byte, next != UInt8(ascii: "\n") {
          string.append(next)
          if next == UInt8(ascii: "\\"), let escaped = rest.popFirst() { string.append(escaped) }
        }
        return .string(String(decoding: string, as: UTF8.self))
      case let byte where isWord(byte):
        let end = rest.firstIndex { !isWord($0) } ?? rest.endIndex
        let word = String(decoding: [byte] + rest[..<end], as: UTF8.self)
        rest = rest[end...]
        return .word(word)
      default: return .symbol(byte)
      }
    }
    return nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
