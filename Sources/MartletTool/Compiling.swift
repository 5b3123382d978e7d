import MartletReflection
import ProtoCompiler

/// What commands need of the compiler.
enum Compiling {
  /// Compiles files, and reports what is wrong with them on the way.
  ///
  /// - Parameters:
  ///   - experimentalEditions: whether editions that aren't released are accepted.
  ///   - isReported: picks the findings to report.
  /// - Throws: `ToolError` if any file has an error.
  static func compile(
    _ files: [String], importPaths: [String], experimentalEditions: Bool = false,
    reporting isReported: (Diagnostic) -> Bool = { _ in true }
  ) throws -> CompileResult {
    var compiler = ProtoCompiler(importPaths: importPaths)
    compiler.allowsExperimentalEditions = experimentalEditions
    let result = compiler.compile(files)
    var excerpt = SourceExcerpt()
    for diagnostic in result.diagnostics where isReported(diagnostic) { Output.current.note(excerpt.text(diagnostic)) }
    let errors = result.diagnostics.count { $0.severity == .error }
    if errors > 0 { throw ToolError.failure(errors == 1 ? "1 error" : "\(errors) errors") }
    return result
  }

  /// Writes what rules have found.
  ///
  /// - Throws: `ToolError` if there is anything; what `Output.result` throws.
  static func report(_ findings: [Finding]) throws {
    for finding in findings { try Output.current.result(finding.description.escapingControlsInLine) }
    if !findings.isEmpty { throw ToolError.failure(findings.count == 1 ? "1 finding" : "\(findings.count) findings") }
  }

  /// The files that arguments stand for: a file itself; the .proto files below a folder, by name; those that `@LISTFILE`
  /// names, one a line.
  static func inputs(_ arguments: [String]) throws -> [String] {
    try arguments.flatMap { argument in
      if argument.hasPrefix("@") { return try listed(String(argument.dropFirst())).flatMap(protoFiles) }
      return try protoFiles(argument)
    }
  }

  private static func listed(_ path: String) throws -> [String] {
    try Files.read(path).split { $0 == 0x0A || $0 == 0x0D }.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func protoFiles(_ path: String) throws -> [String] {
    if path.hasSuffix(".proto") { return [path] }
    guard Files.isFolder(path) else { return [path] }
    let found = SourceFiles.below(path, suffixes: [".proto"])
    if found.isEmpty { throw ToolError.failure("\(path) has no .proto files") }
    return found
  }
}
