/// Timestamps (RFC 3339) and durations as ProtoJSON writes them.
enum TimeText {
  /// `YYYY-MM-DDThh:mm:ss[.fraction](Z|±hh:mm)`; nil if it is anything else or outside the years 1 to 9999.
  static func timestamp(_ text: ArraySlice<UInt8>) -> (seconds: Int64, nanos: Int32)? {
    var rest = text
    guard let year = digits(4, &rest), take("-", &rest), let month = digits(2, &rest), take("-", &rest),
      let day = digits(2, &rest), take("T", &rest), let hour = digits(2, &rest), take(":", &rest),
      let minute = digits(2, &rest), take(":", &rest), let second = digits(2, &rest), let nanos = fraction(&rest),
      hour < 24, minute < 60, second < 60,
      let time = CivilTime(year: year, month: month, day: day, second: hour * 3600 + minute * 60 + second)
    else { return nil }
    var seconds = time.secondsSinceEpoch
    if !take("Z", &rest) {
      let isEast = take("+", &rest)
      guard isEast || take("-", &rest), let hours = digits(2, &rest), take(":", &rest),
        let minutes = digits(2, &rest), hours < 24, minutes < 60
      else { return nil }
      let shift = Int64(hours * 3600 + minutes * 60)
      seconds += isEast ? -shift : shift
    }
    guard rest.isEmpty, CivilTime.range.contains(seconds) else { return nil }
    return (seconds, nanos)
  }

  /// `[-]seconds[.fraction]s`; nil if it is anything else or beyond 315,576,000,000 whole seconds.
  static func duration(_ text: ArraySlice<UInt8>) -> (seconds: Int64, nanos: Int32)? {
    var rest = text
    let isNegative = take("-", &rest)
    var seconds: Int64 = 0
    var count = 0
    while let digit = rest.first.flatMap(value) {
      rest.removeFirst()
      count += 1
      if count > 20 { return nil }
      let (product, overflow) = seconds.multipliedReportingOverflow(by: 10)
      if overflow || product > 315_576_000_000 { return nil }
      seconds = product + Int64(digit)
    }
    guard count > 0, let nanos = fraction(&rest), take("s", &rest), rest.isEmpty, seconds <= 315_576_000_000
    else { return nil }
    return isNegative ? (-seconds, -nanos) : (seconds, nanos)
  }

  private static func value(_ byte: UInt8) -> Int? { byte >= 0x30 && byte <= 0x39 ? Int(byte - 0x30) : nil }

  private static func take(_ character: Unicode.Scalar, _ text: inout ArraySlice<UInt8>) -> Bool {
    if text.first != UInt8(ascii: character) { return false }
    text.removeFirst()
    return true
  }

  private static func digits(_ count: Int, _ text: inout ArraySlice<UInt8>) -> Int? {
    var result = 0
    for _ in 0..<count {
      guard let digit = text.popFirst().flatMap(value) else { return nil }
      result = result * 10 + digit
    }
    return result
  }

  /// One to nine digits behind a point, as nanoseconds; zero if there is no point.
  private static func fraction(_ text: inout ArraySlice<UInt8>) -> Int32? {
    if !take(".", &text) { return 0 }
    var result: Int32 = 0
    var count = 0
    while let digit = text.first.flatMap(value) {
      text.removeFirst()
      count += 1
      if count > 9 { return nil }
      result = result * 10 + Int32(digit)
    }
    if count == 0 { return nil }
    for _ in count..<9 { result *= 10 }
    return result
  }
}
