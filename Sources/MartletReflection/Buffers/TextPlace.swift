/// Where an error is, as text editors count.
struct TextPlace {
  /// In bytes from the beginning.
  let offset: Int
  /// Both from 1, the column in bytes.
  private(set) var line = 1
  private(set) var column = 1

  init(_ offset: Int, in text: UnsafeRawBufferPointer) {
    self.offset = min(offset, text.count)
    for byte in text[..<self.offset] {
      column += 1
      if byte == UInt8(ascii: "\n") { (line, column) = (line + 1, 1) }
    }
  }
}
