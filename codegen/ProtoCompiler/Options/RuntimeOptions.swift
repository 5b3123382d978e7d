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
    let message = OptionMessage()
    encoded.withUnsafeBytes { bytes in
      // So deep are neither the values in braces nor the names of options.
      var reader = WireReader(bytes, messageDepthLimit: 1000)
      try? read(&reader, into: message, as: type, until: 0)
    }
    self.encoded = message.encoded()
  }

  private mutating func read(
    _ reader: inout WireReader, into message: OptionMessage, as type: MessageNode, until end: WireTag
  ) throws(BinaryDecodingError) {
    while true {
      let tag = try reader.nextTag()
      if tag == end { return }
      if type.isMessageSet && tag == WireTag(fieldNumber: 1, wireType: .startGroup) {
        try readItem(&reader, into: message, as: type)
      } else if let field = field(tag.fieldNumber, of: type) {
        try read(&reader, tag, field, into: message)
      } else {
        isReduced = true
        try reader.skip(tag)
      }
    }
  }

  /// An item of a message set: the number of the extension, then its message.
  private mutating func readItem(
    _ reader: inout WireReader, into message: OptionMessage, as type: MessageNode
  ) throws(BinaryDecodingError) {
    _ = try reader.nextTag()
    let number = Int(truncatingIfNeeded: try reader.varint())
    let tag = try reader.nextTag()
    if let field = field(number, of: type) {
      try read(&reader, tag, field, into: message)
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
    _ reader: inout WireReader, _ tag: WireTag, _ node: FieldNode, into message: OptionMessage
  ) throws(BinaryDecodingError) {
    if let oneof = node.oneofIndex { message.choose(node, of: oneof) }
    if let type = node.message {
      let part = node.isRepeated ? OptionMessage() : message.child(node)
      let isGroup = tag.wireType == .startGroup
      let outside = isGroup ? try reader.descend() : try reader.enter()
      try read(&reader, into: part, as: type, until: isGroup ? tag + 1 : 0)
      reader.leave(outside)
      if node.isRepeated { message.append(part, node) }
    } else if tag.wireType == .lengthDelimited && node.type?.isPackable == true {
      let outside = try reader.enterPacked()
      while reader.remaining > 0 { message.append(try scalar(&reader, node), node) }
      reader.leave(outside)
    } else if node.isRepeated {
      message.append(try scalar(&reader, node), node)
    } else {
      message.set(try scalar(&reader, node), node)
    }
  }

  private func scalar(_ reader: inout WireReader, _ node: FieldNode) throws(BinaryDecodingError) -> ScalarValue {
    switch node.type?.wireType {
    case .fixed32: .fixed32(try reader.fixed32())
    case .fixed64: .fixed64(try reader.fixed64())
    case .lengthDelimited: .bytes(Array(try reader.content()))
    default: .varint(try reader.varint())
    }
  }
}
