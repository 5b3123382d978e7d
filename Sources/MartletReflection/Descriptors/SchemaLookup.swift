import MartletProtobuf
import Synchronization

/// Finds what a message's own declaration doesn't say: extensions, and the types that a `google.protobuf.Any` names.
/// It looks in the message's own pool, then in the pool of the options, then among the generated files that the
/// program has used, then among the generated messages that it has registered or packed.
///
/// It is an object because one a type is enough: what reads and writes passes it on without touching what it refers to.
final class SchemaLookup: Sendable {
  /// The message that is read or written.
  let descriptor: MessageDescriptor
  private let extra: DescriptorPool?
  /// The types of the file and of those that it imports, once they are looked for there.
  private let reachable = Mutex<[String: MessageTable]?>(nil)

  init(_ descriptor: MessageDescriptor, extra: DescriptorPool? = nil) {
    self.descriptor = descriptor
    self.extra = extra
  }

  private var own: DescriptorPool? { descriptor.pool }

  // MARK: - Extensions

  /// The extension of a message that has a number.
  func `extension`(of message: MessageTable, number: Int) -> FieldDescriptor? {
    number > 0 ? `extension`(of: message) { $0.extension(of: $1, number: number) } : nil
  }

  /// The extension of a message that has a full name.
  func `extension`(of message: MessageTable, named name: String) -> FieldDescriptor? {
    `extension`(of: message) { $0.extension(of: $1, named: name) }
  }

  @inline(__always)
  private func `extension`(
    of message: MessageTable, _ find: (DescriptorPool, String) -> FieldDescriptor?
  ) -> FieldDescriptor? {
    guard message.hasExtensionRanges else { return nil }
    let name = message.fullName
    return own.flatMap { find($0, name) } ?? extra.flatMap { find($0, name) } ?? generated.flatMap { find($0, name) }
  }

  /// The extension that a name in brackets stands for, as JSON writes it.
  func `extension`(of message: MessageTable, bracketed name: String) -> FieldDescriptor? {
    guard message.hasExtensionRanges, name.hasPrefix("["), name.hasSuffix("]"), name.utf8.count > 2 else { return nil }
    return `extension`(of: message, named: String(name.dropFirst().dropLast()))
  }

  private var generated: DescriptorPool? {
    let pool = GeneratedDescriptors.pool
    return pool === own ? nil : pool
  }

  // MARK: - Types

  /// The type of a URL such as `type.googleapis.com/google.protobuf.Timestamp`.
  func message(url: String) -> MessageDescriptor? {
    guard let slash = url.lastIndex(of: "/") else { return nil }
    let name = String(url[url.index(after: slash)...])
    if name.isEmpty { return nil }
    return own?.message(named: name) ?? visible(name) ?? extra?.message(named: name)
      ?? GeneratedDescriptors.message(named: name)
  }

  /// A type of the file or of those that it imports, whose pool may be gone.
  private func visible(_ name: String) -> MessageDescriptor? {
    if own != nil { return nil }
    return reachable.withLock { types in
      if types == nil { types = Self.types(reachableFrom: descriptor.file) }
      return types?[name].map(MessageDescriptor.init)
    }
  }

  private static func types(reachableFrom root: FileDescriptor) -> [String: MessageTable] {
    var types: [String: MessageTable] = [:]
    var seen: Set<ObjectIdentifier> = []
    var next = [root]
    while let file = next.popLast() {
      if !seen.insert(ObjectIdentifier(file)).inserted { continue }
      for table in file.allMessages { types[table.fullName] = table }
      next.append(contentsOf: file.dependencies)
    }
    return types
  }
}
