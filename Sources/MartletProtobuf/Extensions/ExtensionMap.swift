/// Where a decoder finds extensions. Those that it doesn't find stay among the unknown fields.
public protocol ExtensionMap: Sendable {
  /// The extension of a message that has a number; nil if there is none.
  subscript(messageType: any Message.Type, fieldNumber: Int) -> (any AnyMessageExtension)? { get }

  /// The number of the extension of a message that has a full name, such as `main.v1.note`; nil if there is none.
  func fieldNumberForProto(messageType: any Message.Type, protoFieldName: String) -> Int?
}

/// Extensions by the message that they extend and their number.
///
/// Generated code declares one for each file that has extensions, such as `Main_V1_Notes_Extensions` for `notes.proto`
/// in package `main.v1`.
public struct SimpleExtensionMap: ExtensionMap, Hashable, ExpressibleByArrayLiteral {
  private struct Key: Hashable, Sendable {
    let message: ObjectIdentifier
    let number: Int
  }

  private var extensions: [Key: any AnyMessageExtension] = [:]

  /// A map of no extensions.
  public init() {}

  public init(arrayLiteral extensions: any AnyMessageExtension...) { insert(contentsOf: extensions) }

  /// The extensions of several maps. Of those with the same message and number the last counts.
  public init(_ maps: SimpleExtensionMap...) {
    for map in maps { formUnion(map) }
  }

  public subscript(messageType: any Message.Type, fieldNumber: Int) -> (any AnyMessageExtension)? {
    extensions[Key(message: ObjectIdentifier(messageType), number: fieldNumber)]
  }

  public func fieldNumberForProto(messageType: any Message.Type, protoFieldName: String) -> Int? {
    extensions.values.first { $0.messageType == messageType && $0.fieldName == protoFieldName }?.fieldNumber
  }

  /// Adds an extension; it replaces one of the same message and number.
  public mutating func insert(_ new: any AnyMessageExtension) {
    extensions[Key(message: ObjectIdentifier(new.messageType), number: new.fieldNumber)] = new
  }

  /// Adds extensions, each of which replaces one of the same message and number.
  public mutating func insert(contentsOf new: [any AnyMessageExtension]) {
    for each in new { insert(each) }
  }

  /// Adds another map's extensions, which replace those of the same message and number.
  public mutating func formUnion(_ other: SimpleExtensionMap) { extensions.merge(other.extensions) { $1 } }

  /// The extensions of both maps; of those with the same message and number the other's.
  public func union(_ other: SimpleExtensionMap) -> SimpleExtensionMap { SimpleExtensionMap(self, other) }

  /// The files that declare the extensions, each once.
  package var files: [ProtoFile] {
    Dictionary(extensions.values.map { ($0.file.name, $0.file) }) { first, _ in first }.map(\.value)
  }

  public static func == (left: Self, right: Self) -> Bool { left.extensions.keys == right.extensions.keys }
  public func hash(into hasher: inout Hasher) { hasher.combine(Set(extensions.keys)) }
}

extension SimpleExtensionMap: CustomDebugStringConvertible {
  public var debugDescription: String {
    let names = extensions.values.map { "\($0.fieldName):(\($0.fieldNumber))" }
    return "SimpleExtensionMap(\(names.sorted().joined(separator: ",")))"
  }
}

/// A map that a reader refers to.
@usableFromInline
package final class ExtensionMapBox {
  let extensions: any ExtensionMap
  package init(_ extensions: any ExtensionMap) { self.extensions = extensions }

  @usableFromInline
  static func retained(_ extensions: (any ExtensionMap)?) -> Unmanaged<ExtensionMapBox>? {
    extensions.map { .passRetained(ExtensionMapBox($0)) }
  }
}

/// The extensions that a writer has met.
@usableFromInline
final class SeenExtensions {
  var map = SimpleExtensionMap()
}
