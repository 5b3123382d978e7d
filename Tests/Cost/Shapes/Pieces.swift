// The pieces that inputs are made of.

/// Pieces until there are so many bytes.
func filled(_ size: Int, _ piece: (Int) -> [UInt8]) -> [UInt8] {
  var bytes: [UInt8] = []
  var index = 0
  while bytes.count < size {
    bytes += piece(index)
    index += 1
  }
  return bytes
}

/// The same piece until there are so many bytes.
func filled(_ size: Int, with piece: [UInt8]) -> [UInt8] { filled(size) { _ in piece } }

/// Text in pieces until there are so many bytes, between a beginning and an end.
func text(_ size: Int, _ beginning: String = "", _ end: String = "", _ piece: (Int) -> String) -> [UInt8] {
  Array(beginning.utf8) + filled(size) { Array(piece($0).utf8) } + Array(end.utf8)
}

/// What wire format is made of.
enum Wire {
  static func varint(_ value: Int) -> [UInt8] {
    var rest = UInt64(bitPattern: Int64(value))
    var bytes: [UInt8] = []
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  /// A field with a varint.
  static func field(_ number: Int, _ value: Int) -> [UInt8] { varint(number << 3) + varint(value) }

  /// A field of bytes, a string or a message.
  static func field(_ number: Int, _ bytes: [UInt8] = []) -> [UInt8] {
    varint(number << 3 | 2) + varint(bytes.count) + bytes
  }

  static func field(_ number: Int, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

  static func group(_ number: Int, _ fields: [UInt8] = []) -> [UInt8] {
    varint(number << 3 | 3) + fields + varint(number << 3 | 4)
  }

  /// A field in itself, so many times.
  static func nested(_ number: Int, levels: Int, _ inner: [UInt8] = []) -> [UInt8] {
    (0..<levels).reduce(inner) { bytes, _ in field(number, bytes) }
  }

  /// A group in itself, so many times.
  static func nestedGroups(_ number: Int, levels: Int, _ inner: [UInt8] = []) -> [UInt8] {
    let begin = varint(number << 3 | 3)
    let end = varint(number << 3 | 4)
    return (0..<levels).flatMap { _ in begin } + inner + (0..<levels).flatMap { _ in end }
  }

  /// An item of a message set.
  static func item(_ type: Int, _ message: [UInt8]) -> [UInt8] { group(1, field(2, type) + field(3, message)) }
}
