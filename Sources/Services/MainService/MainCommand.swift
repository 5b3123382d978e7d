import ArgumentParser
import Common
import Contracts
import Foundation
import Logging
import Martlet
import MartletServices

/// The program `main`.
@main
struct MainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "main",
    abstract: "Serves the catalogue and the applications.",
    discussion: """
      Users are listed one a line as TOKEN ROLE NAME, where ROLE is guest, creator or moderator, in the file of --tokens \
      or in the environment's MARTLET_TOKENS (there also TOKEN:ROLE:NAME, separated by commas).
      """)

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on; 0 takes a free one.")
  var port = 8000

  @Option(help: "The path of a unix socket to listen on instead.")
  var unix: String?

  @Option(help: "The SQLite file; made if it does not exist.")
  var database = "main.db"

  @Option(name: .customLong("async"), help: "The async service's address: host:port or unix:PATH.")
  var asyncAddress = "127.0.0.1:3000"

  @Option(help: "The file that lists the users.")
  var tokens: String?

  @Option(help: "The longest wait between attempts to reach the async service, in seconds.")
  var retryMaximum = 10.0

  @OptionGroup var options: ProcessOptions

  func validate() throws {
    guard 0...65535 ~= port else { throw ValidationError("--port must be between 0 and 65535") }
    guard 0.01...3600 ~= retryMaximum else { throw ValidationError("--retry-maximum must be 0.01 to 3600 seconds") }
  }

  func run() async throws {
    let logger = try options.startLogging("main")
    let serviceKey = try options.key()
    let users = try readUsers()
    let pool = try openDatabase(at: database, migrator: makeMigrator())

    let hub = ApplicationHub()
    let outboxFilled = Wakeup()
    let backoff = Backoff(
      initial: .seconds(min(0.2, retryMaximum)), multiplier: 2, maximum: .seconds(retryMaximum))
    var channel = Channel.Configuration()
    channel.connectTimeout = .seconds(5)
    // The outbox has its own waits; the channel's must not hold a connection back for longer than those.
    channel.backoff = Backoff(initial: .milliseconds(50), multiplier: 2, maximum: backoff.initial)
    let outbox = Outbox(
      store: OutboxStore(database: pool), filled: outboxFilled,
      jobs: Async_V1_JobClient(Channel(asyncAddress, configuration: channel, logger: logger)),
      serviceKey: serviceKey, backoff: backoff, logger: logger)

    let address = unix.map { ListenAddress.unix($0) } ?? .tcp(host: host, port: port)
    let server = Server(
      listen: address,
      services: [
        CatalogService(store: CatalogStore(database: pool), users: users),
        ApplicationService(
          store: ApplicationStore(database: pool, hub: hub, outboxFilled: outboxFilled), users: users,
          serviceKey: serviceKey),
        Health(), Reflection(), ReflectionV1Alpha(),
      ], logger: logger)
    try await Common.run(
      [outbox, ListeningServer(server, at: address) { hub.close() }], logger: logger)
  }

  private func readUsers() throws -> Users {
    if let tokens {
      do {
        return try Users(parsing: try String(contentsOfFile: tokens, encoding: .utf8))
      } catch let error as CocoaError {
        throw ConfigurationError("the users' file \(tokens) can't be read: \(error.localizedDescription)")
      }
    }
    return try Users(parsing: ProcessInfo.processInfo.environment["MARTLET_TOKENS"] ?? "")
  }
}
