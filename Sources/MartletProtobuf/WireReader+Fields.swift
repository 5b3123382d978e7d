// One method a field type, named as in .proto files. Each is called after the field's tag was read.

extension WireReader {
  @inlinable @inline(__always)
  public mutating func int32() throws(BinaryDecodingError) -> Int32 { Int32(truncatingIfNeeded: try varint()) }
  @inlinable @inline(__always)
  public mutating func int64() throws(BinaryDecodingError) -> Int64 { Int64(bitPattern: try varint()) }
  @inlinable @inline(__always)
  public mutating func uint32() throws(BinaryDecodingError) -> UInt32 { UInt32(truncatingIfNeeded: try varint()) }
  @inlinable @inline(__always)
  public mutating func uint64() throws(BinaryDecodingError) -> UInt64 { try varint() }
  @inlinable @inline(__always)
  public mutating func sint32() throws(BinaryDecodingError) -> Int32 {
    Int32(zigZag: UInt32(truncatingIfNeeded: try varint()))
  }
  @inlinable @inline(__always)
  public mutating func sint64() throws(BinaryDecodingError) -> Int64 { Int64(zigZag: try varint()) }
  @inlinable @inline(__always)
  public mutating func bool() throws(BinaryDecodingError) -> Bool { try varint() != 0 }
  @inlinable @inline(__always)
  public mutating func fixed32() throws(BinaryDecodingError) -> UInt32 { UInt32(littleEndian: try fixed()) }
  @inlinable @inline(__always)
  public mutating func fixed64() throws(BinaryDecodingError) -> UInt64 { UInt64(littleEndian: try fixed()) }
  @inlinable @inline(__always)
  public mutating func sfixed32() throws(BinaryDecodingError) -> Int32 { Int32(bitPattern: try fixed32()) }
  @inlinable @inline(__always)
  public mutating func sfixed64() throws(BinaryDecodingError) -> Int64 { Int64(bitPattern: try fixed64()) }
  @inlinable @inline(__always)
  public mutating func float() throws(BinaryDecodingError) -> Float { Float(bitPattern: try fixed32()) }
  @inlinable @inline(__always)
  public mutating func double() throws(BinaryDecodingError) -> Double { Double(bitPattern: try fixed64()) }

  /// An open enum's value.
  @inlinable @inline(__always)
  public mutating func enumeration<E: Enum>(_ type: E.Type = E.self) throws(BinaryDecodingError) -> E {
    E(rawValue: Int(try int32())) ?? E()
  }

  @inlinable @inline(__always)
  mutating func fixed<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type = T.self) throws(BinaryDecodingError) -> T
  {
    if end - cursor < MemoryLayout<T>.size { try fail(.truncated) }
    let value = cursor.loadUnaligned(as: T.self)
    cursor += MemoryLayout<T>.size
    return value
  }

  /// A string, checked to be UTF-8.
  @inlinable
  public mutating func string() throws(BinaryDecodingError) -> String {
    let length = try length()
    if length == 0 { return "" }
    guard let value = text(length) else { throw error(.invalidUTF8) }
    cursor += length
    return value
  }

  /// The next bytes, of which there are as many as asked for, as a string; nil if they aren't UTF-8.
  @inlinable
  @inline(__always)
  func text(_ length: Int) -> String? {
    let bytes = UnsafeBufferPointer(start: cursor.assumingMemoryBound(to: UInt8.self), count: length)
    if isASCII(length) { return String(copying: UTF8Span(unchecked: bytes.span, isKnownASCII: true)) }
    guard let validated = try? UTF8Span(validating: bytes.span) else { return nil }
    return String(copying: validated)
  }

  /// Whether the next bytes, of which there are as many as asked for, are ASCII.
  @inlinable
  @inline(__always)
  func isASCII(_ count: Int) -> Bool {
    let high: UInt64 = 0x8080_8080_8080_8080
    func word(_ offset: Int) -> UInt64 { cursor.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    if count >= 8 {
      var offset = 0
      while offset &+ 32 <= count {
        if (word(offset) | word(offset &+ 8) | word(offset &+ 16) | word(offset &+ 24)) & high != 0 { return false }
        offset &+= 32
      }
      while offset &+ 8 <= count {
        if word(offset) & high != 0 { return false }
        offset &+= 8
      }
      // The last word overlaps the one before it.
      return word(count &- 8) & high == 0
    }
    if limit - cursor >= 8 {
      return UInt64(littleEndian: word(0)) & (high &>> UInt64(truncatingIfNeeded: 64 &- count &* 8)) == 0
    }
    for offset in 0..<count where cursor.load(fromByteOffset: offset, as: UInt8.self) >= 0x80 { return false }
    return true
  }

  /// A bytes field.
  public mutating func bytes() throws(BinaryDecodingError) -> [UInt8] {
    let length = try length()
    let value = [UInt8](UnsafeRawBufferPointer(start: cursor, count: length))
    cursor += length
    return value
  }

  /// Reads a string and appends it, and those that follow it.
  public mutating func string(_ tag: WireTag, appendingTo values: inout [String]) throws(BinaryDecodingError) {
    if values.isEmpty { values.reserveCapacity(run(of: tag)) }
    repeat { values.append(try string()) } while nextTag(is: tag)
  }

  /// Reads a bytes field and appends it, and those that follow it.
  public mutating func bytes(_ tag: WireTag, appendingTo values: inout [[UInt8]]) throws(BinaryDecodingError) {
    if values.isEmpty { values.reserveCapacity(run(of: tag)) }
    repeat { values.append(try bytes()) } while nextTag(is: tag)
  }

  // MARK: - Messages

  /// Merges a nested message.
  @inlinable
  public mutating func message<M: Message>(into message: inout M) throws(BinaryDecodingError) {
    try nested(into: &message)
  }

  @inlinable
  @inline(__always)
  mutating func nested<M: Message>(into message: inout M) throws(BinaryDecodingError) {
    let outer = try enter()
    try message.merge(from: &self)
    leave(outer)
  }

  /// Merges a nested message into a field that may not be set.
  @inlinable
  @inline(never)
  public mutating func message<M: Message>(into message: inout M?) throws(BinaryDecodingError) {
    var value = message.take() ?? M()
    try nested(into: &value)
    message = value
  }

  /// Merges a nested message into a field that may not be set and holds it indirectly.
  @inlinable
  @inline(never)
  public mutating func message<M: Message>(into message: inout Indirect<M>?) throws(BinaryDecodingError) {
    var value = message.take() ?? Indirect(M())
    try nested(into: &value.value)
    message = value
  }

  /// Reads a nested message and appends it, and those that follow it.
  @inlinable
  public mutating func message<M: Message>(_ tag: WireTag, appendingTo messages: inout [M]) throws(BinaryDecodingError)
  {
    if messages.isEmpty { messages.reserveCapacity(run(of: tag)) }
    repeat {
      // In place: a message that was read elsewhere would be copied.
      messages.append(M())
      try nested(into: &messages[messages.count &- 1])
    } while nextTag(is: tag)
  }

  /// Reads a map's entry: `field` is called with the tag of each field in it and must read or skip it.
  @inlinable
  public mutating func mapEntry(
    _ field: (inout WireReader, WireTag) throws(BinaryDecodingError) -> Void
  ) throws(BinaryDecodingError) {
    let outer = try enter()
    while true {
      let tag = try nextTag()
      if tag == 0 { break }
      try field(&self, tag)
    }
    leave(outer)
  }

  // MARK: - Packed fields

  @inlinable
  public mutating func packed(int32 values: inout [Int32]) throws(BinaryDecodingError) {
    try packedVarints(into: &values) { Int32(truncatingIfNeeded: $0) }
  }
  @inlinable
  public mutating func packed(int64 values: inout [Int64]) throws(BinaryDecodingError) {
    try packedVarints(into: &values) { Int64(bitPattern: $0) }
  }
  @inlinable
  public mutating func packed(uint32 values: inout [UInt32]) throws(BinaryDecodingError) {
    try packedVarints(into: &values) { UInt32(truncatingIfNeeded: $0) }
  }
  @inlinable
  public mutating func packed(uint64 values: inout [UInt64]) throws(BinaryDecodingError) {
    try packedVarints(into: &values) { $0 }
  }
  @inlinable
  public mutating func packed(sint32 values: inout [Int32]) throws(BinaryDecodingError) {
    try packedVarints(into: &values) { Int32(zigZag: UInt32(truncatingIfNeeded: $0)) }
  }
  @inlinable
  public mutating func packed(sint64 values: inout [Int64]) throws(BinaryDecodingError) {
    try packedVarints(into: &values) { Int64(zigZag: $0) }
  }
  @inlinable
  public mutating func packed(bool values: inout [Bool]) throws(BinaryDecodingError) {
    try packedVarints(into: &values) { $0 != 0 }
  }
  @inlinable
  public mutating func packed<E: Enum>(enumeration values: inout [E]) throws(BinaryDecodingError) {
    try packedVarints(into: &values) { E(rawValue: Int(Int32(truncatingIfNeeded: $0))) ?? E() }
  }
  @inlinable
  public mutating func packed(fixed32 values: inout [UInt32]) throws(BinaryDecodingError) {
    try packedFixed(into: &values) { UInt32(littleEndian: $0) }
  }
  @inlinable
  public mutating func packed(fixed64 values: inout [UInt64]) throws(BinaryDecodingError) {
    try packedFixed(into: &values) { UInt64(littleEndian: $0) }
  }
  @inlinable
  public mutating func packed(sfixed32 values: inout [Int32]) throws(BinaryDecodingError) {
    try packedFixed(into: &values) { Int32(littleEndian: $0) }
  }
  @inlinable
  public mutating func packed(sfixed64 values: inout [Int64]) throws(BinaryDecodingError) {
    try packedFixed(into: &values) { Int64(littleEndian: $0) }
  }
  @inlinable
  public mutating func packed(float values: inout [Float]) throws(BinaryDecodingError) {
    try packedFixed(into: &values) { Float(bitPattern: UInt32(littleEndian: $0)) }
  }
  @inlinable
  public mutating func packed(double values: inout [Double]) throws(BinaryDecodingError) {
    try packedFixed(into: &values) { Double(bitPattern: UInt64(littleEndian: $0)) }
  }

  @inlinable
  @inline(__always)
  mutating func packedVarints<T>(into values: inout [T], _ convert: (UInt64) -> T) throws(BinaryDecodingError) {
    let length = try length()
    if length == 0 { return }
    let outer = end
    end = cursor + length
    let count = varints(in: length)
    try values.append(addingCapacity: count) { values throws(BinaryDecodingError) in
      try values.withUnsafeMutableBufferPointer { values, initialized throws(BinaryDecodingError) in
        // None goes beyond the end, since as many end before it.
        var next = cursor
        while initialized < count {
          let first = next.load(as: UInt8.self)
          var (value, size) = (UInt64(first), 1)
          if first >= 0x80 {
            size = 0
            if limit - next >= 8 {
              (value, size) = Self.varint(in: UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)))
            }
            if size == 0 {
              cursor = next
              value = try varintByBytes()
              size = cursor - next
            }
          }
          next += size
          values.initializeElement(at: initialized, to: convert(value))
          initialized += 1
        }
        cursor = next
      }
    }
    // A varint that doesn't end.
    if cursor != end { try fail(.truncated) }
    end = outer
  }

  /// How many varints end in the next bytes, of which there are as many as asked for.
  @usableFromInline
  func varints(in length: Int) -> Int {
    let bytes = UnsafeRawBufferPointer(start: cursor, count: length)
    var count = 0
    for byte in bytes where byte < 0x80 { count &+= 1 }
    return count
  }

  @inlinable
  @inline(__always)
  mutating func packedFixed<Raw: BitwiseCopyable, T: BitwiseCopyable>(
    into values: inout [T], _ convert: (Raw) -> T
  ) throws(BinaryDecodingError) {
    let length = try length()
    let size = MemoryLayout<Raw>.size
    if length % size != 0 { throw error(.invalidPackedLength) }
    values.append(addingCapacity: length / size) { values in
      values.withUnsafeMutableBufferPointer { values, initialized in
        while initialized < length / size {
          values.initializeElement(at: initialized, to: convert(cursor.loadUnaligned(as: Raw.self)))
          initialized += 1
          cursor += size
        }
      }
    }
  }
}

extension Int32 {
  /// The value of a zig-zag number: 0, 1, 2, 3 stand for 0, −1, 1, −2.
  @inlinable init(zigZag value: UInt32) { self = Int32(bitPattern: value >> 1) ^ -Int32(bitPattern: value & 1) }
}

extension Int64 {
  /// The value of a zig-zag number: 0, 1, 2, 3 stand for 0, −1, 1, −2.
  @inlinable init(zigZag value: UInt64) { self = Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
}
