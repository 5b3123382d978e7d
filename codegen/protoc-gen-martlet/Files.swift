import Foundation

/// What the program reads and writes.
enum Files {
  static func read(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }

  /// Writes a file, unless it is there already: what hasn't changed needn't be compiled again.
  static func write(_ text: String, to path: String) throws {
    let file = URL(filePath: path)
    let content = Data(text.utf8)
    if FileManager.default.contents(atPath: path) == content { return }
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try content.write(to: file, options: .atomic)
  }

  /// Says something that isn't output.
  static func complain(_ line: String) { try? FileHandle.standardError.write(contentsOf: Data("\(line)\n".utf8)) }
}
