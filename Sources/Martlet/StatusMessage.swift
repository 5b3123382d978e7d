/// The coding of `grpc-message`: UTF-8, with everything but printable ASCII and `%` itself percent-encoded; also a
/// space at the beginning or the end, which HTTP implementations strip or refuse.
enum StatusMessage {
  static func encode(_ message: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity(message.utf8.count)
    let bytes = Array(message.utf8)
    for (index, byte) in bytes.enumerated() {
      let isOuterSpace = byte == 0x20 && (index == 0 || index == bytes.count - 1)
      if 0x20...0x7E ~= byte && byte != UInt8(ascii: "%") && !isOuterSpace {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// Never fails: an escape that isn't one stays as it is.
  static func decode(_ bytes: some RandomAccessCollection<UInt8>) -> String {
    let bytes = Array(bytes)
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = hexValue(bytes[index + 1]), let low = hexValue(bytes[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private static func hexValue(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
