/// A message that other files may add fields to (`extensions 100 to 199;`).
public protocol ExtensibleMessage: Message {
  /// The extensions that the message has. Generated accessors reach them.
  var extensionFields: ExtensionFields { get set }

  /// Whether the message has the wire format of a message set.
  static var isMessageSet: Bool { get }
}

// An extension that the decoder didn't know stands among the unknown fields. Whoever asks for it later gets it from there,
// merged into what is known of it as if it stood behind that; whoever changes it moves it from there, since what is left
// there would be written behind the new value and win.

extension ExtensibleMessage {
  /// False: the generator overrides this where the option is set.
  public static var isMessageSet: Bool { false }

  /// Whether the message has an extension; for a repeated one, whether it has values.
  public func hasExtensionValue<Codec>(ext: MessageExtension<Self, Codec>) -> Bool {
    value(ext) != nil
  }

  /// An extension's value, its default if the message doesn't have it.
  public func getExtensionValue<Codec>(ext: MessageExtension<Self, Codec>) -> Codec.Value {
    value(ext) ?? ext.defaultValue
  }

  /// Sets an extension.
  public mutating func setExtensionValue<Codec>(ext: MessageExtension<Self, Codec>, value: Codec.Value) {
    _ = takeUnknown(ext)
    extensionFields.set(ext, value)
  }

  /// Removes an extension from the message.
  public mutating func clearExtensionValue<Codec>(ext: MessageExtension<Self, Codec>) {
    _ = takeUnknown(ext)
    _ = extensionFields.take(ext)
  }

  /// An extension's value, which can be changed in place.
  public subscript<Codec>(extension ext: MessageExtension<Self, Codec>) -> Codec.Value {
    get { getExtensionValue(ext: ext) }
    _modify {
      let unknown = takeUnknown(ext)
      var value = extensionFields.take(ext) ?? ext.defaultValue
      if let unknown { value = unknown }
      defer { extensionFields.set(ext, value) }
      yield &value
    }
  }

  private func value<Codec>(_ ext: MessageExtension<Self, Codec>) -> Codec.Value? {
    let known = extensionFields.value(ext)
    if unknownFields.isEmpty { return known }
    let find = extensionFields.finds?.find(ext.fieldNumber, in: unknownFields)
    if case .nothing? = find { return known }
    if known == nil, case .value(let stored)? = find, let value = stored.value(of: ext) { return value }
    let value = UnknownExtensions.take(ext, of: self, keepingRest: false)?.value
    // What is merged with the known value isn't a matter of the unknown fields alone.
    if value == nil || known == nil { extensionFields.finds?.remember(ext, value, in: unknownFields) }
    return value ?? known
  }

  /// Takes an extension out of the unknown fields: its value, merged into what is known of it; nil if it isn't there.
  private mutating func takeUnknown<Codec>(_ ext: MessageExtension<Self, Codec>) -> Codec.Value? {
    if unknownFields.isEmpty { return nil }
    if case .nothing? = extensionFields.finds?.find(ext.fieldNumber, in: unknownFields) { return nil }
    guard let found = UnknownExtensions.take(ext, of: self) else {
      extensionFields.finds?.remember(ext, nil, in: unknownFields)
      return nil
    }
    unknownFields = found.rest
    return found.value
  }
}

/// Finds extensions among unknown fields.
private enum UnknownExtensions {
  /// An extension's whole value and the unknown fields that aren't its; nil if none of them is, or one can't be decoded.
  /// What isn't the extension's is passed over, and copied only if the rest is wanted.
  static func take<Base, Codec>(
    _ ext: MessageExtension<Base, Codec>, of message: Base, keepingRest: Bool = true
  ) -> (value: Codec.Value, rest: UnknownFields)? {
    message.unknownFields.bytes.withUnsafeBytes { bytes in
      var reader = WireReader(bytes)
      reader.discardsUnknownFields = !keepingRest
      var extensions: ExtensionFields?
      var rest = UnknownFields()
      // Where what isn't in `rest` yet begins.
      var others = 0
      do throws(BinaryDecodingError) {
        while true {
          let beginning = reader.offset
          let tag = try reader.nextTag()
          if tag == 0 { break }
          var item: UnsafeRawPointer?
          if Base.isMessageSet && tag == MessageSet.itemStart {
            guard case (ext.fieldNumber?, let message?) = try reader.messageSetItem() else { continue }
            item = message
          } else if tag.fieldNumber != ext.fieldNumber || !ext.accepts(tag) {
            try reader.skip(tag)
            continue
          }
          if keepingRest { rest.bytes.append(contentsOf: bytes[others..<beginning]) }
          var found = extensions ?? ExtensionFields()
          if extensions == nil, let known = message.extensionFields.value(ext) { found.set(ext, known) }
          extensions = nil
          if let item {
            let outside = reader.goBack(to: item)
            try ext.read(&reader, MessageSet.message, into: &found, unknown: &rest)
            reader.leave(outside)
          } else {
            try ext.read(&reader, tag, into: &found, unknown: &rest)
          }
          extensions = found
          others = reader.offset
        }
      } catch {
        return nil
      }
      guard let value = extensions?.value(ext) else { return nil }
      if keepingRest { rest.bytes.append(contentsOf: bytes[others...]) }
      return (value, rest)
    }
  }
}

extension WireReader {
  /// Reads a field that the schema of an extensible message doesn't declare: an extension if it is registered, otherwise
  /// an unknown field.
  @inline(never)
  public mutating func extended<M: ExtensibleMessage>(
    _ message: M.Type, _ tag: WireTag, into fields: inout ExtensionFields, unknown: inout UnknownFields
  ) throws(BinaryDecodingError) {
    if let known = knownExtension(of: message, tag.fieldNumber), known.accepts(tag) {
      try known.read(&self, tag, into: &fields, unknown: &unknown)
    } else {
      try self.unknown(tag, into: &unknown)
      fields.expectSearches(of: unknown)
    }
  }
}
