// A codec for each scalar type of .proto files.

/// `double`.
public enum DoubleCodec: FieldCodec {
  @inlinable public static var wireType: WireType { .fixed64 }
  @inlinable public static var initial: Double { 0 }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout Double
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.double()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: Double) { writer.double(tag, value) }
}

/// `float`.
public enum FloatCodec: FieldCodec {
  @inlinable public static var wireType: WireType { .fixed32 }
  @inlinable public static var initial: Float { 0 }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout Float
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.float()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: Float) { writer.float(tag, value) }
}

/// `int32`.
public enum Int32Codec: MapKeyCodec {
  @inlinable public static var wireType: WireType { .varint }
  @inlinable public static var initial: Int32 { 0 }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout Int32
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.int32()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: Int32) { writer.int32(tag, value) }
}

/// `int64`.
public enum Int64Codec: MapKeyCodec {
  @inlinable public static var wireType: WireType { .varint }
  @inlinable public static var initial: Int64 { 0 }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout Int64
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.int64()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: Int64) { writer.int64(tag, value) }
}

/// `uint32`.
public enum UInt32Codec: MapKeyCodec {
  @inlinable public static var wireType: WireType { .varint }
  @inlinable public static var initial: UInt32 { 0 }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout UInt32
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.uint32()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: UInt32) { writer.uint32(tag, value) }
}

/// `uint64`.
public enum UInt64Codec: MapKeyCodec {
  @inlinable public static var wireType: WireType { .varint }
  @inlinable public static var initial: UInt64 { 0 }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout UInt64
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.uint64()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: UInt64) { writer.uint64(tag, value) }
}

/// `sint32`.
public enum SInt32Codec: MapKeyCodec {
  @inlinable public static var wireType: WireType { .varint }
  @inlinable public static var initial: Int32 { 0 }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout Int32
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.sint32()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: Int32) { writer.sint32(tag, value) }
}

/// `sint64`.
public enum SInt64Codec: MapKeyCodec {
  @inlinable public static var wireType: WireType { .varint }
  @inlinable public static var initial: Int64 { 0 }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout Int64
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.sint64()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: Int64) { writer.sint64(tag, value) }
}

/// `fixed32`.
public enum Fixed32Codec: MapKeyCodec {
  @inlinable public static var wireType: WireType { .fixed32 }
  @inlinable public static var initial: UInt32 { 0 }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout UInt32
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.fixed32()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: UInt32) { writer.fixed32(tag, value) }
}

/// `fixed64`.
public enum Fixed64Codec: MapKeyCodec {
  @inlinable public static var wireType: WireType { .fixed64 }
  @inlinable public static var initial: UInt64 { 0 }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout UInt64
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.fixed64()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: UInt64) { writer.fixed64(tag, value) }
}

/// `sfixed32`.
public enum SFixed32Codec: MapKeyCodec {
  @inlinable public static var wireType: WireType { .fixed32 }
  @inlinable public static var initial: Int32 { 0 }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout Int32
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.sfixed32()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: Int32) { writer.sfixed32(tag, value) }
}

/// `sfixed64`.
public enum SFixed64Codec: MapKeyCodec {
  @inlinable public static var wireType: WireType { .fixed64 }
  @inlinable public static var initial: Int64 { 0 }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout Int64
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.sfixed64()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: Int64) { writer.sfixed64(tag, value) }
}

/// `bool`.
public enum BoolCodec: MapKeyCodec {
  @inlinable public static var wireType: WireType { .varint }
  @inlinable public static var initial: Bool { false }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout Bool
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.bool()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: Bool) { writer.bool(tag, value) }
  @inlinable public static func precedes(_ left: Bool, _ right: Bool) -> Bool { !left && right }
}

/// `string`.
public enum StringCodec: MapKeyCodec {
  @inlinable public static var wireType: WireType { .lengthDelimited }
  @inlinable public static var initial: String { "" }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout String
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.string()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: String) { writer.string(tag, value) }
  @inlinable
  public static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}

/// `bytes`.
public enum BytesCodec: FieldCodec {
  @inlinable public static var wireType: WireType { .lengthDelimited }
  @inlinable public static var initial: [UInt8] { [] }
  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout [UInt8]
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.bytes()
    return true
  }
  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: [UInt8]) { writer.bytes(tag, value) }
}
