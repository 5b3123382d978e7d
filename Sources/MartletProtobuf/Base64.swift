/// Base64 (RFC 4648): written in the standard alphabet, read in that and the URL-safe one, with or without padding.
package enum Base64 {
  /// How many characters a number of bytes takes.
  package static func encodedCount(_ count: Int, padded: Bool) -> Int {
    padded ? (count + 2) / 3 * 4 : (count * 4 + 2) / 3
  }

  /// Writes bytes as text to memory that has room for it.
  package static func encode(
    _ bytes: UnsafeRawBufferPointer, padded: Bool, to text: UnsafeMutablePointer<UInt8>
  ) {
    let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    let digits = alphabet.utf8Start
    let count = encodedCount(bytes.count, padded: padded)
    var at = 0
    for index in stride(from: 0, to: bytes.count, by: 3) {
      let left = bytes.count - index
      let group =
        UInt32(bytes[index]) << 16
        | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
        | (left > 2 ? UInt32(bytes[index + 2]) : 0)
      text[at] = digits[Int(group >> 18)]
      text[at + 1] = digits[Int(group >> 12 & 63)]
      if at + 2 < count { text[at + 2] = left > 1 ? digits[Int(group >> 6 & 63)] : UInt8(ascii: "=") }
      if at + 3 < count { text[at + 3] = left > 2 ? digits[Int(group & 63)] : UInt8(ascii: "=") }
      at += 4
    }
  }

  /// Bytes as text.
  package static func encode(_ bytes: [UInt8], padded: Bool) -> String {
    let count = encodedCount(bytes.count, padded: padded)
    return String(unsafeUninitializedCapacity: count) { text in
      guard let start = text.baseAddress else { return 0 }
      bytes.withUnsafeBytes { encode($0, padded: padded, to: start) }
      return count
    }
  }

  /// The bytes that a text stands for; nil if it is malformed.
  ///
  /// - Parameter ignored: a character that may stand anywhere and says nothing.
  package static func decode(_ text: some Collection<UInt8>, ignoring ignored: UInt8? = nil) -> [UInt8]? {
    let bytes = text.withContiguousStorageIfAvailable { decode(UnsafeRawBufferPointer($0), ignoring: ignored) }
    return bytes ?? Array(text).withUnsafeBytes { decode($0, ignoring: ignored) }
  }

  /// The bytes that a text stands for; nil if it is malformed.
  ///
  /// - Parameter ignored: a character that may stand anywhere and says nothing.
  package static func decode(_ text: UnsafeRawBufferPointer, ignoring ignored: UInt8? = nil) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.count / 4 * 3 + 3)
    var bits: UInt32 = 0
    var held: UInt32 = 0
    var padding = 0
    var count = 0
    for character in text where character != ignored {
      count += 1
      if character == UInt8(ascii: "="), padding < 2 {
        padding += 1
        continue
      }
      guard padding == 0, let value = value(character) else { return nil }
      bits = bits << 6 | value
      held += 6
      if held >= 8 {
        held -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> held))
      }
    }
    // Six bits that are left over are a character too many.
    return held == 6 || padding > 0 && count % 4 != 0 ? nil : result
  }

  @inline(__always)
  private static func value(_ character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character) + 4
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
