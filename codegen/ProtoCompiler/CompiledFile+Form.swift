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
      return size + 1 + OptionWire.varintSize(UInt64(sourceInfo.count)) + sourceInfo.count
    }

    /// Writes the file as an element of a `FileDescriptorSet`.
    func write(_ includeSourceInfo: Bool, to bytes: inout [UInt8]) {
      bytes.append(10)
      OptionWire.varint(UInt64(serializedSize(includeSourceInfo)), to: &bytes)
      writeContent(includeSourceInfo ? sourceInfo : nil, to: &bytes)
    }

    private func writeContent(_ sourceInfo: [UInt8]?, to bytes: inout [UInt8]) {
      bytes += head
      if let sourceInfo {
        bytes.append(74)
        OptionWire.varint(UInt64(sourceInfo.count), to: &bytes)
        bytes += sourceInfo
      }
      bytes += tail
    }

    /// The `FileDescriptorProto`. In comments, what isn't UTF-8 is replaced by U+FFFD.
    func descriptor(_ includeSourceInfo: Bool) -> Google_Protobuf_FileDescriptorProto {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(serializedSize(includeSourceInfo))
      writeContent(includeSourceInfo ? repairedSourceInfo ?? sourceInfo : nil, to: &bytes)
      // The compiler wrote these bytes itself: they decode.
      let options = BinaryDecodingOptions(messageDepthLimit: 1000)
      return (try? Google_Protobuf_FileDescriptorProto(serializedBytes: bytes, partial: true, options: options))
        ?? .init()
    }
  }
}
