import Foundation

/// What the program reads and writes.
enum Files {
  /// The modules of other `.proto` files, from a JSON object.
  static func mappings(_ path: String) throws -> [String: String] {
    try JSONDecoder().decode([String: String].self, from: Data(contentsOf: URL(filePath: path)))
  }

  /// Writes a file, unless it is there already: what hasn't changed needn't be compiled again.
  static func write(_ text: String, to path: String) throws {
    let file = URL(filePath: path)
    let content = Data(text.utf8)
    if FileManager.default.contents(atPath: path) == content { return }
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try content.write(to: file, options: .atomic)
  }

  static func complain(_ line: String) { try? FileHandle.standardError.write(contentsOf: Data("\(line)\n".utf8)) }
}
