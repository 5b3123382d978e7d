import Logging
import MartletHTTP2
import NIOCore
import NIOPosix

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The state of a channel. Used on one event loop, which its connections share.
// Safe to send: mutable state is only touched on the loop.
@usableFromInline
final class ChannelCore: ConnectionDelegate, @unchecked Sendable {
  private enum State {
    case idle
    case connecting
    case ready(HTTP2Connection)
    /// Connecting failed, with this error; until the wait is over, calls fail with it at once.
    case waiting(RPCError)
    case closed
  }

  private let target: Result<Target, RPCError>
  let configuration: Channel.Configuration
  private let logger: Logger
  @usableFromInline let executor: LoopExecutor
  let authority: String
  let userAgent: String

  private var state = State.idle
  private var failures = 0
  private var pending: [ClientCall] = []
  /// The connection whose first SETTINGS are awaited.
  private var handshaking: HTTP2Connection?
  private var handshakeTimer: Scheduled<Void>?
  private var closing = false

  init(target: String, configuration: Channel.Configuration, logger: Logger) {
    do throws(RPCError) {
      self.target = .success(try Target(target))
    } catch {
      self.target = .failure(error)
    }
    self.configuration = configuration
    self.logger = logger
    self.executor = LoopExecutor(loop: configuration.eventLoopGroup.next())
    self.authority = configuration.authority ?? (try? self.target.get().authority) ?? ""
    self.userAgent = (configuration.userAgent.map { $0 + " " } ?? "") + "grpc-swift-martlet/0.1"
  }

  var loop: any EventLoop { executor.loop }

  func onLoop(_ body: @escaping @Sendable () -> Void) {
    if loop.inEventLoop { body() } else { loop.execute(body) }
  }

  // MARK: - Calls

  /// Takes a new call, unless the channel is closing. On the loop.
  func begin(_ call: ClientCall) {
    if closing { call.fail(RPCError(.unavailable, "the channel is closed")) } else { start(call) }
  }

  /// Finds a connection for a call, or the reason why there is none. On the loop.
  func start(_ call: ClientCall) {
    switch state {
    case .ready(let connection): open(call, connection)
    case .idle:
      pending.append(call)
      connect()
    case .connecting: pending.append(call)
    case .waiting(let error): call.fail(error)
    case .closed: call.fail(RPCError(.unavailable, "the channel is closed"))
    }
  }

  func forget(_ call: ClientCall) { pending.removeAll { $0 === call } }

  private func open(_ call: ClientCall, _ connection: HTTP2Connection) {
    if call.open(on: connection) { return }
    // The connection takes no more calls: its stream ids are used up, or it is closing.
    if case .ready(let current) = state, current === connection { state = .idle }
    connection.drain()
    start(call)
  }

  // MARK: - Connecting

  private func connect() {
    let target: Target
    switch self.target {
    case .success(let parsed): target = parsed
    case .failure(let error):
      failPending(error)
      return
    }
    state = .connecting
    var http2 = HTTP2Configuration()
    http2.maxHeaderListSize = UInt32(clamping: configuration.maxHeaderListSize)
    let handler = HTTP2Connection(role: .client, loop: loop, configuration: http2, delegate: self)
    handshaking = handler
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(TimeAmount(configuration.connectTimeout))
      .channelOption(.maxMessagesPerRead, value: 4)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 64 * 1024))
    let future =
      switch target.address {
      case .tcp(let host, let port):
        bootstrap.channelOption(.tcpOption(.tcp_nodelay), value: 1).connect(host: host, port: port)
      case .unix(let path): bootstrap.connect(unixDomainSocketPath: path)
      }
    handshakeTimer = loop.scheduleTask(in: TimeAmount(configuration.connectTimeout)) {
      self.connectionFailed(handler, "timed out")
      handler.close()
    }
    // Only the connection that is made gets the handler: a name with several addresses may need several attempts.
    future.flatMapThrowing { try $0.pipeline.syncOperations.addHandler(handler) }
      .whenFailure { self.connectionFailed(handler, Self.text(of: $0)) }
  }

  /// NIO wraps what happened to each address tried; people want the reason.
  private static func text(of error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError:
      error.connectionErrors.first.map { text(of: $0.error) } ?? "\(error.host) has no address"
    case let error as IOError: String(cString: strerror(error.errnoCode))
    default: "\(error)"
    }
  }

  private func connectionFailed(_ connection: HTTP2Connection, _ reason: String) {
    guard handshaking === connection else { return }
    handshaking = nil
    handshakeTimer?.cancel()
    failures += 1
    let name = (try? target.get()).map { "\($0.address)" } ?? ""
    let error = RPCError(.unavailable, "connecting to \(authority.isEmpty ? name : authority) failed: \(reason)")
    logger.debug("connecting failed", metadata: ["target": "\(authority)", "error": "\(reason)"])
    if closing {
      state = .closed
    } else {
      state = .waiting(error)
      loop.scheduleTask(in: TimeAmount(configuration.backoff.delay(afterFailures: failures))) { [weak self] in
        if let self, case .waiting = self.state { self.state = .idle }
      }
    }
    failPending(error)
  }

  private func failPending(_ error: RPCError) {
    let calls = pending
    pending = []
    for call in calls { call.fail(error) }
  }

  func ready(_ connection: HTTP2Connection) {
    guard handshaking === connection else { return }
    handshaking = nil
    handshakeTimer?.cancel()
    failures = 0
    state = .ready(connection)
    let calls = pending
    pending = []
    for call in calls { start(call) }
    if closing { finishClosing() }
  }

  func accept(_ stream: HTTP2Stream, on connection: HTTP2Connection) -> any StreamDelegate { RefusedStream(stream) }

  func goingAway(_ connection: HTTP2Connection, code: HTTP2ErrorCode, debugData: String) {
    if code != .noError {
      logger.warning(
        "the server is going away", metadata: ["target": "\(authority)", "code": "\(code)", "reason": "\(debugData)"])
    }
    leave(connection)
  }

  func closed(_ connection: HTTP2Connection, error: (any Error)?) {
    if let error { logger.debug("connection lost", metadata: ["target": "\(authority)", "error": "\(error)"]) }
    if handshaking === connection {
      connectionFailed(connection, error.map { "\($0)" } ?? "the server closed the connection")
    } else {
      leave(connection)
    }
  }

  /// New calls take a new connection.
  private func leave(_ connection: HTTP2Connection) {
    if case .ready(let current) = state, current === connection { state = closing ? .closed : .idle }
  }

  // MARK: - Closing

  func close(graceful: Bool) {
    onLoop {
      if self.closing { return }
      self.closing = true
      if case .connecting = self.state, !self.pending.isEmpty { return }
      self.finishClosing()
    }
  }

  private func finishClosing() {
    if case .ready(let connection) = state { connection.drain() }
    handshaking?.close()
    handshaking = nil
    handshakeTimer?.cancel()
    state = .closed
  }
}

/// A server must not open streams: push is off.
private final class RefusedStream: StreamDelegate {
  init(_ stream: HTTP2Stream) { stream.reset(.refusedStream) }
  func received(headers: HeaderBlock, endStream: Bool, on stream: HTTP2Stream) {}
  func received(data: UnsafeRawBufferPointer, on stream: HTTP2Stream) { stream.consume(data.count) }
  func receivedEnd(on stream: HTTP2Stream) {}
  func outputDrained(on stream: HTTP2Stream) {}
  func closed(_ reason: StreamClosure, on stream: HTTP2Stream) {}
}
