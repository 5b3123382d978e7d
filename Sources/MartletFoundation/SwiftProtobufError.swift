/// Why a stream of messages can't be read: what is wrong with it as a whole, not with one of its messages.
public struct SwiftProtobufError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was being done.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// A message was being decoded.
    public static let binaryDecodingError = Code(description: "decoding a message")
    /// A stream of messages was being taken apart.
    public static let binaryStreamDecodingError = Code(description: "decoding a stream of messages")
  }

  /// What was being done.
  public let code: Code
  /// What is wrong.
  public let message: String

  public var description: String { "\(code): \(message)" }

  /// Errors of a message in a stream.
  public enum BinaryDecoding {
    /// A message has more than 2 GiB, or more than the reader allows.
    public static func tooLarge() -> SwiftProtobufError {
      SwiftProtobufError(code: .binaryDecodingError, message: "a message is longer than is allowed")
    }
  }

  /// Errors of the stream.
  public enum BinaryStreamDecoding {
    /// A message has more than 2 GiB, or more than the reader allows.
    public static func tooLarge() -> SwiftProtobufError {
      SwiftProtobufError(code: .binaryStreamDecodingError, message: "a message is longer than is allowed")
    }

    /// A message's length isn't a varint of at most ten bytes.
    public static func malformedLength() -> SwiftProtobufError {
      SwiftProtobufError(code: .binaryStreamDecodingError, message: "a message's length is malformed")
    }

    /// The stream has ended, or has nothing to read yet, where a message might begin: not a fault of the stream's.
    public static func noBytesAvailable() -> SwiftProtobufError {
      SwiftProtobufError(code: .binaryStreamDecodingError, message: "there are no bytes to read a message from")
    }
  }
}
