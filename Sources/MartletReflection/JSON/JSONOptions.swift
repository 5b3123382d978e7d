import MartletProtobuf

/// How messages are written as JSON.
public struct JSONEncodingOptions: Sendable {
  /// Also write fields without presence that hold their default, and empty lists and maps.
  public var alwaysPrintFieldsWithoutPresence = false
  /// Name fields as in the `.proto` file instead of in lowerCamelCase.
  public var preserveProtoFieldNames = false
  /// Write enums as numbers instead of names.
  public var alwaysPrintEnumsAsInts = false
  /// Write integers of 64 bits as numbers instead of strings. JavaScript and others read those beyond 2⁵³ inexactly.
  public var alwaysPrintInt64sAsNumbers = false
  /// Write the entries of maps in the order of their keys, so that equal messages give equal JSON.
  public var useDeterministicOrdering = false
  /// Write a member or element a line, indented by two spaces a level.
  public var prettyPrinted = false
  /// Where extensions and the types of `google.protobuf.Any` are looked up, after the message's own pool.
  public var types: DescriptorPool?

  /// The defaults: compact, names in lowerCamelCase, enums by name, nothing but what is set.
  public init() {}
}

/// How JSON is read into messages.
public struct JSONDecodingOptions: Sendable {
  /// Skip members that the message doesn't have and enum names that the enum doesn't have, instead of refusing them.
  public var ignoreUnknownFields = false
  /// How deeply values may nest. Deeper input is refused, so that it can't exhaust the stack.
  public var messageDepthLimit = 100
  /// Accept messages whose required fields are missing.
  public var allowPartial = false
  /// Where extensions and the types of `google.protobuf.Any` are looked up, after the message's own pool.
  public var types: DescriptorPool?

  /// The defaults: strict, 100 levels.
  public init() {}
}
