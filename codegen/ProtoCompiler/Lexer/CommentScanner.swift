/// Finds the comments between two tokens and tells which declaration each belongs to.
///
/// The rules are protoc's: a comment that begins on the line of the previous token, or on the lines directly below
/// it with a blank line after it, trails that token; the last comment with no blank line before the next token leads that
/// one; what lies between is detached. Line comments on adjoining lines are one comment. A lone comment that stands on one
/// line with both tokens belongs to neither, and is detached too.
struct CommentScanner {
  private(set) var trailing: [UInt8]?
  private(set) var detached: [[UInt8]] = []
  private(set) var leading: [UInt8]?

  /// A comment that isn't known to be complete.
  private var pending: [UInt8]?
  private var isPendingLine = false
  private var canTrail: Bool
  private var newlines = 0

  private let source: [UInt8]
  private var at: Int
  private let end: Int

  /// - Parameters:
  ///   - source: the file's text.
  ///   - gap: the bytes between the tokens.
  ///   - atFileStart: there is no token before the gap.
  ///   - closesScope: the next token is the file's end or a closing bracket, which no comment can lead.
  init(source: [UInt8], gap: Range<Int>, atFileStart: Bool, closesScope: Bool) {
    self.source = source
    at = gap.lowerBound
    end = gap.upperBound
    canTrail = !atFileStart
    if atFileStart && gap.count >= 3 && source[at] == 0xEF { at += 3 }

    var isFirstLine = !atFileStart
    // How many line ends come before the line that the previous token, or the comment behind it, shares with what follows.
    var sharedLine = isFirstLine ? 0 : nil
    while true {
      skipBlanks()
      if take(UInt8(ascii: "/"), UInt8(ascii: "/")) {
        readLineComment()
        if isFirstLine { complete() }
      } else if take(UInt8(ascii: "/"), UInt8(ascii: "*")) {
        readBlockComment()
        skipBlanks()
        if isFirstLine {
          sharedLine = newlines
          complete()
        } else {
          _ = takeNewline()
        }
      } else if takeNewline() {
        if !isFirstLine {
          complete()
          canTrail = false
        }
      } else {
        break
      }
      isFirstLine = false
    }
    if newlines == sharedLine && detached.isEmpty && pending == nil, let text = trailing {
      detached = [text]
      trailing = nil
    }
    if closesScope { complete() }
    leading = pending
  }

  // MARK: - The comment being read

  private mutating func begin(isLine: Bool) {
    if !(isLine && isPendingLine) { complete() }
    isPendingLine = isLine
    if pending == nil { pending = [] }
  }

  /// The comment is complete, and isn't the next token's.
  private mutating func complete() {
    guard let text = pending else { return }
    pending = nil
    if canTrail { trailing = text } else { detached.append(text) }
    canTrail = false
  }

  // MARK: - Bytes

  private mutating func skipBlanks() {
    while at < end, source[at] != UInt8(ascii: "\n"), source[at].isBlank { at += 1 }
  }

  private mutating func takeNewline() -> Bool {
    guard at < end, source[at] == UInt8(ascii: "\n") else { return false }
    at += 1
    newlines += 1
    return true
  }

  private mutating func take(_ first: UInt8, _ second: UInt8) -> Bool {
    guard at + 1 < end, source[at] == first, source[at + 1] == second else { return false }
    at += 2
    return true
  }

  /// The line end belongs to the comment.
  private mutating func readLineComment() {
    begin(isLine: true)
    let start = at
    while at < end, source[at] != UInt8(ascii: "\n") { at += 1 }
    _ = takeNewline()
    pending?.append(contentsOf: source[start..<at])
  }

  /// Blanks and one asterisk at the beginning of a line are decoration.
  private mutating func readBlockComment() {
    begin(isLine: false)
    while at < end, !take(UInt8(ascii: "*"), UInt8(ascii: "/")) {
      pending?.append(source[at])
      if !takeNewline() {
        at += 1
        continue
      }
      skipBlanks()
      if at < end, source[at] == UInt8(ascii: "*") {
        at += 1
        if at < end, source[at] == UInt8(ascii: "/") {
          at += 1
          return
        }
      }
    }
  }
}
