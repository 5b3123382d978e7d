import Synchronization

/// The calls that a handler's tasks have made and that are under way: they are cancelled with the handler. Those of its
/// own task would be anyway; those of a `Task { }` that it started wouldn't.
final class DependentCalls: Sendable {
  private struct State {
    var calls: [ObjectIdentifier: ClientCall] = [:]
    var isCancelled = false
  }
  private let state = Mutex(State())

  /// False if the handler has been cancelled already.
  func add(_ call: ClientCall) -> Bool {
    state.withLock { state in
      if state.isCancelled { return false }
      state.calls[ObjectIdentifier(call)] = call
      return true
    }
  }

  func remove(_ call: ClientCall) { _ = state.withLock { $0.calls.removeValue(forKey: ObjectIdentifier(call)) } }

  func cancel() {
    let calls = state.withLock { state in
      state.isCancelled = true
      defer { state.calls = [:] }
      return state.calls
    }
    for call in calls.values { call.cancel() }
  }
}
