import Testing

@testable import MartletReflection

/// The escapes that strings of `.proto` files, their descriptors and text format share with C.
@Suite struct CEscapesTests {
  @Test func everyEscapeIsRead() {
    #expect(
      TextScanner.unescaped("a\\000\\1\\377\\x0fg\\X1\\n\\r\\t\\\"\\'\\\\\\a\\b\\f\\v\\?é") == [
        97, 0, 1, 255, 15, 103, 1, 10, 13, 9, 34, 39, 92, 7, 8, 12, 11, 63, 0xC3, 0xA9,
      ])
    #expect(TextScanner.unescaped("") == [])
  }

  @Test(arguments: ["\\", "a\\", "\\x", "\\xg", "\\8", "\\c", "\\400", "\\é"])
  func whatIsNoEscapeIsRefused(text: String) {
    #expect(TextScanner.unescaped(text) == nil)
  }

  @Test(arguments: [CEscapes.Style.text, .ascii, .descriptor])
  func everyByteComesBack(style: CEscapes.Style) {
    let bytes = (0...255).map { UInt8($0) }
    let escaped = CEscapes.escaped(bytes, style)
    // Text keeps what is above ASCII, which only whole characters can.
    let read = style.isASCII ? bytes : Array(bytes[..<0x80])
    #expect(TextScanner.unescaped(String(decoding: escaped.prefix { $0 < 0x80 }, as: UTF8.self)) == read)
    #expect(escaped.contains { $0 < 0x20 || $0 == 0x7F } == false)
  }

  @Test func stylesDifferInQuotesAndAboveASCII() {
    let bytes = Array("'\"é".utf8)
    #expect(CEscapes.quoted(bytes, .text) == "\"'\\\"é\"")
    #expect(CEscapes.quoted(bytes, .ascii) == "\"'\\\"\\303\\251\"")
    #expect(CEscapes.quoted(bytes, .descriptor) == "\"\\'\\\"\\303\\251\"")
  }
}
