import Martlet
import MartletReflection
import SchemaText

/// The schema that a command works with: from files, or from a server as far as it is needed.
enum Schema {
  case files(DescriptorPool)
  case server(ReflectionClient)

  var pool: DescriptorPool {
    switch self {
    case .files(let pool): pool
    case .server(let client): client.pool
    }
  }

  /// The full names of the services.
  func services() async throws -> [String] {
    switch self {
    case .files(let pool): pool.files.flatMap { $0.services.map(\.fullName) }.sorted()
    case .server(let client): try await client.services()
    }
  }

  /// A service.
  ///
  /// - Throws: UNIMPLEMENTED if the server doesn't have it; wrong usage if the files don't.
  func service(_ name: String) async throws -> ServiceDescriptor {
    if case .server(let client) = self { _ = try await client.learn(name) }
    if let service = pool.service(named: name) { return service }
    throw missing("service \"\(name)\"")
  }

  /// A method named `package.Service/Method` or `package.Service.Method`.
  ///
  /// - Throws: as `service` does.
  func method(_ name: String) async throws -> MethodDescriptor {
    guard let separator = name.lastIndex(of: "/") ?? name.lastIndex(of: ".") else {
      throw ToolError.usage("a method is package.Service/Method, not \"\(name)\"")
    }
    let service = try await service(String(name[..<separator]))
    let method = String(name[name.index(after: separator)...])
    if let found = service.method(named: method) { return found }
    throw missing("method \"\(method)\" in \(service.fullName)")
  }

  private func missing(_ what: String) -> ToolError {
    switch self {
    case .files: .usage("the schema has no \(what)")
    case .server: .rpc(RPCError(.unimplemented, "the server has no \(what)"))
    }
  }

  /// An element's declaration as `.proto` text, and its JSON template if it is a message or a method.
  ///
  /// - Throws: NOT_FOUND if the server doesn't have the element; wrong usage if the files don't.
  func describe(_ name: String) async throws -> (text: String, template: MessageDescriptor?) {
    let trimmed = name.hasPrefix(".") || name.hasPrefix("/") ? String(name.dropFirst()) : name
    let symbol = String(trimmed.map { $0 == "/" && !trimmed.hasSuffix(".proto") ? "." : $0 })
    if case .server(let client) = self { _ = try await client.learn(symbol) }
    if let message = pool.message(named: symbol) { return (message.protoText, message) }
    if let enumeration = pool.enumeration(named: symbol) { return (enumeration.protoText, nil) }
    if let service = pool.service(named: symbol) { return (service.protoText, nil) }
    if let method = pool.method(named: symbol) { return (method.protoText, method.input) }
    if let field = pool.field(named: symbol), let type = field.containingType { return (type.protoText, type) }
    if let file = pool.file(named: symbol) ?? pool.file(declaring: symbol) { return (file.protoText, nil) }
    switch self {
    case .files: throw ToolError.usage("the schema has no \"\(symbol)\"")
    case .server: throw ToolError.rpc(RPCError(.notFound, "the server has no \"\(symbol)\""))
    }
  }
}
