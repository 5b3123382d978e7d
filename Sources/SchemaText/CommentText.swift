/// Writes comments so that compiling them gives the same text again.
enum CommentText {
  /// The lines of a comment: behind `//` if its last line has an end, and otherwise in `/* */`.
  static func lines(_ text: String) -> [String] {
    // Of a line's end with a carriage return, the return belongs to the comment.
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init)
    if isBlock(text) {
      for index in lines.indices.dropFirst() where lines[index].utf8.first != UInt8(ascii: "/") {
        // Blanks and one asterisk at the beginning of a line don't count; an asterisk before a slash would be the end.
        lines[index] = " *" + lines[index]
      }
      lines[0] = "/*" + lines[0]
      lines[lines.count - 1] += "*/"
      return lines.map(String.init)
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { "//\($0)" }
  }

  /// Whether a comment is written in `/* */`. One that no `.proto` file gave rise to may hold what would end it.
  static func isBlock(_ text: String) -> Bool {
    text.utf8.last != UInt8(ascii: "\n") && text.utf8.last != UInt8(ascii: "/")
      && !text.contains("*/") && !text.contains("/*") && !text.contains("\0")
  }
}
