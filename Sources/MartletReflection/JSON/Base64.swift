/// Base64 as JSON input may have it: RFC 4648's standard and URL-safe alphabets, with or without padding.
package enum Base64 {
  /// The bytes that a text stands for; nil if it is malformed.
  package static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    var count = text.count
    var padding = 0
    while count > 0, padding < 2, text[count - 1] == UInt8(ascii: "=") {
      count -= 1
      padding += 1
    }
    if count % 4 == 1 || padding > 0 && (count + padding) % 4 != 0 { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(count * 3 / 4)
    var bits: UInt32 = 0
    var held: UInt32 = 0
    for index in 0..<count {
      guard let value = value(text[index]) else { return nil }
      bits = bits << 6 | value
      held += 6
      if held >= 8 {
        held -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> held))
      }
    }
    return result
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
