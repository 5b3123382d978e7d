import MartletReflection
import Testing

@testable import SwiftGenerator

/// Values as Swift source.
@Suite struct LiteralTests {
  @Test func strings() {
    #expect(Literals.string("a\"b\\c\n\r\t\u{0}\u{7F}é🪶") == "\"a\\\"b\\\\c\\n\\r\\t\\u{0}\\u{7f}é🪶\"")
    // No interpolation comes of a default value.
    #expect(Literals.string("\\(x)") == "\"\\\\(x)\"")
  }

  @Test func defaults() {
    let values: [FieldValue] = [
      .int32(.min), .int64(.min), .uint32(.max), .uint64(.max), .bool(true), .string("a\"b"), .bytes([1, 97]),
      .bytes([]), .float(1e20), .float(0.1), .double(-0.0), .double(.infinity), .double(-.infinity), .float(.nan),
    ]
    #expect(
      values.map { Literals.value($0) } == [
        "-2147483648", "-9223372036854775808", "4294967295", "18446744073709551615", "true", "\"a\\\"b\"", "[1, 97]",
        "[]", "1e+20", "0.1", "-0.0", ".infinity", "-.infinity", ".nan",
      ])
    #expect(Literals.value(.list([])) == nil)
  }

  @Test(arguments: 0..<200)
  func base64(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let lines = Literals.base64Lines(bytes)
    #expect(lines.allSatisfy { $0.count <= 108 })
    #expect(lines.count == (count + 80) / 81)
    #expect(decode(lines) == bytes)
  }

  private func decode(_ lines: [String]) -> [UInt8] {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    let values = Dictionary(uniqueKeysWithValues: zip(alphabet, 0...))
    let bits = lines.joined().compactMap { values[$0] }.flatMap { value in (0..<6).map { value >> (5 - $0) & 1 } }
    return stride(from: 0, to: bits.count - 7, by: 8).map { start in
      bits[start..<start + 8].reduce(0) { $0 << 1 | UInt8($1) }
    }
  }
}
