import ConformanceMessages
import MartletProtobuf

typealias Proto2 = ProtobufTestMessages_Proto2_TestAllTypesProto2
typealias Proto3 = ProtobufTestMessages_Proto3_TestAllTypesProto3

/// A message in wire format, whoever reads it.
struct WireShape: Sendable {
  let name: String
  let type: any Message.Type
  let size: Int
  let isAccepted: Bool
  /// Whether what was read is also written, compared and printed.
  let isUsed: Bool
  let bytes: @Sendable (Int) -> [UInt8]

  init(
    _ name: String, _ type: any Message.Type, size: Int = 1000, isAccepted: Bool = true, isUsed: Bool = false,
    _ bytes: @escaping @Sendable (Int) -> [UInt8]
  ) {
    self.name = name
    self.type = type
    self.size = size
    self.isAccepted = isAccepted
    self.isUsed = isUsed
    self.bytes = bytes
  }
}

let wireShapes: [WireShape] = oneofs + maps + lists + nesting + unknown + legacy

private let oneofs = [
  WireShape("a list in a oneof, again and again", Google_Protobuf_Value.self) {
    filled($0, with: [0x32, 0x02, 0x0A, 0x00])
  },
  WireShape("a struct in a oneof, again and again", Google_Protobuf_Value.self, isUsed: true) {
    filled($0) { Wire.field(5, Wire.field(1, Wire.field(1, "\($0)"))) }
  },
  WireShape("a message in a oneof, again and again", Proto3.self) {
    filled($0) { Wire.field(112, Wire.field(2, Wire.field(31, $0))) }
  },
  WireShape("members of a oneof in turn", Proto3.self) {
    filled($0) { Wire.field(111, $0) + Wire.field(113, "text") + Wire.field(112, Wire.field(1, $0)) }
  },
]

private let maps = [
  WireShape("entries whose enum value the schema doesn't have", Proto2.self, isUsed: true) {
    filled($0) { Wire.field(73, Wire.field(1, "\($0)") + Wire.field(2, 99)) }
  },
  WireShape("entries of a proto2 map whose keys aren't UTF-8", Proto2.self) {
    filled($0) { Wire.field(69, Wire.field(1, [0xFF] + Wire.varint($0)) + Wire.field(2, "value")) }
  },
  WireShape("entries that are empty", Proto3.self) { filled($0, with: Wire.field(69)) },
  WireShape("entries of one key", Proto3.self, isUsed: true) {
    filled($0) { Wire.field(71, Wire.field(1, "key") + Wire.field(2, Wire.field(1, $0))) }
  },
  WireShape("entries of many keys", Proto3.self, isUsed: true) { filled($0) { Wire.field(56, Wire.field(1, $0)) } },
  WireShape("entries of two maps in turn", Proto3.self) {
    filled($0) { Wire.field(56, Wire.field(1, $0)) + Wire.field(69, Wire.field(1, "\($0)")) }
  },
  WireShape("an entry whose value comes again and again", Proto3.self) {
    Wire.field(71, Wire.field(1, "key") + filled($0) { Wire.field(2, Wire.field(2, Wire.field(31, $0))) })
  },
]

private let lists = [
  WireShape("packed and single values in turn", Proto3.self, isUsed: true) {
    filled($0) { Wire.field(31, $0) + Wire.field(31, Wire.varint($0)) }
  },
  WireShape("packed fields without a value", Proto3.self) { filled($0, with: Wire.field(75)) },
  WireShape("one packed field", Proto3.self) { Wire.field(75, filled($0) { Wire.varint($0) }) },
  WireShape("closed enum values that the schema doesn't have", Proto2.self) {
    filled($0) { Wire.field(51, 100 + $0) + Wire.field(88, Wire.varint(100 + $0) + [1]) }
  },
  WireShape("elements of two lists in turn", Proto3.self) { filled($0) { Wire.field(44, "") + Wire.field(31, $0) } },
  WireShape("empty strings", Proto3.self) { filled($0, with: Wire.field(44)) },
  WireShape("empty messages", Proto3.self, isUsed: true) { filled($0, with: Wire.field(48)) },
  WireShape("a long string", Proto3.self, isUsed: true) { Wire.field(14, filled($0, with: Array("é\u{1}\"".utf8))) },
  WireShape("a string, again and again", Proto3.self) {
    filled($0) { Wire.field(14, "text that is long enough \($0)") }
  },
  WireShape("fields in descending order", Proto3.self, isUsed: true) {
    filled($0) { _ in Wire.field(308) + Wire.field(75, [1]) + Wire.field(44, "x") + Wire.field(31, 1) }
  },
]

private let nesting = [
  WireShape("a message that comes again and again", Proto3.self) {
    filled($0) { Wire.field(18, Wire.field(2, Wire.field(31, $0))) }
  },
  WireShape("a recursive message that comes again and again", Proto3.self) {
    filled($0) { Wire.field(27, Wire.field(27, Wire.field(44, "\($0)"))) }
  },
  WireShape("90 levels, again and again", Proto3.self, size: 2500, isUsed: true) {
    filled($0, with: Wire.nested(27, levels: 90, Wire.field(31, 1)))
  },
  WireShape("much in 90 levels", Proto3.self, size: 2500, isUsed: true) {
    Wire.nested(27, levels: 90, filled($0) { Wire.field(31, $0) })
  },
  WireShape("too many levels", Proto3.self, isAccepted: false) { Wire.nested(27, levels: $0 / 5) },
  WireShape("Any in Any", Google_Protobuf_Any.self, size: 2000, isUsed: true) { size in
    let name = "type.googleapis.com/google.protobuf.Any"
    return (0..<size / 45).reduce([]) { inner, _ in Wire.field(1, name) + Wire.field(2, inner) }
  },
  WireShape("lists in lists", Google_Protobuf_ListValue.self, isUsed: true) {
    filled(
      $0, with: Wire.field(1, (0..<20).reduce(Wire.field(1, 0)) { inner, _ in Wire.field(6, Wire.field(1, inner)) }))
  },
  WireShape("a message that ends too early", Proto3.self, isAccepted: false) {
    filled($0, with: Wire.field(48)) + Wire.varint(48 << 3 | 2) + [5]
  },
]

private let unknown = [
  WireShape("unknown fields", Proto3.self, isUsed: true) { filled($0) { Wire.field(20000 + $0, $0) } },
  WireShape("unknown fields between known ones", Proto3.self) {
    filled($0) { Wire.field(1, $0) + Wire.field(20000, $0) }
  },
  WireShape("unknown fields in messages", Proto3.self, isUsed: true) {
    filled($0) { Wire.field(48, Wire.field(20000, $0) + Wire.group(20001)) }
  },
  WireShape("unknown groups", Proto3.self) { filled($0) { Wire.group(20000, Wire.field(1, $0)) } },
  WireShape("unknown groups in groups", Proto3.self, size: 2500, isUsed: true) {
    filled($0, with: Wire.nestedGroups(20000, levels: 90))
  },
  WireShape("unknown groups that don't end", Proto3.self, isAccepted: false) {
    filled($0, with: Wire.varint(20000 << 3 | 3))
  },
  WireShape("unknown bytes that are messages in messages", Proto3.self, size: 2500, isUsed: true) {
    filled($0, with: Wire.nested(20000, levels: 90, Wire.field(1, 1)))
  },
  WireShape("much in 90 levels of unknown bytes", Proto3.self, size: 2500, isUsed: true) {
    Wire.nested(20000, levels: 90, filled($0) { Wire.field(1, $0) })
  },
  WireShape("tags that are longer than they must be", Proto3.self) {
    filled($0, with: [0x88, 0x80, 0x80, 0x80, 0x00, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00])
  },
]

private let legacy = [
  WireShape("a group, again and again", Proto2.self) { filled($0) { Wire.group(201, Wire.field(202, $0)) } },
  WireShape("a group with unknown fields, again and again", Proto2.self) {
    filled($0) { Wire.group(201, Wire.field(20000, $0)) }
  },
  WireShape("items of a message set whose types aren't known", Proto2.self, isUsed: true) {
    Wire.field(500, filled($0) { Wire.item(1000 + $0, [8, 1]) })
  },
  WireShape("items of a message set of one type", Proto2.self) {
    Wire.field(500, filled($0) { Wire.item(1_547_769, Wire.field(25, "\($0)")) })
  },
  WireShape("items of a message set without a type", Proto2.self) {
    Wire.field(500, filled($0) { Wire.group(1, Wire.field(3, Wire.field(25, "\($0)"))) })
  },
  WireShape("an item of a message set with many messages", Proto2.self) {
    Wire.field(500, Wire.group(1, filled($0) { Wire.field(3, Wire.field(25, "\($0)")) } + Wire.field(2, 1_547_769)))
  },
  WireShape("message sets in message sets", Proto2.self, size: 2000, isUsed: true) { size in
    let deep = (0..<15).reduce([8, 1]) { inner, _ in Wire.item(4_135_312, Wire.field(10, inner)) }
    return filled(size, with: Wire.field(500, deep))
  },
  WireShape("an extension, again and again", Proto2.self) {
    filled($0) { Wire.field(120, $0) + Wire.field(133, "text") + Wire.group(121, Wire.field(122, $0)) }
  },
  WireShape("an extension between unknown fields", Proto2.self, isUsed: true) {
    filled($0) { Wire.field(120, $0) + Wire.field(20000, $0) }
  },
]
