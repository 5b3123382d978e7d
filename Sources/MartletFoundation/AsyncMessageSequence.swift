import MartletProtobuf

extension AsyncSequence where Element == UInt8 {
  /// The messages that stand in a sequence of bytes, each behind its length, as `BinaryDelimited` writes them.
  ///
  /// - Parameters:
  ///   - messageType: the messages' type.
  ///   - extensions: the extensions that are decoded; others are kept among the unknown fields.
  ///   - partial: whether required fields may be missing.
  ///   - options: the limits that hold for each message.
  ///   - sizeLimit: how many bytes a message may have, at most 2 GiB.
  public func binaryProtobufDelimitedMessages<M: Message>(
    of messageType: M.Type = M.self, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions(), sizeLimit: Int = Int(Int32.max)
  ) -> AsyncMessageSequence<Self, M> {
    AsyncMessageSequence(base: self, extensions: extensions, partial: partial, options: options, sizeLimit: sizeLimit)
  }
}

/// Messages that are decoded from a sequence of bytes as they arrive.
///
/// Iteration throws what the bytes' own does; `SwiftProtobufError` if a length is malformed or beyond the limit;
/// `BinaryDelimited.Error.truncated` if the bytes end inside a message; `BinaryDecodingError` if one can't be decoded.
/// After an error of the stream there are no more messages.
public struct AsyncMessageSequence<Base: AsyncSequence, M: Message>: AsyncSequence where Base.Element == UInt8 {
  public typealias Element = M

  private let base: Base
  private let extensions: (any ExtensionMap)?
  private let partial: Bool
  private let options: BinaryDecodingOptions
  private let sizeLimit: Int

  /// The messages in a sequence of bytes; see `binaryProtobufDelimitedMessages(of:extensions:partial:options:sizeLimit:)`.
  public init(
    base: Base, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions(), sizeLimit: Int = Int(Int32.max)
  ) {
    self.base = base
    self.extensions = extensions
    self.partial = partial
    self.options = options
    self.sizeLimit = sizeLimit
  }

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(bytes: base.makeAsyncIterator(), sequence: self) }

  /// Takes one message after the other.
  public struct AsyncIterator: AsyncIteratorProtocol {
    /// None after the end or an error.
    private var bytes: Base.AsyncIterator?
    private let sequence: AsyncMessageSequence

    fileprivate init(bytes: Base.AsyncIterator, sequence: AsyncMessageSequence) {
      self.bytes = bytes
      self.sequence = sequence
    }

    /// The next message; nil at the end of the bytes.
    public mutating func next() async throws -> M? {
      let message: [UInt8]
      do {
        guard let length = try await length() else {
          bytes = nil
          return nil
        }
        message = try await take(length)
      } catch {
        bytes = nil
        throw error
      }
      return try M(
        serializedBytes: message, extensions: sequence.extensions, partial: sequence.partial, options: sequence.options)
    }

    private mutating func length() async throws -> Int? {
      var length: UInt64 = 0
      var shift: UInt64 = 0
      while let byte = try await bytes?.next() {
        length |= UInt64(byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 {
          let limit = Swift.max(0, Swift.min(sequence.sizeLimit, Int(Int32.max)))
          if length > UInt64(limit) { throw SwiftProtobufError.BinaryDecoding.tooLarge() }
          return Int(length)
        }
        // A length has 32 bits, and so at most five bytes.
        if shift == 35 { throw SwiftProtobufError.BinaryStreamDecoding.malformedLength() }
      }
      if shift > 0 { throw BinaryDelimited.Error.truncated }
      return nil
    }

    private mutating func take(_ count: Int) async throws -> [UInt8] {
      var taken: [UInt8] = []
      taken.reserveCapacity(Swift.min(count, 65_536))
      while taken.count < count {
        guard let byte = try await bytes?.next() else { throw BinaryDelimited.Error.truncated }
        taken.append(byte)
      }
      return taken
    }
  }
}

extension AsyncMessageSequence: Sendable where Base: Sendable {}
