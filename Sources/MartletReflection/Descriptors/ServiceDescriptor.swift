import MartletProtobuf

/// A service of a `DescriptorPool`.
public struct ServiceDescriptor: Sendable, Hashable, CustomStringConvertible {
  private let element: Element<ServiceTable>

  init(_ table: ServiceTable) { element = Element(table) }

  var table: ServiceTable { element.table }
  /// The file that declares the service.
  public var file: FileDescriptor { element.file }
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
}

/// A method of a service.
public struct MethodDescriptor: Sendable, Hashable, CustomStringConvertible {
  private let element: Element<MethodTable>

  init(_ table: MethodTable) { element = Element(table) }

  var table: MethodTable { element.table }
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
}
