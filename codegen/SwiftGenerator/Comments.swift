import MartletReflection

extension FileContext {
  /// The lines of the doc comment of what stands at a path (`SourceCodeInfo.Location.path`), `///` included.
  ///
  /// - Parameter deprecated: what is deprecated, if it can't carry the attribute.
  func comments(at path: [Int32], deprecated: String? = nil) -> [String] {
    let location = sourceInfo.locations(path).first
    var text = location?.leadingComments ?? ""
    if let trailing = location?.trailingComments, !trailing.isEmpty {
      while text.last?.isNewline == true { text.removeLast() }
      text += (text.isEmpty ? "" : "\n\n") + trailing
    }
    var lines: [String] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var text = String(line.drop { $0 == " " || $0 == "\t" })
      if text.isEmpty && lines.isEmpty { continue }
      // Keep what is indented relative to the comment's usual single space.
      let indent = line.prefix { $0 == " " }.count
      if indent > 1 { text = String(repeating: " ", count: indent - 1) + text }
      while text.last == " " || text.last == "\t" { text.removeLast() }
      text.unicodeScalars.removeAll { $0.isControl && $0 != "\t" }
      lines.append(text.isEmpty ? "///" : "/// " + text)
    }
    while lines.last == "///" { lines.removeLast() }
    if let deprecated {
      if !lines.isEmpty { lines.append("///") }
      lines.append("/// - Warning: This \(deprecated) is deprecated.")
    }
    return lines
  }
}
