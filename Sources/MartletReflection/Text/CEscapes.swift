/// The escapes that `.proto` files and text format share with C: `\n`, `\001`, `\xff`.
package enum CEscapes {
  /// Which bytes are escaped beside control characters, backslashes and double quotes.
  package struct Style: Sendable {
    /// Bytes above 0x7F are escaped: those of text are left as they are otherwise.
    var isASCII: Bool
    /// Single quotes are escaped.
    var quotesBoth = false

    /// Text, which stays UTF-8.
    package static let text = Style(isASCII: false)
    /// Printable ASCII.
    package static let ascii = Style(isASCII: true)
    /// Printable ASCII as descriptors hold the defaults of `bytes` fields.
    package static let descriptor = Style(isASCII: true, quotesBoth: true)
  }

  /// Calls `append` with what stands for a byte.
  @inline(__always)
  static func escape(_ byte: UInt8, _ style: Style, _ append: (UInt8) -> Void) {
    func letter(_ letter: Unicode.Scalar) {
      append(UInt8(ascii: "\\"))
      append(UInt8(ascii: letter))
    }
    switch byte {
    case UInt8(ascii: "\n"): letter("n")
    case UInt8(ascii: "\r"): letter("r")
    case UInt8(ascii: "\t"): letter("t")
    case UInt8(ascii: "\""): letter("\"")
    case UInt8(ascii: "'") where style.quotesBoth: letter("'")
    case UInt8(ascii: "\\"): letter("\\")
    case 0x20..<0x7F: append(byte)
    case 0x80... where !style.isASCII: append(byte)
    default:
      append(UInt8(ascii: "\\"))
      append(0x30 + byte >> 6)
      append(0x30 + byte >> 3 & 7)
      append(0x30 + byte & 7)
    }
  }

  /// Bytes with escapes.
  package static func escaped(_ bytes: some Sequence<UInt8>, _ style: Style) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes { escape(byte, style) { result.append($0) } }
    return result
  }

  /// A string in double quotes, as `.proto` files have it.
  package static func quoted(_ bytes: some Sequence<UInt8>, _ style: Style) -> String {
    "\"\(String(decoding: escaped(bytes, style), as: UTF8.self))\""
  }

  /// The byte that one letter or sign after a backslash stands for; nil if that is no escape or is a longer one.
  package static func byte(of letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "a"): 0x07
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "v"): 0x0B
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "?"): letter
    default: nil
    }
  }
}
