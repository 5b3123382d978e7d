/// Which of a message's fields or oneofs were seen. It takes room for what was seen, however many the type has.
struct PlaceSet {
  private var small: UInt64 = 0
  /// Those from 64 on.
  private var large: Set<Int> = []

  /// Adds a place; false if it was there.
  @inline(__always)
  mutating func insert(_ place: Int) -> Bool {
    if place >= 64 { return large.insert(place).inserted }
    let bit: UInt64 = 1 << UInt64(place & 63)
    if small & bit != 0 { return false }
    small |= bit
    return true
  }
}
