/// What a full name stands for.
enum Declaration {
  case package
  case message(MessageNode)
  case enumeration(EnumNode)
  case enumValue(EnumValueNode)
  case field(FieldNode)
  case oneof(OneofNode)
  case service(ServiceNode)
  case method(MethodNode)

  /// Whether other names can stand below this one.
  var isScope: Bool {
    switch self {
    case .package, .message, .enumeration, .service: true
    default: false
    }
  }

  var isType: Bool {
    switch self {
    case .message, .enumeration: true
    default: false
    }
  }
}

/// The full names that a compilation's files declare, without leading dots.
final class DeclarationTable {
  struct Entry {
    var declaration: Declaration
    /// The index of the file that declares the name first.
    var file: Int
  }

  private var entries: [String: Entry] = [:]

  private struct ExtensionKey: Hashable {
    var extendee: ObjectIdentifier
    var number: Int32
  }
  private var extensions: [ExtensionKey: FieldNode] = [:]

  /// Notes an extension; returns the one that has its number already.
  func register(_ field: FieldNode, of extendee: MessageNode) -> FieldNode? {
    let key = ExtensionKey(extendee: ObjectIdentifier(extendee), number: field.number)
    if let existing = extensions[key] { return existing }
    extensions[key] = field
    return nil
  }

  /// The extension that has a number.
  func `extension`(_ number: Int32, of extendee: MessageNode) -> FieldNode? {
    extensions[ExtensionKey(extendee: ObjectIdentifier(extendee), number: number)]
  }

  func find(_ fullName: String) -> Entry? { entries[fullName] }

  /// Adds a name; returns what has it already.
  func insert(_ fullName: String, _ declaration: Declaration, file: Int) -> Entry? {
    if let existing = entries.updateValue(Entry(declaration: declaration, file: file), forKey: fullName) {
      entries[fullName] = existing
      return existing
    }
    return nil
  }
}
