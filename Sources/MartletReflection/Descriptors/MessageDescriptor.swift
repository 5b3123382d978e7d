import MartletProtobuf

/// A message type of a `DescriptorPool`. Two are equal if they are the same element of the same pool.
public struct MessageDescriptor: Sendable, Hashable, CustomStringConvertible {
  /// The file that declares the message.
  public let file: FileDescriptor
  /// The pool that the file is in, where the message's extensions are looked up; nil if it is gone.
  let pool: DescriptorPool?
  // Valid as long as the file is.
  unowned(unsafe) let table: MessageTable

  init(_ table: MessageTable) {
    file = table.file
    pool = table.file.pool
    self.table = table
  }

  /// A message of the same pool as another one.
  init(_ table: MessageTable, in pool: DescriptorPool?) {
    file = table.file
    self.pool = pool
    self.table = table
  }

  /// The descriptor that the message was made of.
  public var proto: Google_Protobuf_DescriptorProto { table.proto }
  /// The name inside the message or package around it.
  public var name: String { table.proto.name }
  /// The name with its package and the messages around it, such as `google.protobuf.Timestamp`.
  public var fullName: String { table.fullName }
  /// The message inside which this one is declared.
  public var containingType: MessageDescriptor? { table.scope.map(MessageDescriptor.init) }
  /// The fields, in the order of their declaration.
  public var fields: [FieldDescriptor] { table.fields.map(FieldDescriptor.init) }
  /// The oneofs in the order of their declaration, then those that stand for proto3's `optional`.
  public var oneofs: [OneofDescriptor] { table.oneofs.map(OneofDescriptor.init) }
  /// The messages declared inside this one, map entries included.
  public var nestedMessages: [MessageDescriptor] { table.messages.map(MessageDescriptor.init) }
  /// The enums declared inside this message.
  public var nestedEnums: [EnumDescriptor] { table.enums.map(EnumDescriptor.init) }
  /// The extensions declared inside this message, whatever they extend.
  public var nestedExtensions: [FieldDescriptor] { table.extensions.map(FieldDescriptor.init) }
  /// The extensions of the message that its pool has, by number.
  public var extensions: [FieldDescriptor] {
    table.hasExtensionRanges ? pool?.extensions(of: table.fullName) ?? [] : []
  }
  /// Whether the message is a MessageSet, proto1's form of a message that has nothing but extensions.
  public var isMessageSet: Bool { table.isMessageSet }
  /// The message's place in its file, as source info counts it.
  package var sourcePath: [Int32] { table.path }
  /// Whether it is one of package google.protobuf that has a JSON form of its own.
  package var hasJSONForm: Bool { table.wellKnown != nil }
  /// Whether the message is the entry of a map field.
  public var isMapEntry: Bool { table.isMapEntry }

  /// The field of a number.
  public func field(number: Int) -> FieldDescriptor? {
    table.plan(ofNumber: number).map { FieldDescriptor($0.field) }
  }

  /// The field of a name: its JSON name or the one in the `.proto` file, as JSON input may use either.
  public func field(named name: String) -> FieldDescriptor? {
    table.names[name].map { FieldDescriptor(table.plans[$0].field) }
  }

  /// The oneof of a name.
  public func oneof(named name: String) -> OneofDescriptor? {
    table.oneofNames[name].map { OneofDescriptor(table.oneofs[$0]) }
  }

  public var description: String { fullName }

  public static func == (left: Self, right: Self) -> Bool { left.table === right.table }
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(table)) }
}

/// A oneof of a message.
public struct OneofDescriptor: Sendable, Hashable, CustomStringConvertible {
  private let element: Element<OneofTable>

  init(_ table: OneofTable) { element = Element(table) }

  var table: OneofTable { element.table }
  /// The descriptor that the oneof was made of.
  public var proto: Google_Protobuf_OneofDescriptorProto { table.proto }
  /// The name inside the message.
  public var name: String { table.proto.name }
  /// The name with that of the message before it.
  public var fullName: String { table.fullName }
  /// The message that has the oneof.
  public var containingType: MessageDescriptor { MessageDescriptor(table.container) }
  /// The fields of which at most one is set.
  public var fields: [FieldDescriptor] { table.fields.map(FieldDescriptor.init) }
  /// The place among the message's oneofs.
  package var index: Int { table.index }
  /// The oneof's place in its file, as source info counts it.
  package var sourcePath: [Int32] { table.path }
  /// Whether it isn't in the `.proto` file but stands for a proto3 `optional` field.
  public var isSynthetic: Bool { table.isSynthetic }

  public var description: String { fullName }
}
