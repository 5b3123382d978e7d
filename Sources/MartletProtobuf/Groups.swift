// Groups (proto2, and editions' delimited messages): messages between two tags instead of behind a length.
//
// A message's `merge(from:)` doesn't know whether it reads a group: the tag that ends one comes to `unknown(_:into:)` like
// any other that the message doesn't declare, and there it ends the message.

extension WireReader {
  /// Merges a group whose start tag was just read.
  public mutating func group<M: Message>(_ tag: WireTag, into message: inout M) throws(BinaryDecodingError) {
    let (outside, outer) = (try descend(), (groupEnd, groupDepth))
    groupEnd = tag + 1
    groupDepth = depth
    try message.merge(from: &self)
    if groupEnd != 0 { throw error(.truncated) }
    leave(outside)
    (groupEnd, groupDepth) = outer
  }

  /// Merges a group into a field that may not be set.
  public mutating func group<M: Message>(_ tag: WireTag, into message: inout M?) throws(BinaryDecodingError) {
    var value = message.take() ?? M()
    try group(tag, into: &value)
    message = value
  }

  /// Merges a group into a field that may not be set and holds it indirectly.
  public mutating func group<M: Message>(_ tag: WireTag, into message: inout Indirect<M>?) throws(BinaryDecodingError) {
    var value = message.take() ?? Indirect(M())
    try group(tag, into: &value.value)
    message = value
  }

  /// Reads a group and appends it.
  public mutating func group<M: Message>(_ tag: WireTag, appendingTo messages: inout [M]) throws(BinaryDecodingError) {
    var value = M()
    try group(tag, into: &value)
    messages.append(value)
  }
}

extension WireWriter {
  /// A group; `tag` is the one that starts it.
  public mutating func group<M: Message>(_ tag: WireTag, _ message: M) {
    endGroup(tag)
    message.encode(to: &self)
    startGroup(tag)
  }

  /// Writes the tag that ends a group; `tag` is the one that starts it.
  package mutating func endGroup(_ tag: WireTag) { startGroup(tag + 1) }

  /// Writes the tag that starts a group.
  package mutating func startGroup(_ tag: WireTag) {
    reserve(Self.tagSize)
    store(tag: tag)
  }

  /// A group that its field holds indirectly.
  public mutating func group<M: Message>(_ tag: WireTag, _ message: Indirect<M>) { group(tag, message.value) }
}
