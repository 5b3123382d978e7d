import Common
import Contracts
import Martlet
import Synchronization

/// What one `Process` call waits for, and what it has still to send.
///
/// To miss nothing, announce a key before its job is accepted: a job that ends before its acceptance was noted is kept
/// until then.
final class ProcessStream: JobObserver {
  private enum Stage {
    case announced
    case accepted
    /// Ended before its acceptance was noted.
    case ended(JobRecord)
  }

  private struct State {
    var stages: [String: Stage] = [:]
    var events: [Async_V1_ProcessResponse] = []
    var isComplete = false
    var isClosed = false
  }

  /// So many jobs may be under way for one call, and so many events may wait to be sent; further requests wait.
  private static let limit = 4096

  private let state = Mutex(State())
  private let wakeup = Wakeup()
  private let room = Wakeup()

  func changed(_ job: JobRecord) {
    guard job.state.isFinal else { return }
    let isNews = state.withLock { state in
      switch state.stages[job.idempotencyKey] {
      case .announced:
        state.stages[job.idempotencyKey] = .ended(job)
        return false
      case .accepted:
        state.stages[job.idempotencyKey] = nil
        state.events.append(.with { $0.done = job.message })
        return true
      case .ended, nil: return false
      }
    }
    if isNews { wakeup.signal() }
  }

  func close() {
    state.withLock { $0.isClosed = true }
    wakeup.signal()
    room.signal()
  }

  /// A request with this key is about to be looked at. Waits while too much is under way.
  ///
  /// - Throws: UNAVAILABLE when the server shuts down, `CancellationError`.
  func announce(_ key: String) async throws {
    while true {
      let isRoom = try state.withLock { state in
        if state.isClosed { throw JobHub.shutdown }
        if state.stages.count + state.events.count >= Self.limit { return false }
        if state.stages[key] == nil { state.stages[key] = .announced }
        return true
      }
      if isRoom { return }
      await room.wait()
      try Task.checkCancellation()
    }
  }

  /// The request's job is on disk.
  func accepted(_ job: JobRecord) {
    state.withLock { state in
      state.events.append(.with { $0.accepted = job.message })
      let ended: JobRecord?
      if case .ended(let job)? = state.stages[job.idempotencyKey] {
        ended = job
      } else {
        ended = job.state.isFinal ? job : nil
      }
      state.stages[job.idempotencyKey] = ended == nil ? .accepted : nil
      if let ended { state.events.append(.with { $0.done = ended.message }) }
    }
    wakeup.signal()
  }

  /// The request was wrong.
  func refused(_ key: String, _ error: RPCError) {
    state.withLock { state in
      // The key may be that of an earlier request whose job goes on.
      if case .announced? = state.stages[key] { state.stages[key] = nil }
      state.events.append(
        .with {
          $0.refused = .with {
            $0.idempotencyKey = key
            $0.code = Int32(error.code.rawValue)
            $0.message = error.message
          }
        })
    }
    wakeup.signal()
  }

  /// No more requests come: `next` ends when all jobs have.
  func complete() {
    state.withLock { $0.isComplete = true }
    wakeup.signal()
  }

  /// What there is to send; waits for something. Empty at the end.
  ///
  /// - Throws: UNAVAILABLE when the server shuts down, `CancellationError`.
  func next() async throws -> [Async_V1_ProcessResponse] {
    while true {
      let (events, isOver) = try state.withLock { state in
        let events = state.events
        state.events = []
        if events.isEmpty && state.isClosed { throw JobHub.shutdown }
        return (events, state.isComplete && state.stages.isEmpty)
      }
      room.signal()
      if !events.isEmpty || isOver { return events }
      await wakeup.wait()
      try Task.checkCancellation()
    }
  }
}
