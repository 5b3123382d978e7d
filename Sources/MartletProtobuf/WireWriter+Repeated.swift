// Lists whose elements refer to memory of their own, written from the last to the first. The loops are generic over types
// that need not be copyable: Swift then borrows the elements, where a loop over the array would retain and release each
// of them, which took three quarters of the time.

extension WireWriter {
  /// A repeated message field.
  @inlinable
  public mutating func repeated<M: Message>(message tag: WireTag, _ messages: [M]) {
    each(tag, messages.span)
  }

  @inlinable
  mutating func each<M: WireEncodable & ~Copyable>(_ tag: WireTag, _ messages: borrowing Span<M>) {
    var index = messages.count
    while index > 0 {
      index -= 1
      let before = count
      messages[unchecked: index].encode(to: &self)
      closeNested(tag, before)
    }
  }

  /// A repeated string field.
  public mutating func repeated(string tag: WireTag, _ values: [String]) {
    for value in values.reversed() { string(tag, value) }
  }

  /// A repeated bytes field.
  public mutating func repeated(bytes tag: WireTag, _ values: [[UInt8]]) {
    for value in values.reversed() { bytes(tag, value) }
  }
}
