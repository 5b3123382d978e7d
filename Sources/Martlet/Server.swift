import Logging
import MartletHTTP2
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Where a server listens.
public enum ListenAddress: Sendable, Hashable {
  /// A host name or address, and a port; port 0 takes a free one.
  case tcp(host: String, port: Int)
  /// A unix domain socket's path. A socket left over from an earlier run is replaced.
  case unix(String)
}

/// A gRPC server. It serves plaintext HTTP/2 with prior knowledge.
///
/// `run()` serves until the task is cancelled or ServiceLifecycle asks for a graceful shutdown; `start()` and
/// `shutdown()` do the same by hand.
public final class Server: ServiceLifecycle.Service {
  /// Limits and settings.
  public struct Configuration: Sendable {
    /// The largest request message accepted, in bytes. Larger ones end their call with RESOURCE_EXHAUSTED.
    public var maxReceiveMessageSize = 4 * 1024 * 1024
    /// The largest header list accepted, in bytes, each field counted as name + value + 32.
    public var maxHeaderListSize = 16 * 1024
    /// How many calls a connection may have open at once.
    public var maxConcurrentStreams = 1000
    /// How long calls under way may go on after a shutdown has begun; then they are cut off.
    public var shutdownGracePeriod: Duration = .seconds(30)
    /// A handler that keeps its event loop to itself for longer than this is logged: meanwhile the loop's other
    /// connections wait. Such handlers should run on the pool. Measured to a few milliseconds; nil looks at none.
    public var loopHoldLimit: Duration? = .milliseconds(100)
    /// Where connections run: an event loop serves many connections, and their calls.
    public var eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton

    public init() {}
  }

  private struct State {
    var listener: (any NIOCore.Channel)?
    var connections: [ObjectIdentifier: HTTP2Connection] = [:]
    var isShuttingDown = false
    var drained: [CheckedContinuation<Void, Never>] = []
  }

  private let address: ListenAddress
  private let services: [any Service]
  private let configuration: Configuration
  private let logger: Logger
  private let state = Mutex(State())

  /// A server that listens once it is started.
  public init(
    listen address: ListenAddress, services: [any Service], configuration: Configuration = Configuration(),
    logger: Logger = Logger(label: "martlet.server")
  ) {
    self.address = address
    self.services = services
    self.configuration = configuration
    self.logger = logger
  }

  /// Listens and serves until a graceful shutdown is asked for or the task is cancelled; then drains.
  ///
  /// - Throws: an error of the system if the address can't be bound.
  public func run() async throws {
    _ = try await start()
    try? await gracefulShutdown()
    await shutdown()
  }

  /// Binds and begins to serve.
  ///
  /// - Returns: the port bound, nil for a unix socket.
  /// - Throws: an error of the system if the address can't be bound.
  @discardableResult
  public func start() async throws -> Int? {
    var methods: [String: RegisteredMethod] = [:]
    for service in services {
      for handler in service.methods {
        let method = RegisteredMethod(service: service, handler)
        methods["/" + method.fullName] = method
      }
    }
    for case let observer as any ServerObserver in services { observer.serverStarts(services) }

    let bootstrap = ServerBootstrap(group: configuration.eventLoopGroup)
      .serverChannelOption(.backlog, value: 512)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.maxMessagesPerRead, value: 4)
      .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 64 * 1024))
      .childChannelInitializer { [methods] channel in self.serve(channel, methods) }
    let listener: any NIOCore.Channel
    switch address {
    case .tcp(let host, let port):
      listener = try await bootstrap.childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .bind(host: host, port: port).get()
    case .unix(let path):
      listener = try await bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
    }
    let address = listener.localAddress
    let isTooLate = state.withLock {
      $0.listener = $0.isShuttingDown ? nil : listener
      return $0.isShuttingDown
    }
    if isTooLate {
      // The shutdown came while the address was being bound.
      try await listener.close()
    } else {
      logger.info("listening", metadata: ["address": "\(address.map { "\($0)" } ?? "")"])
    }
    return address?.port
  }

  private func serve(
    _ channel: any NIOCore.Channel, _ methods: [String: RegisteredMethod]
  ) -> EventLoopFuture<Void> {
    var http2 = HTTP2Configuration()
    http2.maxConcurrentStreams = UInt32(clamping: configuration.maxConcurrentStreams)
    http2.maxHeaderListSize = UInt32(clamping: configuration.maxHeaderListSize)
    let connection = ServerConnection(
      configuration: configuration, logger: logger, methods: methods, peer: Self.text(channel.remoteAddress)
    ) { [weak self] in self?.forget($0) }
    let handler = HTTP2Connection(
      role: .server, loop: channel.eventLoop, configuration: http2, delegate: connection)
    connection.http2 = handler
    connection.watch(handler.executor)
    let drainNow = state.withLock {
      $0.connections[ObjectIdentifier(connection)] = handler
      return $0.isShuttingDown
    }
    return channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandler(handler)
      if drainNow { handler.drain() }
    }
  }

  private static func text(_ address: SocketAddress?) -> String {
    guard let address, let host = address.ipAddress, let port = address.port else { return "" }
    return address.protocol == .inet6 ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  private func forget(_ connection: ServerConnection) {
    let waiting = state.withLock { state in
      state.connections[ObjectIdentifier(connection)] = nil
      guard state.connections.isEmpty else { return [CheckedContinuation<Void, Never>]() }
      defer { state.drained = [] }
      return state.drained
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Stops accepting connections and calls, lets calls under way finish within the grace period, then closes.
  public func shutdown() async {
    let (listener, connections) = state.withLock { state in
      state.isShuttingDown = true
      defer { state.listener = nil }
      return (state.listener, Array(state.connections.values))
    }
    for case let observer as any ServerObserver in services { observer.serverDrains() }
    try? await listener?.close()
    for connection in connections { connection.loop.execute { connection.drain() } }
    let cutOff = configuration.eventLoopGroup.any().scheduleTask(
      in: TimeAmount(configuration.shutdownGracePeriod)
    ) {
      for connection in self.state.withLock({ Array($0.connections.values) }) {
        connection.loop.execute { connection.close() }
      }
    }
    await withCheckedContinuation { continuation in
      let done = state.withLock { state in
        if state.connections.isEmpty { return true }
        state.drained.append(continuation)
        return false
      }
      if done { continuation.resume() }
    }
    cutOff.cancel()
  }
}
