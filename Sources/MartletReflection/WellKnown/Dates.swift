import MartletProtobuf

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Google_Protobuf_Timestamp {
  /// The time of a date, to the nanosecond as far as a date is that exact. A date outside the years 1 to 9999 becomes the
  /// first or last time of those; one that isn't a number becomes 1970.
  public init(_ date: Date) {
    let interval = date.timeIntervalSince1970
    if interval.isNaN {
      self.init(seconds: 0)
    } else if interval < Double(CivilTime.range.lowerBound) {
      self.init(seconds: CivilTime.range.lowerBound)
    } else if interval >= Double(CivilTime.range.upperBound) + 1 {
      self.init(seconds: CivilTime.range.upperBound, nanos: 999_999_999)
    } else {
      // Date counts from 2001, and there its fraction is exact.
      let since2001 = date.timeIntervalSinceReferenceDate
      let whole = since2001.rounded(.down)
      let nanos = Int32(((since2001 - whole) * 1_000_000_000).rounded())
      self = Self(seconds: Int64(whole) + 978_307_200, nanos: nanos).normalized
    }
  }

  /// The time of the system's clock.
  public static var now: Google_Protobuf_Timestamp { Google_Protobuf_Timestamp(Date()) }
}

extension Date {
  /// The date of a timestamp, as exact as a date can be.
  public init(_ timestamp: Google_Protobuf_Timestamp) {
    let (since2001, overflow) = timestamp.seconds.subtractingReportingOverflow(978_307_200)
    let seconds = overflow ? Double(timestamp.seconds) - 978_307_200 : Double(since2001)
    self.init(timeIntervalSinceReferenceDate: seconds + Double(timestamp.nanos) / 1_000_000_000)
  }
}
