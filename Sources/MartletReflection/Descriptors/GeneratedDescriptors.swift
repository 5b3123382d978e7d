import MartletProtobuf
import Synchronization

extension Message {
  /// The type's descriptor. The first use of a type builds it from the file that its code carries; later ones look it
  /// up.
  ///
  /// - Throws: `DescriptorError` if the file isn't a valid schema or doesn't declare the message.
  public static func messageDescriptor() throws(DescriptorError) -> MessageDescriptor {
    try GeneratedDescriptors.descriptor(of: Self.self)
  }

  /// The message as a dynamic one.
  ///
  /// - Throws: `DescriptorError`, `EncodingError` or `DecodingError`.
  public func dynamicMessage() throws -> DynamicMessage {
    var options = DecodingOptions()
    options.allowPartial = true
    return try DynamicMessage(Self.messageDescriptor(), serializedBytes: serializedBytes(), options: options)
  }
}

/// The descriptors of generated types.
enum GeneratedDescriptors {
  /// The generated files that were used so far, but for those that another module declares differently.
  static let pool = DescriptorPool()
  private static let cache = Mutex<[ObjectIdentifier: MessageDescriptor]>([:])

  static func descriptor<M: Message>(of type: M.Type) throws(DescriptorError) -> MessageDescriptor {
    let identity = ObjectIdentifier(type)
    if let known = cache.withLock({ $0[identity] }) { return known }
    let descriptor = try build(type)
    cache.withLock { $0[identity] = descriptor }
    return descriptor
  }

  private static func build<M: Message>(_ type: M.Type) throws(DescriptorError) -> MessageDescriptor {
    let name = M.protoMessageName
    do {
      try pool.add(M.protoFile)
      if let found = pool.message(named: name) { return found }
    } catch {
      // Two modules may each have generated code for a file of the same name; each gets what its own code says.
      let own = try DescriptorPool([M.protoFile])
      if let found = own.message(named: name) { return found }
    }
    throw DescriptorError(.unknownSymbol, element: name, file: M.protoFile.name)
  }
}
