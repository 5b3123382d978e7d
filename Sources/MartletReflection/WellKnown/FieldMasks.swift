import MartletProtobuf

// Masks on messages. A path names fields as the `.proto` file does and goes through single messages only: a list or a
// map is taken as a whole.

/// A path of a field mask that a message doesn't have.
public struct FieldMaskError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path.
  public let path: String
  /// The full name of the message.
  public let message: String

  public var description: String { "\(message) has no field at \"\(path)\"" }
}

/// What becomes of the fields that a mask names when one message is merged into another.
public struct FieldMaskMergeOptions: Sendable, Hashable {
  /// Replace messages instead of merging them.
  public var replaceMessageFields: Bool
  /// Replace lists and maps instead of adding to them.
  public var replaceRepeatedFields: Bool

  /// The defaults are those of the other implementations: messages are merged, lists appended to.
  public init(replaceMessageFields: Bool = false, replaceRepeatedFields: Bool = false) {
    self.replaceMessageFields = replaceMessageFields
    self.replaceRepeatedFields = replaceRepeatedFields
  }
}

extension Google_Protobuf_FieldMask {
  /// A mask of all fields of a message.
  public init(allFieldsOf descriptor: MessageDescriptor) { self.init(descriptor.fields.map(\.name)) }

  /// Whether a message has a field at each path.
  public func isValid(for descriptor: MessageDescriptor) -> Bool { (try? tree(for: descriptor)) != nil }

  /// Whether a generated message has a field at each path.
  public func isValid<M: Message>(for type: M.Type) -> Bool {
    (try? M.messageDescriptor()).map(isValid) ?? false
  }

  /// The paths as a tree, each of them checked.
  fileprivate func tree(for descriptor: MessageDescriptor) throws(FieldMaskError) -> MaskNode {
    var root = MaskNode()
    for path in canonical.paths {
      let failure = FieldMaskError(path: path, message: descriptor.fullName)
      let names = path.split(separator: ".", omittingEmptySubsequences: false)
      // Messages nest at most so deeply where they are decoded.
      if names.count > 100 { throw failure }
      var numbers: [Int32] = []
      var type: MessageTable? = descriptor.table
      for name in names {
        guard let table = type, let place = table.originalNames[String(name)],
          table.plans[place].field.proto.name == name
        else { throw failure }
        numbers.append(table.plans[place].number)
        type = table.plans[place].isRepeated ? nil : table.plans[place].message
      }
      root.insert(numbers[...])
    }
    return root
  }
}

/// Some fields of a message, by their numbers; of those that have children only some fields in turn.
private struct MaskNode {
  var children: [Int32: MaskNode] = [:]

  mutating func insert(_ numbers: ArraySlice<Int32>) {
    guard let first = numbers.first else { return }
    children[first, default: MaskNode()].insert(numbers.dropFirst())
  }
}

extension DynamicMessage {
  /// Sets the fields of a mask to what another message of the type has. What it doesn't have is cleared.
  ///
  /// - Throws: `FieldMaskError` if the message has no field at a path; it is then as it was.
  public mutating func merge(
    _ source: DynamicMessage, fieldMask: Google_Protobuf_FieldMask,
    options: FieldMaskMergeOptions = FieldMaskMergeOptions()
  ) throws(FieldMaskError) {
    guard source.descriptor.table === descriptor.table else {
      throw FieldMaskError(path: "", message: source.descriptor.fullName)
    }
    merge(source, try fieldMask.tree(for: descriptor), options)
  }

  private mutating func merge(_ source: DynamicMessage, _ mask: MaskNode, _ options: FieldMaskMergeOptions) {
    for (number, child) in mask.children {
      guard let plan = descriptor.table.plan(ofNumber: Int(number)) else { continue }
      let (old, new) = (values[number], source.values[number])
      if !child.children.isEmpty {
        guard let type = plan.message, old != nil || new != nil else { continue }
        var target = old?.message ?? DynamicMessage(MessageDescriptor(type, in: descriptor.pool))
        target.merge(new?.message ?? DynamicMessage(target.descriptor), child, options)
        store(.message(target), plan)
      } else if plan.isRepeated, !options.replaceRepeatedFields {
        values[number] = Self.joined(old, new)
      } else if !options.replaceMessageFields, var message = old?.message {
        if let added = new?.message { message.merge(added) }
        store(.message(message), plan)
      } else if let new {
        store(new, plan)
      } else {
        clear(number)
      }
    }
  }

  private static func joined(_ old: FieldValue?, _ new: FieldValue?) -> FieldValue? {
    switch (old, new) {
    case (.list(let first)?, .list(let second)?): .list(first + second)
    case (.map(let first)?, .map(let second)?): .map(first.merging(second) { $1 })
    default: new ?? old
    }
  }

  /// Clears all fields but those of a mask, extensions and unknown fields too. An empty mask does nothing.
  ///
  /// - Throws: `FieldMaskError` if the message has no field at a path; it is then as it was.
  public mutating func trim(keeping fieldMask: Google_Protobuf_FieldMask) throws(FieldMaskError) {
    let tree = try fieldMask.tree(for: descriptor)
    if !tree.children.isEmpty { trim(tree) }
  }

  private mutating func trim(_ mask: MaskNode) {
    unknownFields = UnknownFields()
    clear { mask.children[$0] != nil }
    for (number, child) in mask.children where !child.children.isEmpty {
      values[number]?.forEachMessage { $0.trim(child) }
    }
  }
}

extension FieldValue {
  fileprivate var message: DynamicMessage? { if case .message(let message) = self { message } else { nil } }
}

extension Message {
  /// Sets the fields of a mask to what another message has. What it doesn't have is cleared.
  ///
  /// - Throws: `FieldMaskError` if the message has no field at a path, `DescriptorError` if the message's own
  /// descriptor
  ///   doesn't make a schema; the message is then as it was.
  public mutating func merge(
    _ source: Self, fieldMask: Google_Protobuf_FieldMask, options: FieldMaskMergeOptions = FieldMaskMergeOptions()
  ) throws {
    var message = try partialDynamicMessage()
    try message.merge(source.partialDynamicMessage(), fieldMask: fieldMask, options: options)
    self = try Self(partial: message)
  }

  /// Clears all fields but those of a mask, extensions and unknown fields too. An empty mask does nothing.
  ///
  /// - Throws: like `merge(_:fieldMask:options:)`.
  public mutating func trim(keeping fieldMask: Google_Protobuf_FieldMask) throws {
    var message = try partialDynamicMessage()
    try message.trim(keeping: fieldMask)
    self = try Self(partial: message)
  }

  private func partialDynamicMessage() throws -> DynamicMessage {
    let descriptor = try Self.messageDescriptor()
    var writer = WireWriter()
    encode(to: &writer)
    return try writer.withUnsafeBytes {
      try DynamicMessage(descriptor, $0, recursionLimit: 1000, schema: SchemaLookup(descriptor))
    }
  }

  private init(partial message: DynamicMessage) throws {
    try self.init(
      serializedBytes: message.partialBytes(), options: BinaryDecodingOptions(recursionLimit: 1000, allowPartial: true))
  }
}
