extension Google_Protobuf_Timestamp {
  /// A point in time: seconds since 1970-01-01T00:00:00Z, and nanoseconds after that second (0 to 999,999,999).
  public init(seconds: Int64 = 0, nanos: Int32 = 0) {
    self.seconds = seconds
    self.nanos = nanos
  }

  /// A point in time: seconds since 1970-01-01T00:00:00Z, rounded to the nanosecond. Numbers beyond the range of 64 bits
  /// stop at its ends; what isn't a number is 1970.
  public init(
    roundingTimeIntervalSince1970 interval: Double, rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) {
    let (seconds, nanos) = Seconds.rounded(interval, rule)
    self = Self(seconds: seconds, nanos: nanos).normalized
  }

  /// As `init(roundingTimeIntervalSince1970:rule:)`, with the ordinary rule.
  public init(timeIntervalSince1970: Double) { self.init(roundingTimeIntervalSince1970: timeIntervalSince1970) }

  /// A point in time: seconds since 2001-01-01T00:00:00Z, rounded to the nanosecond. Numbers beyond the range of 64 bits
  /// stop at its ends; what isn't a number is 2001.
  public init(
    roundingTimeIntervalSinceReferenceDate interval: Double, rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) {
    let (seconds, nanos) = Seconds.rounded(interval, rule)
    self = Self(seconds: Seconds.sum(seconds, Seconds.referenceDate), nanos: nanos).normalized
  }

  /// As `init(roundingTimeIntervalSinceReferenceDate:rule:)`, with the ordinary rule.
  public init(timeIntervalSinceReferenceDate: Double) {
    self.init(roundingTimeIntervalSinceReferenceDate: timeIntervalSinceReferenceDate)
  }

  /// Seconds since 1970-01-01T00:00:00Z, as exact as the number can be.
  public var timeIntervalSince1970: Double { Double(seconds) + Double(nanos) / 1_000_000_000 }

  /// Seconds since 2001-01-01T00:00:00Z, as exact as the number can be.
  public var timeIntervalSinceReferenceDate: Double {
    Double(Seconds.sum(seconds, -Seconds.referenceDate)) + Double(nanos) / 1_000_000_000
  }

  /// Whether it is what the type's definition allows: in the years 1 to 9999, with 0 to 999,999,999 nanoseconds.
  public var isValid: Bool {
    (-62_135_596_800...253_402_300_799).contains(seconds) && (0...999_999_999).contains(nanos)
  }

  /// The same time with 0 to 999,999,999 nanoseconds. It stops at the ends of the range of 64 bits.
  public var normalized: Google_Protobuf_Timestamp {
    var result = self
    let (whole, rest) = Seconds.carried(seconds, Int64(nanos))
    result.seconds = whole
    result.nanos = Int32(truncatingIfNeeded: rest)
    return result
  }

  /// The time after a span, normalized; it stops at the ends of the range of 64 bits.
  public static func + (time: Self, span: Google_Protobuf_Duration) -> Self {
    let seconds = Seconds.sum(time.seconds, span.seconds)
    let (whole, rest) = Seconds.carried(seconds, Int64(time.nanos) + Int64(span.nanos))
    return Self(seconds: whole, nanos: Int32(truncatingIfNeeded: rest))
  }

  /// The time before a span, normalized; it stops at the ends of the range of 64 bits.
  public static func - (time: Self, span: Google_Protobuf_Duration) -> Self { time + -span }

  /// The time after a span, cut off after the nanoseconds.
  public static func + (time: Self, span: Duration) -> Self { time + Google_Protobuf_Duration(span) }

  /// The time before a span, cut off after the nanoseconds.
  public static func - (time: Self, span: Duration) -> Self { time - Google_Protobuf_Duration(span) }

  /// The time after a span, normalized; it stops at the ends of the range of 64 bits.
  public static func + (span: Google_Protobuf_Duration, time: Self) -> Self { time + span }

  /// The span from one time to another, normalized; it stops at the ends of the range of 64 bits.
  public static func - (later: Self, earlier: Self) -> Google_Protobuf_Duration {
    .init(seconds: later.seconds, nanos: later.nanos) - .init(seconds: earlier.seconds, nanos: earlier.nanos)
  }
}

extension Google_Protobuf_Timestamp: Comparable {
  /// Whether one time is before the other.
  public static func < (left: Self, right: Self) -> Bool {
    let (left, right) = (left.normalized, right.normalized)
    return (left.seconds, left.nanos) < (right.seconds, right.nanos)
  }
}
