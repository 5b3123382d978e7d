import MartletProtobuf

/// A field of a message, or an extension.
public struct FieldDescriptor: Sendable, Hashable, CustomStringConvertible {
  private let element: Element<FieldTable>

  init(_ table: FieldTable) { element = Element(table) }

  var table: FieldTable { element.table }
  /// The file that declares the field.
  public var file: FileDescriptor { element.file }
  /// The descriptor that the field was made of.
  public var proto: Google_Protobuf_FieldDescriptorProto { table.proto }
  /// The name in the `.proto` file.
  public var name: String { table.proto.name }
  /// The name with that of the message (for an extension, the scope that declares it) before it.
  public var fullName: String { table.fullName }
  /// The name in JSON.
  public var jsonName: String { table.jsonName }
  /// The number on the wire, 1 to 2²⁹ − 1.
  public var number: Int { table.number }
  /// The type of one value. `.group` where messages are delimited by tags.
  public var type: FieldType { table.type }
  /// Whether the field holds any number of values. True for maps.
  public var isRepeated: Bool { table.isRepeated }
  /// Whether the field is a map; its message type is then the entry, with fields `key` and `value`.
  public var isMap: Bool { table.isMap }
  /// Whether a message without the field is incomplete.
  public var isRequired: Bool { table.isRequired }
  /// Whether repeated values are written as one length-delimited field.
  public var isPacked: Bool { table.isPacked }
  /// Whether a field that was set to its default differs from one that wasn't set.
  public var hasPresence: Bool { table.hasPresence }
  /// Whether strings must be UTF-8.
  public var validatesUTF8: Bool { table.features.validatesUTF8 }
  /// Whether it is an extension.
  public var isExtension: Bool { table.isExtension }
  /// The message that has the field; for an extension, the message that it extends.
  public var containingType: MessageDescriptor? { table.container.map(MessageDescriptor.init) }
  /// The message in which an extension is declared; nil if it is none or stands at the top of its file.
  public var scope: MessageDescriptor? { isExtension ? table.scope.map(MessageDescriptor.init) : nil }
  /// The type of the values, if they are messages or groups.
  public var messageType: MessageDescriptor? { table.message.map(MessageDescriptor.init) }
  /// The type of the values, if they are of an enum.
  public var enumType: EnumDescriptor? { table.enumeration.map(EnumDescriptor.init) }
  /// The oneof that the field belongs to, synthetic ones included.
  public var oneof: OneofDescriptor? { table.oneof.map(OneofDescriptor.init) }
  /// The oneof of the `.proto` file that the field belongs to.
  public var realOneof: OneofDescriptor? { oneof.flatMap { $0.isSynthetic ? nil : $0 } }

  /// The value that a single field has when nothing sets it; nil for messages and repeated fields.
  public var defaultValue: FieldValue? {
    table.isRepeated ? nil : elementDefault
  }

  /// The value that an element has when nothing sets it: a single field's default, else zero; nil for messages.
  package var elementDefault: FieldValue? { table.defaultValue ?? FieldValue.zero(of: table) }
  /// The name in text format.
  package var textName: String { table.textName }
  /// The field's place in its file, as source info counts it.
  package var sourcePath: [Int32] { table.path }

  public var description: String { fullName }
}

/// An enum type of a `DescriptorPool`.
public struct EnumDescriptor: Sendable, Hashable, CustomStringConvertible {
  /// A named number of an enum.
  public struct Value: Sendable, Hashable {
    /// The name in the `.proto` file.
    public let name: String
    /// The number on the wire.
    public let number: Int
  }

  private let element: Element<EnumTable>

  init(_ table: EnumTable) { element = Element(table) }

  var table: EnumTable { element.table }
  /// The file that declares the enum.
  public var file: FileDescriptor { element.file }
  /// The descriptor that the enum was made of.
  public var proto: Google_Protobuf_EnumDescriptorProto { table.proto }
  /// The name inside the message or package around it.
  public var name: String { table.proto.name }
  /// The name with its package and the messages around it.
  public var fullName: String { table.fullName }
  /// The message inside which the enum is declared.
  public var containingType: MessageDescriptor? { table.scope.map(MessageDescriptor.init) }
  /// The values in the order of their declaration, aliases included. Never empty.
  public var values: [Value] { table.proto.value.map { Value(name: $0.name, number: Int($0.number)) } }
  /// Whether numbers that the enum doesn't name aren't values of it.
  public var isClosed: Bool { table.isClosed }

  /// The enum's place in its file, as source info counts it.
  package var sourcePath: [Int32] { table.path }

  /// The number of a name.
  public func number(named name: String) -> Int? {
    table.number(named: name).map { Int($0) }
  }

  /// The name of a number; the first one, if it has aliases.
  public func name(of number: Int) -> String? { Int32(exactly: number).flatMap { table.name(of: $0) } }

  public var description: String { fullName }
}
