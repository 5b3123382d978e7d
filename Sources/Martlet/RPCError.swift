import MartletHTTP2
import MartletProtobuf

/// The one error of Martlet: a call's status other than OK.
///
/// A handler throws it to end its call with that status; a client gets it from a call that failed. Any other error
/// that a handler throws reaches the client as UNKNOWN without its text, and is logged in full.
public struct RPCError: Error, Sendable, CustomStringConvertible {
  /// The status code; never `.ok`.
  public var code: RPCCode
  /// A message for developers. Sent percent-encoded in `grpc-message`.
  public var message: String
  /// A serialized `google.rpc.Status` with details, sent in `grpc-status-details-bin`; empty if there are none.
  public var statusDetails: [UInt8]
  /// Further trailing metadata.
  public var trailers: Metadata

  /// A status with which a call fails.
  public init(_ code: RPCCode, _ message: String, statusDetails: [UInt8] = [], trailers: Metadata = [:]) {
    self.code = code == .ok ? .unknown : code
    self.message = message
    self.statusDetails = statusDetails
    self.trailers = trailers
  }

  public var description: String { message.isEmpty ? code.name : "\(code.name): \(message)" }

  /// The method isn't implemented. `method` is `package.Service/Method`.
  public static func unimplemented(_ method: String) -> RPCError {
    RPCError(.unimplemented, "\(method) is not implemented")
  }

  /// What an error thrown by a handler tells the client.
  init(handlerError error: any Error) {
    switch error {
    case let error as RPCError: self = error
    case is CancellationError: self = RPCError(.cancelled, "the call was cancelled")
    default: self = RPCError(.unknown, "the handler failed")
    }
  }

  /// What a stream that was reset means.
  /// See https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#errors.
  init(reset code: HTTP2ErrorCode) {
    let status: RPCCode =
      switch code {
      case .refusedStream: .unavailable
      case .cancel: .cancelled
      case .enhanceYourCalm: .resourceExhausted
      case .inadequateSecurity: .permissionDenied
      default: .internal
      }
    self.init(status, "the stream was reset with \(code)")
  }

  static func decoding(_ error: any Error) -> RPCError {
    RPCError(.internal, "the message can't be decoded: \(error)")
  }
}
