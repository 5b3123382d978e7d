import ConformanceMessages
import MartletProtobuf
import MartletReflection

/// Each message in wire format, read, and some of them used in each way.
let binaryShapes: [Shape] = wireShapes.flatMap { wire -> [Shape] in
  func shape<M: Message>(_ type: M.Type) -> [Shape] {
    let name = "\(wire.name) (\(type.protoMessageName.split(separator: ".").last ?? ""))"
    let reading = [
      Shape("decode", name, size: wire.size, ceiling: decoding, isAccepted: wire.isAccepted, wire.bytes) {
        _ = try M(serializedBytes: $0, extensions: extensions, partial: true)
      },
      Shape("dynamic decode", name, size: wire.size, ceiling: dynamic, isAccepted: wire.isAccepted, wire.bytes) {
        _ = try DynamicMessage(M.messageDescriptor(), serializedBytes: $0, partial: true)
      },
    ]
    return wire.isUsed ? reading + uses(of: type, name, wire) : reading
  }
  return shape(wire.type)
}

private let decoding = Ceiling(total: 200, peak: 100)
// Of an unoptimized program, which copies what an optimized one passes on.
private let dynamic = Ceiling(total: 450, peak: 200)
private let using = Ceiling(total: 1500, peak: 500)
private let extensions = ProtobufTestMessages_Proto2_TestMessagesProto2_Extensions

/// What is done with a message that was read.
private func uses<M: Message>(of type: M.Type, _ name: String, _ wire: WireShape) -> [Shape] {
  func shape(_ entry: String, _ consume: @escaping @Sendable (M) throws -> Void) -> Shape {
    Shape(entry: entry, name: name, size: wire.size, ceiling: using) { size in
      let bytes = wire.bytes(size)
      let message = try M(serializedBytes: bytes, extensions: extensions, partial: true)
      return Work(size: bytes.count) { try consume(message) }
    }
  }
  return [
    shape("encode") { message in
      _ = try message.serializedBytes(partial: true, options: .init(useDeterministicOrdering: true))
    },
    shape("merge, compare, discard") { message in
      var other = message
      other.merge(message)
      other.discardUnknownFields()
      var hasher = Hasher()
      hasher.combine(message)
      if message == other { hasher.combine(message.isInitialized) }
    },
    shape("JSON of a message") { _ = try? $0.jsonUTF8Bytes() },
    shape("text of a message") { message in
      var options = TextFormatEncodingOptions()
      options.printUnknownFields = true
      _ = message.textFormatString(options: options)
    },
    Shape(entry: "dynamic encode", name: name, size: wire.size, ceiling: using) { size in
      let bytes = wire.bytes(size)
      let message = try DynamicMessage(M.messageDescriptor(), serializedBytes: bytes, partial: true)
      return Work(size: bytes.count) {
        var other = message
        other.merge(message)
        _ = try message.serializedBytes(partial: true)
        other.discardUnknownFields()
        var hasher = Hasher()
        hasher.combine(message)
        if message == other { hasher.combine(message.isInitialized) }
      }
    },
  ]
}
