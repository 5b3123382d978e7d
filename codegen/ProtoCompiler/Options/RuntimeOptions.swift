import MartletProtobuf
import MartletReflection

/// An options message as programs are to see it when they run: without what only the compiler and its like are to see
/// (`retention = RETENTION_SOURCE`), with the parts of a message that several statements set in one, and with all fields
/// in the order of their numbers.
///
/// It comes about as in protoc: the options are read by their schema and written again.
struct RuntimeOptions {
  /// The message in wire format.
  private(set) var encoded: [UInt8] = []
  /// Whether anything is left out.
  private(set) var isReduced = false
  private let declarations: DeclarationTable

  /// - Parameters:
  ///   - encoded: the options as the source has them.
  ///   - declarations: where extensions are found.
  init(_ encoded: [UInt8], _ type: MessageNode, _ declarations: DeclarationTable) {
    self.declarations = declarations
    let content = Content()
    encoded.withUnsafeBytes { bytes in
      // So deep are neither the values in braces nor the names of options.
      var reader = WireReader(bytes, messageDepthLimit: 1000)
      try? read(&reader, into: content, as: type, until: 0)
    }
    self.encoded = content.encoded()
  }

  /// What a message's fields hold.
  private final class Content {
    struct Field {
      let node: FieldNode
      var scalars: [ScalarValue] = []
      var messages: [Content] = []
    }
    var fields: [Int32: Field] = [:]
    /// The field that each oneof has.
    var members: [Int32: Int32] = [:]

    func encoded() -> [UInt8] {
      var bytes: [UInt8] = []
      for (number, field) in fields.sorted(by: { $0.key < $1.key }) {
        if field.node.isPacked {
          var payload: [UInt8] = []
          for value in field.scalars { OptionWire.payload(value, to: &payload) }
          OptionWire.delimited(number, payload, to: &bytes)
          continue
        }
        for value in field.scalars where !(value.isZero && field.node.hasImplicitPresence) {
          bytes += OptionWire.scalar(field.node, value)
        }
        for message in field.messages { bytes += OptionWire.element(field.node, message.encoded()) }
      }
      return bytes
    }
  }

  private mutating func read(
    _ reader: inout WireReader, into content: Content, as type: MessageNode, until end: WireTag
  ) throws(BinaryDecodingError) {
    while true {
      let tag = try reader.nextTag()
      if tag == end { return }
      if type.isMessageSet && tag == WireTag(fieldNumber: 1, wireType: .startGroup) {
        try readItem(&reader, into: content, as: type)
      } else if let field = field(tag.fieldNumber, of: type) {
        try read(&reader, tag, field, into: content)
      } else {
        isReduced = true
        try reader.skip(tag)
      }
    }
  }

  /// An item of a message set: the number of the extension, then its message.
  private mutating func readItem(
    _ reader: inout WireReader, into content: Content, as type: MessageNode
  ) throws(BinaryDecodingError) {
    _ = try reader.nextTag()
    let number = Int(truncatingIfNeeded: try reader.varint())
    let tag = try reader.nextTag()
    if let field = field(number, of: type) {
      try read(&reader, tag, field, into: content)
    } else {
      isReduced = true
      try reader.skip(tag)
    }
    _ = try reader.nextTag()
  }

  /// The field of a number, unless it is for the source only.
  private func field(_ number: Int, of type: MessageNode) -> FieldNode? {
    let number = Int32(truncatingIfNeeded: number)
    let field = type.fieldsByNumber[number] ?? declarations.extension(number, of: type)
    return field?.isForSource == true ? nil : field
  }

  private mutating func read(
    _ reader: inout WireReader, _ tag: WireTag, _ node: FieldNode, into content: Content
  ) throws(BinaryDecodingError) {
    if let oneof = node.oneofIndex, let other = content.members.updateValue(node.number, forKey: oneof),
      other != node.number
    {
      content.fields[other] = nil
    }
    // Taken out, so that adding to it copies nothing.
    var field = content.fields.removeValue(forKey: node.number) ?? Content.Field(node: node)
    if let type = node.message {
      let part = node.isRepeated ? Content() : field.messages.popLast() ?? Content()
      let isGroup = tag.wireType == .startGroup
      let outside = isGroup ? try reader.descend() : try reader.enter()
      try read(&reader, into: part, as: type, until: isGroup ? tag + 1 : 0)
      reader.leave(outside)
      field.messages.append(part)
    } else if tag.wireType == .lengthDelimited && node.type?.isPackable == true {
      let outside = try reader.enterPacked()
      while reader.remaining > 0 { field.scalars.append(try scalar(&reader, node.type?.wireType ?? .varint)) }
      reader.leave(outside)
    } else {
      if !node.isRepeated { field.scalars = [] }
      field.scalars.append(try scalar(&reader, node.type?.wireType ?? .varint))
    }
    content.fields[node.number] = field
  }

  private func scalar(_ reader: inout WireReader, _ type: WireType) throws(BinaryDecodingError) -> ScalarValue {
    switch type {
    case .fixed32: .fixed32(try reader.fixed32())
    case .fixed64: .fixed64(try reader.fixed64())
    case .lengthDelimited: .bytes(Array(try reader.content()))
    default: .varint(try reader.varint())
    }
  }
}
