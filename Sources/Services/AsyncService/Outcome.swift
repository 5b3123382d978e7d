import Common
import GRDB

/// What a job has worked out. The numbers are those of the contract, and of the database.
enum Outcome: Int, Codable, Sendable, CaseIterable, DatabaseValueConvertible {
  /// Not drawn yet.
  case none = 0
  case success = 1
  case failure = 2
}

/// Draws outcomes: at random, or always the same for the same application if there is a seed.
struct OutcomeSource: Sendable {
  /// Given a seed, an application's outcome depends on nothing else: not on the order of the jobs, nor on restarts.
  let seed: UInt64?

  func draw(application: Int64) -> Outcome {
    guard let seed else { return Bool.random() ? .success : .failure }
    var hash = FNV1a()
    hash.add("\(seed) \(application)".utf8)
    // The lowest bit of FNV-1a depends on the lowest bits of its input only: take one from the middle.
    return hash.value >> 32 & 1 == 0 ? .success : .failure
  }
}
