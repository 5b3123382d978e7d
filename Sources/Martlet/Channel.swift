import Logging
import MartletHTTP2
import NIOCore
import NIOPosix
import ServiceLifecycle

/// A client's way to a server: a connection that is made when it is first needed, and made again after it was lost.
///
/// Channels are cheap to keep and meant to be shared: calls multiplex over one connection. Closing is optional; a
/// channel that nobody refers to any more closes by itself once its calls have ended.
public final class Channel: Sendable, ServiceLifecycle.Service {
  /// Limits and settings.
  public struct Configuration: Sendable {
    /// The largest response message accepted, in bytes. Larger ones end their call with RESOURCE_EXHAUSTED.
    public var maxReceiveMessageSize = 4 * 1024 * 1024
    /// The largest header list accepted, in bytes, each field counted as name + value + 32.
    public var maxHeaderListSize = 16 * 1024
    /// How long connecting may take, the HTTP/2 handshake included.
    public var connectTimeout: Duration = .seconds(20)
    /// How long to wait after connecting has failed. Calls made meanwhile fail at once with UNAVAILABLE.
    public var backoff = Backoff()
    /// The value of `:authority`; by default the target's host and port.
    public var authority: String?
    /// What begins the `user-agent`; Martlet's own name follows.
    public var userAgent: String?
    /// Where connections run.
    public var eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton

    public init() {}
  }

  let core: ChannelCore

  /// A channel to `host:port`, `dns:///host:port`, `http://host:port` or `unix:path`. A target that makes no sense
  /// fails each call with INVALID_ARGUMENT.
  public init(
    _ target: String, configuration: Configuration = Configuration(), logger: Logger = Logger(label: "martlet.channel")
  ) {
    core = ChannelCore(target: target, configuration: configuration, logger: logger)
  }

  deinit { core.close(graceful: true) }

  /// Refuses new calls, lets those under way end, and closes the connection.
  public func close() { core.close(graceful: true) }

  /// Keeps the channel until ServiceLifecycle asks for a graceful shutdown or the task is cancelled, and then closes
  /// it. Channels work without it too.
  public func run() async throws {
    try? await gracefulShutdown()
    close()
  }
}
