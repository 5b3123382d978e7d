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
    #expect(Literals.bytes(escaped: "\\001a\\377\\n\\\"") == "[1, 97, 255, 10, 34]")
    #expect(Literals.bytes(escaped: "") == "[]")
    // What descriptors don't have is taken as it is.
    #expect(Literals.bytes(escaped: "\\") == "[92]")
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
