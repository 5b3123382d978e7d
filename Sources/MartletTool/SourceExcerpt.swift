import MartletReflection
import ProtoCompiler

/// Shows where in its source a finding is: the line, and a caret below the place.
struct SourceExcerpt {
  private var path: String?
  private var lines: [ArraySlice<UInt8>] = []
  /// The line that was shown last: a long one may have many findings.
  private var last: (number: Int, line: SourceLine)?

  /// The finding in one line, and its place in the source in two more if there is such a place.
  mutating func text(_ diagnostic: Diagnostic) -> String {
    guard diagnostic.line > 0, let line = line(of: diagnostic) else { return diagnostic.description }
    let (shown, caret) = line.excerpt(around: diagnostic.column)
    return "\(diagnostic.description)\n\(shown)\n\(String(repeating: " ", count: caret))^"
  }

  /// The line that a finding is in. Findings of one line in a row share it.
  mutating func line(of diagnostic: Diagnostic) -> SourceLine? {
    let source = diagnostic.path ?? diagnostic.file
    if path != source {
      path = source
      lines = Self.bytes(diagnostic).split(separator: 0x0A, omittingEmptySubsequences: false)
      last = nil
    }
    let number = diagnostic.line
    if let last, last.number == number { return last.line }
    guard number <= lines.count else { return nil }
    let line = SourceLine(lines[number - 1])
    last = (number, line)
    return line
  }

  private static func bytes(_ diagnostic: Diagnostic) -> [UInt8] {
    if let path = diagnostic.path { return (try? Files.read(path)) ?? [] }
    return WellKnownFiles.text(diagnostic.file).map { Array($0.utf8) } ?? []
  }
}

/// A line of a source as a terminal may show it.
final class SourceLine {
  /// How much of a line is shown, in characters.
  static let width = 160

  /// Tabs are as many blanks as they are wide.
  private var characters: [Unicode.Scalar] = []
  /// How many columns stand before each character, which count bytes and take a tab for the way to the next multiple of
  /// eight. All blanks of a tab stand where that does.
  private var columns: [Int] = []
  /// How many columns there are.
  private var end = 0

  init(_ line: ArraySlice<UInt8>) {
    for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
      let start = end
      end = scalar == "\t" ? (start / 8 + 1) * 8 : start + UTF8.width(scalar)
      if scalar == "\r" { continue }
      for _ in 0..<(scalar == "\t" ? end - start : 1) {
        characters.append(scalar == "\t" ? " " : scalar.isControl ? "?" : scalar)
        columns.append(start)
      }
    }
  }

  /// The surroundings of a column, which counts from 1, and how many of these characters stand before it.
  func excerpt(around column: Int) -> (shown: String, caret: Int) {
    var place = firstIndex(from: column - 1)
    if place == characters.count { place += max(0, min(column - 1 - end, 1)) }
    var first = 0
    if characters.count > Self.width {
      first = max(0, min(place - Self.width / 2, characters.count - Self.width))
      place -= first
    }
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: characters[first..<min(characters.count, first + Self.width)])
    return (String(shown), place)
  }

  /// The first character that stands at a column or behind it; their number if none does.
  private func firstIndex(from column: Int) -> Int {
    var (low, high) = (0, columns.count)
    while low < high {
      let middle = (low + high) / 2
      if columns[middle] < column { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
