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
      while true {
        // The scope ends before the wait, so that an idle task doesn't keep its last call.
        do {
          guard let call = self.next.take() else { return }
          await Self.run(call)
          if !call.handlerEnded() || Task.isCancelled { return }
        }
        await withUnsafeContinuation { continuation in
          self.waiting = continuation
          connection.keep(self)
        }
      }
    }
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
