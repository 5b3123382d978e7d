import MartletProtobuf
import NIOCore

/// The place of the one response of a unary or client-streaming call. Used on the channel's loop.
// Safe to send: state is only touched on the loop.
@usableFromInline
final class SingleResponse<M: Message>: MessageSink, @unchecked Sendable {
  private var message: M?
  private var result: Result<M, any Error>?
  private var continuation: UnsafeContinuation<M, any Error>?

  @usableFromInline
  init() {}

  @usableFromInline var isEmpty: Bool { true }

  @usableFromInline
  func receive(_ bytes: UnsafeRawBufferPointer, size: Int) throws(RPCError) {
    if message != nil {
      throw RPCError(.unimplemented, "the server sent more than one response to a call that has one")
    }
    do {
      message = try M(serializedBytes: bytes)
    } catch {
      throw .decoding(error)
    }
  }

  @usableFromInline
  func finish(_ error: RPCError?, discardingUnread: Bool) {
    if result != nil { return }
    let result: Result<M, any Error> =
      if let error {
        .failure(error)
      } else if let message {
        .success(message)
      } else {
        .failure(RPCError(.unimplemented, "the server sent no response to a call that has one"))
      }
    self.result = result
    let continuation = self.continuation
    self.continuation = nil
    continuation?.resume(with: result)
  }

  /// Hands the result to a waiting task. On the loop.
  @usableFromInline
  func deliver(to continuation: UnsafeContinuation<M, any Error>) {
    if let result {
      continuation.resume(with: result)
    } else {
      self.continuation?.resume(throwing: RPCError(.internal, "two tasks wait for one response"))
      self.continuation = continuation
    }
  }
}
