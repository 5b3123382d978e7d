// Varints that are written forwards, byte by byte. `WireWriter` goes backwards and has its own way.

extension UInt64 {
  /// How many bytes the number takes as a varint: 1 to 10.
  @inlinable package var varintSize: Int { (70 &- (self | 1).leadingZeroBitCount) / 7 }

  /// Calls `body` with each byte of the number as a varint.
  @inlinable
  @inline(__always)
  package func forEachVarintByte(_ body: (UInt8) -> Void) {
    var rest = self
    while rest >= 0x80 {
      body(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    body(UInt8(truncatingIfNeeded: rest))
  }
}

extension [UInt8] {
  /// Appends a number as a varint.
  @inlinable package mutating func append(varint value: UInt64) { value.forEachVarintByte { append($0) } }
}
