import MartletProtobuf

/// A service that a `Server` offers. Generated protocols refine it; users implement those.
public protocol Service: Sendable {
  /// The service's full name, such as `main.v1.CatalogService`.
  static var serviceName: String { get }
  /// The file that declares the service, for reflection.
  static var protoFile: ProtoFile { get }
  /// The service's methods.
  var methods: [MethodHandler] { get }
  /// Where handlers run; the connection's event loop unless a service says otherwise.
  var executor: HandlerExecutor { get }
}

extension Service {
  public var executor: HandlerExecutor { .connection }
}

/// Where a handler's task runs.
public enum HandlerExecutor: Sendable, Hashable {
  /// On the event loop of the call's connection: no thread hop. For handlers that await and compute little.
  case connection
  /// On Swift's global pool. For handlers that block their thread or compute for long.
  case pool
}

/// A service that wants to know what its server does: health and reflection do.
public protocol ServerObserver: Service {
  /// The server starts with these services.
  func serverStarts(_ services: [any Service])
  /// The server has begun to shut down; calls that are under way go on.
  func serverDrains()
}

/// A method with the code that serves it, one case for each of gRPC's four kinds.
public struct MethodHandler: Sendable {
  /// The method's name without its service, such as `GetItem`.
  public let name: String

  @usableFromInline
  enum Kind: Sendable {
    /// One request, in wire format: the handler starts when it is complete.
    case single(@Sendable (ServerCall, [UInt8]) async throws -> Void)
    /// A stream of requests: the handler starts with the headers.
    case streaming(@Sendable (ServerCall) -> @Sendable () async throws -> Void)
  }

  @usableFromInline let kind: Kind

  @usableFromInline
  init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// One request, one response.
  @inlinable
  public static func unary<I: Message, O: Message>(
    _ name: String, _ body: @escaping @Sendable (I, ServerContext) async throws -> O
  ) -> MethodHandler {
    MethodHandler(
      name: name,
      kind: .single { call, bytes in
        try call.finish(try await body(try call.decode(bytes), ServerContext(call)))
      })
  }

  /// One request, a stream of responses.
  @inlinable
  public static func serverStreaming<I: Message, O: Message>(
    _ name: String, _ body: @escaping @Sendable (I, ResponseWriter<O>, ServerContext) async throws -> Void
  ) -> MethodHandler {
    MethodHandler(
      name: name,
      kind: .single { call, bytes in
        try await body(try call.decode(bytes), ResponseWriter(call), ServerContext(call))
        call.finish()
      })
  }

  /// A stream of requests, one response.
  @inlinable
  public static func clientStreaming<I: Message, O: Message>(
    _ name: String, _ body: @escaping @Sendable (RequestStream<I>, ServerContext) async throws -> O
  ) -> MethodHandler {
    MethodHandler(
      name: name,
      kind: .streaming { call in
        let requests = RequestStream<I>(call.makeInbox())
        return { try call.finish(try await body(requests, ServerContext(call))) }
      })
  }

  /// A stream in each direction, independent of one another.
  @inlinable
  public static func bidirectional<I: Message, O: Message>(
    _ name: String,
    _ body: @escaping @Sendable (RequestStream<I>, ResponseWriter<O>, ServerContext) async throws -> Void
  ) -> MethodHandler {
    MethodHandler(
      name: name,
      kind: .streaming { call in
        let requests = RequestStream<I>(call.makeInbox())
        return {
          try await body(requests, ResponseWriter(call), ServerContext(call))
          call.finish()
        }
      })
  }
}
