/// Ranges of numbers, as a message declares them for extensions or reserves them.
struct NumberRanges: Sendable {
  // In order and apart from each other, each without its end.
  private var ranges: [(start: Int32, end: Int32)] = []

  /// Ranges without their ends, in any order; they may overlap.
  init(_ ranges: some Sequence<(Int32, Int32)>) {
    for (start, end) in ranges.sorted(by: { $0 < $1 }) where start < end {
      if let last = self.ranges.last, start <= last.end {
        self.ranges[self.ranges.count - 1].end = max(last.end, end)
      } else {
        self.ranges.append((start, end))
      }
    }
  }

  var isEmpty: Bool { ranges.isEmpty }

  func contains(_ number: Int) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if Int(ranges[middle].end) <= number { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && Int(ranges[low].start) <= number
  }
}
