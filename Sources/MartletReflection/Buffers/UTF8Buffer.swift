import MartletProtobuf

/// UTF-8 that grows at its end: what JSON and text format are written into.
struct UTF8Buffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 256) {
    self.capacity = max(capacity, 64)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// Lends what was written. The pointer is valid until `body` returns.
  func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try body(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// Forgets what was written after a place.
  mutating func truncate(to count: Int) { self.count = min(count, self.count) }

  @inline(__always)
  private mutating func reserve(_ extra: Int) {
    if capacity - count < extra { grow(extra) }
  }

  @inline(never)
  private mutating func grow(_ extra: Int) {
    let larger = max(capacity * 2, count + extra + 64)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = larger
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    UnsafeMutableRawPointer(base + count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  @inline(__always)
  mutating func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(_ text: String) {
    text.utf8.span.withUnsafeBytes { append($0) }
  }

  mutating func append(_ byte: UInt8, count times: Int) {
    reserve(times)
    for _ in 0..<times {
      base[count] = byte
      count += 1
    }
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
      base[at] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
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
  mutating func number(_ value: Double) {
    if !value.isFinite {
      append(value.isNaN ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"")
    } else if let whole = Int64(exactly: value), whole.magnitude < 1 << 53, whole != 0 || value.sign == .plus {
      integer(whole)
    } else {
      append(value.description)
    }
  }

  mutating func number(_ value: Float) {
    if !value.isFinite {
      number(Double(value))
    } else if let whole = Int64(exactly: value), whole.magnitude < 1 << 24, whole != 0 || value.sign == .plus {
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
    var from = 0
    var index = 0
    let length = text.count
    while index < length {
      index = Self.plain(text, from: index)
      if index == length { break }
      append(UnsafeRawBufferPointer(rebasing: text[from..<index]))
      escape(text[index])
      index += 1
      from = index
    }
    append(UnsafeRawBufferPointer(rebasing: text[from..<length]))
    append(UInt8(ascii: "\""))
  }

  /// The next byte that must be escaped.
  @inline(__always)
  private static func plain(_ text: UnsafeRawBufferPointer, from: Int) -> Int {
    var index = from
    let length = text.count
    // Eight bytes at a time: a zero byte in x ^ pattern is found by the borrow that it takes from its high bit.
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while length - index >= 8 {
      let word = text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let quote = word ^ ones &* 0x22
      let slash = word ^ ones &* 0x5C
      let special =
        ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((word &- ones &* 0x20) & ~word)
      if special & highs != 0 { break }
      index += 8
    }
    while index < length {
      let byte = text[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      index += 1
    }
    return index
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
    Base64.encode(bytes, padded: true, to: base + count)
    count += size
    append(UInt8(ascii: "\""))
  }
}
