import MartletProtobuf

public struct Echo_Ping: Message {
  public var a: Int32 = 0
  public var b: Int32 = 0
  public var c: Int32 = 0
  public var d: Int32 = 0
  public var payload: [UInt8] = []
  public var unknownFields = UnknownFields()
  public init() {}
  public static let protoMessageName = "echo.Ping"
  public static var protoFile: ProtoFile { ProtoFile(name: "echo.proto", descriptor: "") }
  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 8: a = try reader.int32()
      case 16: b = try reader.int32()
      case 24: c = try reader.int32()
      case 32: d = try reader.int32()
      case 42: payload = try reader.bytes()
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }
  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    if !payload.isEmpty { writer.bytes(42, payload) }
    if d != 0 { writer.int32(32, d) }
    if c != 0 { writer.int32(24, c) }
    if b != 0 { writer.int32(16, b) }
    if a != 0 { writer.int32(8, a) }
  }
}
