import Common
import Contracts
import GRDB
import Martlet

/// Reads applications, and changes them one transaction at a time.
///
/// Every committed change is published in the order of the commits, from the database's writing queue.
struct ApplicationStore: Sendable {
  let database: DatabasePool
  let hub: ApplicationHub
  /// Signalled when a hand-over to the async service was committed.
  let outboxFilled: Wakeup

  /// The id of the creator's draft if that holds anything.
  func cart(of creator: String) async throws -> Int64? {
    try await database.read { db in
      try Int64.fetchOne(
        db,
        sql: """
          SELECT id FROM applications a WHERE creator = ? AND status = 1
          AND EXISTS (SELECT 1 FROM lines WHERE application_id = a.id)
          """, arguments: [creator])
    }
  }

  /// - Throws: NOT_FOUND if there is no such application or the viewer may not see it.
  func application(_ id: Int64, seenBy viewer: User) async throws -> Main_V1_Application {
    try await database.read { db in
      let record = try Self.record(db, id, seenBy: viewer)
      return record.message(try LineRecord.fetch(db, of: [id])[id] ?? [])
    }
  }

  static func record(_ db: Database, _ id: Int64, seenBy viewer: User) throws -> ApplicationRecord {
    guard let record = try ApplicationRecord.fetchOne(db, key: id), viewer.maySee(record.creator) else {
      throw RPCError(.notFound, "there is no application \(id)")
    }
    return record
  }

  /// Which applications a list shows.
  struct Filter: Sendable {
    var creator: String?
    var statuses: Set<ApplicationStatus>
    var formedFrom: Milliseconds?
    var formedUntil: Milliseconds?

    /// The same for the same filter, for page tokens.
    var fingerprint: String {
      let numbers = statuses.map(\.rawValue).sorted()
      return "applications \(creator ?? "*") \(numbers) \(formedFrom ?? -1) \(formedUntil ?? -1)"
    }

    fileprivate var condition: SQL {
      var condition: SQL = "status IN \(statuses.map(\.rawValue).sorted())"
      if let creator { condition += " AND creator = \(creator)" }
      if let formedFrom { condition += " AND form_time >= \(formedFrom)" }
      if let formedUntil { condition += " AND form_time < \(formedUntil)" }
      return condition
    }
  }

  /// A page of applications, the newest first, and whether more follow.
  func list(
    _ filter: Filter, before lastID: Int64?, limit: Int
  ) async throws -> (page: [Main_V1_Application], hasMore: Bool) {
    try await database.read { db in
      let request: SQLRequest<ApplicationRecord> = """
        SELECT * FROM applications WHERE \(filter.condition) AND id < \(lastID ?? .max)
        ORDER BY id DESC LIMIT \(limit + 1)
        """
      let records = try request.fetchAll(db)
      let page = records.prefix(limit)
      let lines = try LineRecord.fetch(db, of: page.compactMap(\.id))
      return (page.map { $0.message(lines[$0.id ?? 0] ?? []) }, records.count > limit)
    }
  }
}

extension User {
  /// Whether the user may know of applications of a creator.
  func maySee(_ creator: String) -> Bool { role == .moderator || name == creator }
}
