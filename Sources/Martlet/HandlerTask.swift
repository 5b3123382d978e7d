import MartletHTTP2

/// A task that runs handlers, one call after another.
///
/// Making a task costs more than most handlers do: a connection keeps those whose handler has returned and gives them
/// the next calls. A task that was cancelled stays so and is not used again.
// Safe to send: state is only touched on the connection's loop, where the task's own code runs between two awaits.
final class HandlerTask: @unchecked Sendable {
  @exclusivity(unchecked) private var task: Task<Void, Never>?
  @exclusivity(unchecked) private var waiting: UnsafeContinuation<Void, Never>?
  /// The call that the task serves next. It is passed on here, so that nothing of the task holds it while it waits.
  @exclusivity(unchecked) private var next: ServerCall?

  /// Starts a task on its first call. Its jobs wait for the end of the turn, so this may be called inside nghttp2.
  init(_ first: ServerCall, _ connection: ServerConnection) {
    next = first
    task = Task(executorPreference: first.executor) {
      while await self.runNext() {
        await withUnsafeContinuation { continuation in
          self.waiting = continuation
          connection.keep(self)
        }
      }
    }
  }

  /// Serves a call; false if the task is not to serve another.
  private func runNext() async -> Bool {
    guard let call = next.take() else { return false }
    await Self.run(call)
    return call.handlerEnded() && !Task.isCancelled
  }

  /// Runs a call on a task of its own on Swift's global pool.
  static func runOnPool(_ call: ServerCall) -> Task<Void, Never> {
    Task {
      await run(call)
      _ = call.handlerEnded()
    }
  }

  private static func run(_ call: ServerCall) async {
    do {
      try await RPCContext.$current.withValue(RPCContext(call)) { try await call.runHandler() }
    } catch {
      call.fail(error)
    }
  }

  /// Hands the next call to a task that waits for one; nil ends it.
  func resume(with call: ServerCall?) {
    next = call
    waiting.take()?.resume()
  }

  func cancel() { task?.cancel() }
}
