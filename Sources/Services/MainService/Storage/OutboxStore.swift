import Common
import GRDB

/// A row of `outbox`: an application that is to be handed over to the async service.
struct OutboxEntry: Codable, Sendable, FetchableRecord {
  static let databaseColumnDecodingStrategy = DatabaseColumnDecodingStrategy.convertFromSnakeCase

  let id: Int64
  let applicationId: Int64
  /// The same whenever the entry is sent, and different from that of any other, also of other databases.
  let idempotencyKey: String
  /// How often the async service has refused it.
  let refusals: Int
}

/// The hand-overs that the async service has not accepted yet.
struct OutboxStore: Sendable {
  let database: DatabasePool

  /// Adds an entry, in the transaction that forms the application.
  static func add(_ db: Database, application: Int64, version: Int64, _ now: Milliseconds) throws {
    try db.execute(
      sql: """
        INSERT INTO outbox (application_id, idempotency_key, refusals, next_attempt_time)
        SELECT :application, id || '/applications/' || :application || '/versions/' || :version, 0, :now
        FROM installation
        """, arguments: ["application": application, "version": version, "now": now])
  }

  /// The entries whose time has come, the oldest first.
  func due(limit: Int) async throws -> [OutboxEntry] {
    let now = wallTime()
    return try await database.read { db in
      try SQLRequest<OutboxEntry>(
        "SELECT * FROM outbox WHERE next_attempt_time <= \(now) ORDER BY id LIMIT \(limit)"
      ).fetchAll(db)
    }
  }

  /// When the next entry's time comes; nil if there is none.
  func nextTime() async throws -> Milliseconds? {
    try await database.read { try Milliseconds.fetchOne($0, sql: "SELECT min(next_attempt_time) FROM outbox") }
  }

  /// The async service has the entries.
  func remove(_ ids: [Int64]) async throws {
    if ids.isEmpty { return }
    try await database.write { try $0.execute(literal: "DELETE FROM outbox WHERE id IN \(ids)") }
  }

  /// The async service has refused the entry: it waits while others go ahead.
  func postpone(_ id: Int64, by delay: Duration) async throws {
    let time = wallTime() + delay.milliseconds
    try await database.write { db in
      try db.execute(
        literal: "UPDATE outbox SET refusals = refusals + 1, next_attempt_time = \(time) WHERE id = \(id)")
    }
  }
}
