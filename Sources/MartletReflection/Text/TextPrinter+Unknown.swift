import MartletProtobuf

extension TextPrinter {
  /// Fields that the schema doesn't have, by number. It stops where the bytes make no sense, or nest more deeply than
  /// any decoder lets them.
  mutating func unknown(_ fields: UnknownFields) {
    fields.bytes.withUnsafeBytes { bytes in
      var reader = WireReader(bytes, messageDepthLimit: 1000)
      try? unknown(&reader, until: 0, guesses: 10)
    }
  }

  /// Fields up to a tag. `guesses` is how deeply bytes with a length are taken for messages.
  private mutating func unknown(
    _ reader: inout WireReader, until endTag: WireTag, guesses: Int
  ) throws(BinaryDecodingError) {
    while true {
      let tag = try reader.nextTag()
      if tag == endTag { return }
      switch tag.wireType {
      case .varint:
        let value = try reader.varint()
        begin(tag)
        out.append(": ")
        out.integer(value)
        end()
      case .fixed32: hexadecimal(tag, UInt64(try reader.fixed32()), digits: 8)
      case .fixed64: hexadecimal(tag, try reader.fixed64(), digits: 16)
      case .lengthDelimited:
        let content = try reader.content()
        begin(tag)
        if content.count > 0, guesses > 0, WireReader.isMessage(content, messageDepthLimit: 10) {
          open()
          defer { close() }
          var inner = WireReader(content)
          try unknown(&inner, until: 0, guesses: guesses - 1)
        } else {
          out.append(": ")
          quoted(content, isText: false)
          end()
        }
      case .startGroup:
        let outside = try reader.descend()
        begin(tag)
        open()
        // Brackets that were opened are closed, whatever stands between them.
        defer { close() }
        try unknown(&reader, until: tag + 1, guesses: guesses)
        reader.leave(outside)
      case .endGroup: throw reader.error(.unexpectedEndGroup)
      case nil: throw reader.error(.invalidTag)
      }
    }
  }

  private mutating func begin(_ tag: WireTag) {
    begin()
    out.integer(Int64(tag.fieldNumber))
  }

  private mutating func hexadecimal(_ tag: WireTag, _ value: UInt64, digits: Int) {
    let text = String(value, radix: 16)
    begin(tag)
    out.append(": 0x")
    out.append(UInt8(ascii: "0"), count: max(digits - text.utf8.count, 0))
    out.append(text)
    end()
  }
}
