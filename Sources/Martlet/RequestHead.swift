import MartletHTTP2
import NIOCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a request's header block says. Calls of one client mostly have the same head, which is then kept and not
/// parsed again.
final class RequestHead: Sendable {
  /// Why a request can't be a call.
  enum Refusal {
    case http(Int, String)
    case status(RPCError)
  }

  /// The fields that concern the protocol, as they are taken in.
  private struct Fields {
    var method: RegisteredMethod?
    var path = ""
    var isPost = false
    var contentTypeIsRight = false
    var timeout: TimeAmount?
    var timeoutIsMalformed = false
    var encoding: String?
  }

  private let fields: Fields
  /// The size of a header list that is too large; nil otherwise.
  private let listSize: Int?
  /// The whole block. Few handlers look at metadata, so it is only made of the block when asked for.
  private let block: [UInt8]

  init(_ block: HeaderBlock, _ connection: ServerConnection) {
    var fields = Fields()
    for (name, value) in block { Self.take(name, value, &fields, connection) }
    self.fields = fields
    listSize = block.isTooLarge ? block.listSize : nil
    self.block = block.copy()
  }

  var method: RegisteredMethod? { fields.method }
  var timeout: TimeAmount? { fields.timeout }
  var pathText: String { method?.fullName ?? fields.path }

  /// Whether a block says the same as this one.
  func isCopied(from other: HeaderBlock) -> Bool { listSize == nil && other.isCopied(in: block) }

  private static func take(
    _ name: HeaderBlock.Bytes, _ value: HeaderBlock.Bytes, _ fields: inout Fields, _ connection: ServerConnection
  ) {
    switch name.count {
    case 5 where name.equals(":path"):
      let path = String(decoding: value, as: UTF8.self)
      fields.method = connection.methods[path]
      fields.path = String(path.drop { $0 == "/" })
    case 7 where name.equals(":method"): fields.isPost = value.equals("POST")
    case 12 where name.equals("content-type"): fields.contentTypeIsRight = isGRPC(value)
    case 12 where name.equals("grpc-timeout"):
      fields.timeout = Timeout.decode(value)
      fields.timeoutIsMalformed = fields.timeout == nil
    case 13 where name.equals("grpc-encoding"):
      if !value.equals("identity") { fields.encoding = String(decoding: value, as: UTF8.self) }
    default: break
    }
  }

  /// Whether a content type is gRPC's own, with or without a format; `application/grpc-web` isn't.
  private static func isGRPC(_ type: HeaderBlock.Bytes) -> Bool {
    guard type.begins("application/grpc") else { return false }
    return type.count == 16 || type[16] == UInt8(ascii: "+") || type[16] == UInt8(ascii: ";")
  }

  private static func belongsToProtocol(_ name: HeaderBlock.Bytes) -> Bool {
    name.equals("te") || name.equals("content-type") || name.begins(":") || name.begins("grpc-")
  }

  var metadata: Metadata {
    var metadata = Metadata()
    block.withUnsafeBytes { bytes in
      for (name, value) in HeaderBlock(copy: bytes) where !Self.belongsToProtocol(name) {
        metadata.append(wireName: name, value: value)
      }
    }
    return metadata
  }

  /// Why the request isn't served; nil if it is, or if only its method is unknown.
  func refusal(_ connection: ServerConnection) -> Refusal? {
    if let listSize {
      return .status(
        RPCError(
          .resourceExhausted,
          "the headers take \(listSize) bytes; the limit is \(connection.configuration.maxHeaderListSize)"))
    }
    if !fields.isPost { return .http(405, "gRPC calls are POST requests") }
    if !fields.contentTypeIsRight { return .http(415, "the content type must be application/grpc") }
    if let timeout, timeout.nanoseconds == 0 {
      return .status(RPCError(.deadlineExceeded, "the deadline of the call has passed"))
    }
    if fields.timeoutIsMalformed { return .status(RPCError(.internal, "grpc-timeout is malformed")) }
    if let encoding = fields.encoding {
      return .status(
        RPCError(
          .unimplemented, "messages compressed with \(encoding) are not supported",
          trailers: .acceptedEncodings))
    }
    return nil
  }
}

extension Metadata {
  /// Tells a client what it may use instead of the compression that was refused.
  static let acceptedEncodings: Metadata = ["grpc-accept-encoding": "identity"]
}

extension UnsafeBufferPointer<UInt8> {
  @inline(__always)
  func equals(_ text: StaticString) -> Bool { count == text.utf8CodeUnitCount && begins(text) }

  @inline(__always)
  func begins(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    if count < length { return false }
    guard let start = baseAddress else { return length == 0 }
    return memcmp(start, text.utf8Start, length) == 0
  }
}
