/// Why bytes aren't a message, and where.
public struct BinaryDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
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
    /// Messages nest more deeply than `BinaryDecodingOptions.recursionLimit` allows.
    case recursionLimit
    /// A required field of the message named is missing.
    case missingRequiredField(String)
    /// The input has more than 2 GiB.
    case tooLarge
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

  public var description: String {
    let what =
      switch reason {
      case .truncated: "the input ends inside a field"
      case .malformedVarint: "a varint has more than ten bytes"
      case .invalidTag: "invalid tag"
      case .unexpectedEndGroup: "a group ends that is not open"
      case .invalidUTF8: "a string is not valid UTF-8"
      case .invalidPackedLength: "a packed field's length is not a multiple of its elements' size"
      case .recursionLimit: "messages nest too deeply"
      case .missingRequiredField(let name): "a required field of \(name) is missing"
      case .tooLarge: "the input has more than 2 GiB, protobuf's limit"
      }
    return "\(what) (at byte \(offset))"
  }
}

/// Why a message can't be encoded.
public enum BinaryEncodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A required field of the message named isn't set.
  case missingRequiredField(String)
  /// The message would take more than 2 GiB.
  case tooLarge(bytes: Int)

  public var description: String {
    switch self {
    case .missingRequiredField(let name): "a required field of \(name) is not set"
    case .tooLarge(let bytes): "the message takes \(bytes) bytes; protobuf's limit is 2 GiB"
    }
  }
}
