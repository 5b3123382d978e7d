import Common
import Contracts
import Logging
import Martlet
import ServiceLifecycle
import Synchronization

/// Reports the outcome of each job to the main service when it is due, until that has it.
final class JobRunner: ServiceLifecycle.Service {
  /// So many reports are under way at once.
  private static let parallelReports = 64
  private static let callTimeout = Duration.seconds(10)

  private let store: JobStore
  private let applications: Main_V1_ApplicationClient
  private let serviceKey: ServiceKey
  private let outcomes: OutcomeSource
  private let policy: ReportPolicy
  private let logger: Logger

  /// Jobs whose reports are under way.
  private let inHand = Mutex<Set<String>>([])
  private let isStopping = Atomic<Bool>(false)
  private let wakeup: Wakeup

  /// - Parameter store: its `accepted` wakes the runner.
  init(
    store: JobStore, applications: Main_V1_ApplicationClient, serviceKey: ServiceKey, outcomes: OutcomeSource,
    policy: ReportPolicy, logger: Logger
  ) {
    self.store = store
    self.applications = applications
    self.serviceKey = serviceKey
    self.outcomes = outcomes
    self.policy = policy
    self.logger = logger
    wakeup = store.accepted
  }

  /// Runs until a graceful shutdown begins; reports under way then are finished.
  func run() async throws {
    try await store.resume()
    await withGracefulShutdownHandler {
      await withDiscardingTaskGroup { group in
        while !isDone {
          do {
            let taken = inHand.withLock { $0 }
            let free = Self.parallelReports - taken.count
            let jobs = free == 0 ? [] : try await store.begin(limit: free, inHand: taken, outcomes: outcomes)
            for job in jobs {
              inHand.withLock { _ = $0.insert(job.id) }
              group.addTask { await self.report(job) }
            }
            if jobs.isEmpty { try await waitForWork(isFull: free == 0) }
          } catch is CancellationError {
            return
          } catch {
            logger.error("the jobs can't be read", metadata: ["error": "\(error)"])
            await wakeup.wait(atMost: .seconds(1))
          }
        }
      }
    } onGracefulShutdown: {
      self.isStopping.store(true, ordering: .releasing)
      self.wakeup.signal()
    }
  }

  private var isDone: Bool { isStopping.load(ordering: .acquiring) || Task.isCancelled }

  /// Waits until a job is due, is accepted, or has been reported.
  private func waitForWork(isFull: Bool) async throws {
    let taken = inHand.withLock { $0 }
    guard !isFull, let next = try await store.nextTime(inHand: taken) else {
      await wakeup.wait()
      return
    }
    // The wall clock may be set back meanwhile: look again before long.
    await wakeup.wait(atMost: .milliseconds(min(max(next - wallTime(), 1), 60_000)))
  }

  private func report(_ job: JobRecord) async {
    defer {
      inHand.withLock { _ = $0.remove(job.id) }
      wakeup.signal()
    }
    let attempts = Int(job.attempts) + 1
    var outcome: ReportOutcome
    var problem = ""
    do {
      _ = try await applications.setResult(
        .with {
          $0.applicationID = job.applicationId
          $0.jobID = job.id
          $0.result = job.outcome == .success ? .success : .failure
        }, metadata: serviceKey.metadata, timeout: Self.callTimeout)
      outcome = .done
    } catch {
      // A report that was cut off by the end of the program is made again after the start.
      if Task.isCancelled { return }
      let code = (error as? RPCError)?.code ?? .unknown
      outcome = policy.outcome(of: code, attempts: attempts)
      problem = String("\(error)".prefix(500))
      log(job, code, problem, outcome, attempts)
    }
    do {
      try await store.end(job, outcome, error: problem)
      if outcome == .done {
        logger.info(
          "reported",
          metadata: ["job": "\(job.id)", "application": "\(job.applicationId)", "outcome": "\(job.outcome)"])
      }
    } catch {
      logger.error("the end of a report can't be stored", metadata: ["job": "\(job.id)", "error": "\(error)"])
      // The job is still due: give the disk a moment before the next attempt.
      try? await Task.sleep(for: .seconds(1))
    }
  }

  private func log(_ job: JobRecord, _ code: RPCCode, _ problem: String, _ outcome: ReportOutcome, _ attempts: Int) {
    var metadata: Logger.Metadata = [
      "job": "\(job.id)", "application": "\(job.applicationId)", "error": "\(problem)", "attempts": "\(attempts)",
    ]
    switch outcome {
    case .done: return
    case .failed: logger.error("the main service refused a result for good", metadata: metadata)
    case .retry(let delay):
      metadata["retry-in"] = "\(delay)"
      logger.log(
        level: code == .unauthenticated ? .error : .warning, "reporting a result failed", metadata: metadata)
    }
  }
}
