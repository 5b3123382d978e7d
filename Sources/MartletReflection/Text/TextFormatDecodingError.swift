import MartletProtobuf

/// Why a text isn't a message, and where.
public struct TextFormatDecodingError: ErrorOfKind, CustomStringConvertible {
  /// What can be wrong with the text, as far as two errors are told apart by `==`.
  public enum Kind: Hashable, Sendable {
    /// What has no kind of its own: a syntax error, a field that comes twice, a required field that is missing.
    case malformedText
    /// A number is malformed or beyond the range of its field.
    case malformedNumber
    /// Something follows the message.
    case trailingGarbage
    /// The text ends too early.
    case truncated
    /// A string isn't UTF-8.
    case invalidUTF8
    /// A value is of another type than the schema says.
    case schemaMismatch
    /// The message's own code carries no valid descriptor. This package throws a `DescriptorError` then.
    case missingFieldNames
    /// The message has no field or extension of that name or number.
    case unknownField
    /// An enum has no value of that name or number.
    case unrecognizedEnumValue
    /// Two fields of the same oneof are set.
    case conflictingOneOf
    /// No decoder of this package says so. It is there for code that was written for other decoders.
    case internalExtensionError
    /// Messages nest more deeply than `TextFormatDecodingOptions.messageDepthLimit` allows.
    case messageDepthLimit
  }

  /// What is wrong.
  public let kind: Kind
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

  init(_ kind: Kind, _ message: String, offset: Int, line: Int, column: Int) {
    self.kind = kind
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

/// An error of each kind, to compare others with; its place is the beginning of the input.
extension TextFormatDecodingError {
  private init(_ kind: Kind) { self.init(kind, "\(kind)", offset: 0, line: 1, column: 1) }

  public static let malformedText = TextFormatDecodingError(.malformedText)
  public static let malformedNumber = TextFormatDecodingError(.malformedNumber)
  public static let trailingGarbage = TextFormatDecodingError(.trailingGarbage)
  public static let truncated = TextFormatDecodingError(.truncated)
  public static let invalidUTF8 = TextFormatDecodingError(.invalidUTF8)
  public static let schemaMismatch = TextFormatDecodingError(.schemaMismatch)
  public static let missingFieldNames = TextFormatDecodingError(.missingFieldNames)
  public static let unknownField = TextFormatDecodingError(.unknownField)
  public static let unrecognizedEnumValue = TextFormatDecodingError(.unrecognizedEnumValue)
  public static let conflictingOneOf = TextFormatDecodingError(.conflictingOneOf)
  public static let internalExtensionError = TextFormatDecodingError(.internalExtensionError)
  public static let messageDepthLimit = TextFormatDecodingError(.messageDepthLimit)
}
