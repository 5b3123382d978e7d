import MartletProtobuf

/// Why a message has no JSON form.
public struct JSONEncodingError: ErrorOfKind, CustomStringConvertible {
  /// What can be wrong with the message, as far as two errors are told apart by `==`.
  public enum Kind: Hashable, Sendable {
    /// The message's own wire format can't be read, or a required field isn't set.
    case failure
    /// A `google.protobuf.Any` holds a message of a type that is not known, or bytes that aren't such a message.
    case anyTranscodeFailure
    /// A timestamp isn't in the years 1 to 9999.
    case timestampRange
    /// A duration is beyond 315,576,000,000 seconds (10,000 years) in either direction, or has two signs.
    case durationRange
    /// A path of a field mask has no lowerCamelCase form.
    case fieldMaskConversion
    /// The descriptors that the message's code carries don't make a schema.
    case missingFieldNames
    /// A `google.protobuf.Value` has none of its kinds.
    case missingValue
    /// A `google.protobuf.Value` is infinite or not a number.
    case valueNumberNotFinite
  }

  /// What is wrong.
  public let kind: Kind
  /// What was found, with the type of the message that it was found in.
  public let message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  public var description: String { message }
}

/// An error of each kind, to compare others with.
extension JSONEncodingError {
  private init(_ kind: Kind) { self.init(kind, "\(kind)") }

  public static let failure = JSONEncodingError(.failure)
  public static let anyTranscodeFailure = JSONEncodingError(.anyTranscodeFailure)
  public static let timestampRange = JSONEncodingError(.timestampRange)
  public static let durationRange = JSONEncodingError(.durationRange)
  public static let fieldMaskConversion = JSONEncodingError(.fieldMaskConversion)
  public static let missingFieldNames = JSONEncodingError(.missingFieldNames)
  public static let missingValue = JSONEncodingError(.missingValue)
  public static let valueNumberNotFinite = JSONEncodingError(.valueNumberNotFinite)
}
