#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The values of numbers, and their spelling in descriptors.
enum NumberLiteral {
  /// An integer token's value; nil if it exceeds 64 bits.
  static func integer(_ digits: ArraySlice<UInt8>) -> UInt64? {
    var rest = digits
    var base: UInt64 = 10
    if rest.first == UInt8(ascii: "0") && rest.count > 1 {
      rest = rest.dropFirst()
      base = 8
      if let marker = rest.first, marker | 0x20 == UInt8(ascii: "x") {
        rest = rest.dropFirst()
        base = 16
      }
    }
    var value: UInt64 = 0
    for byte in rest {
      let digit = UInt64(byte.hexValue ?? 0)
      let (product, overflow) = value.multipliedReportingOverflow(by: base)
      let (sum, carry) = product.addingReportingOverflow(digit)
      if overflow || carry || digit >= base { return nil }
      value = sum
    }
    return value
  }

  /// A number token's value as a double.
  static func double(_ digits: ArraySlice<UInt8>) -> Double {
    Double(String(decoding: digits, as: UTF8.self)) ?? 0
  }

  /// The float nearest to a value, as protoc has it in defaults and in braces: what is halfway between the greatest one
  /// and infinity is the greatest one, not infinity.
  static func float(_ value: Double) -> Float {
    let halfway = 0x1.ffffffp127
    if abs(value) == halfway { return value < 0 ? -.greatestFiniteMagnitude : .greatestFiniteMagnitude }
    return Float(value)
  }

  /// The shorter of 15 and 17 significant digits that gives the value back.
  static func text(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let short = format("%.15g", value)
    return Double(short) == value ? short : format("%.17g", value)
  }

  /// The shorter of 6 and 9 significant digits that gives the value back; protoc trusts 6 only for normal numbers.
  static func text(_ value: Float) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let short = format("%.6g", Double(value))
    return Float(short) == value && !value.isSubnormal ? short : format("%.9g", Double(value))
  }

  private static func format(_ pattern: String, _ value: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      let length = withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, pattern, $0) }
      guard length > 0 && length < buffer.count else { return "0" }
      return String(decoding: buffer[..<Int(length)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
