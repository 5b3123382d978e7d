import MartletProtobuf
import Testing

/// Base64 and varints as parts of the package share them.
@Suite struct TextualBytesTests {
  @Test func base64IsThatOfTheStandard() {
    let cases = [
      "": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "fooba": "Zm9vYmE=", "foobar": "Zm9vYmFy",
    ]
    for (bytes, text) in cases {
      #expect(Base64.encode(Array(bytes.utf8), padded: true) == text)
      #expect(Base64.encode(Array(bytes.utf8), padded: false) == text.filter { $0 != "=" })
    }
  }

  @Test(arguments: 0..<70)
  func base64ComesBack(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 7) }
    for padded in [true, false] {
      let text = Base64.encode(bytes, padded: padded)
      #expect(text.utf8.count == Base64.encodedCount(count, padded: padded))
      #expect(Base64.decode(text.utf8) == bytes)
      let urlSafe = text.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? 95 : $0 }
      #expect(Base64.decode(urlSafe) == bytes)
    }
  }

  @Test(arguments: ["a", "aaaaa", "a*bc", "aa=a", "a===", "aa=", "aaaa=", "aaa==", "=", "===="])
  func malformedBase64IsRefused(text: String) {
    #expect(Base64.decode(text.utf8) == nil)
  }

  @Test func oneCharacterMayBeIgnored() {
    #expect(Base64.decode("Zm9\nv\nYg".utf8) == nil)
    #expect(Base64.decode("Zm9\nv\nYg".utf8, ignoring: UInt8(ascii: "\n")) == Array("foob".utf8))
  }

  @Test func varintsHaveTheSizeThatIsSaid() {
    for shift in 0..<64 {
      for value in [UInt64(1) << shift, UInt64(1) << shift - 1, .max >> shift] {
        var bytes: [UInt8] = []
        bytes.append(varint: value)
        #expect(bytes.count == value.varintSize)
        let read = bytes.reversed().reduce(0) { $0 << 7 | UInt64($1 & 0x7F) }
        #expect(read == value)
      }
    }
  }
}
