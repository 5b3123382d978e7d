import MartletProtobuf

// Messages inside `Any`s, read where they stand: however many lie in each other, the bytes aren't copied for each.

extension DynamicMessage {
  /// Merges the fields of an `Any`; the message in its bytes becomes one in their place.
  mutating func mergeAny(
    from reader: inout WireReader, until endTag: WireTag, _ source: Source
  ) throws(BinaryDecodingError) {
    // What comes in several parts is put together of bytes. No encoder writes such.
    let isWhole = values.isEmpty
    if case .message(let content)? = values[2] { values[2] = .bytes((try? content.partialBytes()) ?? []) }
    var content: UnsafeRawBufferPointer?
    while true {
      let tag = try reader.nextTag()
      if tag == endTag { break }
      if tag == 18 { content = try reader.content() } else { try field(tag, from: &reader, source) }
    }
    // Without bytes there is an empty message.
    let bytes = content ?? UnsafeRawBufferPointer(start: reader.cursor, count: 0)
    if isWhole, let message = try readContent(source, from: &reader, bytes) {
      values[2] = .message(message)
    } else if let content {
      values[2] = content.isEmpty ? nil : .bytes([UInt8](content))
    }
  }

  /// The message in an `Any`'s bytes; nil if its type isn't known, or it may stay bytes and can't be read.
  private func readContent(
    _ source: Source, from reader: inout WireReader, _ bytes: UnsafeRawBufferPointer
  ) throws(BinaryDecodingError) -> DynamicMessage? {
    guard case .string(let url)? = values[1], let type = source.schema?.message(url: url) else { return nil }
    var message = DynamicMessage(type)
    let depth = reader.depth
    do throws(BinaryDecodingError) {
      let outside = try reader.enter(bytes)
      defer {
        // Also after an error, which comes out of any number of levels.
        reader.leave(outside)
        reader.depth = depth
      }
      try message.merge(from: &reader, until: 0, source)
    } catch {
      if source.contents == .messages { throw error }
      return nil
    }
    return message
  }

  /// Reads the messages in those `Any`s that came in several parts.
  mutating func readRemainingContents(_ source: Source, depth: Int) throws(BinaryDecodingError) {
    if descriptor.table.wellKnown == .any, case .bytes(let bytes)? = values[2] {
      let message = try bytes.span.withUnsafeBytes { (bytes) throws(BinaryDecodingError) in
        var reader = WireReader(bytes, messageDepthLimit: depth)
        return try readContent(source, from: &reader, bytes)
      }
      if let message { values[2] = .message(message) }
    }
    for number in Array(values.keys) {
      try values[number]?.forEachMessage { (message) throws(BinaryDecodingError) in
        try message.readRemainingContents(source, depth: depth - 1)
      }
    }
  }

  /// Whether nothing is set.
  var isEmpty: Bool { values.isEmpty && unknownFields.isEmpty }
}

extension FieldValue {
  /// Changes the messages in the value. It is taken apart for that, so that nothing else holds them and they aren't
  /// copied.
  mutating func forEachMessage<E: Error>(_ body: (inout DynamicMessage) throws(E) -> Void) throws(E) {
    switch self {
    case .message(var message):
      self = .bool(false)
      try body(&message)
      self = .message(message)
    case .list(var elements):
      guard case .message? = elements.first else { return }
      self = .bool(false)
      for place in elements.indices { try elements[place].forEachMessage(body) }
      self = .list(elements)
    case .map(var entries):
      guard case .message? = entries.values.first else { return }
      self = .bool(false)
      for key in Array(entries.keys) { try entries[key]?.forEachMessage(body) }
      self = .map(entries)
    default: break
    }
  }
}
