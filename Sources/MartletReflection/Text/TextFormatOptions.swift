import MartletProtobuf

/// How messages are written in text format.
public struct TextFormatEncodingOptions: Sendable {
  /// Write all on one line, with spaces between the fields.
  public var singleLine = false
  /// Also write fields that the message's type doesn't declare, by number. What has a length is written as a message if
  /// its bytes make one, else as a string. Such text can't be read back as it is.
  public var printUnknownFields = true
  /// Write the entries of maps in the order of their keys, so that equal messages give equal text.
  public var useDeterministicOrdering = true
  /// Write `[REDACTED]` instead of the values of fields that have the option `debug_redact`. Such text can't be read
  /// back.
  public var redactSensitiveFields = false
  /// Write the message inside a `google.protobuf.Any` instead of its bytes, if its type is known.
  public var expandAny = true
  /// Escape every character that isn't ASCII, byte by byte.
  public var asciiOnly = false
  /// Write lists of numbers, booleans and enums as one field, in brackets.
  public var shortLists = false
  /// Where extensions and the types of `google.protobuf.Any` are looked up, after the message's own pool.
  public var types: DescriptorPool?

  /// The defaults: a field a line, unknown fields too, maps in order.
  public init() {}
}

/// How text format is read into messages.
public struct TextFormatDecodingOptions: Sendable {
  /// Skip fields that the message doesn't have, instead of refusing them.
  public var ignoreUnknownFields = false
  /// Skip extensions that aren't known, instead of refusing them.
  public var ignoreUnknownExtensionFields = false
  /// Accept a field's number in the place of its name, as `printUnknownFields` writes it.
  public var allowFieldNumbers = false
  /// How deeply messages may nest. Deeper input is refused, so that it can't exhaust the stack.
  public var messageDepthLimit = 100
  /// Accept messages whose required fields are missing.
  public var allowPartial = false
  /// Where extensions and the types of `google.protobuf.Any` are looked up, after the message's own pool.
  public var types: DescriptorPool?

  /// The defaults: strict, 100 levels.
  public init() {}
}
