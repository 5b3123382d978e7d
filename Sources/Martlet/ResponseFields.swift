import MartletHTTP2
import MartletProtobuf

/// What a response's headers and trailers say, as a client takes them in.
struct ResponseFields {
  private(set) var headers = Metadata()
  private(set) var trailers = Metadata()
  private(set) var headersComplete = false
  /// Why the response can't be gRPC's; nil if it is.
  private(set) var problem: RPCError?

  private var httpStatus = 0
  private var contentType = ""
  private var code: Int?
  private var message = ""
  private var details: [UInt8] = []
  private var encoding: String?

  mutating func take(_ block: HeaderBlock, endStream: Bool) {
    if block.isTooLarge {
      problem = RPCError(.resourceExhausted, "the response's headers take \(block.listSize) bytes, more than the limit")
    }
    var metadata = Metadata()
    for (name, value) in block { take(name, value, &metadata) }
    if endStream {
      // One block that is headers and end at once carries the trailers ("trailers-only").
      trailers = metadata
      headersComplete = true
      return
    }
    // 1xx answers come before the real one.
    if 100..<200 ~= httpStatus { return }
    headers = metadata
    headersComplete = true
    problem = problem ?? checkHead()
  }

  private mutating func take(_ name: HeaderBlock.Bytes, _ value: HeaderBlock.Bytes, _ metadata: inout Metadata) {
    switch name.count {
    case 7 where name.equals(":status"): httpStatus = Int(String(decoding: value, as: UTF8.self)) ?? 0
    case 11 where name.equals("grpc-status"): code = Int(String(decoding: value, as: UTF8.self)) ?? 2
    case 12 where name.equals("grpc-message"): message = StatusMessage.decode(value)
    case 12 where name.equals("content-type"): contentType = String(decoding: value, as: UTF8.self)
    case 13 where name.equals("grpc-encoding"): encoding = String(decoding: value, as: UTF8.self)
    case 23 where name.equals("grpc-status-details-bin"): details = Base64.decode(value) ?? []
    case 20 where name.equals("grpc-accept-encoding"): break
    default: metadata.append(wireName: name, value: value)
    }
  }

  private func checkHead() -> RPCError? {
    if httpStatus != 200 {
      return RPCError(RPCCode(httpStatus: httpStatus), "the server answered with HTTP status \(httpStatus)")
    }
    if !contentType.hasPrefix("application/grpc") {
      return RPCError(.unknown, "the response's content type is \"\(contentType)\", not application/grpc")
    }
    if let encoding, encoding != "identity" {
      return RPCError(.internal, "the response is compressed with \(encoding), which was not offered")
    }
    return nil
  }

  /// How the call ended, once everything has been received.
  var status: Result<Void, RPCError> {
    if let problem { return .failure(problem) }
    guard let code else {
      if httpStatus != 200 {
        return .failure(
          RPCError(RPCCode(httpStatus: httpStatus), "the server answered with HTTP status \(httpStatus)"))
      }
      return .failure(RPCError(.unknown, "the response has no grpc-status"))
    }
    if code == 0 { return .success(()) }
    return .failure(
      RPCError(RPCCode(rawValue: code) ?? .unknown, message, statusDetails: details, trailers: trailers))
  }
}
