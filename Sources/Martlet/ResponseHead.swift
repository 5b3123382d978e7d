import MartletHTTP2
import MartletProtobuf

/// The header blocks and trailers of responses.
enum ResponseHead {
  static let usual = HeaderList([":status": "200", "content-type": "application/grpc"])
  static let template = HeaderTemplate(usual)
  static let okTrailers = HeaderTemplate(HeaderList(["grpc-status": "0"]))

  /// The trailers of a status; nil means OK.
  static func trailers(_ error: RPCError?, _ extra: Metadata) -> HeaderList {
    var fields = HeaderList()
    fields.add("grpc-status", "\((error?.code ?? .ok).rawValue)")
    if let error {
      if !error.message.isEmpty { fields.add("grpc-message", StatusMessage.encode(error.message)) }
      if !error.statusDetails.isEmpty { fields.add("grpc-status-details-bin", Base64.encode(error.statusDetails)) }
      // Metadata that can't be sent must not cost the client its status.
      if error.trailers.problem() == nil || error.trailers == .acceptedEncodings { fields.add(error.trailers) }
    }
    fields.add(extra)
    return fields
  }
}
