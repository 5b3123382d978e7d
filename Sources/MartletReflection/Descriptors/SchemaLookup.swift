import MartletProtobuf

/// Finds what a message's own declaration doesn't say: extensions, and the types that a `google.protobuf.Any` names.
/// It looks in the message's own pool, then in the pool of the options, then among the generated files that the
/// program has used.
///
/// It is an object because one a type is enough: what reads and writes passes it on without touching what it refers to.
final class SchemaLookup: Sendable {
  /// The message that is read or written.
  let descriptor: MessageDescriptor
  private let extra: DescriptorPool?

  init(_ descriptor: MessageDescriptor, extra: DescriptorPool? = nil) {
    self.descriptor = descriptor
    self.extra = extra
  }

  private var own: DescriptorPool? { descriptor.pool }

  // MARK: - Extensions

  /// The extension of a message that has a number.
  func `extension`(of message: MessageTable, number: Int) -> FieldDescriptor? {
    guard message.hasExtensionRanges, number > 0 else { return nil }
    let name = message.fullName
    return own?.extension(of: name, number: number) ?? extra?.extension(of: name, number: number)
      ?? generated?.extension(of: name, number: number)
  }

  /// The extension of a message that has a full name.
  func `extension`(of message: MessageTable, named name: String) -> FieldDescriptor? {
    guard message.hasExtensionRanges else { return nil }
    let extended = message.fullName
    return own?.extension(of: extended, named: name) ?? extra?.extension(of: extended, named: name)
      ?? generated?.extension(of: extended, named: name)
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
    return own?.message(named: name) ?? visible(name) ?? extra?.message(named: name) ?? generated?.message(named: name)
  }

  /// A type of the file or of those that it imports, whose pool may be gone.
  private func visible(_ name: String) -> MessageDescriptor? {
    if own != nil { return nil }
    var seen: Set<ObjectIdentifier> = []
    var next = [descriptor.file]
    while let file = next.popLast() {
      if !seen.insert(ObjectIdentifier(file)).inserted { continue }
      if let table = file.allMessages.first(where: { $0.fullName == name }) { return MessageDescriptor(table) }
      next.append(contentsOf: file.dependencies)
    }
    return nil
  }
}
