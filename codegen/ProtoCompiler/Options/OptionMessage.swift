import MartletProtobuf

/// An options message, or a message in one, while its fields are being collected.
///
/// It is encoded as the source has it: the fields that the message declares by number, then extensions in the order of
/// the source, a field for each statement.
struct OptionMessage {
  private struct Item {
    var number: Int32
    var content: Content
  }

  private enum Content {
    /// A whole field, tag included.
    case bytes([UInt8])
    /// The elements of a packed field.
    case packed([UInt8])
    /// A message field whose parts are set one by one: the index of the child.
    case message(Int, FieldNode)
  }

  private var items: [Item] = []
  /// The packed fields and messages among the items, by number.
  private var growing: [Int32: Int] = [:]
  private var children: [OptionMessage] = []
  private var extensions: [UInt8] = []

  /// Adds a field that goes where its number says.
  mutating func add(_ bytes: [UInt8], number: Int32) { items.append(Item(number: number, content: .bytes(bytes))) }

  /// Adds elements of a packed field, to those that it has.
  mutating func addPacked(_ payload: [UInt8], number: Int32) {
    if let index = growing[number], case .packed(var elements) = items[index].content {
      // Taken out, so that adding to it copies nothing.
      items[index].content = .bytes([])
      elements += payload
      items[index].content = .packed(elements)
    } else {
      growing[number] = items.count
      items.append(Item(number: number, content: .packed(payload)))
    }
  }

  /// Adds a field of an options message itself, where extensions go behind the declared fields.
  mutating func add(_ bytes: [UInt8], _ field: FieldNode) {
    if field.isExtension {
      extensions += bytes
    } else {
      add(bytes, number: field.number)
    }
  }

  /// Lends the message that a singular declared field holds.
  mutating func withChild<R, E: Error>(
    _ field: FieldNode, _ body: (inout OptionMessage) throws(E) -> R
  ) throws(E) -> R {
    if let index = growing[field.number], case .message(let child, _) = items[index].content {
      return try body(&children[child])
    }
    growing[field.number] = items.count
    children.append(OptionMessage())
    items.append(Item(number: field.number, content: .message(children.count - 1, field)))
    return try body(&children[children.count - 1])
  }

  func encoded() -> [UInt8] {
    // The order of a repeated field's elements is kept.
    let order = items.indices.sorted { (items[$0].number, $0) < (items[$1].number, $1) }
    var bytes: [UInt8] = []
    for index in order {
      switch items[index].content {
      case .bytes(let field): bytes += field
      case .packed(let payload): OptionWire.delimited(items[index].number, payload, to: &bytes)
      case .message(let child, let field): bytes += OptionWire.element(field, children[child].encoded())
      }
    }
    return bytes + extensions
  }
}

extension OptionMessage {
  /// Completes a map's entry, which always has its key and its value, be they the defaults.
  mutating func fillMapEntry(_ type: MessageNode) {
    for field in type.fields where !items.contains(where: { $0.number == field.number }) {
      let zero: ScalarValue =
        switch field.type {
        case .string, .bytes: .bytes([])
        case .double, .fixed64, .sfixed64: .fixed64(0)
        case .float, .fixed32, .sfixed32: .fixed32(0)
        default: .varint(UInt64(bitPattern: Int64(field.enumeration?.values.first?.number ?? 0)))
        }
      add(field.message == nil ? OptionWire.scalar(field, zero) : OptionWire.message(field, []), number: field.number)
    }
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
