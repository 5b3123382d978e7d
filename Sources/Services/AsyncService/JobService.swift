import Common
import Contracts
import Martlet

/// Accepts jobs, and shows what became of them.
struct JobService: Async_V1_JobService {
  let store: JobStore
  let serviceKey: ServiceKey
  /// The time between a job's acceptance and its outcome.
  let delay: Duration

  func setStatus(
    _ request: Async_V1_SetStatusRequest, context: ServerContext
  ) async throws -> Async_V1_SetStatusResponse {
    try serviceKey.check(context.metadata)
    let (job, isRepeated) = try await accept(request.applicationID, request.idempotencyKey)
    return .with {
      $0.job = job.message
      $0.repeated = isRepeated
    }
  }

  private func accept(_ application: Int64, _ key: String) async throws -> (job: JobRecord, isRepeated: Bool) {
    try require(application, "application_id", in: 1...Int64.max)
    try require(key, "idempotency_key", length: 1...100)
    guard key.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw RPCError(.invalidArgument, "idempotency_key: has characters other than printable ASCII")
    }
    return try await store.accept(key: key, application: application, delay: delay)
  }

  func process(
    _ requests: RequestStream<Async_V1_ProcessRequest>, responses: ResponseWriter<Async_V1_ProcessResponse>,
    context: ServerContext
  ) async throws {
    try serviceKey.check(context.metadata)
    try context.sendInitialMetadata([:])
    try await store.hub.withObserver(ProcessStream()) { stream in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for try await request in requests { try await take(request, stream) }
          stream.complete()
        }
        group.addTask {
          while true {
            let events = try await stream.next()
            if events.isEmpty { return }
            for event in events { try await responses.write(event) }
          }
        }
        // The first to fail ends the other.
        do {
          while try await group.next() != nil {}
        } catch {
          group.cancelAll()
          throw error
        }
      }
    }
  }

  private func take(_ request: Async_V1_ProcessRequest, _ stream: ProcessStream) async throws {
    try await stream.announce(request.idempotencyKey)
    do {
      stream.accepted(try await accept(request.applicationID, request.idempotencyKey).job)
    } catch let error as RPCError {
      stream.refused(request.idempotencyKey, error)
    }
  }

  func listJobs(
    _ request: Async_V1_ListJobsRequest, context: ServerContext
  ) async throws -> Async_V1_ListJobsResponse {
    try serviceKey.check(context.metadata)
    let limit = try pageSize(request.pageSize, default: 50, maximum: 1000)
    var states: Set<JobState> = []
    for state in request.states {
      guard let state = JobState(rawValue: state.rawValue) else {
        throw RPCError(.invalidArgument, "states: \(state.rawValue) is no state of a job")
      }
      states.insert(state)
    }
    if states.isEmpty { states = Set(JobState.allCases) }
    let filter = "jobs \(states.map(\.rawValue).sorted())"
    let last = try PageToken(request.pageToken, filter: filter)?.lastID
    let (page, hasMore) = try await store.list(states, after: last, limit: limit)
    return .with {
      $0.jobs = page.map(\.message)
      if hasMore, let last = page.last?.number { $0.nextPageToken = PageToken(after: last, filter: filter).text }
    }
  }

  func watchJobs(
    _ request: Async_V1_WatchJobsRequest, responses: ResponseWriter<Async_V1_Job>, context: ServerContext
  ) async throws {
    try serviceKey.check(context.metadata)
    try require(request.sinceRevision, "since_revision", in: 0...Int64.max)
    try context.sendInitialMetadata([:])
    try await store.hub.withObserver(JobChangeSignal()) { signal in
      var revision = request.sinceRevision
      while true {
        let jobs = try await store.changes(since: revision, limit: 100)
        for job in jobs {
          try await responses.write(job.message)
          revision = job.revision
        }
        if jobs.isEmpty { try await signal.wait() }
      }
    }
  }
}
