import MartletHTTP2
import MartletProtobuf
import NIOCore

/// One call on a client, untyped: its stream, its deadline, and what is still to be sent.
// Safe to send: mutable state is only touched on the channel's loop.
@usableFromInline
final class ClientCall: @unchecked Sendable {
  private let channel: ChannelCore
  private let path: String
  private let metadata: Metadata
  private let deadline: NIODeadline?
  /// The call whose handler makes this one; nil if none does.
  private var parent: ServerCall?

  // The two ends of the call: where messages go, and who waits for the headers.
  private var sink: (any MessageSink)?
  private let headersWaiter: Waiter<Metadata>
  private let drained: Waiter<Void>

  private var stream: HTTP2Stream?
  private var assembler: MessageAssembler
  private var response = ResponseFields()
  private var deadlineTimer: Scheduled<Void>?
  private var outcome: Result<Void, RPCError>?

  /// Messages written before the stream was open. They are kept until the server has answered, so that a call that
  /// the server never looked at can be made again on another connection.
  private var sent: [[UInt8]] = []
  private var sentBytes = 0
  private var mayReplay = true
  private var inputFinished = false
  private var attempts = 0

  /// A call keeps at most this many bytes for being made again.
  private static let replayLimit = 256 * 1024

  @usableFromInline
  init(_ channel: ChannelCore, path: String, metadata: Metadata, timeout: Duration?) {
    self.channel = channel
    self.path = path
    self.metadata = metadata
    let own = timeout.map { NIODeadline.now() + TimeAmount($0) }
    // A handler's call must not outlast the handler's own deadline.
    let context = RPCContext.current
    parent = context.flatMap { $0.call.isHandlerRunning ? $0.call : nil }
    switch (own, context?.deadline) {
    case (let own?, let inherited?): deadline = min(own, inherited)
    case (let own, let inherited): deadline = own ?? inherited
    }
    assembler = MessageAssembler(limit: channel.configuration.maxReceiveMessageSize)
    headersWaiter = Waiter(loop: channel.loop)
    drained = Waiter(loop: channel.loop)
  }

  @usableFromInline var executor: LoopExecutor { channel.executor }
  @usableFromInline var isOnLoop: Bool { channel.loop.inEventLoop }

  // MARK: - Requests

  /// Begins the call. With a `message` that is the whole request. From anywhere.
  @usableFromInline
  func start(_ sink: any MessageSink & Sendable, single message: [UInt8]? = nil) {
    channel.onLoop { self.begin(sink, message) }
  }

  private func begin(_ sink: any MessageSink, _ message: [UInt8]?) {
    self.sink = sink
    if case .failure(let error)? = outcome {
      sink.finish(error, discardingUnread: true)
      return
    }
    if let problem = metadata.problem() {
      fail(RPCError(.internal, problem))
      return
    }
    if let parent, !parent.adopt(self) {
      fail(RPCError(.cancelled, "the call was made by a handler that has been cancelled"))
      return
    }
    if let message {
      remember(message)
      inputFinished = true
    }
    if let deadline {
      if deadline <= .now() {
        deadlinePassed()
        return
      }
      deadlineTimer = channel.loop.scheduleTask(deadline: deadline) { self.deadlinePassed() }
    }
    channel.begin(self)
  }

  /// Opens the call's stream; false if the connection takes no more.
  func open(on connection: HTTP2Connection) -> Bool {
    attempts += 1
    guard let stream = connection.open(requestHeaders(), delegate: self) else { return false }
    self.stream = stream
    for message in sent { stream.write(message) }
    if inputFinished { stream.finish() }
    if !mayReplay { sent = [] }
    return true
  }

  private func requestHeaders() -> HeaderList {
    var headers = HeaderList()
    headers.reserve(10)
    headers.add(":method", "POST")
    headers.add(":scheme", "http")
    headers.add(":path", path)
    headers.add(":authority", channel.authority)
    headers.add("te", "trailers")
    headers.add("content-type", "application/grpc")
    headers.add("user-agent", channel.userAgent)
    if let deadline { headers.add("grpc-timeout", Timeout.encode(deadline - .now())) }
    if !metadata.isEmpty { headers.add(metadata) }
    return headers
  }

  private func remember(_ message: [UInt8]) {
    sent.append(message)
    sentBytes += message.count
  }

  /// Queues a message; true if the writer should wait. On the loop.
  @usableFromInline
  func send(_ bytes: [UInt8]) throws -> Bool {
    if case .failure(let error)? = outcome { throw error }
    if outcome != nil { throw RPCError(.cancelled, "the server has ended the call") }
    if inputFinished { throw RPCError(.internal, "a message was sent after finish()") }
    if mayReplay || stream == nil { remember(bytes) }
    if sentBytes > Self.replayLimit { mayReplay = false }
    guard let stream else { return sentBytes > HTTP2Stream.highMark }
    if !mayReplay { sent = [] }
    return stream.write(bytes)
  }

  @usableFromInline
  func sendAndWait(_ bytes: [UInt8]) async throws {
    if try send(bytes) { try await drained.wait() }
  }

  /// No more messages follow. From anywhere.
  @usableFromInline
  func finishInput() {
    channel.onLoop {
      if self.inputFinished || self.outcome != nil { return }
      self.inputFinished = true
      self.stream?.finish()
    }
  }

  // MARK: - The end

  /// Takes the call back. From anywhere.
  @usableFromInline
  func cancel() {
    // Never at once, even on the loop: the caller may be within what a cancellation interrupts.
    channel.loop.execute { self.fail(RPCError(.cancelled, "the call was cancelled"), reset: .cancel) }
  }

  private func deadlinePassed() {
    fail(RPCError(.deadlineExceeded, "the deadline of the call has passed"), reset: .cancel)
  }

  /// Ends the call on the client's side.
  func fail(_ error: RPCError, reset code: HTTP2ErrorCode = .cancel) {
    if outcome != nil { return }
    let stream = self.stream
    end(.failure(error))
    stream?.reset(code)
  }

  private func end(_ outcome: Result<Void, RPCError>, discardingUnread: Bool = true) {
    if self.outcome != nil { return }
    self.outcome = outcome
    deadlineTimer?.cancel()
    channel.forget(self)
    parent.take()?.release(self)
    stream = nil
    sent = []
    let error: RPCError?
    if case .failure(let failure) = outcome { error = failure } else { error = nil }
    headersWaiter.resume(returning: response.headers)
    drained.resume(throwing: error ?? RPCError(.cancelled, "the server has ended the call"))
    sink?.finish(error, discardingUnread: discardingUnread)
    sink = nil
  }

  /// The application has taken bytes of the response.
  func consume(_ count: Int) { stream?.consume(count) }

  // MARK: - What the response says

  /// The response's headers; empty if the call ended without. On the loop.
  @usableFromInline
  func headers() async throws -> Metadata {
    if response.headersComplete || outcome != nil { return response.headers }
    return try await headersWaiter.wait()
  }

  /// The trailers; empty before the end. On the loop.
  @usableFromInline var trailers: Metadata { response.trailers }
}

extension ClientCall: StreamDelegate {
  func received(headers: HeaderBlock, endStream: Bool, on stream: HTTP2Stream) {
    if outcome != nil { return }
    mayReplay = false
    sent = []
    response.take(headers, endStream: endStream)
    if response.headersComplete && !endStream { headersWaiter.resume(returning: response.headers) }
    if let error = response.problem, !endStream { fail(error) }
  }

  func received(data: UnsafeRawBufferPointer, on stream: HTTP2Stream) {
    guard outcome == nil else {
      stream.consume(data.count)
      return
    }
    do throws(RPCError) {
      try assembler.receive(data) { message throws(RPCError) in
        try sink?.receive(message, size: message.count + 5)
      }
      if sink?.isEmpty ?? true { stream.consume(.max) }
    } catch {
      fail(error)
    }
  }

  func receivedEnd(on stream: HTTP2Stream) {
    if outcome != nil { return }
    var result = response.status
    if case .success = result, assembler.isInsideMessage {
      result = .failure(RPCError(.internal, "the response ended inside a message"))
    }
    end(result, discardingUnread: false)
    // A server that has answered doesn't want the rest of the request.
    if !inputFinished || stream.queuedOutput > 0 { stream.reset(.noError) }
  }

  func outputDrained(on stream: HTTP2Stream) { drained.resume(returning: ()) }

  func closed(_ reason: StreamClosure, on stream: HTTP2Stream) {
    if outcome != nil { return }
    self.stream = nil
    // The server never looked at a refused stream: making the call again is safe.
    if reason == .code(.refusedStream) && mayReplay && attempts < 5 {
      channel.start(self)
      return
    }
    switch reason {
    case .code(let code):
      if let deadline, deadline <= .now() {
        deadlinePassed()
      } else {
        end(.failure(RPCError(reset: code)))
      }
    case .connectionLost: end(.failure(RPCError(.unavailable, "the connection was lost")))
    case .headersTooLarge: end(.failure(RPCError(.resourceExhausted, "the metadata is too large to be sent")))
    }
  }
}
