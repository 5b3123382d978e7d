import MartletProtobuf

/// A message whose type is known only at run time: its fields are reached through descriptors.
///
/// It keeps to the rules of generated messages: a field without presence that holds its default isn't set, a member of
/// a oneof clears the others, unknown fields are kept and written back.
public struct DynamicMessage: Hashable, Sendable, CustomStringConvertible {
  /// The message's type.
  public let descriptor: MessageDescriptor
  /// Fields that the decoder met and the descriptor doesn't declare.
  public var unknownFields = UnknownFields()
  // A value a field, by number in ascending order; nil where the field isn't set.
  private(set) var values: [FieldValue?]

  /// An empty message.
  public init(_ descriptor: MessageDescriptor) {
    self.descriptor = descriptor
    values = [FieldValue?](repeating: nil, count: descriptor.table.plans.count)
  }

  /// Decodes a message from its wire format.
  ///
  /// - Throws: `DecodingError` with the offset at which the input stopped making sense.
  public init(
    _ descriptor: MessageDescriptor, serializedBytes: [UInt8], options: DecodingOptions = DecodingOptions()
  ) throws(DecodingError) {
    self.init(descriptor)
    try merge(serializedBytes: serializedBytes, options: options)
  }

  /// The message in JSON, on one line, or what is wrong with it.
  public var description: String {
    do {
      return try jsonString()
    } catch {
      return "\(descriptor.fullName): \(error)"
    }
  }

  // MARK: - Fields

  /// A field's value; nil if it isn't set, or the message has no field of that number.
  ///
  /// Setting nil clears the field. Setting a value that isn't of the field's type, or a field that the message doesn't
  /// have, does nothing; `set(_:number:)` says so.
  public subscript(number: Int) -> FieldValue? {
    get { descriptor.table.place(ofPositive: number).flatMap { values[$0] } }
    set {
      if let newValue {
        try? set(newValue, number: number)
      } else if let place = descriptor.table.place(ofPositive: number) {
        values[place] = nil
      }
    }
  }

  /// A field's value by the field's name, as in JSON or as in the `.proto` file; otherwise like the one by number.
  public subscript(name: String) -> FieldValue? {
    get { descriptor.table.names[name].flatMap { values[$0] } }
    set {
      guard let place = descriptor.table.names[name] else { return }
      self[descriptor.table.plans[place].field.number] = newValue
    }
  }

  /// A field's value, or its default if it isn't set; an empty message, list or map if it has no other default.
  public func value(of field: FieldDescriptor) -> FieldValue {
    if let value = self[field.number] { return value }
    if field.isMap { return .map([:]) }
    if field.isRepeated { return .list([]) }
    if let value = field.defaultValue { return value }
    return field.messageType.map { .message(DynamicMessage($0)) } ?? .bool(false)
  }

  /// The fields that are set, by number in ascending order.
  public var fields: [(field: FieldDescriptor, value: FieldValue)] {
    zip(descriptor.table.plans, values).compactMap { plan, value in
      value.map { (FieldDescriptor(plan.field), $0) }
    }
  }

  /// Sets a field.
  ///
  /// - Throws: `DynamicMessageError` if the message has no such field or the value isn't of the field's type.
  public mutating func set(_ value: FieldValue, number: Int) throws(DynamicMessageError) {
    guard let place = descriptor.table.place(ofPositive: number) else {
      throw .noSuchField(message: descriptor.fullName, field: "\(number)")
    }
    let plan = descriptor.table.plans[place]
    guard Self.isValid(value, for: plan) else { throw .wrongType(field: plan.field.fullName) }
    store(value, at: place)
  }

  private static func isValid(_ value: FieldValue, for plan: FieldPlan) -> Bool {
    guard plan.isRepeated else { return value.isValid(for: plan) }
    if plan.isMap {
      guard case .map(let entries) = value, let entry = plan.message, entry.plans.count == 2 else { return false }
      return entries.allSatisfy { $0.isValid(for: entry.plans[0]) && $1.isValid(for: entry.plans[1]) }
    }
    guard case .list(let elements) = value else { return false }
    return elements.allSatisfy { $0.isValid(for: plan) }
  }

  /// Sets a field to a value of its type, keeping the rules of presence and oneofs.
  private mutating func store(_ value: FieldValue, at place: Int) {
    let plan = descriptor.table.plans[place]
    if plan.oneof >= 0 {
      for other in descriptor.table.oneofs[Int(plan.oneof)].fields { values[other.place] = nil }
    }
    values[place] = plan.hasPresence || !value.isZero ? value : nil
  }

  // MARK: - Required fields

  /// Whether every required field of this message and of the messages in it is set.
  public var isInitialized: Bool { missingField == nil }

  /// The path of a required field that isn't set.
  var missingField: String? {
    for (plan, value) in zip(descriptor.table.plans, values) {
      guard let value else {
        if plan.field.isRequired { return plan.field.proto.name }
        continue
      }
      if plan.isMessage, let missing = Self.missingField(in: value) { return "\(plan.field.proto.name).\(missing)" }
    }
    return nil
  }

  private static func missingField(in value: FieldValue) -> String? {
    switch value {
    case .message(let message): return message.missingField
    case .list(let elements):
      for element in elements {
        if let missing = missingField(in: element) { return missing }
      }
    case .map(let entries):
      for element in entries.values {
        if let missing = missingField(in: element) { return missing }
      }
    default: break
    }
    return nil
  }

  // MARK: - Reading

  /// Merges a message in wire format into this one.
  public mutating func merge(
    serializedBytes: [UInt8], options: DecodingOptions = DecodingOptions()
  ) throws(DecodingError) {
    try serializedBytes.span.withUnsafeBytes { (bytes) throws(DecodingError) in
      var reader = WireReader(bytes, recursionLimit: options.recursionLimit)
      try merge(from: &reader, until: 0)
    }
    if !options.allowPartial && !isInitialized {
      throw DecodingError(.missingRequiredField(descriptor.fullName), offset: serializedBytes.count)
    }
  }

  /// Merges fields until a tag: the one that ends a group, or 0, the end of the reader's current message.
  mutating func merge(from reader: inout WireReader, until endTag: WireTag) throws(DecodingError) {
    let table = descriptor.table
    while true {
      let tag = try reader.nextTag()
      if tag == endTag { return }
      if tag == 0 { throw reader.error(.truncated) }
      guard let place = table.place(ofNumber: tag.fieldNumber) else {
        try reader.unknown(tag, into: &unknownFields)
        continue
      }
      let plan = table.plans[place]
      if tag == plan.elementTag {
        try readElement(plan, at: place, tag: tag, from: &reader)
      } else if plan.isRepeated, plan.type.isPackable, tag.wireType == .lengthDelimited {
        let length = try reader.length()
        let outer = reader.end
        reader.end = reader.cursor + length
        while reader.remaining > 0 { try readElement(plan, at: place, tag: plan.elementTag, from: &reader) }
        reader.end = outer
      } else {
        try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  private mutating func readElement(
    _ plan: FieldPlan, at place: Int, tag: WireTag, from reader: inout WireReader
  ) throws(DecodingError) {
    if plan.isMap {
      guard let type = plan.message else { return }
      let before = reader.cursor
      var entry = DynamicMessage(MessageDescriptor(type))
      try reader.nested { (reader) throws(DecodingError) in try entry.merge(from: &reader, until: 0) }
      guard let (key, value) = entry.mapEntry else {
        // The value is a number that its closed enum doesn't have: the whole entry is unknown.
        let count = reader.cursor - before
        unknownFields.append(tag, UnsafeRawBufferPointer(start: before, count: count))
        return
      }
      var entries: [FieldValue: FieldValue] = [:]
      if case .map(let present) = values[place].take() { entries = present }
      entries[key] = value
      values[place] = .map(entries)
      return
    }
    let value: FieldValue
    if plan.isMessage {
      guard let type = plan.message else { return }
      var message: DynamicMessage
      if !plan.isRepeated, case .message(let present) = values[place].take() {
        message = present
      } else {
        message = DynamicMessage(MessageDescriptor(type))
      }
      if plan.type == .message {
        try reader.nested { (reader) throws(DecodingError) in try message.merge(from: &reader, until: 0) }
      } else {
        if reader.depth == 0 { throw reader.error(.recursionLimit) }
        reader.depth -= 1
        try message.merge(from: &reader, until: tag + 1)
        reader.depth += 1
      }
      value = .message(message)
    } else {
      value = try reader.value(of: plan.type)
      if case .enumeration(let number) = value, let type = plan.enumeration, type.isClosed, !type.has(number) {
        unknownFields.append(varint: UInt64(bitPattern: Int64(number)), tag: tag)
        return
      }
    }
    if plan.isRepeated {
      var elements: [FieldValue] = []
      if case .list(let present) = values[place].take() { elements = present }
      elements.append(value)
      values[place] = .list(elements)
    } else {
      store(value, at: place)
    }
  }

  /// The key and value of a message that is a map's entry; nil if the value isn't one of its closed enum.
  private var mapEntry: (FieldValue, FieldValue)? {
    let plans = descriptor.table.plans
    guard plans.count == 2, unknownFields.isEmpty || plans[1].enumeration?.isClosed != true else { return nil }
    guard let key = values[0] ?? .zero(of: plans[0].field) else { return nil }
    if let value = values[1] { return (key, value) }
    if let value = FieldValue.zero(of: plans[1].field) { return (key, value) }
    guard let type = plans[1].message else { return nil }
    return (key, .message(DynamicMessage(MessageDescriptor(type))))
  }
}

/// Why a field of a `DynamicMessage` can't be set.
public enum DynamicMessageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The message has no field of that name or number.
  case noSuchField(message: String, field: String)
  /// The value isn't of the field's type.
  case wrongType(field: String)

  public var description: String {
    switch self {
    case .noSuchField(let message, let field): "\(message) has no field \(field)"
    case .wrongType(let field): "the value is not of the type of \(field)"
    }
  }
}

extension MessageTable {
  /// The place of a field in `plans`, for numbers that may be anything.
  func place(ofPositive number: Int) -> Int? { number < 1 ? nil : place(ofNumber: number) }
}

extension UnknownFields {
  /// Adds a length-delimited field, its length included in the bytes.
  fileprivate mutating func append(_ tag: WireTag, _ value: UnsafeRawBufferPointer) {
    var rest = tag
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
    bytes.append(contentsOf: value)
  }
}

extension WireReader {
  /// Reads a length-delimited message by a closure, which must read to its end.
  mutating func nested(_ body: (inout WireReader) throws(DecodingError) -> Void) throws(DecodingError) {
    let outer = try enter()
    try body(&self)
    leave(outer)
  }

  /// A single value that isn't a message.
  mutating func value(of type: FieldType) throws(DecodingError) -> FieldValue {
    switch type {
    case .double: .double(try double())
    case .float: .float(try float())
    case .int64: .int64(try int64())
    case .uint64: .uint64(try uint64())
    case .int32: .int32(try int32())
    case .fixed64: .uint64(try fixed64())
    case .fixed32: .uint32(try fixed32())
    case .bool: .bool(try bool())
    case .string: .string(try string())
    case .bytes: .bytes(try bytes())
    case .uint32: .uint32(try uint32())
    case .enumeration: .enumeration(try int32())
    case .sfixed32: .int32(try sfixed32())
    case .sfixed64: .int64(try sfixed64())
    case .sint32: .int32(try sint32())
    case .sint64: .int64(try sint64())
    case .message, .group: throw error(.invalidTag)
    }
  }
}
