import Common
import Contracts
import GRDB

/// A row of `applications`.
struct ApplicationRecord: Codable, Sendable, FetchableRecord, MutablePersistableRecord {
  static let databaseTableName = "applications"
  static let databaseColumnDecodingStrategy = DatabaseColumnDecodingStrategy.convertFromSnakeCase
  static let databaseColumnEncodingStrategy = DatabaseColumnEncodingStrategy.convertToSnakeCase

  var id: Int64?
  var creator: String
  var status = ApplicationStatus.draft
  var version: Int64 = 0
  var result = ResultState.none
  /// The job that the result came from.
  var jobId = ""
  var moderator = ""
  var note = ""
  var createTime: Milliseconds
  var updateTime: Milliseconds
  var formTime: Milliseconds?
  var resultTime: Milliseconds?
  var finishTime: Milliseconds?

  mutating func didInsert(_ inserted: InsertionSuccess) { id = inserted.rowID }

  /// What decides which steps are possible.
  var state: ApplicationState {
    get { ApplicationState(status: status, result: result, jobID: jobId) }
    set {
      status = newValue.status
      result = newValue.result
      jobId = newValue.jobID
    }
  }

  func message(_ lines: [LineRecord]) -> Main_V1_Application {
    .with {
      $0.id = id ?? 0
      $0.creator = creator
      $0.status = Main_V1_ApplicationStatus(rawValue: status.rawValue) ?? .unspecified
      $0.version = version
      $0.lines = lines.map(\.message)
      $0.totalCents = lines.reduce(0) { $0 + $1.priceCents * Int64($1.quantity) }
      $0.result = Main_V1_ResultStatus(rawValue: result.rawValue) ?? .unspecified
      $0.moderator = moderator
      $0.note = note
      $0.createTime = .init(milliseconds: createTime)
      $0.updateTime = .init(milliseconds: updateTime)
      if let formTime { $0.formTime = .init(milliseconds: formTime) }
      if let resultTime { $0.resultTime = .init(milliseconds: resultTime) }
      if let finishTime { $0.finishTime = .init(milliseconds: finishTime) }
    }
  }
}

/// A row of `lines`. The limits of price (10^12), quantity (10^4) and lines (100) keep a total within 64 bits.
struct LineRecord: Codable, Sendable, FetchableRecord, MutablePersistableRecord {
  static let databaseTableName = "lines"
  static let databaseColumnDecodingStrategy = DatabaseColumnDecodingStrategy.convertFromSnakeCase
  static let databaseColumnEncodingStrategy = DatabaseColumnEncodingStrategy.convertToSnakeCase

  var id: Int64?
  var applicationId: Int64
  var itemId: Int64
  var name: String
  var priceCents: Int64
  var quantity: Int32

  mutating func didInsert(_ inserted: InsertionSuccess) { id = inserted.rowID }

  var message: Main_V1_ApplicationLine {
    .with {
      $0.itemID = itemId
      $0.name = name
      $0.priceCents = priceCents
      $0.quantity = quantity
    }
  }

  /// The lines of some applications, by application, in the order in which they were added.
  static func fetch(_ db: Database, of applications: [Int64]) throws -> [Int64: [LineRecord]] {
    let lines = try LineRecord.filter(applications.contains(Column("application_id"))).order(Column("id")).fetchAll(db)
    return Dictionary(grouping: lines, by: \.applicationId)
  }
}

extension ApplicationStatus: DatabaseValueConvertible {}
extension ResultState: DatabaseValueConvertible {}
