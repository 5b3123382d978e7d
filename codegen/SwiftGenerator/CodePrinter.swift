/// Gathers lines of source with their indentation.
struct CodePrinter {
  /// Swift's lines are kept this short where the generator can choose.
  static let lineLength = 120

  private(set) var text = ""
  private var depth = 0

  /// Adds a line. An empty one has no indentation.
  mutating func line(_ content: String = "") {
    if !content.isEmpty {
      for _ in 0..<depth { text += "  " }
      text += content
    }
    text += "\n"
  }

  /// Adds `head {`, what `body` prints, and `}`.
  mutating func block<E: Error>(_ head: String, _ body: (inout CodePrinter) throws(E) -> Void) throws(E) {
    line(head + " {")
    try indented(body)
    line("}")
  }

  /// Adds what `body` prints one level deeper.
  mutating func indented<E: Error>(_ body: (inout CodePrinter) throws(E) -> Void) throws(E) {
    depth += 1
    defer { depth -= 1 }
    try body(&self)
  }

  /// Adds `head(arguments)tail` on one line if it fits; otherwise the arguments on a line of their own, or on one each.
  mutating func call(_ head: String, _ arguments: [String], _ tail: String) {
    let joined = arguments.joined(separator: ", ")
    if fits(head.count + joined.count + tail.count + 2) {
      line("\(head)(\(joined))\(tail)")
      return
    }
    line(head + "(")
    // A call ends behind its last argument, a declaration below it.
    let end = tail.isEmpty ? ")" : ""
    if fits(joined.count + 2 + end.count) {
      line("  " + joined + end)
    } else {
      for (index, argument) in arguments.enumerated() {
        line("  " + argument + (index == arguments.count - 1 ? end : ","))
      }
    }
    if !tail.isEmpty { line(")" + tail) }
  }

  /// Adds `head item, item tail` on one line if it fits; otherwise the items on a line each.
  mutating func list(_ head: String, _ items: [String], _ tail: String) {
    let joined = items.joined(separator: ", ")
    if fits(head.count + joined.count + tail.count) { return line(head + joined + tail) }
    let indent = String(head.prefix { $0 == " " })
    line(head)
    for item in items { line("\(indent)  \(item),") }
    line(indent + tail)
  }

  /// Whether so many characters fit on a line at the present indentation.
  func fits(_ count: Int) -> Bool { depth * 2 + count <= Self.lineLength }
}
