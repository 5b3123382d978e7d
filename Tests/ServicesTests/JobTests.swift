import Common
import Contracts
import Foundation
import Martlet
import MartletProtobuf
import Synchronization
import TestSupport
import Testing

@testable import AsyncService

/// The async service, against a main service that does as the test says.
@Suite(.timeLimit(.minutes(1))) struct JobTests {
  /// Answers SetResult by a closure, and passes each request on to the test.
  private struct FakeMain: Martlet.Service {
    static var serviceName: String { "main.v1.ApplicationService" }
    static var protoFile: ProtoFile { .main_v1_application }
    var methods: [MethodHandler] { [.unary("SetResult", setResult)] }

    let reports: AsyncStream<Main_V1_SetResultRequest>.Continuation
    let answer: @Sendable (Main_V1_SetResultRequest) async throws -> Void

    func setResult(
      _ request: Main_V1_SetResultRequest, context: ServerContext
    ) async throws -> Main_V1_SetResultResponse {
      try ServiceKey(ServicePair.key).check(context.metadata)
      reports.yield(request)
      try await answer(request)
      return .init()
    }
  }

  /// Runs a test beside a fake main service.
  private func withFakeMain(
    _ pair: ServicePair, answer: @escaping @Sendable (Main_V1_SetResultRequest) async throws -> Void = { _ in },
    _ body: (AsyncStream<Main_V1_SetResultRequest>) async throws -> Void
  ) async throws {
    let (reports, continuation) = AsyncStream.makeStream(of: Main_V1_SetResultRequest.self)
    var configuration = Server.Configuration()
    configuration.shutdownGracePeriod = .milliseconds(100)
    let server = Server(
      listen: .unix(pair.path("main.sock")), services: [FakeMain(reports: continuation, answer: answer)],
      configuration: configuration)
    try await server.start()
    do {
      try await body(reports)
    } catch {
      await server.shutdown()
      throw error
    }
    await server.shutdown()
  }

  @discardableResult
  private func start(
    _ pair: ServicePair, _ application: Int64, key: String? = nil
  ) async throws -> Async_V1_SetStatusResponse {
    try await pair.jobs.setStatus(
      .with {
        $0.applicationID = application
        $0.idempotencyKey = key ?? "key-\(application)"
      }, metadata: ServicePair.service)
  }

  @Test func aRepeatedRequestRunsOnce() async throws {
    let pair = try ServicePair()
    try await withFakeMain(pair) { reports in
      try await pair.startAsync(delay: 0.05)
      let first = try await start(pair, 7)
      let second = try await start(pair, 7)
      #expect(!first.repeated && second.repeated && first.job.id == second.job.id)
      await expectFailure(.alreadyExists) { try await start(pair, 8, key: "key-7") }
      _ = try await pair.job(in: .done)
      let third = try await start(pair, 7)
      #expect(third.repeated && third.job.state == .done && third.job.outcome != .unspecified)
      try await start(pair, 9)
      var applications: [Int64] = []
      for await report in reports {
        applications.append(report.applicationID)
        if report.applicationID == 9 { break }
      }
      #expect(applications == [7, 9])
      #expect(try await pair.jobs.listJobs(.init(), metadata: ServicePair.service).jobs.count == 2)
    }
  }

  @Test func wrongRequestsAreRefused() async throws {
    let pair = try ServicePair()
    try await pair.startAsync()
    for (application, key, field) in [
      (0, "k", "application_id"), (-1, "k", "application_id"), (1, "", "idempotency_key"),
      (1, String(repeating: "k", count: 101), "idempotency_key"), (1, "two words", "idempotency_key"),
    ] as [(Int64, String, String)] {
      let message = await expectFailure(.invalidArgument) { try await start(pair, application, key: key) }
      #expect(message.hasPrefix(field))
    }
    #expect(try await pair.jobs.listJobs(.init(), metadata: ServicePair.service).jobs.isEmpty)
  }

  @Test func aCrashAfterMainHasTheResultRedrawsNothing() async throws {
    let pair = try ServicePair()
    // Never answers: as far as async knows, no report has arrived.
    try await withFakeMain(pair, answer: { _ in try await Task.sleep(for: .seconds(1000)) }) { reports in
      try await pair.startAsync(delay: 0)
      let count = 16
      for application in 1...count { try await start(pair, Int64(application)) }
      func collect() async -> [Int64: Main_V1_SetResultRequest] {
        var found: [Int64: Main_V1_SetResultRequest] = [:]
        for await report in reports {
          found[report.applicationID] = report
          if found.count == count { break }
        }
        return found
      }
      let first = await collect()
      await pair.killAsync()
      try await pair.startAsync(delay: 0)
      let second = await collect()
      #expect(first == second)
    }
  }

  @Test func reportsAreRepeatedUntilMainHasThem() async throws {
    let pair = try ServicePair()
    let failures = Mutex<[RPCCode]>([.unavailable, .internal, .unknown, .resourceExhausted, .unauthenticated])
    try await withFakeMain(
      pair,
      answer: { _ in
        if let code = failures.withLock({ $0.popLast() }) { throw RPCError(code, "not now") }
      }
    ) { reports in
      try await pair.startAsync(delay: 0)
      try await start(pair, 1)
      let done = try await pair.job(in: .done)
      #expect(done.attempts == 6 && done.lastError.isEmpty)
      var results: Set<Main_V1_SetResultRequest> = []
      var count = 0
      for await report in reports {
        results.insert(report)
        count += 1
        if count == 6 { break }
      }
      #expect(results.count == 1, "the outcome changed from one report to the next")
    }
  }

  @Test(arguments: [RPCCode.notFound, .failedPrecondition, .invalidArgument, .alreadyExists])
  func aRefusalForGoodEndsTheJob(_ code: RPCCode) async throws {
    let pair = try ServicePair()
    try await withFakeMain(pair, answer: { _ in throw RPCError(code, "never") }) { _ in
      try await pair.startAsync(delay: 0)
      try await start(pair, 1)
      let failed = try await pair.job(in: .failed)
      #expect(failed.attempts == 1 && failed.lastError.contains("never") && failed.hasFinishTime)
      let listed = try await pair.jobs.listJobs(.with { $0.states = [.failed] }, metadata: ServicePair.service).jobs
      #expect(listed == [failed])
      #expect(
        try await pair.jobs.listJobs(.with { $0.states = [.done] }, metadata: ServicePair.service).jobs.isEmpty)
    }
  }

  @Test func manyJobsGoOverOneStream() async throws {
    let pair = try ServicePair()
    try await withFakeMain(pair) { _ in
      try await pair.startAsync(delay: 0.01)
      let call = pair.jobs.process(metadata: ServicePair.service, timeout: .seconds(30))
      let keys = (1...300).map { "key-\($0)" }
      async let sending: Void = {
        for (index, key) in keys.enumerated() {
          try await call.send(
            .with {
              $0.applicationID = Int64(index + 1)
              $0.idempotencyKey = key
            })
        }
        // A key of another application, a request that is wrong, and one that is known.
        for (application, key) in [(4711, "key-1"), (0, "wrong"), (1, "key-1")] as [(Int64, String)] {
          try await call.send(
            .with {
              $0.applicationID = application
              $0.idempotencyKey = key
            })
        }
        call.finish()
      }()
      var accepted: [String] = []
      var done: Set<String> = []
      var refused: [String: Int32] = [:]
      for try await response in call.responses {
        switch response.event {
        case .accepted(let job): accepted.append(job.idempotencyKey)
        case .done(let job):
          #expect(accepted.contains(job.idempotencyKey), "done before it was accepted")
          #expect(job.state == .done)
          done.insert(job.idempotencyKey)
        case .refused(let refusal): refused[refusal.idempotencyKey] = refusal.code
        case nil: Issue.record("an event without content")
        }
      }
      try await sending
      #expect(accepted == keys + ["key-1"])
      #expect(done == Set(keys))
      #expect(refused == ["key-1": 6, "wrong": 3])
    }
  }

  @Test func aJobThatEndsBeforeItsAcceptanceIsNotedIsStillReportedAfterIt() async throws {
    let stream = ProcessStream()
    func job(_ key: String, _ state: JobState) -> JobRecord {
      JobRecord(
        id: "id-" + key, idempotencyKey: key, applicationId: 1, state: state, acceptTime: 0, dueTime: 0, revision: 1)
    }
    for key in ["early", "late", "known"] { try await stream.announce(key) }
    stream.changed(job("early", .done))
    stream.changed(job("another's", .done))
    stream.accepted(job("early", .waiting))
    stream.accepted(job("late", .waiting))
    stream.accepted(job("known", .failed))
    stream.complete()
    func text(_ events: [Async_V1_ProcessResponse]) -> [String] {
      events.map { event in
        switch event.event {
        case .accepted(let job): "accepted \(job.idempotencyKey)"
        case .done(let job): "done \(job.idempotencyKey)"
        case .refused(let refusal): "refused \(refusal.idempotencyKey)"
        case nil: ""
        }
      }
    }
    #expect(
      text(try await stream.next()) == [
        "accepted early", "done early", "accepted late", "accepted known", "done known",
      ])
    stream.changed(job("late", .reporting))
    stream.changed(job("late", .done))
    #expect(text(try await stream.next()) == ["done late"])
    #expect(try await stream.next().isEmpty)
  }

  @Test func aProcessStreamTakesNoMoreThanItCanKeep() async throws {
    let stream = ProcessStream()
    for number in 1...4096 { try await stream.announce("key-\(number)") }
    let waiting = Task { try await stream.announce("one more") }
    let job = JobRecord(
      id: "1", idempotencyKey: "key-1", applicationId: 1, state: .done, acceptTime: 0, dueTime: 0, revision: 1)
    stream.accepted(job)
    #expect(try await stream.next().count == 2)
    try await waiting.value
    let cancelled = Task { try await stream.announce("and another") }
    cancelled.cancel()
    await #expect(throws: CancellationError.self) { try await cancelled.value }
  }

  @Test func jobsArePagedAndWatchedFromARevisionOn() async throws {
    let pair = try ServicePair()
    try await pair.startAsync(delay: 1000)
    for application in 1...5 { try await start(pair, Int64(application)) }
    var request = Async_V1_ListJobsRequest.with { $0.pageSize = 2 }
    var ids: [Int64] = []
    repeat {
      let page = try await pair.jobs.listJobs(request, metadata: ServicePair.service)
      ids += page.jobs.map(\.applicationID)
      request.pageToken = page.nextPageToken
    } while !request.pageToken.isEmpty
    #expect(ids == [1, 2, 3, 4, 5])
    var watch = pair.jobs.watchJobs(.with { $0.sinceRevision = 3 }, metadata: ServicePair.service).makeAsyncIterator()
    #expect(try await watch.next()?.applicationID == 4)
    #expect(try await watch.next()?.applicationID == 5)
    try await start(pair, 6)
    #expect(try await watch.next()?.applicationID == 6)
  }

  @Test func theSeedDecidesTheOutcome() {
    let first = (1...200).map { OutcomeSource(seed: 7).draw(application: $0) }
    #expect(first == (1...200).map { OutcomeSource(seed: 7).draw(application: $0) })
    #expect(first != (1...200).map { OutcomeSource(seed: 8).draw(application: $0) })
    let share = first.filter { $0 == .success }.count
    #expect(60...140 ~= share, "\(share) of 200 succeed")
  }

  @Test func theStatusOfAReportDecidesWhatBecomesOfTheJob() {
    let policy = ReportPolicy(
      backoff: Backoff(initial: .seconds(1), multiplier: 2, maximum: .seconds(8), jitter: 0))
    let final: [RPCCode: ReportOutcome] = [
      .ok: .done, .notFound: .failed, .failedPrecondition: .failed, .invalidArgument: .failed,
      .alreadyExists: .failed,
    ]
    for code in RPCCode.allCases {
      for (attempts, seconds) in [(1, 1), (2, 2), (3, 4), (4, 8), (50, 8)] {
        let expected = final[code] ?? .retry(after: .seconds(code == .unauthenticated ? 8 : seconds))
        #expect(policy.outcome(of: code, attempts: attempts) == expected, "\(code) after \(attempts)")
      }
    }
  }
}
