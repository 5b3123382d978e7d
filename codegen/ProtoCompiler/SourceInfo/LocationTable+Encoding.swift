import MartletProtobuf

// `SourceCodeInfo` in wire format. It makes up most of a descriptor.

extension LocationTable {
  /// The `SourceCodeInfo` message.
  ///
  /// - Parameters:
  ///   - repairing: replace what isn't UTF-8 in comments by U+FFFD.
  ///   - runtime: leave out what is left out of a descriptor for programs that run.
  func encoded(repairing: Bool = false, runtime: Bool = false) -> [UInt8] {
    var writer = WireWriter(capacity: 65_536)
    paths.withUnsafeBufferPointer { paths in
      for entry in entries.reversed() where !entry.isHidden && !(runtime && entry.isForSource) {
        writer.nested(10) { writer in
          if let index = entry.comments { write(comments[Int(index)], repairing, to: &writer) }
          writer.nested(18) { writer in
            writer.add(entry.end.column)
            if entry.start.line != entry.end.line { writer.add(entry.end.line) }
            writer.add(entry.start.column)
            writer.add(entry.start.line)
          }
          if entry.pathCount == 0 { return }
          writer.nested(10) { writer in
            var at = Int(entry.pathStart + entry.pathCount)
            while at > Int(entry.pathStart) {
              at -= 1
              writer.add(paths[at])
            }
          }
        }
      }
    }
    return writer.bytes()
  }

  private func write(_ comments: Comments, _ repairing: Bool, to writer: inout WireWriter) {
    func write(_ tag: WireTag, _ text: [UInt8]) {
      writer.bytes(tag, repairing ? Array(String(decoding: text, as: UTF8.self).utf8) : text)
    }
    for text in comments.detached.reversed() { write(50, text) }
    if let text = comments.trailing { write(34, text) }
    if let text = comments.leading { write(26, text) }
  }
}

extension WireWriter {
  /// An element of a packed field.
  fileprivate mutating func add(_ value: Int32) {
    reserve(16)
    store(varint: UInt64(UInt32(bitPattern: value)))
  }
}
