import Logging
import MartletHTTP2
import MartletProtobuf
import NIOCore
import Synchronization

/// One call on a server: the fields of its headers, its handler's task, and the state of its response.
// Safe to send: mutable state is only touched on the connection's loop, or is set before the handler's task starts
// and not changed after, or is behind a lock.
@usableFromInline
final class ServerCall: @unchecked Sendable {
  let stream: HTTP2Stream
  let connection: ServerConnection

  // Set while headers arrive, constant once the handler runs.
  @exclusivity(unchecked) private var head: RequestHead?
  @exclusivity(unchecked) private(set) var method: RegisteredMethod?
  @exclusivity(unchecked) private(set) var deadline: NIODeadline?

  @exclusivity(unchecked) private var assembler: MessageAssembler
  @exclusivity(unchecked) private var sink: (any MessageSink)?
  /// The one request of a method that has one.
  @exclusivity(unchecked) private var requestMessage: [UInt8]?
  /// The handler's task while the handler runs: one of the connection's, or one on the global pool.
  @exclusivity(unchecked) private var handlerTask: HandlerTask?
  @exclusivity(unchecked) private var poolTask: Task<Void, Never>?
  @exclusivity(unchecked) private var streamHandler: (@Sendable () async throws -> Void)?
  @exclusivity(unchecked) private var deadlineTimer: Scheduled<Void>?

  @exclusivity(unchecked) private var headersSent = false
  @exclusivity(unchecked) private var ended = false
  @exclusivity(unchecked) private var drained: Waiter<Void>?
  @exclusivity(unchecked) private var trailers = Metadata()
  private let handlerRunning = Atomic<Bool>(true)
  private let wasCancelled = Atomic<Bool>(false)
  /// Made when the first such call is; most handlers make none.
  private let dependents = AtomicLazyReference<DependentCalls>()

  init(_ stream: HTTP2Stream, _ connection: ServerConnection) {
    self.stream = stream
    self.connection = connection
    self.assembler = MessageAssembler(limit: connection.configuration.maxReceiveMessageSize)
  }

  @usableFromInline var executor: LoopExecutor { stream.connection.executor }
  @usableFromInline var isOnLoop: Bool { executor.loop.inEventLoop }
  var isHandlerRunning: Bool { handlerRunning.load(ordering: .acquiring) }
  var methodName: String { head?.pathText ?? "" }
  var requestMetadata: Metadata { head?.metadata ?? [:] }
  var peer: String { connection.peer }

  // MARK: - The handler

  @usableFromInline
  func decode<M: Message>(_ bytes: [UInt8]) throws -> M {
    do {
      return try M(serializedBytes: bytes)
    } catch {
      throw RPCError.decoding(error)
    }
  }

  @usableFromInline
  func makeInbox<M: Message>() -> Inbox<M> {
    let stream = stream
    let inbox = Inbox<M>(executor: executor) { stream.consume($0) }
    sink = inbox
    return inbox
  }

  /// Has it known which method the loop works for, should that take long.
  private func noteMethod() {
    executor.subject = method.map { UnsafeRawPointer(Unmanaged.passUnretained($0).toOpaque()) }
  }

  /// Runs the handler; it throws what the handler throws.
  func runHandler() async throws {
    guard let method else { return }
    if method.executor == .connection { noteMethod() }
    // What the handler gets isn't kept here too: the request for its memory, the closure because it holds the call.
    switch method.handler.kind {
    case .single(let run): try await run(self, requestMessage.take() ?? [])
    case .streaming: try await streamHandler.take()?()
    }
  }

  /// The handler has returned: work that it left behind inherits nothing from the call any more.
  ///
  /// - Returns: whether the handler's task may serve another call. Off the loop it may not, since a cancellation of
  ///   this call could still be on its way to the task.
  func handlerEnded() -> Bool {
    handlerRunning.store(false, ordering: .releasing)
    guard isOnLoop else { return false }
    handlerTask = nil
    noteMethod()
    return true
  }

  private func startHandler() {
    if method?.executor == .pool {
      poolTask = HandlerTask.runOnPool(self)
    } else {
      handlerTask = connection.start(self)
    }
  }

  private func cancelHandler() {
    handlerTask?.cancel()
    poolTask?.cancel()
    if !isHandlerRunning { return }
    wasCancelled.store(true, ordering: .sequentiallyConsistent)
    dependents.load()?.cancel()
  }

  /// Has a call that the handler makes cancelled with the handler. False if that has happened already.
  func adopt(_ call: ClientCall) -> Bool {
    let added = dependents.storeIfNil(dependents.load() ?? DependentCalls()).add(call)
    return added && !wasCancelled.load(ordering: .sequentiallyConsistent)
  }

  func release(_ call: ClientCall) { dependents.load()?.remove(call) }

  private func onLoop(_ body: @escaping @Sendable () -> Void) {
    if isOnLoop { body() } else { executor.loop.execute(body) }
  }

  // MARK: - The response

  /// A message with gRPC's prefix.
  @usableFromInline
  func encode<M: Message>(_ message: M) throws -> [UInt8] {
    if !message.isInitialized {
      throw BinaryEncodingError(.missingRequiredField(M.protoMessageName))
    }
    if isOnLoop { return connection.encode(message) }
    var writer = WireWriter()
    message.encode(to: &writer)
    writer.prefix(compressed: false)
    return writer.bytes()
  }

  /// Ends a call with its one response.
  @usableFromInline
  func finish<M: Message>(_ message: M) throws {
    let bytes = try encode(message)
    if isOnLoop { finish(bytes) } else { executor.loop.execute { self.finish(bytes) } }
  }

  private func finish(_ bytes: [UInt8]) {
    if ended { return }
    sendHeadersIfNeeded()
    stream.write(bytes)
    end(nil)
  }

  /// Ends a call whose responses have been written.
  @usableFromInline
  func finish() {
    onLoop {
      guard !self.ended else { return }
      self.sendHeadersIfNeeded()
      self.end(nil)
    }
  }

  /// Queues a message. True if the writer should wait for `waitForDrain`.
  @usableFromInline
  func send(_ bytes: [UInt8]) throws -> Bool {
    if ended { throw RPCError(.cancelled, "the call has ended") }
    sendHeadersIfNeeded()
    return stream.write(bytes)
  }

  @usableFromInline
  func sendFromElsewhere(_ bytes: [UInt8]) async throws {
    try await withTaskExecutorPreference(executor) {
      if try self.send(bytes) { try await self.waitForDrain() }
    }
  }

  @usableFromInline
  func waitForDrain() async throws {
    // Getting here may have taken another turn of the loop, in which the output drained or the call ended.
    guard stream.writerWaits, !stream.isClosed else { return }
    let waiter = drained ?? Waiter(loop: executor.loop)
    drained = waiter
    try await waiter.wait()
  }

  func sendHeaders(_ metadata: Metadata) {
    onLoop {
      guard !self.ended, !self.headersSent else { return }
      self.headersSent = true
      var headers = ResponseHead.usual
      headers.add(metadata)
      self.stream.respond(headers)
    }
  }

  func addTrailers(_ metadata: Metadata) { onLoop { self.trailers.append(contentsOf: metadata) } }

  private func sendHeadersIfNeeded() {
    if headersSent { return }
    headersSent = true
    stream.respond(ResponseHead.template)
  }

  /// Ends the call with what an error thrown by the handler means.
  @usableFromInline
  func fail(_ error: any Error) {
    let status = RPCError(handlerError: error)
    if !(error is RPCError) && !(error is CancellationError) {
      connection.logger.error(
        "handler failed", metadata: ["method": "\(methodName)", "error": "\(String(reflecting: error))"])
    }
    onLoop { self.end(status) }
  }

  /// Sends the status and with it the end. On the loop.
  private func end(_ error: RPCError?) {
    if ended { return }
    ended = true
    deadlineTimer?.cancel()
    if error == nil && trailers.isEmpty {
      stream.finish(trailers: ResponseHead.okTrailers)
    } else {
      let fields = ResponseHead.trailers(error, trailers)
      if headersSent {
        stream.finish(trailers: fields)
      } else {
        var whole = ResponseHead.usual
        whole.add(contentsOf: fields)
        stream.respond(whole, endStream: true)
      }
    }
  }

  /// Ends the call on the server's own account: the peer is told, and the handler is cancelled.
  private func abort(_ error: RPCError) {
    end(error)
    sink?.finish(error, discardingUnread: true)
    drained?.resume(throwing: error)
    cancelHandler()
  }
}

extension ServerCall: StreamDelegate {
  func received(headers: HeaderBlock, endStream: Bool, on stream: HTTP2Stream) {
    // Trailers from a client mean nothing in gRPC.
    if method != nil || ended { return }
    let head = connection.head(headers)
    self.head = head
    if let refusal = head.refusal(connection) {
      refuse(refusal)
      return
    }
    guard let method = head.method else {
      abort(RPCError(.unimplemented, "\(head.pathText) is not implemented"))
      return
    }
    self.method = method
    if let timeout = head.timeout { startDeadline(timeout) }
    if case .streaming(let make) = method.handler.kind {
      streamHandler = make(self)
      startHandler()
    }
  }

  private func refuse(_ refusal: RequestHead.Refusal) {
    switch refusal {
    case .status(let error): abort(error)
    case .http(let status, let text):
      ended = true
      var headers = HeaderList()
      headers.add(":status", "\(status)")
      headers.add("content-type", "text/plain")
      stream.respond(headers)
      stream.write(Array(text.utf8))
      stream.finish()
    }
  }

  private func startDeadline(_ timeout: TimeAmount) {
    deadline = .now() + timeout
    deadlineTimer = executor.loop.scheduleTask(in: timeout) {
      self.abort(RPCError(.deadlineExceeded, "the deadline of the call has passed"))
    }
  }

  func received(data: UnsafeRawBufferPointer, on stream: HTTP2Stream) {
    guard let method, !ended else {
      stream.consume(data.count)
      return
    }
    do throws(RPCError) {
      try assembler.receive(data) { message throws(RPCError) in
        switch method.handler.kind {
        case .single:
          if requestMessage != nil { throw RPCError(.unimplemented, "\(method.fullName) takes one request; more came") }
          requestMessage = [UInt8](message)
        case .streaming: try sink?.receive(message, size: message.count + 5)
        }
      }
      // What belongs to a message that nobody could have taken yet doesn't count against the window.
      if sink?.isEmpty ?? true { stream.consume(.max) }
    } catch {
      abort(error)
    }
  }

  func receivedEnd(on stream: HTTP2Stream) {
    guard let method, !ended else { return }
    do throws(RPCError) {
      if assembler.isInsideMessage { throw RPCError(.internal, "the request ended inside a message") }
      switch method.handler.kind {
      case .single:
        if requestMessage == nil {
          throw RPCError(.unimplemented, "\(method.fullName) takes one request; none came")
        }
        startHandler()
      case .streaming: sink?.finish(nil, discardingUnread: false)
      }
    } catch {
      abort(error)
    }
  }

  func outputDrained(on stream: HTTP2Stream) { drained?.resume(returning: ()) }

  func closed(_ reason: StreamClosure, on stream: HTTP2Stream) {
    deadlineTimer?.cancel()
    let isComplete = reason == .code(.noError) && ended
    if isComplete && sink == nil && drained == nil { return }
    // The client went away, or took back the call: nobody waits for an answer any more. After a complete answer there
    // may still be tasks that the handler has left behind.
    ended = true
    let error = RPCError(.cancelled, isComplete ? "the call has ended" : "the client cancelled the call")
    sink?.finish(error, discardingUnread: true)
    drained?.resume(throwing: error)
    if !isComplete { cancelHandler() }
  }
}
