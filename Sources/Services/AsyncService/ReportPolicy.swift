import Martlet

/// What becomes of a job after a report to the main service.
enum ReportOutcome: Hashable, Sendable {
  /// The main service has the result.
  case done
  /// It will never take it.
  case failed
  /// It may take it after a while.
  case retry(after: Duration)
}

/// Decides what becomes of a job by the status with which its report ended.
struct ReportPolicy: Sendable {
  let backoff: Backoff

  /// - Parameters:
  ///   - code: how the report ended.
  ///   - attempts: how many reports there were, this one included.
  func outcome(of code: RPCCode, attempts: Int) -> ReportOutcome {
    switch code {
    case .ok: .done
    // The application is gone or takes no result, the report makes no sense, or another result was there first: no
    // repetition changes that.
    case .notFound, .failedPrecondition, .invalidArgument, .alreadyExists: .failed
    // A wrong key is put right by a person.
    case .unauthenticated: .retry(after: backoff.maximum)
    default: .retry(after: backoff.delay(afterFailures: attempts))
    }
  }
}
