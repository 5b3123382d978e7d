import ArgumentParser
import Common
import Contracts
import Martlet
import MartletServices

/// The program `async`.
@main
struct AsyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "async", abstract: "Works out the results of applications, and reports them to the main service.")

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on; 0 takes a free one.")
  var port = 3000

  @Option(help: "The path of a unix socket to listen on instead.")
  var unix: String?

  @Option(help: "The SQLite file; made if it does not exist.")
  var database = "async.db"

  @Option(name: .customLong("main"), help: "The main service's address: host:port or unix:PATH.")
  var mainAddress = "127.0.0.1:8000"

  @Option(help: "The seconds between a job's acceptance and its outcome.")
  var delay = 5.0

  @Option(help: "Makes outcomes the same in every run.")
  var seed: UInt64?

  @Option(help: "The wait after the first report that failed, in seconds; it doubles from one to the next.")
  var retryInitial = 0.5

  @Option(help: "The longest wait between reports, in seconds.")
  var retryMaximum = 30.0

  @OptionGroup var options: ProcessOptions

  func validate() throws {
    guard 0...65535 ~= port else { throw ValidationError("--port must be between 0 and 65535") }
    guard 0...86_400 ~= delay else { throw ValidationError("--delay must be between 0 and 86400 seconds") }
    guard 0.01...3600 ~= retryInitial, retryInitial...3600 ~= retryMaximum else {
      throw ValidationError("--retry-initial and --retry-maximum must be 0.01 to 3600 seconds, in this order")
    }
  }

  func run() async throws {
    let logger = try options.startLogging("async")
    let serviceKey = try options.key()
    let pool = try openDatabase(at: database, migrator: makeMigrator())

    let hub = JobHub()
    let store = JobStore(database: pool, hub: hub, accepted: Wakeup())
    let backoff = Backoff(initial: .seconds(retryInitial), multiplier: 2, maximum: .seconds(retryMaximum))
    var channel = Channel.Configuration()
    channel.connectTimeout = .seconds(5)
    // Reports have their own waits; the channel's must not hold a connection back for longer than those.
    channel.backoff = Backoff(initial: .milliseconds(50), multiplier: 2, maximum: backoff.initial)
    let runner = JobRunner(
      store: store,
      applications: Main_V1_ApplicationClient(Channel(mainAddress, configuration: channel, logger: logger)),
      serviceKey: serviceKey, outcomes: OutcomeSource(seed: seed), policy: ReportPolicy(backoff: backoff),
      logger: logger)

    let address = unix.map { ListenAddress.unix($0) } ?? .tcp(host: host, port: port)
    let server = Server(
      listen: address,
      services: [
        JobService(store: store, serviceKey: serviceKey, delay: .seconds(delay)), Health(), Reflection(),
        ReflectionV1Alpha(),
      ], logger: logger)
    try await Common.run([runner, ListeningServer(server, at: address) { hub.close() }], logger: logger)
  }
}
