import MartletProtobuf
import Synchronization

extension Message {
  /// The type's descriptor. The first use of a type builds it from the file that its code carries; later ones look it
  /// up.
  ///
  /// - Throws: `DescriptorError` if the file isn't a valid schema or doesn't declare the message.
  public static func messageDescriptor() throws(DescriptorError) -> MessageDescriptor {
    try GeneratedDescriptors.schema(of: Self.self).descriptor
  }

  /// The message as a dynamic one.
  ///
  /// - Throws: `DescriptorError`, `BinaryEncodingError` or `BinaryDecodingError`.
  public func dynamicMessage() throws -> DynamicMessage {
    try DynamicMessage(Self.messageDescriptor(), serializedBytes: serializedBytes(), partial: true)
  }
}

extension ProtoFile {
  /// The files of package google.protobuf that every implementation has.
  public static let wellKnown: [ProtoFile] = [
    .google_protobuf_any, .google_protobuf_api, .google_protobuf_descriptor, .google_protobuf_duration,
    .google_protobuf_empty, .google_protobuf_field_mask, .google_protobuf_source_context, .google_protobuf_struct,
    .google_protobuf_timestamp, .google_protobuf_type, .google_protobuf_wrappers,
  ]
}

/// The descriptors of generated types.
enum GeneratedDescriptors {
  /// The well-known types and the generated files that were used so far, but for those that another module declares
  /// differently.
  static let pool: DescriptorPool = {
    let pool = DescriptorPool()
    // Should one not link, its types are unknown; each use of one says so.
    for file in ProtoFile.wellKnown { _ = try? pool.add(file) }
    return pool
  }()
  private static let cache = Mutex<[ObjectIdentifier: SchemaLookup]>([:])

  /// Extensions as a reader of the wire format takes them, once their names are known. Should one's file not link, its
  /// are not.
  static func known(_ extensions: (any ExtensionMap)?) -> ExtensionMapBox? {
    guard let extensions else { return nil }
    if let map = extensions as? SimpleExtensionMap {
      for file in map.files { _ = try? pool.add(file) }
    }
    return ExtensionMapBox(extensions)
  }

  /// The schema of a generated type, and where else it is looked up.
  static func schema<M: Message>(
    of type: M.Type, extra: DescriptorPool? = nil
  ) throws(DescriptorError) -> SchemaLookup {
    if let extra { return SchemaLookup(try schema(of: type).descriptor, extra: extra) }
    let identity = ObjectIdentifier(type)
    if let known = cache.withLock({ $0[identity] }) { return known }
    let schema = SchemaLookup(try build(type))
    cache.withLock { $0[identity] = schema }
    return schema
  }

  /// The type of a name, if its file is one that the program has used, or the type was packed, unpacked or registered.
  static func message(named name: String) -> MessageDescriptor? {
    if let known = pool.message(named: name) { return known }
    guard let type = Google_Protobuf_Any.messageType(forMessageName: name) else { return nil }
    return try? type.messageDescriptor()
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
