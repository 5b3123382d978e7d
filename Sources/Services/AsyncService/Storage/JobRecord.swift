import Common
import Contracts
import GRDB

/// Where a job stands. The numbers are those of the contract, and of the database.
enum JobState: Int, Codable, Sendable, CaseIterable, DatabaseValueConvertible {
  case waiting = 1
  case reporting = 2
  case done = 3
  case failed = 4

  /// Nothing changes any more.
  var isFinal: Bool { self == .done || self == .failed }
}

/// A row of `jobs`.
struct JobRecord: Codable, Sendable, FetchableRecord, MutablePersistableRecord {
  static let databaseTableName = "jobs"
  static let databaseColumnDecodingStrategy = DatabaseColumnDecodingStrategy.convertFromSnakeCase
  static let databaseColumnEncodingStrategy = DatabaseColumnEncodingStrategy.convertToSnakeCase

  /// The order in which jobs were accepted.
  var number: Int64?
  /// What others know the job by.
  var id: String
  var idempotencyKey: String
  var applicationId: Int64
  var state = JobState.waiting
  var outcome = Outcome.none
  var attempts: Int32 = 0
  var lastError = ""
  var acceptTime: Milliseconds
  var dueTime: Milliseconds
  /// nil once the job has ended.
  var nextAttemptTime: Milliseconds?
  var finishTime: Milliseconds?
  var revision: Int64

  mutating func didInsert(_ inserted: InsertionSuccess) { number = inserted.rowID }

  var message: Async_V1_Job {
    .with {
      $0.id = id
      $0.idempotencyKey = idempotencyKey
      $0.applicationID = applicationId
      $0.state = Async_V1_JobState(rawValue: state.rawValue) ?? .unspecified
      $0.outcome = Async_V1_Outcome(rawValue: outcome.rawValue) ?? .unspecified
      $0.attempts = attempts
      $0.lastError = lastError
      $0.acceptTime = .init(milliseconds: acceptTime)
      $0.dueTime = .init(milliseconds: dueTime)
      if let nextAttemptTime { $0.nextAttemptTime = .init(milliseconds: nextAttemptTime) }
      if let finishTime { $0.finishTime = .init(milliseconds: finishTime) }
      $0.revision = revision
    }
  }
}
