/// Why JSON isn't a message, and where.
public struct JSONDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was expected and what was found.
  public let message: String
  /// The path of the value inside the message, such as `items[2].name`; empty for the whole.
  public package(set) var path: String
  /// The offset in bytes from the beginning of the input.
  public let offset: Int
  /// The line, counted from 1.
  public let line: Int
  /// The column in bytes, counted from 1.
  public let column: Int

  package init(_ message: String, offset: Int, line: Int, column: Int) {
    self.message = message
    self.path = ""
    self.offset = offset
    self.line = line
    self.column = column
  }

  /// The error as the value around it sees it: with the member's or element's place before the path.
  package func inside(_ place: String) -> JSONDecodingError {
    var error = self
    error.path = path.isEmpty || path.hasPrefix("[") ? place + path : "\(place).\(path)"
    return error
  }

  public var description: String {
    path.isEmpty ? "\(line):\(column): \(message)" : "\(line):\(column): \(path): \(message)"
  }
}
