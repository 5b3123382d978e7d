/// Waits between attempts that grow exponentially, with jitter so that clients don't come back all at once.
/// The defaults are those of https://github.com/grpc/grpc/blob/master/doc/connection-backoff.md.
public struct Backoff: Sendable, Hashable {
  /// The wait after the first failure.
  public var initial: Duration
  /// What each wait is multiplied by for the next.
  public var multiplier: Double
  /// The longest wait.
  public var maximum: Duration
  /// How far a wait may be off its value, as a share of it, in both directions.
  public var jitter: Double

  public init(
    initial: Duration = .seconds(1), multiplier: Double = 1.6, maximum: Duration = .seconds(120), jitter: Double = 0.2
  ) {
    self.initial = initial
    self.multiplier = multiplier
    self.maximum = maximum
    self.jitter = jitter
  }

  /// The wait after failure number `failures`, which counts from 1.
  public func delay(afterFailures failures: Int) -> Duration {
    var delay = initial
    for _ in 1..<max(failures, 1) where delay < maximum { delay = min(delay * multiplier, maximum) }
    return delay * Double.random(in: (1 - jitter)...(1 + jitter))
  }
}
