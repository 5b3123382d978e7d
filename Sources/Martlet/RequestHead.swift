import MartletHTTP2
import NIOCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a request's header block says, taken in field by field.
struct RequestHead: ~Copyable {
  /// Why a request can't be a call.
  enum Refusal {
    case http(Int, String)
    case status(RPCError)
  }

  private(set) var method: RegisteredMethod?
  private(set) var timeout: TimeAmount?
  private var path: [UInt8] = []
  private var isPost = false
  private var contentTypeIsRight = false
  private var timeoutIsMalformed = false
  private var encoding: String?
  /// The size of a header list that is too large; nil otherwise.
  private var listSize: Int?
  /// The whole block, if it has fields that belong to neither HTTP/2 nor gRPC. Few handlers look at them, so they
  /// become metadata only when asked for.
  private var block: [UInt8] = []
  private var hasMetadata = false

  var pathText: String { method?.fullName ?? String(decoding: path.drop { $0 == UInt8(ascii: "/") }, as: UTF8.self) }

  mutating func take(_ block: HeaderBlock, _ connection: ServerConnection) {
    if block.isTooLarge { listSize = block.listSize }
    for (name, value) in block where !take(name, value, connection) { hasMetadata = true }
    if hasMetadata { self.block = connection.keep(block) }
  }

  /// Takes what concerns the protocol; false if the field is metadata.
  private mutating func take(
    _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, _ connection: ServerConnection
  ) -> Bool {
    switch name.count {
    case 5 where name.equals(":path"):
      method = connection.method(value)
      if method == nil { path = Array(value) }
    case 7 where name.equals(":method"): isPost = value.equals("POST")
    case 12 where name.equals("content-type"): contentTypeIsRight = Self.isGRPC(value)
    case 12 where name.equals("grpc-timeout"):
      timeout = Timeout.decode(value)
      timeoutIsMalformed = timeout == nil
    case 13 where name.equals("grpc-encoding"):
      if !value.equals("identity") { encoding = String(decoding: value, as: UTF8.self) }
    default: return Self.belongsToProtocol(name)
    }
    return true
  }

  /// Whether a content type is gRPC's own, with or without a format; `application/grpc-web` isn't.
  private static func isGRPC(_ type: UnsafeBufferPointer<UInt8>) -> Bool {
    guard type.begins("application/grpc") else { return false }
    return type.count == 16 || type[16] == UInt8(ascii: "+") || type[16] == UInt8(ascii: ";")
  }

  private static func belongsToProtocol(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    switch name.count {
    case 2: name.equals("te")
    case 5: name.equals(":path")
    case 7: name.equals(":method") || name.equals(":scheme")
    case 10: name.equals(":authority")
    default: name.equals("content-type") || name.begins("grpc-")
    }
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
    if !isPost { return .http(405, "gRPC calls are POST requests") }
    if !contentTypeIsRight { return .http(415, "the content type must be application/grpc") }
    if let timeout, timeout.nanoseconds == 0 {
      return .status(RPCError(.deadlineExceeded, "the deadline of the call has passed"))
    }
    if timeoutIsMalformed { return .status(RPCError(.internal, "grpc-timeout is malformed")) }
    if let encoding {
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
