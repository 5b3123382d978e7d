import MartletProtobuf

/// A message whose type is known only at run time: its fields are reached through descriptors.
///
/// It keeps to the rules of generated messages: a field without presence that holds its default isn't set, a member of
/// a oneof clears the others, unknown fields are kept and written back. It takes memory for what is set, whatever its
/// type declares.
public struct DynamicMessage: Hashable, Sendable, CustomStringConvertible {
  /// The message's type.
  public let descriptor: MessageDescriptor
  /// Fields that the decoder met and the descriptor doesn't declare.
  public var unknownFields = UnknownFields()
  /// The fields and extensions that are set, by number.
  var values: [Int32: FieldValue] = [:]
  /// Which extensions are set, by number.
  var extensions: [Int32: FieldDescriptor] = [:]
  /// The number of the member that is set, by the place of the oneof.
  private var members: [Int32: Int32] = [:]

  /// An empty message.
  public init(_ descriptor: MessageDescriptor) { self.descriptor = descriptor }

  /// Decodes a message from its wire format.
  ///
  /// - Parameters:
  ///   - extensions: where extensions are looked up that the descriptor's own pool doesn't have.
  ///   - partial: whether required fields may be missing.
  /// - Throws: `BinaryDecodingError` with the offset at which the input stopped making sense.
  public init(
    _ descriptor: MessageDescriptor, serializedBytes: [UInt8], extensions: DescriptorPool? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    self.init(descriptor)
    try merge(serializedBytes: serializedBytes, extensions: extensions, partial: partial, options: options)
  }

  /// The message in text format, on one line.
  public var description: String {
    var options = TextFormatEncodingOptions()
    options.singleLine = true
    return textFormatString(options: options)
  }

  // MARK: - Fields

  /// A field's or extension's value; nil if it isn't set, or the message has no field of that number.
  ///
  /// Setting nil clears the field. Setting a value that isn't of the field's type, or a field that the message doesn't
  /// have, does nothing; `set(_:number:)` says so.
  public subscript(number: Int) -> FieldValue? {
    get { Int32(exactly: number).flatMap { values[$0] } }
    set {
      if let newValue {
        try? set(newValue, number: number)
      } else if let number = Int32(exactly: number) {
        clear(number)
      }
    }
  }

  /// A field's value by the field's name, as in JSON or as in the `.proto` file (an extension's is its full name in
  /// brackets); otherwise like the one by number.
  public subscript(name: String) -> FieldValue? {
    get { fieldNumber(named: name).flatMap { self[$0] } }
    set {
      if let number = fieldNumber(named: name) { self[number] = newValue }
    }
  }

  /// The value of a field of the message's type or of an extension, which may come from another pool.
  public subscript(field: FieldDescriptor) -> FieldValue? {
    get { extends(field) || owns(field) ? self[field.number] : nil }
    set {
      if let newValue {
        try? set(newValue, field: field)
      } else if extends(field) || owns(field) {
        self[field.number] = nil
      }
    }
  }

  private func fieldNumber(named name: String) -> Int? {
    if let place = descriptor.table.names[name] { return descriptor.table.plans[place].field.number }
    return SchemaLookup(descriptor).extension(of: descriptor.table, bracketed: name)?.number
  }

  private func owns(_ field: FieldDescriptor) -> Bool {
    !field.isExtension && field.table.container === descriptor.table
  }

  private func extends(_ field: FieldDescriptor) -> Bool {
    field.isExtension && field.containingType?.fullName == descriptor.fullName
  }

  /// A field's value, or its default if it isn't set; an empty message, list or map if it has no other default.
  public func value(of field: FieldDescriptor) -> FieldValue {
    if let value = self[field.number] { return value }
    if field.isMap { return .map([:]) }
    if field.isRepeated { return .list([]) }
    if let value = field.defaultValue { return value }
    return field.messageType.map { .message(DynamicMessage($0)) } ?? .bool(false)
  }

  /// The fields and extensions that are set, by number in ascending order.
  public var fields: [(field: FieldDescriptor, value: FieldValue)] {
    values.sorted { $0.key < $1.key }.compactMap { number, value in
      field(number).map { (field: $0, value: value) }
    }
  }

  /// The field of the message's type or the extension that is set under a number.
  private func field(_ number: Int32) -> FieldDescriptor? {
    if !extensions.isEmpty, let field = extensions[number] { return field }
    return descriptor.field(number: Int(number))
  }

  /// How the field or extension that is set under a number is written.
  func plan(_ number: Int32) -> FieldPlan? {
    if !extensions.isEmpty, let field = extensions[number] { return field.table.plan }
    return descriptor.table.plan(ofNumber: Int(number))
  }

  /// Sets a field, or an extension that the pool knows.
  ///
  /// - Throws: `DynamicMessageError` if the message has no such field or the value isn't of the field's type.
  public mutating func set(_ value: FieldValue, number: Int) throws(DynamicMessageError) {
    if let plan = descriptor.table.plan(ofNumber: number) {
      guard Self.isValid(value, for: plan) else { throw .wrongType(field: plan.field.fullName) }
      store(value, plan)
    } else if let field = SchemaLookup(descriptor).extension(of: descriptor.table, number: number) {
      try set(value, field: field)
    } else {
      throw .noSuchField(message: descriptor.fullName, field: "\(number)")
    }
  }

  /// Sets a field of the message's type or an extension, which may come from another pool.
  ///
  /// - Throws: `DynamicMessageError` if the field isn't one of this message or the value isn't of the field's type.
  public mutating func set(_ value: FieldValue, field: FieldDescriptor) throws(DynamicMessageError) {
    if owns(field) { return try set(value, number: field.number) }
    guard extends(field), let plan = field.table.plan else {
      throw .noSuchField(message: descriptor.fullName, field: field.fullName)
    }
    guard Self.isValid(value, for: plan) else { throw .wrongType(field: field.fullName) }
    store(value, plan, extension: field)
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

  /// Sets a field or an extension to a value of its type. An empty list or map isn't set, nor is a default without
  /// presence.
  mutating func store(_ value: FieldValue, _ plan: FieldPlan, extension field: FieldDescriptor? = nil) {
    if !plan.hasPresence && value.isZero { return clear(plan.number) }
    values[plan.number] = value
    wasSet(plan, extension: field)
  }

  /// Notes that a field or an extension has a value; it is then the one of its oneof.
  mutating func wasSet(_ plan: FieldPlan, extension field: FieldDescriptor? = nil) {
    if let field { extensions[plan.number] = field }
    guard plan.oneof >= 0 else { return }
    if let other = members.updateValue(plan.number, forKey: plan.oneof), other != plan.number { values[other] = nil }
  }

  /// Clears a field or an extension.
  mutating func clear(_ number: Int32) {
    guard values.removeValue(forKey: number) != nil else { return }
    extensions[number] = nil
    if !members.isEmpty, let plan = descriptor.table.plan(ofNumber: Int(number)), plan.oneof >= 0 {
      members[plan.oneof] = nil
    }
  }

  /// Clears all fields and extensions but some.
  mutating func clear(allBut isKept: (Int32) -> Bool) {
    for number in Array(values.keys) where !isKept(number) { clear(number) }
  }

  // MARK: - Required fields

  /// Whether every required field of this message and of the messages in it is set.
  public var isInitialized: Bool { missingField == nil }

  /// The path of a required field that isn't set.
  var missingField: String? {
    for field in descriptor.table.required where values[Int32(truncatingIfNeeded: field.number)] == nil {
      return field.proto.name
    }
    // Of several the first is named, so that it is always the same.
    var first: (number: Int32, path: String)?
    for (number, value) in values {
      guard let missing = value.missingField, number < first?.number ?? .max else { continue }
      first = (number, "\(field(number)?.table.qualifiedName ?? "").\(missing)")
    }
    return first?.path
  }
}

extension FieldValue {
  /// The path of a required field that isn't set in one of the messages in the value.
  fileprivate var missingField: String? {
    switch self {
    case .message(let message): return message.missingField
    case .list(let elements):
      // The elements of a list are all of one kind.
      guard case .message? = elements.first else { return nil }
      for element in elements {
        if let missing = element.missingField { return missing }
      }
    case .map(let entries):
      for element in entries.values {
        if let missing = element.missingField { return missing }
      }
    default: break
    }
    return nil
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
