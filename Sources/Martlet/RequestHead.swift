import MartletHTTP2
import NIOCore

/// What a request's header block says, taken in field by field.
struct RequestHead {
  /// Why a request can't be a call.
  enum Refusal {
    case http(Int, String)
    case status(RPCError)
  }

  private(set) var method: RegisteredMethod?
  private(set) var timeout: TimeAmount?
  private var path: [UInt8] = []
  private var hasPath = false
  private var isPost = false
  private var contentTypeIsRight = false
  private var timeoutIsMalformed = false
  private var encoding: String?
  private var size = 0
  /// The other fields, one behind another: two lengths of four bytes, the name, the value. Few handlers look at
  /// them, so they become strings only when asked for.
  private var others: [UInt8] = []

  var pathText: String { method?.fullName ?? String(decoding: path.drop { $0 == UInt8(ascii: "/") }, as: UTF8.self) }

  mutating func add(
    _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, _ connection: ServerConnection
  ) {
    size += name.count + value.count + 32
    // Beyond the limit nothing is kept; the call is refused when the block is complete.
    if size > connection.configuration.maxHeaderListSize { return }
    switch name.count {
    case 2 where name.equals("te"): return
    case 5 where name.equals(":path"):
      hasPath = true
      method = connection.method(value)
      if method == nil { path = Array(value) }
      return
    case 7 where name.equals(":method"):
      isPost = value.equals("POST")
      return
    case 7 where name.equals(":scheme"): return
    case 10 where name.equals(":authority"): return
    case 12 where name.equals("content-type"):
      contentTypeIsRight = value.begins("application/grpc")
      return
    case 12 where name.equals("grpc-timeout"):
      timeout = Timeout.decode(value)
      timeoutIsMalformed = timeout == nil
      return
    case 13 where name.equals("grpc-encoding"):
      if !value.equals("identity") { encoding = String(decoding: value, as: UTF8.self) }
      return
    case 20 where name.equals("grpc-accept-encoding"): return
    default: keep(name, value)
    }
  }

  private mutating func keep(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
    others.reserveCapacity(others.count + 8 + name.count + value.count)
    withUnsafeBytes(of: UInt32(name.count)) { others.append(contentsOf: $0) }
    withUnsafeBytes(of: UInt32(value.count)) { others.append(contentsOf: $0) }
    others.append(contentsOf: name)
    others.append(contentsOf: value)
  }

  var metadata: Metadata {
    var metadata = Metadata()
    others.withUnsafeBytes { bytes in
      var at = 0
      while at + 8 <= bytes.count {
        let nameLength = Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
        let valueLength = Int(bytes.loadUnaligned(fromByteOffset: at + 4, as: UInt32.self))
        let name = UnsafeRawBufferPointer(rebasing: bytes[(at + 8)..<(at + 8 + nameLength)])
        at += 8 + nameLength
        let value = UnsafeRawBufferPointer(rebasing: bytes[at..<(at + valueLength)])
        at += valueLength
        metadata.append(
          wireName: name.bindMemory(to: UInt8.self), value: value.bindMemory(to: UInt8.self))
      }
    }
    return metadata
  }

  /// Why the request isn't served; nil if it is, or if only its method is unknown.
  func refusal(_ connection: ServerConnection) -> Refusal? {
    if size > connection.configuration.maxHeaderListSize {
      return .status(
        RPCError(
          .resourceExhausted,
          "the headers take \(size) bytes; the limit is \(connection.configuration.maxHeaderListSize)"))
    }
    if !isPost { return .http(405, "gRPC calls are POST requests") }
    if !contentTypeIsRight { return .http(415, "the content type must be application/grpc") }
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
    return text.withUTF8Buffer { expected in
      for index in 0..<length where self[index] != expected[index] { return false }
      return true
    }
  }
}
