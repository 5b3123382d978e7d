import Common
import Martlet
import Synchronization

/// What wants to know of changes of jobs. Called on the database's writing queue: it must not wait.
protocol JobObserver: AnyObject, Sendable {
  func changed(_ job: JobRecord)
  /// The server shuts down.
  func close()
}

/// Passes committed changes of jobs on to the calls that follow them.
final class JobHub: Sendable {
  static let shutdown = RPCError(.unavailable, "the server is shutting down: call again")

  private struct State {
    var observers: [ObjectIdentifier: any JobObserver] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())

  /// Tells every observer. Called in the order of the commits.
  func publish(_ job: JobRecord) {
    for observer in state.withLock({ Array($0.observers.values) }) { observer.changed(job) }
  }

  /// Tells an observer of changes for as long as `body` runs.
  ///
  /// - Throws: UNAVAILABLE if the server is shutting down already, and what `body` throws.
  func withObserver<O: JobObserver, R>(_ observer: O, _ body: (O) async throws -> R) async throws -> R {
    let isClosed = state.withLock { state in
      if !state.isClosed { state.observers[ObjectIdentifier(observer)] = observer }
      return state.isClosed
    }
    if isClosed { throw Self.shutdown }
    defer { state.withLock { _ = $0.observers.removeValue(forKey: ObjectIdentifier(observer)) } }
    return try await body(observer)
  }

  /// Ends what every observer waits for.
  func close() {
    let observers = state.withLock { state in
      state.isClosed = true
      return Array(state.observers.values)
    }
    for observer in observers { observer.close() }
  }
}

/// Knows only that something has changed: whoever watches reads what it was from the database, so that nothing grows
/// with a slow client.
final class JobChangeSignal: JobObserver {
  private let closed = Atomic<Bool>(false)
  private let wakeup = Wakeup()

  func changed(_ job: JobRecord) { wakeup.signal() }

  func close() {
    closed.store(true, ordering: .releasing)
    wakeup.signal()
  }

  /// Waits for a change since the last wait.
  ///
  /// - Throws: UNAVAILABLE when the server shuts down, `CancellationError`.
  func wait() async throws {
    if !closed.load(ordering: .acquiring) { await wakeup.wait() }
    try Task.checkCancellation()
    if closed.load(ordering: .acquiring) { throw JobHub.shutdown }
  }
}
