/// What can be written in wire format.
///
/// It is a protocol of its own, of types that need not be copyable, because generic code over those borrows where it
/// would otherwise retain and release whatever a message refers to.
public protocol WireEncodable: ~Copyable {
  /// Writes the message's fields. The writer fills its buffer from the end, so fields go in descending order.
  func encode(to writer: inout WireWriter)
}

/// A protobuf message: a value that knows its wire format and the file that declared it.
///
/// Generated messages are structs that conform to this protocol. The two requirements that carry the wire format,
/// `merge(from:)` and `encode(to:)`, are written by the generator; users call `init(serializedBytes:)` and
/// `serializedBytes()`.
public protocol Message: WireEncodable, Sendable, Hashable, CustomDebugStringConvertible {
  /// The message's full name, such as `google.protobuf.Timestamp`.
  static var protoMessageName: String { get }

  /// The file that declares the message.
  static var protoFile: ProtoFile { get }

  /// Fields that the decoder met and the message's schema doesn't declare. They are written back by `encode(to:)`.
  var unknownFields: UnknownFields { get set }

  /// An empty message: every field has its default.
  init()

  /// Reads fields until the end of the reader's current message and merges them into this one: the last scalar wins,
  /// repeated fields are appended to, sub-messages are merged.
  mutating func merge(from reader: inout WireReader) throws(BinaryDecodingError)

  /// Whether every required field (proto2) of this message and of the messages in it is set.
  var isInitialized: Bool { get }
}

extension Message {
  /// True: proto3 has no required fields. The generator overrides this where there are some.
  @inlinable public var isInitialized: Bool { true }

  /// An empty message after `populate` has filled it.
  @inlinable
  public static func with<E: Error>(_ populate: (inout Self) throws(E) -> Void) throws(E) -> Self {
    var message = Self()
    try populate(&message)
    return message
  }

  /// Whether the other message is of the same type and equal: for messages whose type isn't known where they are compared.
  public func isEqualTo(message: any Message) -> Bool { message as? Self == self }

  /// Merges another message into this one: its single values win, its lists are appended, its maps' values replace
  /// those of the same keys, messages are merged. Unknown fields of the other that a program has set to what isn't
  /// wire format are left out.
  public mutating func merge(_ other: Self) {
    recode(other, into: &self, .wellFormed)
  }

  /// Removes the fields that no schema declares from this message and from those in it.
  public mutating func discardUnknownFields() {
    var message = Self()
    recode(self, into: &message, .none)
    self = message
  }
}

/// Writes one message and reads it into another, with the extensions that it has.
private func recode<M: Message>(_ source: M, into target: inout M, _ unknownFields: UnknownFieldsOutput) {
  var writer = WireWriter()
  writer.unknownFields = unknownFields
  let seen = SeenExtensions()
  writer.seen = .passRetained(seen)
  source.encode(to: &writer)
  writer.withUnsafeBytes { bytes in
    let options = BinaryDecodingOptions(messageDepthLimit: .max)
    var reader = WireReader(bytes, options: options, extensions: seen.map)
    // What a message writes it can read.
    try? target.merge(from: &reader)
  }
}
