import MartletProtobuf

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Google_Protobuf_Timestamp {
  /// The time of a date, to the nanosecond as far as a date is that exact. A date outside the years 1 to 9999 becomes the
  /// first or last time of those; one that isn't a number becomes 2001.
  public init(date: Date) {
    // Date counts from 2001, and there its fraction is exact.
    self.init(roundingTimeIntervalSinceReferenceDate: date.timeIntervalSinceReferenceDate)
    if isValid { return }
    self = seconds < 0 ? Self(seconds: -62_135_596_800) : Self(seconds: 253_402_300_799, nanos: 999_999_999)
  }

  /// The date of the time, as exact as a date can be.
  public var date: Date { Date(timeIntervalSinceReferenceDate: timeIntervalSinceReferenceDate) }

  /// The time of the system's clock.
  public static var now: Google_Protobuf_Timestamp { Google_Protobuf_Timestamp(date: Date()) }
}
