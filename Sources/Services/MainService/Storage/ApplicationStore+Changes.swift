import Common
import Contracts
import GRDB
import Martlet

extension ApplicationStore {
  /// Takes a step with an application.
  ///
  /// - Parameters:
  ///   - expected: the version that the step is based on, if it is.
  ///   - update: what changes with the step besides the state.
  /// - Throws: NOT_FOUND, ABORTED for a stale version, or why the step isn't possible.
  func take(
    _ step: ApplicationStep, with id: Int64, by user: User, expected: Int64?,
    update: @escaping @Sendable (inout ApplicationRecord, Milliseconds) -> Void
  ) async throws -> Main_V1_Application {
    try await database.write { db in
      let now = wallTime()
      var record = try Self.record(db, id, seenBy: user)
      try require(version: record.version, expected: expected, of: "application \(id)")
      try record.take(step)
      update(&record, now)
      return try commit(&record, now, db)
    }
  }

  /// Submits a draft, and leaves the hand-over to the async service in the outbox in the same transaction.
  func form(_ id: Int64, by user: User, expected: Int64?) async throws -> Main_V1_Application {
    try await database.write { db in
      let now = wallTime()
      var record = try Self.record(db, id, seenBy: user)
      try require(version: record.version, expected: expected, of: "application \(id)")
      let names = try String.fetchAll(
        db,
        sql: """
          SELECT items.name FROM lines JOIN items ON items.id = item_id
          WHERE application_id = ? AND delete_time IS NOT NULL ORDER BY lines.id
          """, arguments: [id])
      try record.take(.form(lines: try lineCount(db, id)))
      if !names.isEmpty {
        throw RPCError(
          .failedPrecondition,
          "application \(id): remove what is not on offer any more: \(names.joined(separator: ", "))")
      }
      record.formTime = now
      let message = try commit(&record, now, db)
      try OutboxStore.add(db, application: id, version: record.version, now)
      db.afterNextTransaction { _ in outboxFilled.signal() }
      return message
    }
  }

  /// Stores what a job of the async service reports. `changed` is false if it was known.
  func setResult(
    _ result: ResultState, of id: Int64, job: String
  ) async throws -> (version: Int64, changed: Bool) {
    try await database.write { db in
      let now = wallTime()
      guard var record = try ApplicationRecord.fetchOne(db, key: id) else {
        throw RPCError(.notFound, "there is no application \(id)")
      }
      guard try record.take(.setResult(result, jobID: job)) else { return (record.version, false) }
      record.resultTime = now
      return (try commit(&record, now, db).version, true)
    }
  }

  /// Adds to the creator's draft, which is made if there is none. Version 0 stands for no draft.
  func addToDraft(
    of creator: String, item: Int64, quantity: Int32, expected: Int64?
  ) async throws -> Main_V1_Application {
    try await database.write { db in
      let now = wallTime()
      let item = try CatalogStore.item(db, item)
      var record =
        try draft(db, creator) ?? ApplicationRecord(creator: creator, createTime: now, updateTime: now)
      try require(version: record.version, expected: expected, of: "the draft")
      if record.id == nil { try record.insert(db) }
      let id = record.id ?? 0
      if var line = try line(db, id, item.id ?? 0) {
        line.quantity += quantity
        if line.quantity > Limits.quantity.upperBound {
          throw RPCError(
            .failedPrecondition,
            "the draft would hold \(line.quantity) of item \(line.itemId); at most \(Limits.quantity.upperBound) can be"
          )
        }
        try line.update(db)
      } else {
        if try lineCount(db, id) >= Limits.lines {
          throw RPCError(.failedPrecondition, "the draft has \(Limits.lines) lines; more can't be")
        }
        var line = LineRecord(
          applicationId: id, itemId: item.id ?? 0, name: item.name, priceCents: item.priceCents, quantity: quantity)
        try line.insert(db)
      }
      return try commit(&record, now, db)
    }
  }

  /// Sets an item's quantity in the creator's draft; nil removes the item.
  func setQuantity(
    _ quantity: Int32?, of item: Int64, inDraftOf creator: String, expected: Int64?
  ) async throws -> Main_V1_Application {
    try await database.write { db in
      guard var record = try draft(db, creator) else { throw RPCError(.notFound, "you have no draft") }
      try require(version: record.version, expected: expected, of: "the draft")
      try record.take(.edit)
      guard var line = try line(db, record.id ?? 0, item) else {
        throw RPCError(.notFound, "there is no item \(item) in the draft")
      }
      if let quantity {
        line.quantity = quantity
        try line.update(db)
      } else {
        try line.delete(db)
      }
      return try commit(&record, wallTime(), db)
    }
  }

  /// Stores a changed application under a new version, and has the change published once it is committed.
  private func commit(
    _ record: inout ApplicationRecord, _ now: Milliseconds, _ db: Database
  ) throws -> Main_V1_Application {
    record.version += 1
    record.updateTime = now
    try record.update(db)
    let id = record.id ?? 0
    let message = record.message(try LineRecord.fetch(db, of: [id])[id] ?? [])
    db.afterNextTransaction { _ in hub.publish(message) }
    return message
  }

  private func draft(_ db: Database, _ creator: String) throws -> ApplicationRecord? {
    let request: SQLRequest<ApplicationRecord> =
      "SELECT * FROM applications WHERE creator = \(creator) AND status = \(ApplicationStatus.draft.rawValue)"
    return try request.fetchOne(db)
  }

  private func line(_ db: Database, _ application: Int64, _ item: Int64) throws -> LineRecord? {
    let request: SQLRequest<LineRecord> =
      "SELECT * FROM lines WHERE application_id = \(application) AND item_id = \(item)"
    return try request.fetchOne(db)
  }

  private func lineCount(_ db: Database, _ application: Int64) throws -> Int {
    let request: SQLRequest<Int> = "SELECT count(*) FROM lines WHERE application_id = \(application)"
    return try request.fetchOne(db) ?? 0
  }
}

extension ApplicationRecord {
  /// Changes the state by a step; false if nothing changes.
  ///
  /// - Throws: why the step isn't possible.
  @discardableResult
  mutating func take(_ step: ApplicationStep) throws(RPCError) -> Bool {
    do throws(Refusal) {
      let next = try state.after(step)
      defer { state = next }
      return next != state
    } catch {
      throw RPCError(error.code, "application \(id ?? 0): \(error.reason)")
    }
  }
}
