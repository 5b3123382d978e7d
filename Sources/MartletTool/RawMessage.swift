import MartletProtobuf

/// A message of any type, undecoded: all its fields are unknown. Calls whose types are known only at run time carry it.
struct RawMessage: Message {
  var unknownFields = UnknownFields()

  init() {}
  init(_ bytes: [UInt8]) { unknownFields = UnknownFields(bytes: bytes) }

  static let protoMessageName = ""
  static let protoFile = ProtoFile(name: "", descriptor: "")

  mutating func merge(from reader: inout WireReader) throws(BinaryDecodingError) {
    while true {
      let tag = try reader.nextTag()
      if tag == 0 { return }
      try reader.unknown(tag, into: &unknownFields)
    }
  }

  func encode(to writer: inout WireWriter) { writer.unknown(unknownFields) }
}
