import MartletHTTP2
import MartletProtobuf

extension Metadata {
  /// Adds a field as it came in a header block.
  mutating func append(wireName name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) {
    let key = String(decoding: name, as: UTF8.self)
    if key.hasSuffix("-bin") {
      // One field may carry several values, joined by commas.
      for part in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
        if let bytes = Base64.decode(part, ignoring: UInt8(ascii: " ")) { append(bytes, to: key) }
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

extension Base64 {
  /// Bytes as gRPC has them in binary metadata: without padding.
  static func encode(_ bytes: [UInt8]) -> String { encode(bytes, padded: false) }
}
