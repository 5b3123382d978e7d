import MartletProtobuf

extension DynamicMessage {
  /// The message in wire format: fields in the order of their numbers, maps in the order of their keys.
  ///
  /// - Parameter partial: whether required fields may be missing.
  /// - Throws: `BinaryEncodingError.missingRequiredFields` if a required field isn't set, one of the kind `tooLarge` if
  ///   the result would exceed 2 GiB, protobuf's limit.
  public func serializedBytes(partial: Bool = false) throws -> [UInt8] {
    if !partial, let missing = missingField {
      throw BinaryEncodingError(.missingRequiredField("\(descriptor.fullName).\(missing)"))
    }
    return try partialBytes()
  }

  /// The message in wire format, whether or not its required fields are set.
  func partialBytes() throws(BinaryEncodingError) -> [UInt8] {
    var writer = WireWriter()
    encode(to: &writer)
    if writer.count > Int(Int32.max) { throw BinaryEncodingError(.tooLarge(bytes: writer.count)) }
    return writer.bytes()
  }

  /// Writes the message's fields and extensions, from the last to the first.
  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    for (number, value) in values.sorted(by: { $0.key > $1.key }) {
      guard let plan = plan(number) else { continue }
      guard descriptor.table.isMessageSet, case .message(let message) = value else {
        Self.encode(value, plan, to: &writer)
        continue
      }
      writer.messageSetItem(Int(plan.number)) { writer, tag in writer.nested(tag) { message.encode(to: &$0) } }
    }
  }

  private static func encode(_ value: FieldValue, _ plan: FieldPlan, to writer: inout WireWriter) {
    switch value {
    case .list(let elements): encode(elements, plan, to: &writer)
    case .map(let entries): encode(entries, plan, to: &writer)
    default: encode(value, plan.elementTag, plan.type, to: &writer)
    }
  }

  private static func encode(_ elements: [FieldValue], _ plan: FieldPlan, to writer: inout WireWriter) {
    if !plan.isPacked {
      for element in elements.reversed() { encode(element, plan.elementTag, plan.type, to: &writer) }
      return
    }
    if elements.isEmpty { return }
    writer.nested(plan.tag) { writer in
      for element in elements.reversed() { encodeBare(element, plan.type, to: &writer) }
    }
  }

  private static func encode(_ entries: [FieldValue: FieldValue], _ plan: FieldPlan, to writer: inout WireWriter) {
    guard let entry = plan.message, entry.plans.count == 2 else { return }
    let (key, value) = (entry.plans[0], entry.plans[1])
    // The same message always gives the same bytes.
    for (name, content) in entries.sorted(by: { $1.key.precedes($0.key) }) {
      writer.nested(plan.elementTag) { writer in
        encode(content, value.elementTag, value.type, to: &writer)
        encode(name, key.elementTag, key.type, to: &writer)
      }
    }
  }

  private static func encode(_ value: FieldValue, _ tag: WireTag, _ type: FieldType, to writer: inout WireWriter) {
    switch value {
    case .string(let value): writer.string(tag, value)
    case .bytes(let value): writer.bytes(tag, value)
    case .message(let message):
      // A message in the place of an `Any`'s bytes is written as they would be, which are a field without presence.
      if type == .bytes && message.isEmpty { return }
      if type != .group { return writer.nested(tag) { message.encode(to: &$0) } }
      writer.endGroup(tag)
      message.encode(to: &writer)
      writer.startGroup(tag)
    default:
      encodeBare(value, type, to: &writer)
      writer.reserve(5)
      writer.store(tag: tag)
    }
  }

  /// Writes a number without its tag, as packed fields have it.
  private static func encodeBare(_ value: FieldValue, _ type: FieldType, to writer: inout WireWriter) {
    writer.reserve(10)
    switch value {
    case .int32(let value):
      switch type {
      case .sfixed32: writer.store(fixed: UInt32(bitPattern: value))
      case .sint32: writer.store(varint: UInt64(UInt32(bitPattern: value << 1 ^ value >> 31)))
      default: writer.store(varint: UInt64(bitPattern: Int64(value)))
      }
    case .int64(let value):
      switch type {
      case .sfixed64: writer.store(fixed: UInt64(bitPattern: value))
      case .sint64: writer.store(varint: UInt64(bitPattern: value << 1 ^ value >> 63))
      default: writer.store(varint: UInt64(bitPattern: value))
      }
    case .uint32(let value):
      if type == .fixed32 { writer.store(fixed: value) } else { writer.store(varint: UInt64(value)) }
    case .uint64(let value): if type == .fixed64 { writer.store(fixed: value) } else { writer.store(varint: value) }
    case .float(let value): writer.store(fixed: value.bitPattern)
    case .double(let value): writer.store(fixed: value.bitPattern)
    case .bool(let value): writer.store(varint: value ? 1 : 0)
    case .enumeration(let value): writer.store(varint: UInt64(bitPattern: Int64(value)))
    case .string, .bytes, .message, .list, .map: break
    }
  }
}

extension FieldValue {
  /// The order of map keys of one type: numbers by size, strings by their bytes, false before true.
  package func precedes(_ other: FieldValue) -> Bool {
    switch (self, other) {
    case (.int32(let left), .int32(let right)): left < right
    case (.int64(let left), .int64(let right)): left < right
    case (.uint32(let left), .uint32(let right)): left < right
    case (.uint64(let left), .uint64(let right)): left < right
    case (.bool(let left), .bool(let right)): !left && right
    case (.string(let left), .string(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
    default: false
    }
  }
}
