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
  var values: [FieldValue?]
  /// The extensions that are set, by number in ascending order.
  var extensionValues: [ExtensionValue] = []

  /// An empty message.
  public init(_ descriptor: MessageDescriptor) {
    self.descriptor = descriptor
    values = [FieldValue?](repeating: nil, count: descriptor.table.plans.count)
  }

  /// Decodes a message from its wire format.
  ///
  /// - Parameters:
  ///   - extensions: where extensions are looked up that the descriptor's own pool doesn't have.
  ///   - partial: whether required fields may be missing.
  /// - Throws: `BinaryDecodingError` with the offset at which the input stopped making sense.
  public init(
    _ descriptor: MessageDescriptor, serializedBytes: [UInt8], extensions: DescriptorPool? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws(BinaryDecodingError) {
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
    get {
      if let place = descriptor.table.place(ofPositive: number) { return values[place] }
      return extensionPlace(of: number).found.flatMap { extensionValues[$0].value }
    }
    set {
      if let newValue {
        try? set(newValue, number: number)
      } else if let place = descriptor.table.place(ofPositive: number) {
        values[place] = nil
      } else if let place = extensionPlace(of: number).found {
        extensionValues.remove(at: place)
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
    var result = zip(descriptor.table.plans, values).compactMap { plan, value in
      value.map { (field: FieldDescriptor(plan.field), value: $0) }
    }
    if extensionValues.isEmpty { return result }
    result += extensionValues.map { ($0.field, $0.value) }
    return result.sorted { $0.field.number < $1.field.number }
  }

  /// Sets a field, or an extension that the pool knows.
  ///
  /// - Throws: `DynamicMessageError` if the message has no such field or the value isn't of the field's type.
  public mutating func set(_ value: FieldValue, number: Int) throws(DynamicMessageError) {
    if let place = descriptor.table.place(ofPositive: number) {
      let plan = descriptor.table.plans[place]
      guard Self.isValid(value, for: plan) else { throw .wrongType(field: plan.field.fullName) }
      store(value, at: place)
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
    store(value, extension: field)
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
  mutating func store(_ value: FieldValue, at place: Int) {
    let plan = descriptor.table.plans[place]
    clearOneof(of: plan)
    values[place] = plan.hasPresence || !value.isZero ? value : nil
  }

  /// Clears the members of a field's oneof, the field included.
  mutating func clearOneof(of plan: FieldPlan) {
    if plan.oneof < 0 { return }
    for other in descriptor.table.oneofs[Int(plan.oneof)].fields { values[other.place] = nil }
  }

  // MARK: - Extensions

  /// The place of an extension among those that are set, or the one where it would go.
  func extensionPlace(of number: Int) -> (found: Int?, next: Int) {
    let next = extensionValues.firstIndex { $0.field.number >= number } ?? extensionValues.count
    let isFound = next < extensionValues.count && extensionValues[next].field.number == number
    return (isFound ? next : nil, next)
  }

  /// Sets an extension to a value of its type. An empty list or map isn't set.
  mutating func store(_ value: FieldValue, extension field: FieldDescriptor) {
    let (found, next) = extensionPlace(of: field.number)
    if let found { extensionValues.remove(at: found) }
    if field.isRepeated && value.isZero { return }
    extensionValues.insert(ExtensionValue(field: field, value: value), at: next)
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
    for one in extensionValues {
      if let missing = Self.missingField(in: one.value) { return "\(one.field.table.qualifiedName).\(missing)" }
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
}

/// An extension that is set.
struct ExtensionValue: Hashable, Sendable {
  let field: FieldDescriptor
  var value: FieldValue
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
