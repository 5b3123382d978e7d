extension Google_Protobuf_Duration {
  /// A span of time: seconds and nanoseconds, both with the same sign.
  public init(seconds: Int64 = 0, nanos: Int32 = 0) {
    self.seconds = seconds
    self.nanos = nanos
  }

  /// A span of time, cut off after the nanoseconds. One beyond the range of 64 bits of seconds becomes the longest.
  public init(_ duration: Duration) {
    if duration >= .seconds(Int64.max) {
      self.init(seconds: .max, nanos: 999_999_999)
      return
    }
    if duration <= .seconds(Int64.min) {
      self.init(seconds: .min, nanos: -999_999_999)
      return
    }
    let (seconds, attoseconds) = duration.components
    self.init(seconds: seconds, nanos: Int32(truncatingIfNeeded: attoseconds / 1_000_000_000))
  }

  /// A span of time rounded to the nanosecond. One beyond the range of 64 bits of seconds becomes the longest.
  public init(rounding duration: Duration, rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero) {
    self.init(duration)
    // Beyond it has no components.
    if seconds == .max || seconds == .min { return }
    let rest = duration.components.attoseconds % 1_000_000_000
    self += Self(nanos: Int32((Double(rest) / 1_000_000_000).rounded(rule)))
  }

  /// A span of seconds rounded to the nanosecond. Numbers beyond the range of 64 bits stop at its ends; what isn't a
  /// number is no time.
  public init(rounding timeInterval: Double, rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero) {
    let (seconds, nanos) = Seconds.rounded(timeInterval, rule)
    self = Self(seconds: seconds, nanos: nanos).normalized
  }

  /// As `init(rounding:rule:)`, with the ordinary rule.
  public init(timeInterval: Double) { self.init(rounding: timeInterval) }

  /// The span in seconds, as exact as the number can be.
  public var timeInterval: Double { Double(seconds) + Double(nanos) / 1_000_000_000 }

  /// Whether it is what the type's definition allows: at most 315,576,000,000 seconds (10,000 years) in either
  /// direction, less than a second of nanoseconds, and both of the same sign.
  public var isValid: Bool {
    (-315_576_000_000...315_576_000_000).contains(seconds) && (-999_999_999...999_999_999).contains(nanos)
      && (seconds >= 0 || nanos <= 0) && (seconds <= 0 || nanos >= 0)
  }

  /// The same span with less than a second of nanoseconds, and both of the same sign. It stops at the ends of the range
  /// of 64 bits.
  public var normalized: Google_Protobuf_Duration {
    var result = self
    var (whole, rest) = Seconds.carried(seconds, Int64(nanos))
    // What was carried down makes the nanoseconds positive.
    if whole < 0 && rest > 0 {
      whole += 1
      rest -= 1_000_000_000
    }
    result.seconds = whole
    result.nanos = Int32(truncatingIfNeeded: rest)
    return result
  }

  /// The sum, normalized; it stops at the ends of the range of 64 bits.
  public static func + (left: Self, right: Self) -> Self {
    let seconds = Seconds.sum(left.seconds, right.seconds)
    let (whole, rest) = Seconds.carried(seconds, Int64(left.nanos) + Int64(right.nanos))
    return Self(seconds: whole, nanos: Int32(truncatingIfNeeded: rest)).normalized
  }

  /// The difference, normalized; it stops at the ends of the range of 64 bits.
  public static func - (left: Self, right: Self) -> Self { left + -right }

  /// The same span in the other direction, normalized.
  public static prefix func - (span: Self) -> Self {
    let span = span.normalized
    return Self(seconds: span.seconds == .min ? .max : -span.seconds, nanos: -span.nanos)
  }

  public static func += (left: inout Self, right: Self) { left = left + right }
  public static func -= (left: inout Self, right: Self) { left = left - right }
}

extension Google_Protobuf_Duration: ExpressibleByFloatLiteral {
  /// A span of seconds, rounded to the nanosecond.
  public init(floatLiteral seconds: Double) { self.init(rounding: seconds) }
}

extension Google_Protobuf_Duration: Comparable {
  /// Whether one span is shorter than the other.
  public static func < (left: Self, right: Self) -> Bool {
    let (left, right) = (left.normalized, right.normalized)
    return (left.seconds, left.nanos) < (right.seconds, right.nanos)
  }
}

extension Duration {
  /// A span of time as a message carries it.
  public init(_ duration: Google_Protobuf_Duration) {
    self = .seconds(duration.seconds) + .nanoseconds(Int64(duration.nanos))
  }
}

/// Arithmetic of seconds and nanoseconds that come from anywhere: what overflows stops at the end of the range.
enum Seconds {
  /// 2001-01-01T00:00:00Z, in seconds since 1970.
  static let referenceDate: Int64 = 978_307_200

  /// A number's whole seconds, towards zero, and the nanoseconds of the rest, which may round up to a second. It stops at
  /// the ends of the range of 64 bits; what isn't a number is zero.
  static func rounded(_ interval: Double, _ rule: FloatingPointRoundingRule) -> (seconds: Int64, nanos: Int32) {
    if interval.isNaN { return (0, 0) }
    let whole = interval.rounded(.towardZero)
    guard let seconds = Int64(exactly: whole) else { return (interval < 0 ? .min : .max, 0) }
    return (seconds, Int32(((interval - whole) * 1_000_000_000).rounded(rule)))
  }

  static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    if !overflow { return sum }
    return right < 0 ? .min : .max
  }

  /// The same time with nanoseconds from 0 to 999,999,999.
  static func carried(_ seconds: Int64, _ nanos: Int64) -> (seconds: Int64, nanos: Int64) {
    var whole = nanos / 1_000_000_000
    var rest = nanos % 1_000_000_000
    if rest < 0 {
      rest += 1_000_000_000
      whole -= 1
    }
    return (sum(seconds, whole), rest)
  }
}
