import MartletProtobuf

/// Finds the type that a `google.protobuf.Any` names: among the files around the message, then in the pool of the
/// options, then among the generated files that the program has used.
struct TypeResolver {
  let file: FileDescriptor
  let pool: DescriptorPool?

  /// The type of a URL such as `type.googleapis.com/google.protobuf.Timestamp`.
  func resolve(url: String) -> MessageDescriptor? {
    guard let slash = url.lastIndex(of: "/") else { return nil }
    let name = String(url[url.index(after: slash)...])
    if name.isEmpty { return nil }
    return visible(name) ?? pool?.message(named: name) ?? GeneratedDescriptors.pool.message(named: name)
  }

  private func visible(_ name: String) -> MessageDescriptor? {
    var seen: Set<ObjectIdentifier> = []
    var next = [file]
    while let file = next.popLast() {
      if !seen.insert(ObjectIdentifier(file)).inserted { continue }
      if let table = file.allMessages.first(where: { $0.fullName == name }) { return MessageDescriptor(table) }
      next.append(contentsOf: file.dependencies)
    }
    return nil
  }
}
