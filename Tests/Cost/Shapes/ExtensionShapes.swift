import ConformanceMessages
import MartletProtobuf

/// Extensions that were unknown when their message was decoded, and so stand among its unknown fields.
let extensionShapes: [Shape] = [
  among("has and get", "an extension asked for again and again beside many unknown fields") { message, count in
    for _ in 0..<count where message.hasProtobufTestMessages_Proto2_extensionInt32 {
      _ = message.ProtobufTestMessages_Proto2_extensionString
    }
  },
  among("set", "an extension set again and again beside many unknown fields") { message, count in
    for index in 0..<count { message.ProtobufTestMessages_Proto2_extensionInt32 = Int32(truncatingIfNeeded: index) }
  },
  among("set and clear", "an extension cleared again and again beside many unknown fields") { message, count in
    for _ in 0..<count {
      message.ProtobufTestMessages_Proto2_extensionString = "text"
      message.clearProtobufTestMessages_Proto2_extensionString()
    }
  },
  among("set and get", "one extension set before another is asked for") { message, count in
    for index in 0..<count {
      message.ProtobufTestMessages_Proto2_extensionInt32 = Int32(truncatingIfNeeded: index)
      _ = message.hasProtobufTestMessages_Proto2_extensionString
    }
  },
]

/// A message with many unknown fields, and what is done with it as often as it has such fields.
private func among(
  _ entry: String, _ name: String, _ consume: @escaping @Sendable (inout Proto2, Int) -> Void
) -> Shape {
  Shape(entry: "extensions, \(entry)", name: name, size: 400, ceiling: Ceiling(total: 400, peak: 20)) { size in
    var count = 0
    let bytes = filled(size) {
      count = $0
      return Wire.field(20000 + $0, $0)
    }
    let message = try Proto2(serializedBytes: Wire.field(120, 1) + bytes + Wire.field(133, "text"))
    return Work(size: bytes.count) {
      var message = message
      consume(&message, count)
    }
  }
}
