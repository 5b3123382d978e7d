// `SourceCodeInfo` in wire format. It makes up most of a descriptor, so it has a writer of its own.

extension LocationTable {
  /// The `SourceCodeInfo` message.
  ///
  /// - Parameter repairing: replace what isn't UTF-8 in comments by U+FFFD.
  func encoded(repairing: Bool = false) -> [UInt8] {
    if repairing {
      var table = self
      table.repairComments()
      return table.encoded()
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.count * 18)
    for entry in entries where !entry.isHidden { append(entry, to: &bytes) }
    return bytes
  }

  private func append(_ entry: Entry, to bytes: inout [UInt8]) {
    let path = paths[Int(entry.pathStart)..<Int(entry.pathStart + entry.pathCount)]
    let sameLine = entry.start.line == entry.end.line
    let comments = entry.comments.map { self.comments[Int($0)] }

    let pathSize = path.reduce(0) { $0 + Self.size($1) }
    var spanSize = Self.size(entry.start.line) + Self.size(entry.start.column) + Self.size(entry.end.column)
    if !sameLine { spanSize += Self.size(entry.end.line) }

    var size = Self.fieldSize(spanSize)
    if !path.isEmpty { size += Self.fieldSize(pathSize) }
    if let text = comments?.leading { size += Self.fieldSize(text.count) }
    if let text = comments?.trailing { size += Self.fieldSize(text.count) }
    for text in comments?.detached ?? [] { size += Self.fieldSize(text.count) }

    Self.open(1, size, &bytes)
    if !path.isEmpty {
      Self.open(1, pathSize, &bytes)
      for component in path { Self.varint(UInt64(UInt32(bitPattern: component)), &bytes) }
    }
    Self.open(2, spanSize, &bytes)
    Self.varint(UInt64(UInt32(bitPattern: entry.start.line)), &bytes)
    Self.varint(UInt64(UInt32(bitPattern: entry.start.column)), &bytes)
    if !sameLine { Self.varint(UInt64(UInt32(bitPattern: entry.end.line)), &bytes) }
    Self.varint(UInt64(UInt32(bitPattern: entry.end.column)), &bytes)
    if let text = comments?.leading { Self.field(3, text, &bytes) }
    if let text = comments?.trailing { Self.field(4, text, &bytes) }
    for text in comments?.detached ?? [] { Self.field(6, text, &bytes) }
  }

  private static func size(_ value: Int32) -> Int { varintSize(UInt64(UInt32(bitPattern: value))) }
  private static func varintSize(_ value: UInt64) -> Int { value < 0x80 ? 1 : (70 - value.leadingZeroBitCount) / 7 }
  private static func fieldSize(_ count: Int) -> Int { 1 + varintSize(UInt64(count)) + count }

  private static func open(_ number: UInt8, _ count: Int, _ bytes: inout [UInt8]) {
    bytes.append(number << 3 | 2)
    varint(UInt64(count), &bytes)
  }

  private static func field(_ number: UInt8, _ text: [UInt8], _ bytes: inout [UInt8]) {
    open(number, text.count, &bytes)
    bytes.append(contentsOf: text)
  }

  private static func varint(_ value: UInt64, _ bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
