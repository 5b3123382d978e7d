import MartletProtobuf

/// A service of a `DescriptorPool`.
public struct ServiceDescriptor: Sendable, Hashable, CustomStringConvertible {
  /// The file that declares the service.
  public let file: FileDescriptor
  // Valid as long as the file is.
  unowned(unsafe) let table: ServiceTable

  init(_ table: ServiceTable) {
    file = table.file
    self.table = table
  }

  /// The descriptor that the service was made of.
  public var proto: Google_Protobuf_ServiceDescriptorProto { table.proto }
  /// The name without the package.
  public var name: String { table.proto.name }
  /// The name with its package, as the path of a call has it.
  public var fullName: String { table.fullName }
  /// The methods in the order of their declaration.
  public var methods: [MethodDescriptor] { table.methods.map(MethodDescriptor.init) }

  /// The service's place in its file, as source info counts it.
  package var sourcePath: [Int32] { table.path }

  /// The method of a name.
  public func method(named name: String) -> MethodDescriptor? {
    table.names[name].map { MethodDescriptor(table.methods[$0]) }
  }

  public var description: String { fullName }

  public static func == (left: Self, right: Self) -> Bool { left.table === right.table }
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(table)) }
}

/// A method of a service.
public struct MethodDescriptor: Sendable, Hashable, CustomStringConvertible {
  let file: FileDescriptor
  // Valid as long as the file is.
  unowned(unsafe) let table: MethodTable

  init(_ table: MethodTable) {
    file = table.service.file
    self.table = table
  }

  /// The descriptor that the method was made of.
  public var proto: Google_Protobuf_MethodDescriptorProto { table.proto }
  /// The name inside the service.
  public var name: String { table.proto.name }
  /// The name with that of the service before it, joined by a dot.
  public var fullName: String { table.fullName }
  /// The method's place in its file, as source info counts it.
  package var sourcePath: [Int32] { table.path }
  /// The path of a call: `/package.Service/Method`.
  public var path: String { "/\(table.service.fullName)/\(table.proto.name)" }
  /// The service that has the method.
  public var service: ServiceDescriptor { ServiceDescriptor(table.service) }
  /// The type of the requests.
  public var input: MessageDescriptor { MessageDescriptor(table.input) }
  /// The type of the responses.
  public var output: MessageDescriptor { MessageDescriptor(table.output) }
  /// Whether the client sends any number of requests.
  public var isClientStreaming: Bool { table.proto.clientStreaming }
  /// Whether the server sends any number of responses.
  public var isServerStreaming: Bool { table.proto.serverStreaming }

  public var description: String { fullName }

  public static func == (left: Self, right: Self) -> Bool { left.table === right.table }
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(table)) }
}
