import ArgumentParser
import Foundation
import Logging
import Martlet
import ServiceLifecycle

/// The options that every service has.
public struct ProcessOptions: ParsableArguments {
  @Option(help: "The secret that the services share; by default the environment's MARTLET_SERVICE_KEY.")
  public var serviceKey: String?

  @Option(help: "How much is logged to stderr: trace, debug, info, notice, warning, error or critical.")
  public var logLevel = "info"

  public init() {}

  /// The key given, or that of the environment.
  ///
  /// - Throws: `ConfigurationError` if there is none or it makes no sense.
  public func key() throws(ConfigurationError) -> ServiceKey {
    guard let key = serviceKey ?? ProcessInfo.processInfo.environment["MARTLET_SERVICE_KEY"] else {
      throw ConfigurationError("a service key is needed: --service-key or MARTLET_SERVICE_KEY")
    }
    return try ServiceKey(key)
  }

  /// Sends the log to stderr and returns the program's logger.
  ///
  /// - Throws: `ConfigurationError` if the level isn't one.
  public func startLogging(_ label: String) throws(ConfigurationError) -> Logger {
    guard let level = Logger.Level(rawValue: logLevel) else {
      throw ConfigurationError("\"\(logLevel)\" is no log level")
    }
    LoggingSystem.bootstrap { label in
      var handler = StreamLogHandler.standardError(label: label)
      handler.logLevel = level
      return handler
    }
    return Logger(label: label)
  }
}

/// A server that says on stdout where it listens, and that ends its endless streams before it drains.
public struct ListeningServer: ServiceLifecycle.Service {
  private let server: Server
  private let address: ListenAddress
  private let endStreams: @Sendable () -> Void

  /// - Parameter endStreams: called when a shutdown begins; streams that would go on for ever must end by it.
  public init(_ server: Server, at address: ListenAddress, endStreams: @escaping @Sendable () -> Void) {
    self.server = server
    self.address = address
    self.endStreams = endStreams
  }

  public func run() async throws {
    let port = try await server.start()
    let place =
      switch address {
      case .tcp(let host, let configured): "\(host.contains(":") ? "[\(host)]" : host):\(port ?? configured)"
      case .unix(let path): "unix:\(path)"
      }
    // Written unbuffered: whoever started the program reads it from a pipe.
    FileHandle.standardOutput.write(Data("listening on \(place)\n".utf8))
    try? await gracefulShutdown()
    endStreams()
    await server.shutdown()
  }
}

/// Runs services until one fails or SIGTERM or SIGINT comes; then each shuts down gracefully, the last of the list
/// first.
public func run(_ services: [any ServiceLifecycle.Service], logger: Logger) async throws {
  var configuration = ServiceGroupConfiguration(
    services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
  configuration.maximumGracefulShutdownDuration = .seconds(45)
  try await ServiceGroup(configuration: configuration).run()
}
