import MartletHTTP2

/// A task that runs handlers, one call after another.
///
/// Making a task costs more than most handlers do: a connection keeps those whose handler has returned and gives them
/// the next calls. A task that was cancelled stays so and is not used again.
// Safe to send: state is only touched on the connection's loop, where the task's own code runs between two awaits.
final class HandlerTask: @unchecked Sendable {
  @exclusivity(unchecked) private var task: Task<Void, Never>?
  @exclusivity(unchecked) private var waiting: UnsafeContinuation<ServerCall?, Never>?

  /// Starts a task on its first call. Its jobs wait for the end of the turn, so this may be called inside nghttp2.
  init(_ first: ServerCall, _ connection: ServerConnection) {
    task = Task(executorPreference: first.executor) {
      var next: ServerCall? = first
      while let call = next {
        await Self.run(call)
        call.handlerEnded()
        if Task.isCancelled { return }
        next = await withUnsafeContinuation { continuation in
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
      call.handlerEnded()
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
    let continuation = waiting
    waiting = nil
    continuation?.resume(returning: call)
  }

  func cancel() { task?.cancel() }
}
