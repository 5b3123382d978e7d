/// Limits and leniency of decoding.
@frozen
public struct BinaryDecodingOptions: Sendable, Hashable {
  /// How deeply messages and groups may nest. Deeper input is refused, so that it can't exhaust the stack.
  public var recursionLimit: Int
  /// Accept messages whose required fields are missing.
  public var allowPartial: Bool
  /// The extensions that are decoded. Others are kept among the unknown fields.
  public var extensions: ExtensionRegistry
  /// Drop the fields that the schema doesn't declare, instead of keeping them.
  public var discardUnknownFields: Bool

  /// The defaults are those of the other implementations: 100 levels, required fields checked, unknown fields kept.
  @inlinable
  public init(
    recursionLimit: Int = 100, allowPartial: Bool = false, extensions: ExtensionRegistry = ExtensionRegistry(),
    discardUnknownFields: Bool = false
  ) {
    self.recursionLimit = recursionLimit
    self.allowPartial = allowPartial
    self.extensions = extensions
    self.discardUnknownFields = discardUnknownFields
  }
}

/// What must hold of a message that is encoded, and of its bytes.
@frozen
public struct BinaryEncodingOptions: Sendable, Hashable {
  /// Encode messages whose required fields are missing.
  public var allowPartial: Bool
  /// Write maps in the order of their keys, so that equal messages have equal bytes. It takes longer.
  public var deterministic: Bool

  /// The defaults: required fields checked, maps in any order.
  @inlinable
  public init(allowPartial: Bool = false, deterministic: Bool = false) {
    self.allowPartial = allowPartial
    self.deterministic = deterministic
  }
}
