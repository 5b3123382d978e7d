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
  public mutating func repeated(string tag: WireTag, _ values: [String]) { each(value: tag, values.span) }

  /// A repeated bytes field.
  public mutating func repeated(bytes tag: WireTag, _ values: [[UInt8]]) { each(value: tag, values.span) }

  private mutating func each<V: LengthDelimited & ~Copyable>(value tag: WireTag, _ values: borrowing Span<V>) {
    var index = values.count
    while index > 0 {
      index -= 1
      values[unchecked: index].write(tag, to: &self)
    }
  }
}

private protocol LengthDelimited: ~Copyable {
  func write(_ tag: WireTag, to writer: inout WireWriter)
}

extension String: LengthDelimited {
  fileprivate func write(_ tag: WireTag, to writer: inout WireWriter) { writer.string(tag, self) }
}

extension [UInt8]: LengthDelimited {
  fileprivate func write(_ tag: WireTag, to writer: inout WireWriter) { writer.bytes(tag, self) }
}
