import MartletProtobuf
import Testing

@testable import SwiftGenerator

/// Values as Swift source.
@Suite struct LiteralTests {
  @Test func strings() {
    #expect(Literals.string("a\"b\\c\n\r\t\u{0}\u{7F}é🪶") == "\"a\\\"b\\\\c\\n\\r\\t\\u{0}\\u{7f}é🪶\"")
    // No interpolation comes of a default value.
    #expect(Literals.string("\\(x)") == "\"\\\\(x)\"")
  }

  @Test func escapedBytes() {
    #expect(
      Literals.unescape("a\\000\\1\\377\\x0fg\\n\\r\\t\\\"\\'\\\\\\a\\b\\f\\v\\?") == [
        97, 0, 1, 255, 15, 103, 10, 13, 9, 34, 39, 92, 7, 8, 12, 11, 63,
      ])
    #expect(Literals.unescape("\\") == [92])
    #expect(Literals.unescape("") == [])
    #expect(Literals.bytes(escaped: "\\001a") == "[1, 97]")
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
