import Common
import Contracts
import Foundation
import Martlet
import TestSupport
import Testing

/// The two real programs on temporary databases, and clients to call them. They listen on unix sockets, so that each
/// knows where the other will be, whichever starts first or again.
final class ServicePair {
  static let key = "service-key-of-the-tests"
  static let users = """
    guest-token guest gustav
    alice-token creator alice
    bob-token creator bob
    mod-token moderator mona
    """

  let directory: TemporaryDirectory
  private(set) var main: RunningProgram?
  private(set) var async: RunningProgram?
  private let tokens: String

  let catalog: Main_V1_CatalogClient
  let applications: Main_V1_ApplicationClient
  let jobs: Async_V1_JobClient

  static let alice: Metadata = ["authorization": "Bearer alice-token"]
  static let bob: Metadata = ["authorization": "Bearer bob-token"]
  static let moderator: Metadata = ["authorization": "Bearer mod-token"]
  static let guest: Metadata = ["authorization": "Bearer guest-token"]
  static let service: Metadata = ["authorization": "Bearer \(key)"]

  init() throws {
    directory = try TemporaryDirectory()
    tokens = try directory.write("users", Self.users)
    // A program that has just been restarted is there again within milliseconds.
    var configuration = Channel.Configuration()
    configuration.backoff = Backoff(initial: .milliseconds(5), multiplier: 1, maximum: .milliseconds(5))
    let mainChannel = Channel("unix:\(Self.path(directory, "main.sock"))", configuration: configuration)
    let asyncChannel = Channel("unix:\(Self.path(directory, "async.sock"))", configuration: configuration)
    catalog = Main_V1_CatalogClient(mainChannel)
    applications = Main_V1_ApplicationClient(mainChannel)
    jobs = Async_V1_JobClient(asyncChannel)
  }

  /// Both programs, with a moment's delay before results.
  static func started(delay: Double = 0.1) async throws -> ServicePair {
    let pair = try ServicePair()
    try await pair.startMain()
    try await pair.startAsync(delay: delay)
    return pair
  }

  private static func path(_ directory: TemporaryDirectory, _ name: String) -> String {
    directory.url.appendingPathComponent(name).path
  }

  func path(_ name: String) -> String { Self.path(directory, name) }

  func startMain(_ arguments: [String] = [], key: String = key) async throws {
    let program = try RunningProgram(
      builtProgram("main"),
      [
        "--unix", path("main.sock"), "--database", path("main.db"), "--async", "unix:\(path("async.sock"))",
        "--tokens", tokens, "--retry-maximum", "0.2",
      ] + arguments, environment: ["MARTLET_SERVICE_KEY": key])
    _ = try await program.line(containing: "listening on")
    main = program
  }

  func startAsync(delay: Double = 0.1, key: String = key, _ arguments: [String] = []) async throws {
    let program = try RunningProgram(
      builtProgram("async"),
      [
        "--unix", path("async.sock"), "--database", path("async.db"), "--main", "unix:\(path("main.sock"))",
        "--delay", "\(delay)", "--retry-initial", "0.05", "--retry-maximum", "0.2",
      ] + arguments, environment: ["MARTLET_SERVICE_KEY": key])
    _ = try await program.line(containing: "listening on")
    async = program
  }

  /// As if the power went.
  func killMain() async {
    await main?.stop(SIGKILL)
    main = nil
  }

  /// As if the power went.
  func killAsync() async {
    await async?.stop(SIGKILL)
    async = nil
  }

  // MARK: - Steps of stories

  @discardableResult
  func createItem(_ name: String, price: Int64 = 100) async throws -> Int64 {
    try await catalog.createItem(
      .with {
        $0.name = name
        $0.priceCents = price
      }, metadata: Self.moderator
    ).id
  }

  /// A formed application of a creator, with one new item.
  func formApplication(_ creator: Metadata = alice) async throws -> Main_V1_Application {
    let item = try await createItem("item \(UUID())")
    let draft = try await applications.addToDraft(.with { $0.itemID = item }, metadata: creator)
    return try await applications.formApplication(.with { $0.applicationID = draft.id }, metadata: creator)
  }

  /// The application once its result is there.
  func result(of id: Int64) async throws -> Main_V1_Application {
    let call = applications.watchApplication(
      .with { $0.applicationID = id }, metadata: Self.moderator, timeout: .seconds(30))
    for try await application in call where application.result != .pending { return application }
    throw ProgramError(description: "the watch ended without a result")
  }

  /// The first job that is in a state, now or later.
  func job(in state: Async_V1_JobState) async throws -> Async_V1_Job {
    for try await job in jobs.watchJobs(.init(), metadata: Self.service, timeout: .seconds(30)) where job.state == state
    {
      return job
    }
    throw ProgramError(description: "the watch ended without such a job")
  }
}

/// Expects a call to fail with a status, and returns its message.
@discardableResult
func expectFailure<R>(
  _ code: RPCCode, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> R
) async -> String {
  do {
    _ = try await body()
    Issue.record("the call succeeded; expected was \(code)", sourceLocation: sourceLocation)
    return ""
  } catch let error as RPCError {
    #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
    return error.message
  } catch {
    Issue.record("the call threw \(error); expected was \(code)", sourceLocation: sourceLocation)
    return ""
  }
}
