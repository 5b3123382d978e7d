import MartletProtobuf

extension OutputBuffer {
  @inline(__always)
  mutating func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(_ text: String) {
    text.utf8.span.withUnsafeBytes { append($0) }
  }

  mutating func append(_ byte: UInt8, count times: Int) {
    reserve(times)
    for _ in 0..<times { store(byte) }
  }

  // MARK: - Numbers

  mutating func integer(_ value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    integer(value.magnitude)
  }

  mutating func integer(_ value: UInt64) {
    reserve(20)
    var digits = 1
    var limit: UInt64 = 10
    while value >= limit {
      digits += 1
      if digits == 20 { break }
      limit *= 10
    }
    var rest = value
    var at = count + digits
    while at > count {
      at -= 1
      base.storeBytes(of: UInt8(truncatingIfNeeded: rest % 10) + 0x30, toByteOffset: at, as: UInt8.self)
      rest /= 10
    }
    count += digits
  }

  /// A number with leading zeros up to a width.
  mutating func integer(_ value: Int, width: Int) {
    var digits = 1
    var limit = 10
    while digits < width {
      if value < limit { append(UInt8(ascii: "0")) }
      limit *= 10
      digits += 1
    }
    integer(Int64(value))
  }

  /// The shortest digits that read back as the same number; NaN and the infinities as strings.
  mutating func number(_ value: Double) { number(value, whole: Int64(exactly: value)) }

  mutating func number(_ value: Float) { number(value, whole: Int64(exactly: value)) }

  private mutating func number<T: BinaryFloatingPoint & CustomStringConvertible>(_ value: T, whole: Int64?) {
    // Whole numbers up to here are exact.
    let limit: UInt64 = 1 << UInt64(T.significandBitCount + 1)
    if !value.isFinite {
      append(value.isNaN ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"")
    } else if let whole, whole.magnitude < limit, whole != 0 || value.sign == .plus {
      integer(whole)
    } else {
      append(value.description)
    }
  }

  // MARK: - Strings

  mutating func quoted(_ text: String) {
    text.utf8.span.withUnsafeBytes { quoted($0) }
  }

  /// A string in quotes. Only what RFC 8259 demands is escaped.
  mutating func quoted(_ text: UnsafeRawBufferPointer) {
    reserve(text.count + 2)
    append(UInt8(ascii: "\""))
    if let first = text.baseAddress?.assumingMemoryBound(to: UInt8.self) {
      let end = first + text.count
      var from = first
      while true {
        let next = JSONScanner.plain(from: from, to: end)
        append(UnsafeRawBufferPointer(start: from, count: next - from))
        if next == end { break }
        escape(next.pointee)
        from = next + 1
      }
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 8: append(UInt8(ascii: "b"))
    case 9: append(UInt8(ascii: "t"))
    case 10: append(UInt8(ascii: "n"))
    case 12: append(UInt8(ascii: "f"))
    case 13: append(UInt8(ascii: "r"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
    default:
      append("u00")
      append(byte >> 4 + 0x30)
      append(byte & 15 < 10 ? byte & 15 + 0x30 : byte & 15 + 0x57)
    }
  }

  /// Bytes as padded base64 (RFC 4648, section 4) in quotes.
  mutating func base64(_ bytes: UnsafeRawBufferPointer) {
    let size = Base64.encodedCount(bytes.count, padded: true)
    reserve(size + 2)
    append(UInt8(ascii: "\""))
    Base64.encode(bytes, padded: true, to: (base + count).assumingMemoryBound(to: UInt8.self))
    count += size
    append(UInt8(ascii: "\""))
  }
}
