/// Finds the comments between two tokens and tells which declaration each belongs to.
///
/// The rules are protoc's: a comment that begins on the line of the previous token, or on the lines directly below
/// it with a blank line after it, trails that token; the last comment with no blank line before the next token leads that
/// one; what lies between is detached. Line comments on adjoining lines are one comment.
/// A lone comment that stands on one line with both tokens belongs to neither, and is detached too.
struct CommentScanner {
  private(set) var trailing: [UInt8]?
  private(set) var detached: [[UInt8]] = []
  private(set) var leading: [UInt8]?

  private var buffer: [UInt8] = []
  private var hasComment = false
  private var isLineComment = false
  private var canTrail = true

  // Comments, and line ends up to the trailing comment's end and since.
  private var flushed = 0
  private var hasTrailed = false
  private var newlines = 0
  private var newlinesAtTrailingEnd = -1

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
    if gap.isEmpty { return }
    if atFileStart {
      // There is no token that the first line could be shared with.
      newlines = 1
      if end - at >= 3 && source[at] == 0xEF { at += 3 }
      canTrail = false
    } else if !scanRestOfLine() {
      return
    }
    scanLines(closesScope: closesScope)
    if hasComment { leading = buffer }
  }

  /// The rest of the previous token's line; false if the next token stands on it too.
  private mutating func scanRestOfLine() -> Bool {
    skipBlanks()
    switch commentStart() {
    case .line:
      readLineComment()
      flush()
    case .block:
      readBlockComment()
      skipBlanks()
      newlinesAtTrailingEnd = newlines
      flush()
    case .none:
      guard takeNewline() else { return false }
    }
    return true
  }

  private mutating func scanLines(closesScope: Bool) {
    while true {
      skipBlanks()
      switch commentStart() {
      case .line:
        readLineComment()
      case .block:
        readBlockComment()
        skipBlanks()
        _ = takeNewline()
      case .none:
        if takeNewline() {
          flush()
          canTrail = false
        } else {
          if newlines == 0 || newlines == newlinesAtTrailingEnd {
            detachLoneComment()
          } else if closesScope {
            flush()
          }
          return
        }
      }
    }
  }

  // MARK: - The comment being read

  private mutating func open(line: Bool) {
    if hasComment && !(line && isLineComment) { flush() }
    hasComment = true
    isLineComment = line
  }

  /// The comment is complete, and isn't the next token's.
  private mutating func flush() {
    guard hasComment else { return }
    flushed += 1
    if canTrail {
      trailing = buffer
      hasTrailed = true
      canTrail = false
    } else {
      detached.append(buffer)
    }
    buffer = []
    hasComment = false
  }

  /// A lone comment on a line with both tokens belongs to neither.
  private mutating func detachLoneComment() {
    guard flushed + (hasComment ? 1 : 0) == 1 else { return }
    if hasTrailed, let text = trailing {
      detached.insert(text, at: 0)
      trailing = nil
    }
    flush()
  }

  // MARK: - Bytes

  private enum Start { case none, line, block }

  private func byte(_ ahead: Int = 0) -> UInt8? { at + ahead < end ? source[at + ahead] : nil }

  private mutating func skipBlanks() {
    while let byte = byte(), byte != UInt8(ascii: "\n"), byte.isBlank { at += 1 }
  }

  private mutating func takeNewline() -> Bool {
    guard byte() == UInt8(ascii: "\n") else { return false }
    at += 1
    newlines += 1
    return true
  }

  private mutating func commentStart() -> Start {
    guard byte() == UInt8(ascii: "/") else { return .none }
    switch byte(1) {
    case UInt8(ascii: "/"):
      at += 2
      return .line
    case UInt8(ascii: "*"):
      at += 2
      return .block
    default:
      return .none
    }
  }

  /// The line end belongs to the comment.
  private mutating func readLineComment() {
    open(line: true)
    let start = at
    while let byte = byte(), byte != UInt8(ascii: "\n") { at += 1 }
    _ = takeNewline()
    buffer.append(contentsOf: source[start..<at])
  }

  /// Blanks and one asterisk at the beginning of a line are decoration.
  private mutating func readBlockComment() {
    open(line: false)
    while let byte = byte() {
      at += 1
      if byte == UInt8(ascii: "*") && self.byte() == UInt8(ascii: "/") {
        at += 1
        return
      }
      buffer.append(byte)
      if byte == UInt8(ascii: "\n") {
        newlines += 1
        skipBlanks()
        if self.byte() == UInt8(ascii: "*") {
          at += 1
          if self.byte() == UInt8(ascii: "/") {
            at += 1
            return
          }
        }
      }
    }
  }
}
