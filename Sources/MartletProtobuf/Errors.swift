/// An error that is equal to every error of its type that is of the same kind, wherever in the input it was found.
///
/// So the kinds, which the types name as static members, are compared with and caught as an enum's cases would be:
/// `catch BinaryDecodingError.truncated`, `if error == .malformedProtobuf`, `switch error { case .truncated: … }`.
public protocol ErrorOfKind: Error, Hashable {
  /// What can go wrong, as far as two errors are told apart by `==`.
  associatedtype Kind: Hashable & Sendable
  /// What went wrong.
  var kind: Kind { get }
}

extension ErrorOfKind {
  public static func == (left: Self, right: Self) -> Bool { left.kind == right.kind }
  public func hash(into hasher: inout Hasher) { hasher.combine(kind) }

  /// Whether an error of any type is one of this type and kind: what `catch` asks.
  public static func ~= (pattern: Self, error: any Error) -> Bool { (error as? Self)?.kind == pattern.kind }
}

/// Why bytes aren't a message, and where.
public struct BinaryDecodingError: ErrorOfKind, CustomStringConvertible {
  /// What can be wrong with the input, as far as two errors are told apart by `==`.
  public enum Kind: Hashable, Sendable {
    /// The input ends inside a field.
    case truncated
    /// A string isn't UTF-8.
    case invalidUTF8
    /// The input isn't wire format: all that has no kind of its own.
    case malformedProtobuf
    /// A required field is missing.
    case missingRequiredFields
    /// Messages nest more deeply than `BinaryDecodingOptions.messageDepthLimit` allows.
    case messageDepthLimit
    /// Bytes follow the message. No decoder of this package says so: messages end where their input ends.
    case trailingGarbage
    /// No decoder of this package says so. It is there for code that was written for other decoders.
    case internalExtensionError
  }

  /// What is wrong with the input.
  public enum Reason: Hashable, Sendable {
    /// The input ends inside a field.
    case truncated
    /// A varint has more than ten bytes, or more than five as a length.
    case malformedVarint
    /// A tag has field number 0, a field number above 2²⁹ − 1, or wire type 6 or 7.
    case invalidTag
    /// A group ends that didn't begin, or ends with another field's number.
    case unexpectedEndGroup
    /// A string isn't UTF-8.
    case invalidUTF8
    /// A packed field's length isn't a multiple of its elements' size.
    case invalidPackedLength
    /// Messages nest more deeply than `BinaryDecodingOptions.messageDepthLimit` allows.
    case messageDepthLimit
    /// A required field of the message named is missing.
    case missingRequiredField(String)
    /// The input has more than 2 GiB.
    case tooLarge
    /// The input isn't wire format, and no more is known.
    case malformed
    /// Bytes follow the message.
    case trailingGarbage
    /// What `BinaryDecodingError.internalExtensionError` carries.
    case internalExtensionError
  }

  /// What is wrong with the input.
  public let reason: Reason
  /// The offset in bytes from the beginning of the input.
  public let offset: Int

  /// An error at an offset.
  public init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  public var kind: Kind {
    switch reason {
    case .truncated: .truncated
    case .invalidUTF8: .invalidUTF8
    case .missingRequiredField: .missingRequiredFields
    case .messageDepthLimit: .messageDepthLimit
    case .trailingGarbage: .trailingGarbage
    case .internalExtensionError: .internalExtensionError
    case .malformedVarint, .invalidTag, .unexpectedEndGroup, .invalidPackedLength, .tooLarge, .malformed:
      .malformedProtobuf
    }
  }

  public var description: String {
    let what =
      switch reason {
      case .truncated: "the input ends inside a field"
      case .malformedVarint: "a varint has more than ten bytes"
      case .invalidTag: "invalid tag"
      case .unexpectedEndGroup: "a group ends that is not open"
      case .invalidUTF8: "a string is not valid UTF-8"
      case .invalidPackedLength: "a packed field's length is not a multiple of its elements' size"
      case .messageDepthLimit: "messages nest too deeply"
      case .missingRequiredField(let name): "a required field of \(name) is missing"
      case .tooLarge: "the input has more than 2 GiB, protobuf's limit"
      case .malformed: "the input is malformed"
      case .trailingGarbage: "bytes follow the message"
      case .internalExtensionError: "an extension can't be decoded"
      }
    return "\(what) (at byte \(offset))"
  }
}

/// An error of each kind, to compare others with; its place is the beginning of the input.
extension BinaryDecodingError {
  /// The input ends inside a field.
  public static let truncated = BinaryDecodingError(.truncated, offset: 0)
  /// A string isn't UTF-8.
  public static let invalidUTF8 = BinaryDecodingError(.invalidUTF8, offset: 0)
  /// The input isn't wire format.
  public static let malformedProtobuf = BinaryDecodingError(.malformed, offset: 0)
  /// A required field is missing.
  public static let missingRequiredFields = BinaryDecodingError(.missingRequiredField("the message"), offset: 0)
  /// Messages nest more deeply than `BinaryDecodingOptions.messageDepthLimit` allows.
  public static let messageDepthLimit = BinaryDecodingError(.messageDepthLimit, offset: 0)
  /// Bytes follow the message. No decoder of this package throws it.
  public static let trailingGarbage = BinaryDecodingError(.trailingGarbage, offset: 0)
  /// No decoder of this package throws it.
  public static let internalExtensionError = BinaryDecodingError(.internalExtensionError, offset: 0)
}

/// Why a message can't be encoded.
public struct BinaryEncodingError: ErrorOfKind, CustomStringConvertible {
  /// What can be wrong with the message, as far as two errors are told apart by `==`.
  public enum Kind: Hashable, Sendable {
    /// A required field isn't set.
    case missingRequiredFields
    /// The message would take more than 2 GiB.
    case tooLarge
    /// No encoder of this package says so, since a `google.protobuf.Any` holds bytes. It is there for code that was
    /// written for other encoders.
    case anyTranscodeFailure
  }

  /// What is wrong with the message.
  public enum Reason: Hashable, Sendable {
    /// A required field of the message named isn't set.
    case missingRequiredField(String)
    /// The message would take more than 2 GiB.
    case tooLarge(bytes: Int)
    /// What `BinaryEncodingError.anyTranscodeFailure` carries.
    case anyTranscodeFailure
  }

  /// What is wrong with the message.
  public let reason: Reason

  /// An error of a reason.
  public init(_ reason: Reason) { self.reason = reason }

  public var kind: Kind {
    switch reason {
    case .missingRequiredField: .missingRequiredFields
    case .tooLarge: .tooLarge
    case .anyTranscodeFailure: .anyTranscodeFailure
    }
  }

  public var description: String {
    switch reason {
    case .missingRequiredField(let name): "a required field of \(name) is not set"
    case .tooLarge(let bytes): "the message takes \(bytes) bytes; protobuf's limit is 2 GiB"
    case .anyTranscodeFailure: "the message in a google.protobuf.Any can't be encoded"
    }
  }
}

/// An error of each kind, to compare others with.
extension BinaryEncodingError {
  /// A required field isn't set.
  public static let missingRequiredFields = BinaryEncodingError(.missingRequiredField("the message"))
  /// No encoder of this package throws it.
  public static let anyTranscodeFailure = BinaryEncodingError(.anyTranscodeFailure)
}
