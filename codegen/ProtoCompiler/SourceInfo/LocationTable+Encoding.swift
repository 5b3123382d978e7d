// `SourceCodeInfo` in wire format. It makes up most of a descriptor, so it has a writer of its own.

import MartletProtobuf

extension LocationTable {
  /// The `SourceCodeInfo` message.
  ///
  /// - Parameters:
  ///   - repairing: replace what isn't UTF-8 in comments by U+FFFD.
  ///   - runtime: leave out what is left out of a descriptor for programs that run.
  func encoded(repairing: Bool = false, runtime: Bool = false) -> [UInt8] {
    if repairing || runtime {
      var table = self
      if repairing { table.repairComments() }
      if runtime { table.hideForSource() }
      return table.encoded()
    }
    // The size is computed first: what is allocated is kept until the whole set is written.
    var size = 0
    paths.withUnsafeBufferPointer { paths in
      for entry in entries where !entry.isHidden { size += Self.fieldSize(sizes(of: entry, paths).total) }
    }
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      var sink = Sink(buffer: buffer)
      paths.withUnsafeBufferPointer { paths in
        for entry in entries where !entry.isHidden { append(entry, paths, to: &sink) }
      }
      count = sink.count
    }
  }

  private struct Sizes {
    var path = 0
    var span = 0
    var total = 0
  }

  private func sizes(of entry: Entry, _ paths: UnsafeBufferPointer<Int32>) -> Sizes {
    var sizes = Sizes()
    for at in Int(entry.pathStart)..<Int(entry.pathStart + entry.pathCount) { sizes.path += Self.size(paths[at]) }
    sizes.span = Self.size(entry.start.line) + Self.size(entry.start.column) + Self.size(entry.end.column)
    if entry.start.line != entry.end.line { sizes.span += Self.size(entry.end.line) }
    sizes.total = Self.fieldSize(sizes.span)
    if entry.pathCount > 0 { sizes.total += Self.fieldSize(sizes.path) }
    if let index = entry.comments {
      let comments = comments[Int(index)]
      if let text = comments.leading { sizes.total += Self.fieldSize(text.count) }
      if let text = comments.trailing { sizes.total += Self.fieldSize(text.count) }
      for text in comments.detached { sizes.total += Self.fieldSize(text.count) }
    }
    return sizes
  }

  private func append(_ entry: Entry, _ paths: UnsafeBufferPointer<Int32>, to sink: inout Sink) {
    let sizes = sizes(of: entry, paths)
    sink.open(1, sizes.total)
    if entry.pathCount > 0 {
      sink.open(1, sizes.path)
      for at in Int(entry.pathStart)..<Int(entry.pathStart + entry.pathCount) { sink.int32(paths[at]) }
    }
    sink.open(2, sizes.span)
    sink.int32(entry.start.line)
    sink.int32(entry.start.column)
    if entry.start.line != entry.end.line { sink.int32(entry.end.line) }
    sink.int32(entry.end.column)
    guard let index = entry.comments else { return }
    let comments = comments[Int(index)]
    if let text = comments.leading { sink.field(3, text) }
    if let text = comments.trailing { sink.field(4, text) }
    for text in comments.detached { sink.field(6, text) }
  }

  private static func size(_ value: Int32) -> Int { UInt64(UInt32(bitPattern: value)).varintSize }
  private static func fieldSize(_ count: Int) -> Int { 1 + UInt64(count).varintSize + count }

  /// Writes into a buffer whose size was computed from the same table.
  private struct Sink {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    var count = 0

    mutating func byte(_ value: UInt8) {
      if count < buffer.count { buffer[count] = value }
      count += 1
    }

    mutating func int32(_ value: Int32) { varint(UInt64(UInt32(bitPattern: value))) }

    mutating func open(_ number: UInt8, _ size: Int) {
      byte(number << 3 | 2)
      varint(UInt64(size))
    }

    mutating func field(_ number: UInt8, _ text: [UInt8]) {
      open(number, text.count)
      let end = min(count + text.count, buffer.count)
      text.withUnsafeBufferPointer { text in
        if let target = buffer.baseAddress, let start = text.baseAddress, count < end {
          (target + count).initialize(from: start, count: end - count)
        }
      }
      count += text.count
    }

    mutating func varint(_ value: UInt64) { value.forEachVarintByte { byte($0) } }
  }
}
