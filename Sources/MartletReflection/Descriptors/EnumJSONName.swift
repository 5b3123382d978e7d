import MartletProtobuf

extension Google_Protobuf_EnumValueOptions {
  /// The name that JSON gives the value, from the option `(pb.enumvalue.json).string` of
  /// `google/protobuf/json_enumvalue_options.proto`; nil if it isn't set.
  ///
  /// The extension isn't registered with whoever decodes descriptors, so it lies among the unknown fields.
  var jsonName: String? {
    if unknownFields.isEmpty { return nil }
    return unknownFields.bytes.withUnsafeBytes { bytes in
      var reader = WireReader(bytes)
      return try? Self.jsonName(in: &reader)
    }
  }

  private static func jsonName(in reader: inout WireReader) throws(BinaryDecodingError) -> String? {
    var name: String?
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return name
      case 998 << 3 | 2:
        let outside = try reader.enter()
        // The option is set even if the string in it isn't.
        name = name ?? ""
        while case let inner = try reader.nextTag(), inner != 0 {
          if inner == 1 << 3 | 2 { name = try reader.string() } else { try reader.skip(inner) }
        }
        reader.leave(outside)
      default: try reader.skip(tag)
      }
    }
  }
}
