import MartletReflection
import ProtoCompiler

/// Where a command writes: results to one place, everything else to another.
public struct Output: Sendable {
  private let writeResult: @Sendable (String) throws -> Void
  private let writeNote: @Sendable (String) -> Void

  /// An output that hands each piece of text to a closure. A command whose result can't be written fails.
  public init(result: @escaping @Sendable (String) throws -> Void, note: @escaping @Sendable (String) -> Void) {
    writeResult = result
    writeNote = note
  }

  /// Standard output and standard error, each piece written at once.
  public static let standard = Output(
    result: { try Self.write($0, to: .standardOutput) },
    // Where this fails there is nobody left to tell.
    note: { try? Self.write($0, to: .standardError) })

  /// The output of the command that the present task runs.
  @TaskLocal static var current = Output.standard

  /// Writes a result and ends its line. What a terminal would obey is escaped, here and in `note`: texts contain what
  /// files and servers say.
  ///
  /// - Throws: what the closure throws that writes results: `FileError` for standard output.
  func result(_ text: String) throws { try writeResult(text.escapingControls + "\n") }

  /// Writes something about the work and ends its line.
  func note(_ text: String) { writeNote(text.escapingControls + "\n") }

  private static func write(_ text: String, to file: OutputFile) throws(FileError) {
    try text.utf8Span.span.withUnsafeBytes { bytes throws(FileError) in try file.write(bytes) }
  }
}
