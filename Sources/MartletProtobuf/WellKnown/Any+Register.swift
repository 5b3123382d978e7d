import Synchronization

// The generated types that the process has registered, by name: a name is all that an `Any` says of what is in it.

private let registeredTypes = Mutex<[String: any Message.Type]>([:])

extension Google_Protobuf_Any {
  /// Makes a type known to whoever finds its name in an `Any`, such as JSON and text format. Packing or unpacking a
  /// message does so too. The name is from then on the type's.
  ///
  /// - Returns: false if another type is registered under the name.
  @discardableResult
  public static func register(messageType: any Message.Type) -> Bool {
    let name = messageType.protoMessageName
    return registeredTypes.withLock { types in
      if let known = types[name] { return known == messageType }
      types[name] = messageType
      return true
    }
  }

  /// The registered type of a full name, such as `google.protobuf.Timestamp`.
  public static func messageType(forMessageName name: String) -> (any Message.Type)? {
    registeredTypes.withLock { $0[name] }
  }

  /// The registered type of a URL: the one of the name behind the last slash.
  public static func messageType(forTypeURL url: String) -> (any Message.Type)? {
    guard let slash = url.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return messageType(forMessageName: String(url[url.index(after: slash)...]))
  }
}
