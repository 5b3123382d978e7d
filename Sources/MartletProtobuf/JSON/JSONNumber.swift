/// A JSON number, kept exactly: ±mantissa × 10^exponent.
package struct JSONNumber {
  /// The number as it was written.
  package let text: UnsafeBufferPointer<UInt8>
  private let isNegative: Bool
  private let mantissa: UInt64
  private let exponent: Int
  /// False if digits that aren't zero didn't fit into the mantissa.
  private let isExact: Bool

  /// The number that is all of a text; nil if the text is anything else, white space included.
  package init?(_ text: UnsafeRawBufferPointer) {
    guard let number = JSONNumber(prefixOf: text.assumingMemoryBound(to: UInt8.self)),
      number.text.count == text.count
    else { return nil }
    self = number
  }

  /// The number with which a text begins; nil if it begins with none.
  package init?(prefixOf text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    // The digit's value; 10 and more if none stands there.
    @inline(__always)
    func digit() -> UInt8 { index < text.count ? text[index] &- 0x30 : .max }
    var isNegative = false
    if index < text.count, text[index] == UInt8(ascii: "-") {
      isNegative = true
      index += 1
    }
    var mantissa: UInt64 = 0
    var exponent = 0
    var isExact = true
    // Appends a digit, or drops it and says so.
    @inline(__always)
    func append(_ value: UInt8) -> Bool {
      if mantissa < UInt64.max / 10 && isExact {
        mantissa = mantissa &* 10 &+ UInt64(value)
        return true
      }
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(value))
      if overflow || carry || !isExact {
        if value != 0 { isExact = false }
        return false
      }
      mantissa = sum
      return true
    }

    let first = digit()
    if first >= 10 { return nil }
    index += 1
    mantissa = UInt64(first)
    var value = digit()
    if first != 0 {
      while value < 10 {
        if !append(value) { exponent += 1 }
        index += 1
        value = digit()
      }
    } else if value < 10 {
      return nil
    }
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      value = digit()
      if value >= 10 { return nil }
      while value < 10 {
        // Digits dropped before the point must not be followed by kept ones behind it.
        if exponent > 0 {
          if value != 0 { isExact = false }
        } else if append(value) {
          exponent -= 1
        }
        index += 1
        value = digit()
      }
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      var isDown = false
      if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
        isDown = text[index] == UInt8(ascii: "-")
        index += 1
      }
      value = digit()
      if value >= 10 { return nil }
      var power = 0
      while value < 10 {
        // Beyond this every number is zero or infinite, unless it has more digits than memory.
        if power < 100_000_000 { power = power * 10 + Int(value) }
        index += 1
        value = digit()
      }
      exponent += isDown ? -power : power
    }
    self.text = UnsafeBufferPointer(rebasing: text[..<index])
    self.isNegative = isNegative
    self.mantissa = mantissa
    self.exponent = exponent
    self.isExact = isExact
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

  /// The number, if it is whole (`1`, `1.0` and `1e0` are) and fits.
  package var int64: Int64? {
    guard let magnitude else { return nil }
    if isNegative { return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil }
    return Int64(exactly: magnitude)
  }

  /// The number, if it is whole and fits.
  package var uint64: UInt64? {
    guard let magnitude else { return nil }
    return isNegative && magnitude != 0 ? nil : magnitude
  }

  /// The nearest double; nil if the number is beyond the largest one.
  package var double: Double? {
    // Both factors are exact, so one operation rounds once.
    if isExact && mantissa <= 1 << 53 && exponent >= -22 && exponent <= 22 {
      let value = Double(mantissa)
      let scaled = exponent < 0 ? value / Self.powersOfTen[-exponent] : value * Self.powersOfTen[exponent]
      return isNegative ? -scaled : scaled
    }
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }

  /// The nearest float; nil if the number is beyond the largest one.
  package var float: Float? {
    if isExact && mantissa <= 1 << 24 && exponent >= -10 && exponent <= 10 {
      let value = Float(mantissa)
      let scaled =
        exponent < 0
        ? value / Float(Self.powersOfTen[-exponent]) : value * Float(Self.powersOfTen[exponent])
      return isNegative ? -scaled : scaled
    }
    guard let value = Float(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }

  /// Those that a double holds exactly. A float holds the first eleven exactly.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
    1e20, 1e21, 1e22,
  ]
}
