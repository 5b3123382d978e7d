import NIOCore

/// What a handler knows of its call besides the request, and what it can add to the response. Usable from any task
/// for as long as the handler runs.
public struct ServerContext: Sendable {
  @usableFromInline let call: ServerCall

  @usableFromInline
  init(_ call: ServerCall) {
    self.call = call
  }

  /// The method called, such as `main.v1.CatalogService/GetItem`.
  public var method: String { call.methodName }

  /// The client's metadata, without the fields that belong to HTTP/2 and gRPC.
  public var metadata: Metadata { call.requestMetadata }

  /// The client's address as text, such as `127.0.0.1:51234`; empty if it has none.
  public var peer: String { call.peer }

  /// The time left until the call's deadline; nil if it has none. At the deadline the client gets DEADLINE_EXCEEDED
  /// and the handler's task is cancelled.
  public var timeRemaining: Duration? {
    call.deadline.map { .nanoseconds(($0 - .now()).nanoseconds) }
  }

  /// Sends the response's headers with metadata, before the first message. Has no effect after that.
  ///
  /// - Throws: `RPCError` (INTERNAL) if the metadata can't be sent.
  public func sendInitialMetadata(_ metadata: Metadata) throws {
    if let problem = metadata.problem() { throw RPCError(.internal, problem) }
    call.sendHeaders(metadata)
  }

  /// Adds metadata to the trailers, which end the call. May be called several times.
  ///
  /// - Throws: `RPCError` (INTERNAL) if the metadata can't be sent.
  public func addTrailers(_ metadata: Metadata) throws {
    if let problem = metadata.problem() { throw RPCError(.internal, problem) }
    call.addTrailers(metadata)
  }
}

/// The call on whose behalf the present task works.
///
/// A call made inside a handler takes it up by itself: it inherits the handler's deadline (the smaller wins), and it
/// is cancelled with the handler's task. When the handler returns its context closes: a background task that still
/// sees it inherits nothing more.
public struct RPCContext: Sendable {
  @usableFromInline let call: ServerCall

  @usableFromInline
  init(_ call: ServerCall) {
    self.call = call
  }

  /// The context of the handler that the present task belongs to; nil outside of handlers.
  @TaskLocal public static var current: RPCContext?

  /// The deadline that calls made now inherit.
  var deadline: NIODeadline? { call.isHandlerRunning ? call.deadline : nil }

  /// Runs `body` without a context: calls made in it have their own deadlines only. For work that outlives the call
  /// or must not fail with it.
  public static func detached<R>(_ body: () async throws -> R) async rethrows -> R {
    try await $current.withValue(nil, operation: body)
  }
}
