import Synchronization

/// Wakes the one task that waits for something to do. A signal that comes while nobody waits is kept; several count
/// as one. So whoever looks for work, finds none and then waits misses nothing that came in between.
public final class Wakeup: Sendable {
  private struct State {
    var isSignalled = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  public init() {}

  /// Wakes the task that waits, or the next that does.
  public func signal() {
    let waiter = state.withLock { state in
      let waiter = state.waiter
      state.waiter = nil
      if waiter == nil { state.isSignalled = true }
      return waiter
    }
    waiter?.resume()
  }

  /// Returns after a signal, or when the task is cancelled.
  public func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (now, other) = state.withLock { state in
          if state.isSignalled || Task.isCancelled {
            state.isSignalled = false
            return (true, nil as CheckedContinuation<Void, Never>?)
          }
          let other = state.waiter
          state.waiter = continuation
          return (false, other)
        }
        if now { continuation.resume() }
        other?.resume()
      }
    } onCancel: {
      state.withLock { state in
        defer { state.waiter = nil }
        return state.waiter
      }?.resume()
    }
  }

  /// Returns after a signal, after the time, or when the task is cancelled.
  public func wait(atMost duration: Duration) async {
    if duration <= .zero { return }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.wait() }
      group.addTask { try? await Task.sleep(for: duration) }
      await group.next()
      group.cancelAll()
    }
  }
}
