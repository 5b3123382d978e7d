/// Limits and leniency of decoding.
@frozen
public struct BinaryDecodingOptions: Sendable, Hashable {
  /// How deeply messages and groups may nest. Deeper input is refused, so that it can't exhaust the stack.
  public var messageDepthLimit: Int
  /// Drop the fields that the schema doesn't declare, instead of keeping them.
  public var discardUnknownFields: Bool

  /// The defaults are those of the other implementations: 100 levels, unknown fields kept.
  @inlinable
  public init(messageDepthLimit: Int = 100, discardUnknownFields: Bool = false) {
    self.messageDepthLimit = messageDepthLimit
    self.discardUnknownFields = discardUnknownFields
  }
}

/// What must hold of a message's bytes.
@frozen
public struct BinaryEncodingOptions: Sendable, Hashable {
  /// Write maps in the order of their keys, so that equal messages have equal bytes. It takes longer.
  public var useDeterministicOrdering: Bool

  /// The default: maps in any order.
  @inlinable
  public init(useDeterministicOrdering: Bool = false) { self.useDeterministicOrdering = useDeterministicOrdering }
}
