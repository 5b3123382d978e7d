/// A JSON number, kept exactly: ±mantissa × 10^exponent.
struct JSONNumber {
  /// The number as it was written.
  let text: UnsafeBufferPointer<UInt8>
  private let isNegative: Bool
  private let mantissa: UInt64
  private let exponent: Int
  /// False if digits that aren't zero didn't fit into the mantissa.
  private let isExact: Bool

  /// The number that is all of a text; nil if the text is anything else, white space included.
  init?(_ text: UnsafeRawBufferPointer) {
    guard let number = JSONNumber(prefixOf: text.assumingMemoryBound(to: UInt8.self)),
      number.text.count == text.count
    else { return nil }
    self = number
  }

  /// The number with which a text begins; nil if it begins with none.
  init?(prefixOf text: UnsafeBufferPointer<UInt8>) {
    guard var next = text.baseAddress else { return nil }
    let end = next + text.count
    var isNegative = false
    if next < end, next.pointee == UInt8(ascii: "-") {
      isNegative = true
      next += 1
    }
    var mantissa: UInt64 = 0
    var exponent = 0
    var isExact = true
    // So many digits fit, whatever they are.
    let sure = 19
    let digits = next
    var stop = end - next > sure ? next + sure : end
    Self.take(digitsBelow: stop, &next, into: &mantissa)
    if next == digits { return nil }
    if digits.pointee == 0x30 && next - digits > 1 { return nil }
    if next == stop {
      // Those after them are appended if they fit, or dropped.
      while next < end, case let digit = next.pointee &- 0x30, digit < 10 {
        if !Self.append(digit, to: &mantissa, &isExact) { exponent += 1 }
        next += 1
      }
    }
    if next < end, next.pointee == UInt8(ascii: ".") {
      next += 1
      let fraction = next
      let room = sure - (fraction - digits - 1)
      if room > 0 {
        stop = end - next > room ? next + room : end
        Self.take(digitsBelow: stop, &next, into: &mantissa)
        exponent -= next - fraction
      }
      while next < end, case let digit = next.pointee &- 0x30, digit < 10 {
        // Digits dropped before the point must not be followed by kept ones behind it.
        if exponent > 0 {
          if digit != 0 { isExact = false }
        } else if Self.append(digit, to: &mantissa, &isExact) {
          exponent -= 1
        }
        next += 1
      }
      if next == fraction { return nil }
    }
    if next < end, next.pointee | 0x20 == UInt8(ascii: "e") {
      next += 1
      var isDown = false
      if next < end, next.pointee == UInt8(ascii: "-") || next.pointee == UInt8(ascii: "+") {
        isDown = next.pointee == UInt8(ascii: "-")
        next += 1
      }
      let first = next
      var power = 0
      while next < end, case let digit = next.pointee &- 0x30, digit < 10 {
        // Beyond this every number is zero or infinite, unless it has more digits than memory.
        if power < 100_000_000 { power = power * 10 + Int(digit) }
        next += 1
      }
      if next == first { return nil }
      exponent += isDown ? -power : power
    }
    self.text = UnsafeBufferPointer(rebasing: text[..<(next - (end - text.count))])
    self.isNegative = isNegative
    self.mantissa = mantissa
    self.exponent = exponent
    self.isExact = isExact
  }

  @inline(__always)
  private static func take(
    digitsBelow stop: UnsafePointer<UInt8>, _ next: inout UnsafePointer<UInt8>, into mantissa: inout UInt64
  ) {
    while next < stop, case let digit = next.pointee &- 0x30, digit < 10 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      next += 1
    }
  }

  /// Appends a digit if it fits, and no other was dropped before; false if it was dropped.
  private static func append(_ digit: UInt8, to mantissa: inout UInt64, _ isExact: inout Bool) -> Bool {
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
    if overflow || carry || !isExact {
      if digit != 0 { isExact = false }
      return false
    }
    mantissa = sum
    return true
  }

  /// The magnitude, if the number is whole and less than 2⁶⁴.
  private var magnitude: UInt64? {
    if mantissa == 0 { return isExact ? 0 : nil }
    if !isExact { return nil }
    var value = mantissa
    var power = exponent
    while power < 0 {
      if value % 10 != 0 { return nil }
      value /= 10
      power += 1
    }
    while power > 0 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
      power -= 1
    }
    return value
  }

  /// What is wrong with a text that doesn't begin with a number.
  static func kind(ofMalformed text: UnsafeBufferPointer<UInt8>) -> JSONDecodingError.Kind {
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
    let isZero = digits.first == 0x30 && digits.dropFirst().first.map { $0 >= 0x30 && $0 <= 0x39 } == true
    return isZero ? .leadingZero : .malformedNumber
  }

  /// What is wrong with the number where an integer is expected, which it isn't.
  func kind(asInteger isSigned: Bool) -> JSONDecodingError.Kind {
    let isWhole = magnitude != nil || text.allSatisfy { $0 != UInt8(ascii: ".") && $0 | 0x20 != UInt8(ascii: "e") }
    return isWhole && (isSigned || !isNegative) ? .numberRange : .malformedNumber
  }

  /// The number, if it is whole (`1`, `1.0` and `1e0` are) and fits.
  var int64: Int64? {
    guard let magnitude else { return nil }
    if isNegative { return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil }
    return Int64(exactly: magnitude)
  }

  /// The number, if it is whole and fits.
  var uint64: UInt64? {
    guard let magnitude else { return nil }
    return isNegative && magnitude != 0 ? nil : magnitude
  }

  /// The nearest double; nil if the number is beyond the largest one.
  var double: Double? { nearest() }

  /// The nearest float; nil if the number is beyond the largest one.
  var float: Float? { nearest() }

  @inline(__always)
  private func nearest<T: BinaryFloatingPoint & LosslessStringConvertible>() -> T? where T.Exponent == Int {
    if isExact, let value = scaled(T.self) { return value }
    guard let value = T(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }

  /// The exact number, rounded once to the nearest value, to an even one if two are as near; nil if the exponent is beyond
  /// what integers of 128 bits can do.
  @inline(__always)
  private func scaled<T: BinaryFloatingPoint>(_ type: T.Type) -> T? where T.Exponent == Int {
    guard mantissa != 0 else { return isNegative ? -0.0 : 0 }
    guard exponent >= -19 && exponent <= 19 else { return nil }
    // The number is (quotient + what `sticky` stands for) × 2^power, the quotient having 63 or 64 significant bits.
    let shift = mantissa.leadingZeroBitCount
    var quotient = mantissa << UInt64(shift)
    var power = -shift
    var sticky = false
    if exponent < 0 {
      let ten = Self.powersOfTen[-exponent]
      let room = ten.leadingZeroBitCount
      // Half the dividend is less than the divisor, as the division needs it.
      let (result, rest) = (ten << UInt64(room)).dividingFullWidth((quotient >> 1, quotient << 63))
      quotient = result
      power += room - 63
      sticky = rest != 0
    } else if exponent > 0 {
      let (high, low) = quotient.multipliedFullWidth(by: Self.powersOfTen[exponent])
      let room = high.leadingZeroBitCount
      quotient = room == 0 ? high : high << UInt64(room) | low >> UInt64(64 - room)
      power += 64 - room
      sticky = low << UInt64(room) != 0
    }
    let extra = 63 - T.significandBitCount - quotient.leadingZeroBitCount
    let kept = quotient >> UInt64(extra)
    let dropped = quotient & (1 << UInt64(extra) - 1)
    let half: UInt64 = 1 << UInt64(extra - 1)
    let isUp = dropped > half || dropped == half && (sticky || kept & 1 == 1)
    return T(
      sign: isNegative ? .minus : .plus, exponent: power + extra, significand: T(isUp ? kept + 1 : kept))
  }

  private static let powersOfTen: [UInt64] = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
    100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
    10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
  ]
}
