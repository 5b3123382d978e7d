import Foundation
import MartletProtobuf

/// Messages behind their lengths, as varints: so many messages stand in one file or stream.
///
/// Memory grows with the bytes that arrive, never with the length that a stream announces.
public enum BinaryDelimited {
  /// Why a stream can't be read or written.
  public enum Error: Swift.Error, Hashable, Sendable {
    /// The stream fails and doesn't say why, as one does that wasn't opened.
    case unknownStreamError
    /// The stream ends inside a message, or takes no more of one.
    case truncated
  }

  /// Writes a message and its length.
  ///
  /// - Parameters:
  ///   - message: the message.
  ///   - stream: an open stream.
  ///   - partial: whether required fields may be missing.
  /// - Throws: `BinaryEncodingError` if the message can't be encoded, `BinaryDelimited.Error` or the stream's own error
  ///   if it can't be written.
  public static func serialize(message: any Message, to stream: OutputStream, partial: Bool = false) throws {
    let bytes: [UInt8] = try message.serializedBytes(partial: partial)
    var length = UInt64(bytes.count)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 10)
    while length >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: length) | 0x80)
      length >>= 7
    }
    output.append(UInt8(truncatingIfNeeded: length))
    output += bytes
    try output.withUnsafeBufferPointer { output in
      var rest = output[...]
      while let base = UnsafeBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
        let written = stream.write(base, maxLength: rest.count)
        if written < 0 { throw failure(of: stream) }
        if written == 0 { throw Error.truncated }
        rest = rest.dropFirst(written)
      }
    }
  }

  /// Reads a message and its length.
  ///
  /// - Parameters:
  ///   - messageType: the message's type.
  ///   - stream: an open stream.
  ///   - extensions: the extensions that are decoded; others are kept among the unknown fields.
  ///   - partial: whether required fields may be missing.
  ///   - options: the limits that hold for the message.
  ///   - sizeLimit: how many bytes the message may have, at most 2 GiB.
  /// - Throws: `SwiftProtobufError.BinaryStreamDecoding.noBytesAvailable()` if the stream has ended before the message's
  ///   length, `BinaryDelimited.Error.truncated` if it ends later, its own error or `.unknownStreamError` if it fails,
  ///   `BinaryDecodingError` if the length is malformed or beyond the limit or the message can't be decoded.
  public static func parse<M: Message>(
    messageType: M.Type, from stream: InputStream, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions(), sizeLimit: Int = Int(Int32.max)
  ) throws -> M {
    var message = M()
    try merge(
      into: &message, from: stream, extensions: extensions, partial: partial, options: options, sizeLimit: sizeLimit)
    return message
  }

  /// Reads a message and its length and merges it into another.
  ///
  /// The parameters and errors are those of `parse(messageType:from:extensions:partial:options:sizeLimit:)`.
  public static func merge<M: Message>(
    into message: inout M, from stream: InputStream, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions(), sizeLimit: Int = Int(Int32.max)
  ) throws {
    let length = try length(from: stream)
    if length > UInt64(max(0, min(sizeLimit, Int(Int32.max)))) { throw BinaryDecodingError(.tooLarge, offset: 0) }
    let bytes = try bytes(Int(length), from: stream)
    try message.merge(serializedBytes: bytes, extensions: extensions, partial: partial, options: options)
  }

  /// Why a stream fails. On Linux, Foundation ends the program when a stream that has no error is asked for it.
  private static func failure(of stream: Stream) -> any Swift.Error {
    (stream.streamStatus == .error ? stream.streamError : nil) ?? Error.unknownStreamError
  }

  private static func length(from stream: InputStream) throws -> UInt64 {
    var length: UInt64 = 0
    for index in 0..<10 as Range<UInt64> {
      guard let byte = try bytes(upTo: 1, from: stream).first else {
        throw index == 0 ? SwiftProtobufError.BinaryStreamDecoding.noBytesAvailable() : Error.truncated
      }
      length |= UInt64(byte & 0x7F) << (7 * index)
      if byte < 0x80 { return length }
    }
    throw BinaryDecodingError(.malformedVarint, offset: 0)
  }

  private static func bytes(_ count: Int, from stream: InputStream) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let chunk = try self.bytes(upTo: min(count - bytes.count, 65_536), from: stream)
      if chunk.isEmpty { throw Error.truncated }
      bytes += chunk
    }
    return bytes
  }

  /// What a stream has, at most so much; nothing at its end.
  private static func bytes(upTo count: Int, from stream: InputStream) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let base = buffer.baseAddress else { return }
      let read = stream.read(base, maxLength: count)
      if read < 0 { throw failure(of: stream) }
      initialized = read
    }
  }
}
