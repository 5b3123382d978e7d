extension JSONScanner.Text {
  /// Lends the string's bytes with its escapes resolved.
  @inline(__always)
  func withUnescaped<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    if !hasEscapes { return try body(bytes) }
    return try unescaped().span.withUnsafeBytes(body)
  }

  /// The string's bytes with its escapes resolved.
  func unescaped() -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    // The scanner has checked the escapes; the bounds hold even if it hadn't.
    func hexadecimal(_ at: Int) -> UInt32 {
      JSONScanner.hexadecimal(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(at))) ?? 0
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < bytes.count else {
        result.append(byte)
        continue
      }
      let escape = bytes[index]
      index += 1
      switch escape {
      case UInt8(ascii: "b"): result.append(8)
      case UInt8(ascii: "f"): result.append(12)
      case UInt8(ascii: "n"): result.append(10)
      case UInt8(ascii: "r"): result.append(13)
      case UInt8(ascii: "t"): result.append(9)
      case UInt8(ascii: "u"):
        var scalar = hexadecimal(index)
        index += 4
        if scalar & 0xFC00 == 0xD800 {
          scalar = 0x10000 + (scalar & 0x3FF) << 10 + hexadecimal(index + 2) & 0x3FF
          index += 6
        }
        result.append(contentsOf: String(UnicodeScalar(scalar) ?? "\u{FFFD}").utf8)
      default: result.append(escape)
      }
    }
    return result
  }
}
