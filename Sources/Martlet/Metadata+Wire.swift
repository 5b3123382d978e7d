import MartletHTTP2

extension Metadata {
  /// Adds a field as it came in a header block.
  mutating func append(wireName name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) {
    let key = String(decoding: name, as: UTF8.self)
    if key.hasSuffix("-bin") {
      // One field may carry several values, joined by commas.
      for part in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
        if let bytes = Base64.decode(part) { append(bytes, to: key) }
      }
    } else {
      append(String(decoding: value, as: UTF8.self), to: key)
    }
  }
}

extension HeaderList {
  mutating func add(_ metadata: Metadata) {
    for (name, value) in metadata {
      switch value {
      case .text(let text): add(name, text)
      case .binary(let bytes): add(name, Base64.encode(bytes))
      }
    }
  }
}

/// Base64 as gRPC uses it for binary metadata: sent without padding, accepted with and without.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 4 / 3 + 3)
    var accumulator: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      accumulator = accumulator << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(alphabet[Int(accumulator >> bits & 63)])
      }
    }
    if bits > 0 { text.append(alphabet[Int(accumulator << (6 - bits) & 63)]) }
    return String(decoding: text, as: UTF8.self)
  }

  /// nil if the text isn't base64.
  static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var accumulator: UInt32 = 0
    var bits: UInt32 = 0
    var padding = false
    for character in text {
      let value: UInt8
      switch character {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
      case UInt8(ascii: "="):
        padding = true
        continue
      case UInt8(ascii: " "): continue
      default: return nil
      }
      if padding { return nil }
      accumulator = (accumulator << 6 | UInt32(value)) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: accumulator >> bits))
      }
    }
    return bits == 6 ? nil : bytes
  }
}
