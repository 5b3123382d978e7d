/// Why a message can't be taken out of a `google.protobuf.Any`.
public enum AnyUnpackError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is in there is another message than the one that was asked for.
  case typeMismatch(found: String, expected: String)
  /// What is in there is a message of a type that isn't registered.
  case unknownType(String)

  public var description: String {
    switch self {
    case .unknownType(let name): "the type \"\(name)\" is not known"
    case .typeMismatch(let found, let expected): "there is a \(found) where a \(expected) was expected"
    }
  }
}

/// What stands before a type's name and a slash in the URL that a `google.protobuf.Any` has.
public let defaultAnyTypeURLPrefix = "type.googleapis.com"

extension Google_Protobuf_Any {
  /// A message with its type's name. The type is registered, so that JSON and text format know it.
  ///
  /// - Parameters:
  ///   - message: the message, which is encoded at once.
  ///   - partial: whether required fields may be missing.
  ///   - typePrefix: what stands before the name in the type's URL. A slash is added if it doesn't end in one.
  /// - Throws: `BinaryEncodingError` if a required field isn't set or the message is too large.
  public init(
    message: some Message, partial: Bool = false, typePrefix: String = defaultAnyTypeURLPrefix
  ) throws {
    self.init()
    let type = type(of: message)
    Self.register(messageType: type)
    typeURL = typePrefix + (typePrefix.hasSuffix("/") ? "" : "/") + type.protoMessageName
    value = try message.serializedBytes(partial: partial)
  }

  /// The full name of the message in there: what follows the last slash of the type's URL.
  public var messageName: String {
    guard let slash = typeURL.utf8.lastIndex(of: UInt8(ascii: "/")) else { return typeURL }
    return String(typeURL[typeURL.index(after: slash)...])
  }

  /// Whether the message in there is of a type.
  public func isA<M: Message>(_ type: M.Type) -> Bool { messageName == M.protoMessageName }
}

extension Message {
  /// The message in a `google.protobuf.Any`. The type is registered, so that JSON and text format know it.
  ///
  /// - Parameters:
  ///   - extensions: the extensions that are decoded; others are kept among the unknown fields.
  ///   - options: the limits that hold for the message.
  /// - Throws: `AnyUnpackError` if there is a message of another type in it, `BinaryDecodingError` if its bytes are
  ///   malformed.
  public init(
    unpackingAny any: Google_Protobuf_Any, extensions: (any ExtensionMap)? = nil,
    options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    guard any.isA(Self.self) else {
      throw AnyUnpackError.typeMismatch(found: any.messageName, expected: Self.protoMessageName)
    }
    Google_Protobuf_Any.register(messageType: Self.self)
    try self.init(serializedBytes: any.value, extensions: extensions, options: options)
  }
}

/// Generated types by the names that a `google.protobuf.Any` gives them.
public struct MessageRegistry: Sendable {
  private var types: [String: any Message.Type] = [:]

  /// A registry of types.
  public init(_ types: [any Message.Type] = []) {
    for type in types { insert(type) }
  }

  /// Adds a type; it replaces one of the same name.
  public mutating func insert(_ type: any Message.Type) { types[type.protoMessageName] = type }

  /// The type of a full name.
  public subscript(name: String) -> (any Message.Type)? { types[name] }

  /// The message in a `google.protobuf.Any`.
  ///
  /// - Throws: `AnyUnpackError` if its type isn't registered, `BinaryDecodingError` if its bytes are malformed.
  public func unpack(
    _ any: Google_Protobuf_Any, options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws -> any Message {
    guard let type = types[any.messageName] else { throw AnyUnpackError.unknownType(any.messageName) }
    return try type.init(serializedBytes: any.value, options: options)
  }
}
