import Foundation
import MartletProtobuf

/// A point in time as the databases keep it: milliseconds since 1970-01-01T00:00:00Z.
public typealias Milliseconds = Int64

/// The time.
public func wallTime() -> Milliseconds { Milliseconds((Date().timeIntervalSince1970 * 1000).rounded(.down)) }

extension Duration {
  /// Whole milliseconds, cut off after them; the nearest that fits if the duration is out of range.
  public var milliseconds: Milliseconds {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    if overflow { return seconds < 0 ? .min : .max }
    let (sum, carry) = product.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
    return carry ? (seconds < 0 ? .min : .max) : sum
  }
}

extension Google_Protobuf_Timestamp {
  public init(milliseconds: Milliseconds) {
    let seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    self.init(seconds: seconds, nanos: Int32((milliseconds - seconds * 1000) * 1_000_000))
  }

  /// Cut off after the milliseconds; nil if the message isn't a time between the years 1 and 9999.
  public var milliseconds: Milliseconds? {
    guard -62_135_596_800...253_402_300_799 ~= seconds, 0...999_999_999 ~= nanos else { return nil }
    return seconds * 1000 + Int64(nanos) / 1_000_000
  }
}
