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
    // FNV-1a alone leaves texts that differ in their last characters close together.
    var bits = hash.value
    bits = (bits ^ bits >> 33) &* 0xff51_afd7_ed55_8ccd
    bits = (bits ^ bits >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return (bits ^ bits >> 33) & 1 == 0 ? .success : .failure
  }
}
