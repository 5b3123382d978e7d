import MartletHTTP2
import NIOCore

/// One task that waits on an event loop for a value. Used on the loop's thread only, which makes a lock unnecessary.
// Safe to send: state is only touched on the loop.
@usableFromInline
final class Waiter<Value: Sendable>: @unchecked Sendable {
  private let loop: any EventLoop
  private var continuation: UnsafeContinuation<Value, any Error>?
  /// Tells a late cancellation of an earlier wait from the present one.
  private var turn = 0

  @usableFromInline
  init(loop: any EventLoop) {
    self.loop = loop
  }

  @usableFromInline var isWaiting: Bool { continuation != nil }

  /// Waits until `resume` is called or the task is cancelled. Must be called on the loop.
  @usableFromInline
  func wait() async throws -> Value {
    turn += 1
    let turn = turn
    return try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        if let other = self.continuation {
          self.continuation = nil
          other.resume(throwing: RPCError(.internal, "two tasks wait on one stream"))
        }
        self.continuation = continuation
      }
    } onCancel: {
      loop.execute {
        if self.turn == turn { self.resume(throwing: CancellationError()) }
      }
    }
  }

  @usableFromInline
  func resume(returning value: Value) {
    let continuation = self.continuation
    self.continuation = nil
    continuation?.resume(returning: value)
  }

  @usableFromInline
  func resume(throwing error: any Error) {
    let continuation = self.continuation
    self.continuation = nil
    continuation?.resume(throwing: error)
  }
}
