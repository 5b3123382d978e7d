/// Ranges of numbers, both ends included.
struct NumberRanges {
  private var ranges: [ClosedRange<Int>] = []

  /// - Parameter ranges: ends included; those that end before they begin are left out.
  init(_ ranges: [(Int, Int)]) {
    for (first, last) in ranges.sorted(by: { $0 < $1 }) where first <= last {
      if let previous = self.ranges.last, first <= previous.upperBound + 1 {
        let end = max(last, previous.upperBound)
        self.ranges[self.ranges.count - 1] = previous.lowerBound...end
      } else {
        self.ranges.append(first...last)
      }
    }
  }

  func contains(_ number: Int) -> Bool { ranges.contains { $0.contains(number) } }

  /// The first of these ranges that `other` doesn't hold as a whole.
  func first(missingIn other: NumberRanges) -> ClosedRange<Int>? {
    ranges.first { range in
      !other.ranges.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
    }
  }
}

extension ClosedRange<Int> {
  /// `5` or `5 to 9`
  var text: String { lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound) to \(upperBound)" }
}
