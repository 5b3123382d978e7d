import MartletProtobuf

/// Why JSON isn't a message, and where.
public struct JSONDecodingError: ErrorOfKind, CustomStringConvertible {
  /// What can be wrong with the input, as far as two errors are told apart by `==`.
  public enum Kind: Hashable, Sendable {
    /// What has no kind of its own: a syntax error, an array for an object, a member that comes twice, a required field
    /// that is missing.
    case failure
    /// A number was expected, and what stands there isn't one; or it has a fraction or a sign where its field has none.
    case malformedNumber
    /// A number is beyond the range of its field.
    case numberRange
    /// A map has a key twice.
    case malformedMap
    /// What should be true or false is neither.
    case malformedBool
    /// A string was expected, or has an escape sequence or a character that JSON doesn't allow, or isn't base64.
    case malformedString
    /// The input isn't UTF-8.
    case invalidUTF8
    /// The message's own code carries no valid descriptor. This package throws a `DescriptorError` then.
    case missingFieldNames
    /// Thrown by nothing: a value of another type is a `failure`, or of the kind that its type has.
    case schemaMismatch
    /// An enum has no value of that name or number.
    case unrecognizedEnumValue
    /// There is a null where none may be, as in a list.
    case illegalNull
    /// A map's key isn't in quotes.
    case unquotedMapKey
    /// A number begins with a zero that another digit follows.
    case leadingZero
    /// The input ends too early.
    case truncated
    /// What should be a duration isn't.
    case malformedDuration
    /// What should be a timestamp isn't.
    case malformedTimestamp
    /// What should be a field mask isn't.
    case malformedFieldMask
    /// Something follows the message.
    case trailingGarbage
    /// Two fields of the same oneof are set.
    case conflictingOneOf
    /// Values nest more deeply than `JSONDecodingOptions.messageDepthLimit` allows.
    case messageDepthLimit
    /// The message has no field of that name.
    case unknownField(String)
  }

  /// What is wrong.
  public let kind: Kind
  /// What was expected and what was found.
  public let message: String
  /// The path of the value inside the message, such as `items[2].name`; empty for the whole.
  public package(set) var path: String
  /// The offset in bytes from the beginning of the input.
  public let offset: Int
  /// The line, counted from 1.
  public let line: Int
  /// The column in bytes, counted from 1.
  public let column: Int

  package init(_ kind: Kind, _ message: String, offset: Int, line: Int, column: Int) {
    self.kind = kind
    self.message = message
    self.path = ""
    self.offset = offset
    self.line = line
    self.column = column
  }

  /// The error as the value around it sees it: with the member's or element's place before the path.
  package func inside(_ place: String) -> JSONDecodingError {
    var error = self
    error.path = path.isEmpty || path.hasPrefix("[") ? place + path : "\(place).\(path)"
    return error
  }

  public var description: String {
    path.isEmpty ? "\(line):\(column): \(message)" : "\(line):\(column): \(path): \(message)"
  }
}

/// An error of each kind, to compare others with; its place is the beginning of the input.
extension JSONDecodingError {
  private init(_ kind: Kind) { self.init(kind, "\(kind)", offset: 0, line: 1, column: 1) }

  public static let failure = JSONDecodingError(.failure)
  public static let malformedNumber = JSONDecodingError(.malformedNumber)
  public static let numberRange = JSONDecodingError(.numberRange)
  public static let malformedMap = JSONDecodingError(.malformedMap)
  public static let malformedBool = JSONDecodingError(.malformedBool)
  public static let malformedString = JSONDecodingError(.malformedString)
  public static let invalidUTF8 = JSONDecodingError(.invalidUTF8)
  public static let missingFieldNames = JSONDecodingError(.missingFieldNames)
  public static let schemaMismatch = JSONDecodingError(.schemaMismatch)
  public static let unrecognizedEnumValue = JSONDecodingError(.unrecognizedEnumValue)
  public static let illegalNull = JSONDecodingError(.illegalNull)
  public static let unquotedMapKey = JSONDecodingError(.unquotedMapKey)
  public static let leadingZero = JSONDecodingError(.leadingZero)
  public static let truncated = JSONDecodingError(.truncated)
  public static let malformedDuration = JSONDecodingError(.malformedDuration)
  public static let malformedTimestamp = JSONDecodingError(.malformedTimestamp)
  public static let malformedFieldMask = JSONDecodingError(.malformedFieldMask)
  public static let trailingGarbage = JSONDecodingError(.trailingGarbage)
  public static let conflictingOneOf = JSONDecodingError(.conflictingOneOf)
  public static let messageDepthLimit = JSONDecodingError(.messageDepthLimit)
  /// To compare with; the name that was found is in `kind`.
  public static func unknownField(_ name: String) -> JSONDecodingError { JSONDecodingError(.unknownField(name)) }
}
