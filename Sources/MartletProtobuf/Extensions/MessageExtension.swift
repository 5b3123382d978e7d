/// A field that a file adds to a message which it need not have declared: what generated code makes of each field in
/// an `extend` block, such as `Main_V1_Extensions_note`.
public struct MessageExtension<Base: ExtensibleMessage, Codec: ExtensionCodec>: AnyMessageExtension {
  /// The number on the wire.
  public let fieldNumber: Int
  /// The full name, such as `main.v1.note`.
  public let fieldName: String
  /// The file that declares it.
  public let file: ProtoFile
  /// The value of the extension where a message doesn't have it.
  public let defaultValue: Codec.Value

  /// An extension. Generated code calls this.
  public init(
    _ fieldNumber: Int, _ fieldName: String, in file: ProtoFile, default defaultValue: Codec.Value = Codec.initial
  ) {
    self.fieldNumber = fieldNumber
    self.fieldName = fieldName
    self.file = file
    self.defaultValue = defaultValue
  }

  public var messageType: any Message.Type { Base.self }

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
  var fieldNumber: Int { get }
  /// The full name, such as `main.v1.note`.
  var fieldName: String { get }
  /// The file that declares it.
  var file: ProtoFile { get }
  /// The Swift type of the message that it extends.
  var messageType: any Message.Type { get }

  /// Whether a value of the extension may stand behind a tag of the tag's wire type.
  func accepts(_ tag: WireTag) -> Bool

  /// Merges what stands behind a tag that was just read.
  func read(
    _ reader: inout WireReader, _ tag: WireTag, into fields: inout ExtensionFields, unknown: inout UnknownFields
  ) throws(BinaryDecodingError)
}
