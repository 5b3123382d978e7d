import Common
import Contracts
import GRDB

/// A row of `items`.
struct ItemRecord: Codable, Sendable, FetchableRecord, MutablePersistableRecord {
  static let databaseTableName = "items"
  static let databaseColumnDecodingStrategy = DatabaseColumnDecodingStrategy.convertFromSnakeCase
  static let databaseColumnEncodingStrategy = DatabaseColumnEncodingStrategy.convertToSnakeCase

  var id: Int64?
  var name: String
  var description: String
  var priceCents: Int64
  var version: Int64 = 1
  var createTime: Milliseconds
  var updateTime: Milliseconds
  var deleteTime: Milliseconds?

  mutating func didInsert(_ inserted: InsertionSuccess) { id = inserted.rowID }

  var message: Main_V1_Item {
    .with {
      $0.id = id ?? 0
      $0.name = name
      $0.description_p = description
      $0.priceCents = priceCents
      $0.version = version
      $0.createTime = .init(milliseconds: createTime)
      $0.updateTime = .init(milliseconds: updateTime)
    }
  }
}
