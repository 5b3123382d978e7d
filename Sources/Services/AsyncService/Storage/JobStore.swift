import Common
import GRDB
import Martlet

/// Keeps the jobs. Every committed change is published in the order of the commits, from the database's writing queue.
struct JobStore: Sendable {
  let database: DatabasePool
  let hub: JobHub
  /// Signalled when a job was accepted.
  let accepted: Wakeup

  /// Accepts a job, or finds the one that has the key.
  ///
  /// - Throws: ALREADY_EXISTS if the key belongs to a job for another application.
  func accept(
    key: String, application: Int64, delay: Duration
  ) async throws -> (job: JobRecord, isRepeated: Bool) {
    try await database.write { db in
      let known: SQLRequest<JobRecord> = "SELECT * FROM jobs WHERE idempotency_key = \(key)"
      if let job = try known.fetchOne(db) {
        guard job.applicationId == application else {
          throw RPCError(
            .alreadyExists, "idempotency_key: belongs to a job for application \(job.applicationId)")
        }
        return (job, true)
      }
      let now = wallTime()
      let due = now + delay.milliseconds
      var job = JobRecord(
        id: UInt64.random(in: .min ... .max).hexadecimal, idempotencyKey: key, applicationId: application,
        acceptTime: now, dueTime: due, nextAttemptTime: due, revision: 0)
      try commit(&job, db)
      db.afterNextTransaction { _ in accepted.signal() }
      return (job, false)
    }
  }

  /// The jobs to report now, those in hand left out, the longest overdue first. The outcomes of those that have none are
  /// drawn, and are on disk when this returns: whatever happens after, they stay.
  func begin(limit: Int, inHand: Set<String>, outcomes: OutcomeSource) async throws -> [JobRecord] {
    let now = wallTime()
    let due: SQLRequest<JobRecord> = """
      SELECT * FROM jobs WHERE next_attempt_time <= \(now) AND id NOT IN \(inHand)
      ORDER BY next_attempt_time LIMIT \(limit)
      """
    let jobs = try await database.read(due.fetchAll)
    if !jobs.contains(where: { $0.state == .waiting }) { return jobs }
    return try await database.write { db in
      try jobs.map { job in
        if job.state != .waiting { return job }
        var job = job
        job.state = .reporting
        job.outcome = outcomes.draw(application: job.applicationId)
        try commit(&job, db)
        return job
      }
    }
  }

  /// When the next report is due, of jobs that are not in hand; nil if there is none.
  func nextTime(inHand: Set<String>) async throws -> Milliseconds? {
    let next: SQLRequest<Milliseconds> = """
      SELECT next_attempt_time FROM jobs WHERE next_attempt_time IS NOT NULL AND id NOT IN \(inHand)
      ORDER BY next_attempt_time LIMIT 1
      """
    return try await database.read(next.fetchOne)
  }

  /// Notes how a report has ended.
  func end(_ job: JobRecord, _ outcome: ReportOutcome, error: String) async throws {
    try await database.write { db in
      var job = job
      let now = wallTime()
      job.attempts += 1
      job.lastError = error
      switch outcome {
      case .done: job.state = .done
      case .failed: job.state = .failed
      case .retry(let delay): job.nextAttemptTime = now + delay.milliseconds
      }
      if job.state.isFinal {
        job.nextAttemptTime = nil
        job.finishTime = now
      }
      try commit(&job, db)
    }
  }

  /// Makes every job whose report was under way, or waited for its next attempt, due at once: after a restart, nobody
  /// knows how far it got, and what made it fail may be over.
  func resume() async throws {
    let now = wallTime()
    try await database.write { db in
      try db.execute(
        literal: """
          UPDATE jobs SET next_attempt_time = \(now)
          WHERE state = \(JobState.reporting.rawValue) AND next_attempt_time > \(now)
          """)
    }
  }

  /// A page of jobs in the order in which they were accepted, and whether more follow.
  func list(_ states: Set<JobState>, after last: Int64?, limit: Int) async throws -> (page: [JobRecord], hasMore: Bool)
  {
    let request: SQLRequest<JobRecord> = """
      SELECT * FROM jobs WHERE state IN \(states.map(\.rawValue)) AND number > \(last ?? 0)
      ORDER BY number LIMIT \(limit + 1)
      """
    let jobs = try await database.read(request.fetchAll)
    return (Array(jobs.prefix(limit)), jobs.count > limit)
  }

  /// Jobs that changed after a revision, in the order of their last changes.
  func changes(since revision: Int64, limit: Int) async throws -> [JobRecord] {
    let request: SQLRequest<JobRecord> =
      "SELECT * FROM jobs WHERE revision > \(revision) ORDER BY revision LIMIT \(limit)"
    return try await database.read(request.fetchAll)
  }

  /// Stores a job under a new revision, and has the change published once it is committed.
  private func commit(_ job: inout JobRecord, _ db: Database) throws {
    job.revision = try Int64.fetchOne(db, sql: "SELECT coalesce(max(revision), 0) + 1 FROM jobs") ?? 1
    if job.number == nil { try job.insert(db) } else { try job.update(db) }
    let job = job
    db.afterNextTransaction { _ in hub.publish(job) }
  }
}
