/// Which of a message's fields or oneofs were seen.
struct PlaceSet: ~Copyable {
  private var small: UInt64 = 0
  /// The set of a message that has more than 64 of them.
  private let large: UnsafeMutablePointer<UInt64>?

  init(count: Int) {
    guard count > 64 else {
      large = nil
      return
    }
    let words = (count + 63) / 64
    let memory = UnsafeMutablePointer<UInt64>.allocate(capacity: words)
    memory.initialize(repeating: 0, count: words)
    large = memory
  }

  deinit { large?.deallocate() }

  /// Adds a place, which must be below the count; false if it was there.
  @inline(__always)
  mutating func insert(_ place: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(place & 63)
    if let large {
      if large[place >> 6] & bit != 0 { return false }
      large[place >> 6] |= bit
    } else {
      if small & bit != 0 { return false }
      small |= bit
    }
    return true
  }
}
