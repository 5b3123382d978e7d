import MartletReflection

/// Something that is wrong, or doubtful, in a source file.
public struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  /// How bad it is: a file with errors yields no descriptor, a warning changes nothing.
  public enum Severity: String, Hashable, Sendable {
    case error
    case warning
  }

  /// The file's name as imports spell it.
  public var file: String
  /// Where the file was read from; nil for a file that is built in or was never found.
  public var path: String?
  /// The line, from 1; 0 if the finding concerns the file as a whole.
  public var line: Int
  /// The column in bytes, from 1; a tab advances to the next multiple of eight. 0 if `line` is.
  public var column: Int
  /// What is wrong, in one sentence.
  public var message: String
  public var severity: Severity
  /// What kind of finding it is, where somebody may want to know.
  public var category: Category

  /// Kinds of findings.
  public enum Category: Hashable, Sendable {
    case general
    /// An import that nothing uses; the place is that of the import statement.
    case unusedImport
  }

  public init(
    file: String, path: String? = nil, line: Int, column: Int, message: String, severity: Severity = .error,
    category: Category = .general
  ) {
    self.file = file
    self.path = path
    self.line = line
    self.column = column
    self.message = message
    self.severity = severity
    self.category = category
  }

  /// `file:line:column: error: message`, in one line and without characters that a terminal would obey.
  public var description: String {
    let place = line > 0 ? "\(file):\(line):\(column)" : file
    return "\(place): \(severity.rawValue): \(message)".escapingControlsInLine
  }
}

/// A place in a source file, both numbers from zero. Columns count bytes, and tabs as the way to the next multiple of 8.
struct Position: Hashable, Comparable, Sendable {
  var line: Int32
  var column: Int32

  static func < (left: Self, right: Self) -> Bool { (left.line, left.column) < (right.line, right.column) }

  /// Stands for a file as a whole.
  static let none = Position(line: -1, column: -1)
}

/// The findings of one file.
struct Diagnostics: Sendable {
  /// Beyond this many errors a file is given up: garbage would otherwise fill the memory with complaints.
  static let limit = 200

  let file: String
  let path: String?
  private(set) var list: [Diagnostic] = []
  private(set) var errorCount = 0

  init(file: String, path: String?) {
    self.file = file
    self.path = path
  }

  var hasErrors: Bool { errorCount > 0 }
  var isFull: Bool { errorCount >= Self.limit }

  mutating func error(_ position: Position, _ message: @autoclosure () -> String) {
    errorCount += 1
    if errorCount <= Self.limit { add(position, message(), .error) }
  }

  mutating func warning(
    _ position: Position, _ message: @autoclosure () -> String, category: Diagnostic.Category = .general
  ) {
    add(position, message(), .warning, category)
  }

  private mutating func add(
    _ position: Position, _ message: String, _ severity: Diagnostic.Severity,
    _ category: Diagnostic.Category = .general
  ) {
    list.append(
      Diagnostic(
        file: file, path: path, line: Int(position.line) + 1, column: Int(position.column) + 1, message: message,
        severity: severity, category: category))
  }
}
