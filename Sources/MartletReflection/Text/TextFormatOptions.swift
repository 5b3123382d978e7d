import MartletProtobuf

/// How messages are written in text format.
public struct TextFormatEncodingOptions: Sendable {
  /// Write all on one line, with spaces between the fields.
  public var singleLine = false
  /// Also write fields that the message's type doesn't declare, by number. What has a length is written as a message if
  /// its bytes make one, else as a string.
  public var printUnknownFields = false
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

  /// The defaults: a field a line, nothing but what the message's type declares.
  public init() {}
}

/// How text format is read into messages.
public struct TextFormatDecodingOptions: Sendable {
  /// Skip fields and extensions that the message doesn't have and enum values that the enum doesn't have, instead of
  /// refusing them.
  public var ignoreUnknownFields = false
  /// Accept a field's number in the place of its name, as `printUnknownFields` writes it.
  public var allowFieldNumbers = false
  /// How deeply messages may nest. Deeper input is refused, so that it can't exhaust the stack.
  public var messageDepthLimit = 100
  /// Accept messages whose required fields are missing.
  public var allowPartial = false
  /// Where extensions and the types of `google.protobuf.Any` are looked up, after the message's own pool.
  public var types: DescriptorPool?
  /// The extensions that a generated message decodes at once; others it keeps until somebody asks for them.
  public var extensions: ExtensionRegistry = []

  /// The defaults: strict, 100 levels.
  public init() {}
}

/// Why a text isn't a message, and where.
public struct TextFormatDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was expected and what was found.
  public let message: String
  /// The path of the field inside the message, such as `items.name`; empty for the whole.
  public private(set) var path: String
  /// The offset in bytes from the beginning of the input.
  public let offset: Int
  /// The line, counted from 1.
  public let line: Int
  /// The column in bytes, counted from 1.
  public let column: Int

  init(_ message: String, offset: Int, line: Int, column: Int) {
    self.message = message
    self.path = ""
    self.offset = offset
    self.line = line
    self.column = column
  }

  /// The error as the field around it sees it: with the field's name before the path.
  func inside(_ name: String) -> TextFormatDecodingError {
    var error = self
    error.path = path.isEmpty ? name : "\(name).\(path)"
    return error
  }

  public var description: String {
    path.isEmpty ? "\(line):\(column): \(message)" : "\(line):\(column): \(path): \(message)"
  }
}
