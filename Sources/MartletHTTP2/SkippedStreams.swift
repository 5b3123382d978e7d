/// The ids that a client has passed over when it opened streams. They count as closed (RFC 9113 section 5.1.1), and
/// nghttp2 doesn't tell them from streams that were open once.
struct SkippedStreams {
  private var last: Int32 = -1
  private var ranges: [ClosedRange<Int32>] = []

  /// Clients have no reason to skip ids; of one that does it all the time only the first gaps are kept.
  private static let mostRanges = 16

  mutating func opened(_ id: Int32) {
    if id > last + 2, ranges.count < Self.mostRanges { ranges.append((last + 2)...(id - 2)) }
    last = id
  }

  func contains(_ id: Int32) -> Bool { !ranges.isEmpty && ranges.contains { $0.contains(id) } }
}
