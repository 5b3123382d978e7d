extension Unicode.Scalar {
  /// Whether a terminal obeys the character instead of showing it: control characters, and those that reverse the
  /// direction of what stands behind them.
  package var isControl: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension String {
  /// The text as a terminal may show it, wherever it comes from: what a terminal would obey is `\u001b` and the like,
  /// as JSON and `.proto` files write it in strings. Line ends and tabs stay.
  package var escapingControls: String { escaping(isLine: false) }

  /// The same in one line.
  package var escapingControlsInLine: String { escaping(isLine: true) }

  private func escaping(isLine: Bool) -> String {
    let scalars = unicodeScalars
    // Nearly every text has nothing of that.
    if !scalars.contains(where: { $0.isControl && (isLine || $0 != "\n" && $0 != "\t") }) { return self }
    var escaped = String.UnicodeScalarView()
    for index in scalars.indices {
      let scalar = scalars[index]
      let isLineEnd =
        scalar == "\n" || scalar == "\r" && scalars[scalars.index(after: index)...].first == "\n"
      if !scalar.isControl || !isLine && (isLineEnd || scalar == "\t") {
        escaped.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16)
        escaped.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
      }
    }
    return String(escaped)
  }
}
