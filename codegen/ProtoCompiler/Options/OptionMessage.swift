import MartletProtobuf

/// The fields of an options message, or of a message in one.
final class OptionMessage {
  private struct Field {
    let node: FieldNode
    var scalars: [ScalarValue] = []
    var messages: [OptionMessage] = []
  }

  private var fields: [Int32: Field] = [:]
  /// The fields that oneofs have, where that matters.
  private var members: [Int32: Int32] = [:]
  /// What statements say of extensions, each a field of its own, in the order of the source. At run time, and in braces,
  /// extensions are as other fields.
  private var statements: [UInt8] = []

  func append(_ value: ScalarValue, _ node: FieldNode) {
    fields[node.number, default: Field(node: node)].scalars.append(value)
  }

  func append(_ message: OptionMessage, _ node: FieldNode) {
    fields[node.number, default: Field(node: node)].messages.append(message)
  }

  func set(_ value: ScalarValue, _ node: FieldNode) { fields[node.number] = Field(node: node, scalars: [value]) }

  /// The message that a singular field holds, which it is given if it has none.
  func child(_ node: FieldNode) -> OptionMessage {
    if let child = fields[node.number]?.messages.first { return child }
    let child = OptionMessage()
    append(child, node)
    return child
  }

  /// Sets a field of a oneof: the one that the oneof had before goes.
  func choose(_ node: FieldNode, of oneof: Int32) {
    if let other = members.updateValue(node.number, forKey: oneof), other != node.number { fields[other] = nil }
  }

  /// Adds what a statement says of an extension.
  func append(statement bytes: [UInt8]) { statements += bytes }

  /// Completes a map's entry, which always has its key and its value, be they the defaults.
  func fillMapEntry(_ type: MessageNode) {
    for field in type.fields where fields[field.number] == nil {
      switch field.type {
      case .message, .group: append(OptionMessage(), field)
      case .string, .bytes: append(.bytes([]), field)
      case .double, .fixed64, .sfixed64: append(.fixed64(0), field)
      case .float, .fixed32, .sfixed32: append(.fixed32(0), field)
      default: append(.varint(UInt64(bitPattern: Int64(field.enumeration?.values.first?.number ?? 0))), field)
      }
    }
  }

  /// The message in wire format.
  ///
  /// - Parameter asStatements: write what statements say one by one: no field is packed, and zeros stand even where
  ///   presence is implicit.
  func encoded(asStatements: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    for (number, field) in fields.sorted(by: { $0.key < $1.key }) {
      if field.node.isPacked && !asStatements {
        var payload: [UInt8] = []
        for value in field.scalars { OptionWire.payload(value, to: &payload) }
        OptionWire.delimited(number, payload, to: &bytes)
        continue
      }
      for value in field.scalars where asStatements || !(value.isZero && field.node.hasImplicitPresence) {
        bytes += OptionWire.scalar(field.node, value)
      }
      for message in field.messages {
        bytes += OptionWire.element(field.node, message.encoded(asStatements: asStatements))
      }
    }
    return bytes + statements
  }
}

/// The wire format of single fields.
enum OptionWire {
  static func varint(_ value: UInt64, to bytes: inout [UInt8]) { bytes.append(varint: value) }

  static func tag(_ number: Int32, _ wireType: UInt64, to bytes: inout [UInt8]) {
    varint(UInt64(UInt32(bitPattern: number)) << 3 | wireType, to: &bytes)
  }

  static func delimited(_ number: Int32, _ payload: [UInt8], to bytes: inout [UInt8]) {
    tag(number, 2, to: &bytes)
    varint(UInt64(payload.count), to: &bytes)
    bytes += payload
  }

  static func group(_ number: Int32, _ payload: [UInt8], to bytes: inout [UInt8]) {
    tag(number, 3, to: &bytes)
    bytes += payload
    tag(number, 4, to: &bytes)
  }

  /// A message field of either encoding, or an item of a message set.
  static func element(_ field: FieldNode, _ payload: [UInt8]) -> [UInt8] {
    guard field.isExtension, field.extendee?.isMessageSet == true else { return message(field, payload) }
    var item: [UInt8] = []
    tag(2, 0, to: &item)
    varint(UInt64(UInt32(bitPattern: field.number)), to: &item)
    delimited(3, payload, to: &item)
    var bytes: [UInt8] = []
    group(1, item, to: &bytes)
    return bytes
  }

  /// A message field of either encoding.
  static func message(_ field: FieldNode, _ payload: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    if field.type == .group || field.features.messagesAreDelimited {
      group(field.number, payload, to: &bytes)
    } else {
      delimited(field.number, payload, to: &bytes)
    }
    return bytes
  }

  /// A scalar field.
  static func scalar(_ field: FieldNode, _ value: ScalarValue) -> [UInt8] {
    var bytes: [UInt8] = []
    switch value {
    case .bytes: tag(field.number, 2, to: &bytes)
    case .fixed32: tag(field.number, 5, to: &bytes)
    case .fixed64: tag(field.number, 1, to: &bytes)
    case .varint: tag(field.number, 0, to: &bytes)
    }
    payload(value, to: &bytes)
    return bytes
  }

  static func payload(_ value: ScalarValue, to bytes: inout [UInt8]) {
    switch value {
    case .varint(let number): varint(number, to: &bytes)
    case .fixed32(let number): withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    case .fixed64(let number): withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    case .bytes(let content):
      varint(UInt64(content.count), to: &bytes)
      bytes += content
    }
  }
}

/// A scalar as it stands on the wire.
enum ScalarValue {
  case varint(UInt64)
  case fixed32(UInt32)
  case fixed64(UInt64)
  case bytes([UInt8])
}

extension ScalarValue {
  var isZero: Bool {
    switch self {
    case .varint(let value): value == 0
    case .fixed32(let value): value == 0
    case .fixed64(let value): value == 0
    case .bytes(let value): value.isEmpty
    }
  }
}
