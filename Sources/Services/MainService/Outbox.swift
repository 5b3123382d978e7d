import Common
import Contracts
import Logging
import Martlet
import ServiceLifecycle
import Synchronization

/// Hands formed applications over to the async service, until it has accepted each.
///
/// A single one goes by `SetStatus`, a backlog over one `Process` stream. While the async service can't be reached,
/// all of them wait together, longer from time to time; one that is refused waits alone and lets others ahead.
final class Outbox: ServiceLifecycle.Service {
  private static let batchSize = 200
  private static let callTimeout = Duration.seconds(10)
  private static let streamTimeout = Duration.seconds(120)

  private let store: OutboxStore
  private let filled: Wakeup
  private let jobs: Async_V1_JobClient
  private let serviceKey: ServiceKey
  private let backoff: Backoff
  private let logger: Logger
  private let isStopping = Atomic<Bool>(false)

  /// - Parameter filled: signalled when an entry was added to the store.
  init(
    store: OutboxStore, filled: Wakeup, jobs: Async_V1_JobClient, serviceKey: ServiceKey, backoff: Backoff,
    logger: Logger
  ) {
    self.store = store
    self.filled = filled
    self.jobs = jobs
    self.serviceKey = serviceKey
    self.backoff = backoff
    self.logger = logger
  }

  /// Runs until a graceful shutdown begins; what is under way then is finished.
  func run() async throws {
    await withGracefulShutdownHandler {
      var failures = 0
      while !isDone {
        do {
          let due = try await store.due(limit: Self.batchSize)
          if due.isEmpty {
            try await waitForWork()
          } else {
            try await handOver(due)
            failures = 0
          }
        } catch is CancellationError {
          return
        } catch {
          failures += 1
          await pause(after: error, failures)
        }
      }
    } onGracefulShutdown: {
      self.isStopping.store(true, ordering: .releasing)
      self.filled.signal()
    }
  }

  private var isDone: Bool { isStopping.load(ordering: .acquiring) || Task.isCancelled }

  private func waitForWork() async throws {
    guard let next = try await store.nextTime() else {
      await filled.wait()
      return
    }
    // The wall clock may be set back meanwhile: look again before long.
    await filled.wait(atMost: .milliseconds(min(max(next - wallTime(), 1), 60_000)))
  }

  /// Waits before the next attempt; what is added meanwhile waits too.
  private func pause(after error: any Error, _ failures: Int) async {
    // A wrong key stays wrong until someone sees to it.
    let isKeyWrong = (error as? RPCError)?.code == .unauthenticated
    let delay = isKeyWrong ? backoff.maximum : backoff.delay(afterFailures: failures)
    logger.log(
      level: isKeyWrong ? .error : .warning, "handing over to the async service failed",
      metadata: ["error": "\(error)", "failures": "\(failures)", "retry-in": "\(delay)"])
    let end = ContinuousClock.now + delay
    while !isDone && ContinuousClock.now < end { await filled.wait(atMost: end - .now) }
  }

  private func handOver(_ entries: [OutboxEntry]) async throws {
    if entries.count == 1 {
      try await handOver(entries[0])
    } else {
      try await drain(entries)
    }
  }

  private func handOver(_ entry: OutboxEntry) async throws {
    let request = Async_V1_SetStatusRequest.with {
      $0.applicationID = entry.applicationId
      $0.idempotencyKey = entry.idempotencyKey
    }
    do {
      let response = try await jobs.setStatus(request, metadata: serviceKey.metadata, timeout: Self.callTimeout)
      try await store.remove([entry.id])
      logger.info(
        "handed over", metadata: ["application": "\(entry.applicationId)", "job": "\(response.job.id)"])
    } catch let error as RPCError where error.code.isRefusal {
      try await postpone(entry, error.code, error.message)
    }
  }

  /// Sends a backlog, page after page, over one stream.
  private func drain(_ backlog: [OutboxEntry]) async throws {
    let call = jobs.process(metadata: serviceKey.metadata, timeout: Self.streamTimeout)
    // Results come by SetResult: nobody waits for the events that follow those of acceptance.
    defer { call.cancel() }
    var events = call.responses.makeAsyncIterator()
    var page = backlog
    var count = 0
    while !page.isEmpty && !isDone {
      for entry in page {
        try await call.send(
          .with {
            $0.applicationID = entry.applicationId
            $0.idempotencyKey = entry.idempotencyKey
          })
      }
      count += try await takeAnswers(&events, to: page)
      page = try await store.due(limit: Self.batchSize)
    }
    logger.info("handed a backlog over", metadata: ["applications": "\(count)"])
  }

  /// Reads until every entry was accepted or refused; returns how many were accepted.
  private func takeAnswers(
    _ events: inout ResponseIterator<Async_V1_ProcessResponse>, to page: [OutboxEntry]
  ) async throws -> Int {
    var open = Dictionary(page.map { ($0.idempotencyKey, $0) }) { $1 }
    var accepted: [Int64] = []
    do {
      while !open.isEmpty {
        guard let response = try await events.next() else {
          throw RPCError(.unavailable, "the stream ended before every application was accepted")
        }
        switch response.event {
        case .accepted(let job):
          if let entry = open.removeValue(forKey: job.idempotencyKey) { accepted.append(entry.id) }
        case .refused(let refusal):
          if let entry = open.removeValue(forKey: refusal.idempotencyKey) {
            try await postpone(entry, RPCCode(rawValue: Int(refusal.code)) ?? .unknown, refusal.message)
          }
        case .done, nil: break
        }
      }
    } catch {
      try await store.remove(accepted)
      throw error
    }
    try await store.remove(accepted)
    return accepted.count
  }

  private func postpone(_ entry: OutboxEntry, _ code: RPCCode, _ message: String) async throws {
    let delay = backoff.delay(afterFailures: entry.refusals + 1)
    logger.error(
      "the async service refused an application",
      metadata: [
        "application": "\(entry.applicationId)", "code": "\(code)", "reason": "\(message)", "retry-in": "\(delay)",
      ])
    try await store.postpone(entry.id, by: delay)
  }
}

extension RPCCode {
  /// The request itself was refused: another one may well be accepted.
  fileprivate var isRefusal: Bool {
    switch self {
    case .invalidArgument, .notFound, .alreadyExists, .failedPrecondition, .outOfRange: true
    default: false
    }
  }
}
