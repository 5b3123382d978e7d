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

extension Google_Protobuf_FieldMask {
  /// What becomes of the fields that a mask names when one message is merged into another.
  public struct MergeOptions: Sendable, Hashable {
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

  /// A mask of all fields of a message.
  public init(allFieldsOf descriptor: MessageDescriptor) { self.init(protoPaths: descriptor.fields.map(\.name)) }

  /// A mask of all fields of a generated message. It is empty if the message's own descriptor doesn't make a schema.
  public init<M: Message>(allFieldsOf type: M.Type) {
    if let descriptor = try? M.messageDescriptor() { self.init(allFieldsOf: descriptor) } else { self.init() }
  }

  /// A mask of the fields of a generated message that have these numbers.
  ///
  /// - Throws: `FieldMaskError` if there is no field of a number, `DescriptorError` if the message's own descriptor
  ///   doesn't make a schema.
  public init<M: Message>(fieldNumbers: [Int], of type: M.Type) throws {
    let descriptor = try M.messageDescriptor()
    let names = try fieldNumbers.map { number in
      guard let field = descriptor.field(number: number) else {
        throw FieldMaskError(path: "\(number)", message: descriptor.fullName)
      }
      return field.name
    }
    self.init(protoPaths: names)
  }

  /// A mask of paths in lowerCamelCase, joined by dots; nil if one of them isn't.
  public init?(jsonPaths: String...) {
    var paths: [String] = []
    for path in jsonPaths {
      guard let path = FieldMaskPath.snakeCase(path[...]) else { return nil }
      paths.append(path)
    }
    self.init(protoPaths: paths)
  }

  /// Adds a path.
  ///
  /// - Throws: `FieldMaskError` if the message has no field there.
  public mutating func addPath<M: Message>(_ path: String, of type: M.Type) throws {
    if !M.isPathValid(path) { throw FieldMaskError(path: path, message: M.protoMessageName) }
    paths.append(path)
  }

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
    from source: DynamicMessage, fieldMask: Google_Protobuf_FieldMask,
    mergeOption options: Google_Protobuf_FieldMask.MergeOptions = .init()
  ) throws(FieldMaskError) {
    guard source.descriptor.table === descriptor.table else {
      throw FieldMaskError(path: "", message: source.descriptor.fullName)
    }
    merge(source, try fieldMask.tree(for: descriptor), options)
  }

  private mutating func merge(
    _ source: DynamicMessage, _ mask: MaskNode, _ options: Google_Protobuf_FieldMask.MergeOptions
  ) {
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
  /// Whether the message has a field at a path.
  public static func isPathValid(_ path: String) -> Bool {
    Google_Protobuf_FieldMask(protoPaths: path).isValid(for: Self.self)
  }

  /// Sets the fields of a mask to what another message has. What it doesn't have is cleared.
  ///
  /// - Throws: `FieldMaskError` if the message has no field at a path, `DescriptorError` if the message's own
  /// descriptor
  ///   doesn't make a schema; the message is then as it was.
  public mutating func merge(
    from source: Self, fieldMask: Google_Protobuf_FieldMask,
    mergeOption options: Google_Protobuf_FieldMask.MergeOptions = .init()
  ) throws {
    var message = try partialDynamicMessage()
    try message.merge(from: source.partialDynamicMessage(), fieldMask: fieldMask, mergeOption: options)
    self = try Self(partial: message)
  }

  /// Clears all fields but those of a mask, extensions and unknown fields too. An empty mask does nothing, and neither
  /// does one with a path at which the message has no field.
  ///
  /// - Returns: whether the message was changed.
  @discardableResult
  public mutating func trim(keeping fieldMask: Google_Protobuf_FieldMask) -> Bool {
    guard var message = try? partialDynamicMessage(), (try? message.trim(keeping: fieldMask)) != nil,
      let trimmed = try? Self(partial: message), trimmed != self
    else { return false }
    self = trimmed
    return true
  }

  private func partialDynamicMessage() throws -> DynamicMessage {
    let descriptor = try Self.messageDescriptor()
    var writer = WireWriter()
    encode(to: &writer)
    return try writer.withUnsafeBytes {
      try DynamicMessage(descriptor, $0, messageDepthLimit: 1000, schema: SchemaLookup(descriptor))
    }
  }

  private init(partial message: DynamicMessage) throws {
    try self.init(
      serializedBytes: message.partialBytes(), partial: true, options: BinaryDecodingOptions(messageDepthLimit: 1000))
  }
}
