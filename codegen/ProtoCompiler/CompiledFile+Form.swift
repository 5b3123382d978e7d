import MartletProtobuf
import MartletReflection

extension CompiledFile {
  /// A file's descriptor in wire format, in parts.
  struct Form: Sendable {
    // The descriptor's fields below and above `source_code_info`, and that field's message.
    let head: [UInt8]
    let sourceInfo: [UInt8]
    /// The same with comments that decode, if those of the file don't.
    let repairedSourceInfo: [UInt8]?
    let tail: [UInt8]

    func serializedSize(_ includeSourceInfo: Bool) -> Int {
      let size = head.count + tail.count
      if !includeSourceInfo { return size }
      var prefix: [UInt8] = []
      Self.openField(74, sourceInfo.count, &prefix)
      return size + prefix.count + sourceInfo.count
    }

    /// Writes the file as an element of a `FileDescriptorSet`.
    func write(_ includeSourceInfo: Bool, to body: ([UInt8]) -> Void) {
      var prefix: [UInt8] = []
      Self.openField(10, serializedSize(includeSourceInfo), &prefix)
      body(prefix)
      writeContent(includeSourceInfo ? sourceInfo : nil, to: body)
    }

    private func writeContent(_ sourceInfo: [UInt8]?, to body: ([UInt8]) -> Void) {
      body(head)
      if let sourceInfo {
        var prefix: [UInt8] = []
        Self.openField(74, sourceInfo.count, &prefix)
        body(prefix)
        body(sourceInfo)
      }
      body(tail)
    }

    private static func openField(_ tag: UInt8, _ count: Int, _ bytes: inout [UInt8]) {
      bytes.append(tag)
      OptionWire.varint(UInt64(count), to: &bytes)
    }

    /// The `FileDescriptorProto`. In comments, what isn't UTF-8 is replaced by U+FFFD.
    func descriptor(_ includeSourceInfo: Bool) -> Google_Protobuf_FileDescriptorProto {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(serializedSize(includeSourceInfo))
      writeContent(includeSourceInfo ? repairedSourceInfo ?? sourceInfo : nil) { bytes += $0 }
      // The compiler wrote these bytes itself: they decode.
      let options = BinaryDecodingOptions(messageDepthLimit: 1000)
      return (try? Google_Protobuf_FileDescriptorProto(serializedBytes: bytes, partial: true, options: options))
        ?? .init()
    }
  }
}
