import MartletProtobuf

/// A call with one request and a stream of responses: iterate it once. Dropping it cancels the call.
public final class ServerStreamingCall<Response: Message>: AsyncSequence, Sendable {
  private let call: ClientCall
  private let inbox: Inbox<Response>

  init(_ call: ClientCall, request: [UInt8]?) {
    self.call = call
    inbox = call.makeInbox()
    call.start(inbox, single: request)
  }

  deinit { call.cancel() }

  /// The response's headers, as soon as they are there; empty if the call ended without any.
  public func headers() async throws -> Metadata { try await call.responseHeaders() }

  /// The trailers; empty while the call goes on.
  public func trailers() async -> Metadata { await call.responseTrailers() }

  /// Takes the call back. Whoever iterates gets CANCELLED.
  public func cancel() { call.cancel() }

  public func makeAsyncIterator() -> ResponseIterator<Response> {
    ResponseIterator(owner: self, call: call, inbox: inbox)
  }
}

/// A call with a stream of requests and one response. Dropping it cancels the call.
public final class ClientStreamingCall<Request: Message, Response: Message>: Sendable {
  private let call: ClientCall
  private let result = SingleResponse<Response>()

  init(_ call: ClientCall) {
    self.call = call
    call.start(result)
  }

  deinit { call.cancel() }

  /// Sends a message. Waits while the server reads more slowly than the client writes.
  ///
  /// - Throws: `RPCError` if the call has ended; `response()` then says how.
  public func send(_ message: Request) async throws { try await call.write(message) }

  /// No more messages follow.
  public func finish() { call.finishInput() }

  /// Finishes the requests and waits for the response.
  ///
  /// - Throws: `RPCError` with the call's status. Cancelling the task cancels the call.
  public func response() async throws -> Response {
    call.finishInput()
    return try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        call.executor.loop.execute { self.result.deliver(to: continuation) }
      }
    } onCancel: {
      call.cancel()
    }
  }

  /// The response's headers, as soon as they are there; empty if the call ended without any.
  public func headers() async throws -> Metadata { try await call.responseHeaders() }

  /// The trailers; empty while the call goes on.
  public func trailers() async -> Metadata { await call.responseTrailers() }

  /// Takes the call back.
  public func cancel() { call.cancel() }
}

/// A call with a stream in each direction. One task may send while another reads. Dropping it cancels the call.
public final class BidirectionalCall<Request: Message, Response: Message>: Sendable {
  fileprivate let call: ClientCall
  private let inbox: Inbox<Response>

  init(_ call: ClientCall) {
    self.call = call
    inbox = call.makeInbox()
    call.start(inbox)
  }

  deinit { call.cancel() }

  /// Sends a message. Waits while the server reads more slowly than the client writes.
  ///
  /// - Throws: `RPCError` if the call has ended; `responses` then says how.
  public func send(_ message: Request) async throws { try await call.write(message) }

  /// No more messages follow.
  public func finish() { call.finishInput() }

  /// The server's messages: iterate them once.
  public var responses: Responses { Responses(owner: self, inbox: inbox) }

  /// The response's headers, as soon as they are there; empty if the call ended without any.
  public func headers() async throws -> Metadata { try await call.responseHeaders() }

  /// The trailers; empty while the call goes on.
  public func trailers() async -> Metadata { await call.responseTrailers() }

  /// Takes the call back. Whoever iterates gets CANCELLED.
  public func cancel() { call.cancel() }

  /// A bidirectional call's responses.
  public struct Responses: AsyncSequence, Sendable {
    fileprivate let owner: BidirectionalCall
    fileprivate let inbox: Inbox<Response>

    public func makeAsyncIterator() -> ResponseIterator<Response> {
      ResponseIterator(owner: owner, call: owner.call, inbox: inbox)
    }
  }
}

/// Reads a call's responses. Throws `RPCError` if the call fails. Cancelling the task that waits for a response cancels
/// the call.
public struct ResponseIterator<Response: Message>: AsyncIteratorProtocol {
  // Keeps the call: it is cancelled when nobody refers to it any more.
  fileprivate let owner: any Sendable
  fileprivate let call: ClientCall
  fileprivate let inbox: Inbox<Response>

  public mutating func next() async throws -> Response? {
    do {
      return try await inbox.next()
    } catch is CancellationError {
      call.cancel()
      throw RPCError(.cancelled, "the call was cancelled")
    }
  }
}

extension ClientCall {
  func makeInbox<M: Message>() -> Inbox<M> {
    Inbox(executor: executor) { [weak self] in self?.consume($0) }
  }

  func write<M: Message>(_ message: M) async throws {
    let bytes = try Self.encode(message)
    if isOnLoop {
      try await sendAndWait(bytes)
    } else {
      try await withTaskExecutorPreference(executor) { try await self.sendAndWait(bytes) }
    }
  }

  func responseHeaders() async throws -> Metadata {
    try await withTaskExecutorPreference(executor) { try await self.headers() }
  }

  func responseTrailers() async -> Metadata {
    await withTaskExecutorPreference(executor) { self.trailers }
  }
}
