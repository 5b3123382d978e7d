import MartletReflection
import ProtoCompiler

/// Shows where in its source a finding is: the line, and a caret below the place.
struct SourceExcerpt {
  /// How much of a line is shown, in characters.
  static let width = 160

  private var path: String?
  private var lines: [ArraySlice<UInt8>] = []

  /// The finding in one line, and its place in the source in two more if there is such a place.
  mutating func text(_ diagnostic: Diagnostic) -> String {
    guard diagnostic.line > 0, let line = line(diagnostic.line, of: diagnostic) else { return diagnostic.description }
    let (shown, caret) = Self.render(line, column: diagnostic.column)
    return "\(diagnostic.description)\n\(shown)\n\(String(repeating: " ", count: caret))^"
  }

  private mutating func line(_ number: Int, of diagnostic: Diagnostic) -> ArraySlice<UInt8>? {
    let source = diagnostic.path ?? diagnostic.file
    if path != source {
      path = source
      lines = Self.bytes(diagnostic).split(separator: 0x0A, omittingEmptySubsequences: false)
    }
    return number <= lines.count ? lines[number - 1] : nil
  }

  private static func bytes(_ diagnostic: Diagnostic) -> [UInt8] {
    if let path = diagnostic.path { return (try? Files.read(path)) ?? [] }
    return WellKnownFiles.text(diagnostic.file).map { Array($0.utf8) } ?? []
  }

  /// A line with tabs as blanks, and how many characters stand before a column, which counts bytes from 1 and takes a tab
  /// for the way to the next multiple of eight.
  static func render(_ line: ArraySlice<UInt8>, column: Int) -> (shown: String, caret: Int) {
    var characters: [Unicode.Scalar] = []
    var caret: Int?
    var at = 0
    for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
      if caret == nil && at >= column - 1 { caret = characters.count }
      if scalar == "\t" {
        let next = (at / 8 + 1) * 8
        for _ in at..<next { characters.append(" ") }
        at = next
      } else {
        if scalar != "\r" { characters.append(scalar.isControl ? "?" : scalar) }
        at += UTF8.width(scalar)
      }
    }
    var place = caret ?? characters.count + max(0, min(column - 1 - at, 1))
    var first = 0
    if characters.count > width {
      first = max(0, min(place - width / 2, characters.count - width))
      place -= first
    }
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: characters[first..<min(characters.count, first + width)])
    return (String(shown), place)
  }
}
