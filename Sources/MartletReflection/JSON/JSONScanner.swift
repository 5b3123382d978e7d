/// Takes JSON (RFC 8259) apart, in place and strictly.
///
/// The bytes belong to somebody else and must be UTF-8. Values are taken one after the other; nesting is limited, so
/// that input can't exhaust the stack of a caller that recurs.
struct JSONScanner: ~Copyable {
  /// A string as it stands in the input, without its quotes. Its escapes have been checked.
  struct Text {
    let bytes: UnsafeRawBufferPointer
    let hasEscapes: Bool
  }

  private let start: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  private var cursor: UnsafePointer<UInt8>
  private var depth: Int
  /// The end of what was skipped last, and where the objects in there have a member `@type`, by the objects' offsets.
  var skipped = 0
  var typeMembers: [Int: Int] = [:]

  /// A scanner over bytes, which must outlive it.
  init(_ bytes: UnsafeRawBufferPointer, depthLimit: Int) {
    // An empty buffer may have no address; any will do, since nothing is read from it.
    let address = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
    start = address.assumingMemoryBound(to: UInt8.self)
    end = start + bytes.count
    cursor = start
    depth = depthLimit
  }

  /// Where the scanner stands, in bytes from the beginning.
  var offset: Int { cursor - start }

  /// Goes back to a value's beginning, which the scanner has seen before at the same depth.
  mutating func rewind(to offset: Int) { cursor = start + min(max(offset, 0), end - start) }

  /// An error at an offset, or where the scanner stands.
  func error(
    _ message: String, at offset: Int? = nil, kind: JSONDecodingError.Kind = .failure
  ) -> JSONDecodingError {
    let place = TextPlace(offset ?? self.offset, in: UnsafeRawBufferPointer(start: start, count: end - start))
    return JSONDecodingError(kind, message, offset: place.offset, line: place.line, column: place.column)
  }

  /// An error that says what was expected and what stands there. The end of the input and null are kinds of their own.
  mutating func expected(_ what: String, kind: JSONDecodingError.Kind = .failure) -> JSONDecodingError {
    var kind = kind
    if peek() == nil { kind = .truncated }
    if peek() == UInt8(ascii: "n"), kind != .trailingGarbage, kind != .unquotedMapKey { kind = .illegalNull }
    let found =
      switch peek() {
      case nil: "the end of the input"
      case UInt8(ascii: "{"): "an object"
      case UInt8(ascii: "["): "an array"
      case UInt8(ascii: "\""): "a string"
      case UInt8(ascii: "t"), UInt8(ascii: "f"): "a boolean"
      case UInt8(ascii: "n"): "null"
      case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?: "a number"
      case let byte?: byte > 0x20 && byte < 0x7F ? "'\(Character(UnicodeScalar(byte)))'" : "byte \(byte)"
      }
    return error("expected \(what), found \(found)", kind: kind)
  }

  // MARK: - Structure

  /// The next byte that isn't white space; nil at the end.
  @inline(__always)
  mutating func peek() -> UInt8? {
    while cursor < end {
      let byte = cursor.pointee
      if byte > 0x20 { return byte }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      cursor += 1
    }
    return nil
  }

  /// Where the next value begins, or what else isn't white space.
  @inline(__always)
  mutating func nextOffset() -> Int {
    _ = peek()
    return offset
  }

  /// Takes a byte if it is the next one that isn't white space.
  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    if peek() != byte { return false }
    cursor += 1
    return true
  }

  /// Enters an object; false if it is empty, and then left again. An error says for what an object was expected.
  mutating func beginObject(for what: @autoclosure () -> String? = nil) throws(JSONDecodingError) -> Bool {
    if peek() != UInt8(ascii: "{") { throw expected(what().map { "an object for \($0)" } ?? "an object") }
    return try begin(closing: UInt8(ascii: "}"))
  }

  private mutating func begin(closing: UInt8) throws(JSONDecodingError) -> Bool {
    if depth <= 0 { throw error("values nest too deeply", kind: .messageDepthLimit) }
    cursor += 1
    if take(closing) { return false }
    depth -= 1
    return true
  }

  /// A member's name and the colon after it.
  mutating func memberName() throws(JSONDecodingError) -> Text {
    if peek() != UInt8(ascii: "\"") { throw expected("a member's name in quotes", kind: .unquotedMapKey) }
    let name = try string()
    if !take(UInt8(ascii: ":")) { throw expected("':'") }
    return name
  }

  /// Takes a member's name and the colon after it if they are just these bytes; otherwise it takes nothing.
  @inline(__always)
  mutating func take(key: UnsafeRawBufferPointer) -> Bool {
    let count = key.count
    guard end - cursor >= count, let wanted = key.baseAddress else { return false }
    let found = UnsafeRawPointer(cursor)
    var place = 0
    while place + 8 <= count {
      if found.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        != wanted.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      {
        return false
      }
      place += 8
    }
    while place < count {
      if found.load(fromByteOffset: place, as: UInt8.self) != wanted.load(fromByteOffset: place, as: UInt8.self) {
        return false
      }
      place += 1
    }
    cursor += count
    return true
  }

  /// Goes on after a member's value; false if the object ended.
  @inline(__always)
  mutating func anotherMember() throws(JSONDecodingError) -> Bool {
    if take(UInt8(ascii: ",")) { return true }
    if !take(UInt8(ascii: "}")) { throw expected("',' or '}'") }
    depth += 1
    return false
  }

  /// Enters an array; false if it is empty, and then left again.
  mutating func beginArray() throws(JSONDecodingError) -> Bool {
    if peek() != UInt8(ascii: "[") { throw expected("an array") }
    return try begin(closing: UInt8(ascii: "]"))
  }

  /// Goes on after an element; false if the array ended.
  mutating func anotherElement() throws(JSONDecodingError) -> Bool {
    if take(UInt8(ascii: ",")) { return true }
    if !take(UInt8(ascii: "]")) { throw expected("',' or ']'") }
    depth += 1
    return false
  }

  /// Checks that nothing but white space is left.
  mutating func finish() throws(JSONDecodingError) {
    if peek() != nil { throw expected("the end of the input", kind: .trailingGarbage) }
  }

  // MARK: - Scalars

  /// Takes `null` if it stands there.
  mutating func takeNull() throws(JSONDecodingError) -> Bool {
    if peek() != UInt8(ascii: "n") { return false }
    try literal("null")
    return true
  }

  /// Takes `true` or `false`.
  mutating func boolean() throws(JSONDecodingError) -> Bool {
    switch peek() {
    case UInt8(ascii: "t"):
      try literal("true")
      return true
    case UInt8(ascii: "f"):
      try literal("false")
      return false
    default: throw expected("true or false", kind: .malformedBool)
    }
  }

  @inline(__always)
  private mutating func literal(_ text: StaticString) throws(JSONDecodingError) {
    let count = text.utf8CodeUnitCount
    if end - cursor < count { throw error("expected \(text)", kind: .truncated) }
    for index in 0..<count where cursor[index] != text.utf8Start[index] { throw error("expected \(text)") }
    // `nullx` isn't `null`.
    if end - cursor > count, Self.isWordByte(cursor[count]) { throw error("expected \(text)") }
    cursor += count
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  /// Takes an integer of up to 18 digits, be it a number or in a string; otherwise it takes nothing.
  @inline(__always)
  mutating func shortInteger() -> Int64? {
    var next = cursor
    var isQuoted = false
    if next < end, next.pointee == UInt8(ascii: "\"") {
      isQuoted = true
      next += 1
    }
    var isNegative = false
    if next < end, next.pointee == UInt8(ascii: "-") {
      isNegative = true
      next += 1
    }
    let digits = next
    let stop = end - next > 18 ? next + 18 : end
    var value: Int64 = 0
    if stop - next >= 8, let eight = Self.eightDigits(next) {
      value = Int64(eight)
      next += 8
    }
    while next < stop, case let digit = next.pointee &- 0x30, digit < 10 {
      value = value &* 10 &+ Int64(digit)
      next += 1
    }
    // The end of the input can't follow a value. A leading zero is another one's business, as is all else.
    if next == digits || next == end || digits.pointee == 0x30 && next - digits > 1 { return nil }
    if isQuoted {
      if next.pointee != UInt8(ascii: "\"") { return nil }
      next += 1
    } else if next.pointee != UInt8(ascii: ",") && next.pointee != UInt8(ascii: "}")
      && next.pointee != UInt8(ascii: "]")
      && next.pointee > 0x20
    {
      return nil
    }
    cursor = next
    return isNegative ? -value : value
  }

  /// The number that eight digits are; nil if one of the bytes isn't a digit.
  @inline(__always)
  private static func eightDigits(_ digits: UnsafePointer<UInt8>) -> UInt32? {
    let word = UInt64(littleEndian: UnsafeRawPointer(digits).loadUnaligned(as: UInt64.self))
    let highs: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
    let zeros: UInt64 = 0x3030_3030_3030_3030
    // Adding six carries into the upper half of what is beyond a nine.
    if word & highs != zeros || (word &+ 0x0606_0606_0606_0606) & highs != zeros { return nil }
    // Neighbours make pairs, pairs fours, fours the whole; the first digit is the lowest byte.
    let digit = word &- zeros
    let pair = digit &* 10 &+ digit >> 8
    let low = (pair & 0x0000_00FF_0000_00FF) &* (100 + 1_000_000 << 32)
    let high = (pair >> 16 & 0x0000_00FF_0000_00FF) &* (1 + 10_000 << 32)
    return UInt32(truncatingIfNeeded: (low &+ high) >> 32)
  }

  /// Takes a number.
  mutating func number() throws(JSONDecodingError) -> JSONNumber {
    guard let first = peek(), first == UInt8(ascii: "-") || first >= 0x30 && first <= 0x39 else {
      throw expected("a number", kind: .malformedNumber)
    }
    let rest = UnsafeBufferPointer(start: cursor, count: end - cursor)
    guard let number = JSONNumber(prefixOf: rest) else {
      let isCut = rest.allSatisfy("-+.0123456789Ee".utf8.contains)
      let kind = JSONNumber.kind(ofMalformed: rest)
      throw error("malformed number", kind: isCut && kind != .leadingZero ? .truncated : kind)
    }
    let next = cursor + number.text.count
    if next < end, Self.isWordByte(next.pointee) || next.pointee == UInt8(ascii: ".") {
      throw error("malformed number", kind: .malformedNumber)
    }
    cursor = next
    return number
  }

  /// Takes a string.
  mutating func string() throws(JSONDecodingError) -> Text {
    if peek() != UInt8(ascii: "\"") { throw expected("a string", kind: .malformedString) }
    let opening = cursor
    var next = cursor + 1
    var hasEscapes = false
    while true {
      next = Self.plain(from: next, to: end)
      if next == end { throw error("the string has no end", at: opening - start, kind: .truncated) }
      switch next.pointee {
      case UInt8(ascii: "\""):
        cursor = next + 1
        return Text(
          bytes: UnsafeRawBufferPointer(start: opening + 1, count: next - opening - 1), hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        next = try checkEscape(at: next)
      default:
        throw error("control characters must be escaped in a string", at: next - start, kind: .malformedString)
      }
    }
  }

  /// The first byte that means something in a string: a quote, a backslash or a control character.
  @inline(__always)
  static func plain(
    from first: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var next = first
    // Eight bytes at a time: a zero byte in x ^ pattern is found by the borrow that it takes from its high bit. A
    // borrow may mark bytes above such a byte, too, but none below the lowest.
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while end - next >= 8 {
      let word = UInt64(littleEndian: UnsafeRawPointer(next).loadUnaligned(as: UInt64.self))
      let quote = word ^ ones &* 0x22
      let slash = word ^ ones &* 0x5C
      let special =
        ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((word &- ones &* 0x20) & ~word)
      if special & highs != 0 { return next + (special & highs).trailingZeroBitCount &>> 3 }
      next += 8
    }
    while next < end, next.pointee >= 0x20, next.pointee != UInt8(ascii: "\""), next.pointee != UInt8(ascii: "\\") {
      next += 1
    }
    return next
  }

  /// Checks the escape at a backslash; returns what follows it.
  private func checkEscape(at backslash: UnsafePointer<UInt8>) throws(JSONDecodingError) -> UnsafePointer<UInt8> {
    let place = backslash - start
    guard end - backslash >= 2 else { throw error("the string has no end", at: place, kind: .truncated) }
    switch backslash[1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return backslash + 2
    case UInt8(ascii: "u"): break
    default: throw error("unknown escape in a string", at: place, kind: .malformedString)
    }
    let rest = UnsafeRawBufferPointer(start: backslash, count: end - backslash)
    guard let unit = Self.hexadecimal(UnsafeRawBufferPointer(rebasing: rest.dropFirst(2))) else {
      throw error("\\u needs four hexadecimal digits", at: place, kind: .malformedString)
    }
    switch unit {
    case 0xDC00...0xDFFF:
      throw error("a low surrogate needs a high one before it", at: place, kind: .malformedString)
    case 0xD800...0xDBFF:
      guard rest.count >= 12, rest[6] == UInt8(ascii: "\\"), rest[7] == UInt8(ascii: "u"),
        let low = Self.hexadecimal(UnsafeRawBufferPointer(rebasing: rest[8...])), (0xDC00...0xDFFF).contains(low)
      else { throw error("a high surrogate needs a low one after it", at: place, kind: .malformedString) }
      return backslash + 12
    default: return backslash + 6
    }
  }

  /// The number that four digits at the beginning of a text are.
  static func hexadecimal(_ digits: UnsafeRawBufferPointer) -> UInt32? {
    if digits.count < 4 { return nil }
    var value: UInt32 = 0
    for index in 0..<4 {
      switch digits[index] {
      case let digit where digit >= 0x30 && digit <= 0x39: value = value << 4 | UInt32(digit - 0x30)
      case let digit where digit >= 0x41 && digit <= 0x46: value = value << 4 | UInt32(digit - 0x37)
      case let digit where digit >= 0x61 && digit <= 0x66: value = value << 4 | UInt32(digit - 0x57)
      default: return nil
      }
    }
    return value
  }
}
