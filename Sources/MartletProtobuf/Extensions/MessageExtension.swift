/// A field that a file adds to a message which it need not have declared: what generated code makes of each field in
/// an `extend` block, such as `Main_V1_Extensions_note`.
public struct MessageExtension<Base: ExtensibleMessage, Codec: ExtensionCodec>: AnyMessageExtension {
  /// The number on the wire.
  public let number: Int
  /// The full name, such as `main.v1.note`.
  public let name: String
  /// The value of the extension where a message doesn't have it.
  public let defaultValue: Codec.Value

  /// An extension. Generated code calls this.
  public init(_ number: Int, _ name: String, default defaultValue: Codec.Value = Codec.initial) {
    self.number = number
    self.name = name
    self.defaultValue = defaultValue
  }

  public var extendedType: ObjectIdentifier { ObjectIdentifier(Base.self) }

  public func accepts(_ tag: WireTag) -> Bool { Codec.accepts(tag.wireType) }

  public func read(
    _ reader: inout WireReader, _ tag: WireTag, into fields: inout ExtensionFields, unknown: inout UnknownFields
  ) throws(BinaryDecodingError) {
    var value = fields.take(self)
    try Codec.read(&reader, tag, into: &value, unknown: &unknown)
    if let value { fields.set(self, value) }
  }
}

/// An extension of any type, of any message.
public protocol AnyMessageExtension: Sendable {
  /// The number on the wire.
  var number: Int { get }
  /// The full name, such as `main.v1.note`.
  var name: String { get }
  /// The Swift type of the message that it extends.
  var extendedType: ObjectIdentifier { get }

  /// Whether a value of the extension may stand behind a tag of the tag's wire type.
  func accepts(_ tag: WireTag) -> Bool

  /// Merges what stands behind a tag that was just read.
  func read(
    _ reader: inout WireReader, _ tag: WireTag, into fields: inout ExtensionFields, unknown: inout UnknownFields
  ) throws(BinaryDecodingError)
}

/// The extensions that a decoder knows. Those that it doesn't know stay among the unknown fields.
///
/// Generated code declares one for each file that has extensions, such as `Main_V1_Notes_Extensions` for `notes.proto`
/// in package `main.v1`.
@frozen
public struct ExtensionRegistry: Sendable, Hashable, ExpressibleByArrayLiteral {
  @usableFromInline
  struct Key: Hashable, Sendable {
    let type: ObjectIdentifier
    let number: Int
  }

  @usableFromInline var extensions: [Key: any AnyMessageExtension]

  /// A registry of no extensions. Each message that is decoded makes one, so it must cost nothing.
  @inlinable public init() { extensions = [:] }

  /// A registry of extensions.
  public init(_ extensions: [any AnyMessageExtension]) {
    self.init()
    for each in extensions { insert(each) }
  }

  public init(arrayLiteral extensions: any AnyMessageExtension...) { self.init(extensions) }

  /// Whether it has no extensions.
  @inlinable public var isEmpty: Bool { extensions.isEmpty }

  /// Adds an extension; it replaces one of the same message and number.
  public mutating func insert(_ new: any AnyMessageExtension) {
    extensions[Key(type: new.extendedType, number: new.number)] = new
  }

  /// Adds another registry's extensions.
  public mutating func formUnion(_ other: ExtensionRegistry) { extensions.merge(other.extensions) { $1 } }

  /// The extension of a message that has a number.
  public func `extension`<M: ExtensibleMessage>(of message: M.Type, number: Int) -> (any AnyMessageExtension)? {
    extensions[Key(type: ObjectIdentifier(message), number: number)]
  }

  public static func == (left: Self, right: Self) -> Bool { left.extensions.keys == right.extensions.keys }
  public func hash(into hasher: inout Hasher) { hasher.combine(Set(extensions.keys)) }
}

/// A registry that a reader or a writer refers to.
@usableFromInline
final class RegistryBox {
  var registry: ExtensionRegistry
  init(_ registry: ExtensionRegistry) { self.registry = registry }

  @usableFromInline
  static func retained(_ registry: ExtensionRegistry) -> Unmanaged<RegistryBox> { .passRetained(RegistryBox(registry)) }
}
