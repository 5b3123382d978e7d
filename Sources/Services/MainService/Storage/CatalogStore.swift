import Common
import Contracts
import GRDB
import Martlet

/// What an item is made from.
struct ItemFields: Sendable, Hashable {
  var name: String
  var description: String
  var priceCents: Int64

  /// - Throws: INVALID_ARGUMENT that names the field.
  func validate() throws(RPCError) {
    try require(name, "name", length: Limits.name)
    try require(description, "description", length: Limits.description)
    try require(priceCents, "price_cents", in: Limits.priceCents)
  }
}

/// Reads and changes the catalogue.
struct CatalogStore: Sendable {
  let database: DatabasePool

  /// Which items a list shows.
  struct Filter: Sendable {
    var nameContains: String
    var prices: ClosedRange<Int64>

    /// The same for the same filter, for page tokens.
    var fingerprint: String { "items \(prices.lowerBound) \(prices.upperBound) \(nameContains)" }
  }

  /// A page of items in the order of their ids, and whether more follow.
  func list(_ filter: Filter, after lastID: Int64?, limit: Int) async throws -> (page: [ItemRecord], hasMore: Bool) {
    try await database.read { db in
      let request: SQLRequest<ItemRecord> = """
        SELECT * FROM items WHERE delete_time IS NULL AND id > \(lastID ?? 0)
        AND price_cents BETWEEN \(filter.prices.lowerBound) AND \(filter.prices.upperBound)
        AND (\(filter.nameContains) = '' OR instr(lower(name), lower(\(filter.nameContains))) > 0)
        ORDER BY id LIMIT \(limit + 1)
        """
      let items = try request.fetchAll(db)
      return (Array(items.prefix(limit)), items.count > limit)
    }
  }

  func item(_ id: Int64) async throws -> ItemRecord {
    try await database.read { try Self.item($0, id) }
  }

  /// - Throws: NOT_FOUND if there is no such item, or no more.
  static func item(_ db: Database, _ id: Int64) throws -> ItemRecord {
    guard let item = try ItemRecord.fetchOne(db, key: id), item.deleteTime == nil else {
      throw RPCError(.notFound, "there is no item \(id)")
    }
    return item
  }

  /// - Throws: ALREADY_EXISTS if another item has the name.
  func create(_ fields: ItemFields) async throws -> ItemRecord {
    try await database.write { try Self.create($0, fields) }
  }

  /// Creates many items in one transaction; those whose names are taken are left out, with the reason at their place.
  func create(_ batch: [ItemFields]) async throws -> [RPCError?] {
    try await database.write { db in
      try batch.map { fields in
        do {
          _ = try Self.create(db, fields)
          return nil
        } catch let error as RPCError {
          return error
        }
      }
    }
  }

  private static func create(_ db: Database, _ fields: ItemFields) throws -> ItemRecord {
    let now = wallTime()
    var item = ItemRecord(
      name: fields.name, description: fields.description, priceCents: fields.priceCents, createTime: now,
      updateTime: now)
    try reportTakenName(fields.name) { try item.insert(db) }
    return item
  }

  /// - Throws: NOT_FOUND, ABORTED for a stale version, ALREADY_EXISTS if another item has the name.
  func update(
    _ id: Int64, expected: Int64?, _ change: @escaping @Sendable (inout ItemRecord) -> Void
  ) async throws -> ItemRecord {
    try await database.write { db in
      var item = try Self.item(db, id)
      try require(version: item.version, expected: expected, of: "item \(id)")
      change(&item)
      item.version += 1
      item.updateTime = wallTime()
      try Self.reportTakenName(item.name) { try item.update(db) }
      return item
    }
  }

  private static func reportTakenName(_ name: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
      throw RPCError(.alreadyExists, "there is an item with the name \"\(name)\" already")
    }
  }
}
