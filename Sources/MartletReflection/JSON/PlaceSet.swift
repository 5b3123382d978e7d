/// Which of a message's fields or oneofs were seen.
struct PlaceSet {
  private var small: UInt64 = 0
  private var large: [UInt64] = []

  init(count: Int) {
    if count > 64 { large = [UInt64](repeating: 0, count: (count + 63) / 64) }
  }

  /// Adds a place; false if it was there.
  @inline(__always)
  mutating func insert(_ place: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(place & 63)
    if large.isEmpty {
      if small & bit != 0 { return false }
      small |= bit
    } else {
      if large[place >> 6] & bit != 0 { return false }
      large[place >> 6] |= bit
    }
    return true
  }
}
