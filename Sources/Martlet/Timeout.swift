import NIOCore

/// The coding of `grpc-timeout`: at most eight digits, then one of H M S m u n.
enum Timeout {
  private static let longest: Int64 = 100 * 365 * 24 * 3600 * 1_000_000_000

  /// nil if the text is malformed.
  static func decode(_ text: UnsafeBufferPointer<UInt8>) -> TimeAmount? {
    guard text.count >= 2, text.count <= 9, let unit = text.last else { return nil }
    var value: Int64 = 0
    for digit in text.dropLast() {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return nil }
      value = value * 10 + Int64(digit - UInt8(ascii: "0"))
    }
    let nanoseconds: Int64
    switch unit {
    case UInt8(ascii: "H"): nanoseconds = 3_600_000_000_000
    case UInt8(ascii: "M"): nanoseconds = 60_000_000_000
    case UInt8(ascii: "S"): nanoseconds = 1_000_000_000
    case UInt8(ascii: "m"): nanoseconds = 1_000_000
    case UInt8(ascii: "u"): nanoseconds = 1000
    case UInt8(ascii: "n"): nanoseconds = 1
    default: return nil
    }
    let (product, overflow) = value.multipliedReportingOverflow(by: nanoseconds)
    return .nanoseconds(overflow ? longest : min(product, longest))
  }

  /// The smallest unit in which the amount takes no more than eight digits, rounded up: a deadline sent on must not
  /// be shorter than the caller's.
  static func encode(_ amount: TimeAmount) -> String {
    let nanoseconds = max(amount.nanoseconds, 1)
    for (unit, length) in [("n", Int64(1)), ("u", 1000), ("m", 1_000_000), ("S", 1_000_000_000)] {
      let value = (nanoseconds - 1) / length + 1
      if value <= 99_999_999 { return "\(value)\(unit)" }
    }
    return "\(min((nanoseconds - 1) / 60_000_000_000 + 1, 99_999_999))M"
  }
}
