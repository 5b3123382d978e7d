import Common
import Contracts
import Martlet
import Synchronization

/// Passes committed changes of applications on to the calls that follow them.
///
/// Publishing never waits: each follower keeps what it has not sent yet, within bounds.
final class ApplicationHub: Sendable {
  private struct State {
    var followers: [Int64: [ObjectIdentifier: ApplicationFollower]] = [:]
    /// Every follower, also those that follow nothing at the moment.
    var all: [ObjectIdentifier: ApplicationFollower] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())

  /// Tells the followers of an application. Called in the order of the commits.
  func publish(_ application: Main_V1_Application) {
    let followers = state.withLock { $0.followers[application.id]?.values.map { $0 } ?? [] }
    for follower in followers { follower.offer(application) }
  }

  /// Makes a follower known for as long as `body` runs.
  func withFollower<R>(
    _ viewer: User, _ body: (ApplicationFollower) async throws -> R
  ) async throws -> R {
    let follower = ApplicationFollower(hub: self, viewer: viewer)
    let isClosed = state.withLock { state in
      if !state.isClosed { state.all[ObjectIdentifier(follower)] = follower }
      return state.isClosed
    }
    if isClosed { throw ApplicationFollower.shutdown }
    defer { leave(follower) }
    return try await body(follower)
  }

  fileprivate func add(_ follower: ApplicationFollower, to id: Int64) {
    state.withLock { $0.followers[id, default: [:]][ObjectIdentifier(follower)] = follower }
  }

  fileprivate func remove(_ follower: ApplicationFollower, from id: Int64) {
    state.withLock { state in
      state.followers[id]?[ObjectIdentifier(follower)] = nil
      if state.followers[id]?.isEmpty == true { state.followers[id] = nil }
    }
  }

  private func leave(_ follower: ApplicationFollower) {
    for id in follower.dropAll() { remove(follower, from: id) }
    state.withLock { $0.all[ObjectIdentifier(follower)] = nil }
  }

  /// Ends what every follower waits for: the server shuts down.
  func close() {
    let followers = state.withLock { state in
      state.isClosed = true
      return Array(state.all.values)
    }
    for follower in followers { follower.close() }
  }
}

/// What one call follows, and what it has still to send.
///
/// To miss nothing, follow an application first, then read it and offer what was read: a change in between comes by the
/// hub, and whatever is not newer than what was sent is passed over.
final class ApplicationFollower: Sendable {
  /// What a follower has to send.
  enum Event: Sendable {
    case changed(Main_V1_Application)
    case failed(id: Int64, RPCError)
  }

  static let shutdown = RPCError(.unavailable, "the server is shutting down: ask again since the last version seen")

  private struct State {
    /// The last version sent of each application followed.
    var versions: [Int64: Int64] = [:]
    var changes: [Main_V1_Application] = []
    var failures: [Event] = []
    var isComplete = false
    var isClosed = false
  }

  /// So many changes are kept one by one; beyond, only the latest of each application is.
  private static let changeLimit = 64
  /// So many failures may wait to be sent; a client that causes more without reading is cut off.
  private static let failureLimit = 100

  private let hub: ApplicationHub
  private let viewer: User
  private let state = Mutex(State())
  private let wakeup = Wakeup()

  fileprivate init(hub: ApplicationHub, viewer: User) {
    self.hub = hub
    self.viewer = viewer
  }

  /// Follows an application from a version on.
  ///
  /// - Throws: RESOURCE_EXHAUSTED if the call follows as many as it may.
  func follow(_ id: Int64, since version: Int64) throws(RPCError) {
    let isFull = state.withLock { state in
      if state.versions[id] == nil && state.versions.count >= Limits.followed { return true }
      state.versions[id] = version
      return false
    }
    if isFull { throw RPCError(.resourceExhausted, "the call follows \(Limits.followed) applications already") }
    hub.add(self, to: id)
  }

  /// Stops following an application: nothing more of it is sent.
  func drop(_ id: Int64) {
    state.withLock { _ = $0.versions.removeValue(forKey: id) }
    hub.remove(self, from: id)
    wakeup.signal()
  }

  fileprivate func dropAll() -> [Int64] {
    state.withLock { state in
      defer { state.versions = [:] }
      return Array(state.versions.keys)
    }
  }

  /// Takes a state of an application, from the hub or from the database.
  func offer(_ application: Main_V1_Application) {
    guard viewer.maySee(application.creator) else { return }
    let isOver = state.withLock { state in
      guard let sent = state.versions[application.id] else { return false }
      if application.version <= sent { return application.isFinal }
      state.changes.append(application)
      if state.changes.count > max(Self.changeLimit, 2 * state.versions.count) { Self.coalesce(&state.changes) }
      return false
    }
    // Who has seen the final state already has nothing to wait for.
    if isOver { drop(application.id) } else { wakeup.signal() }
  }

  /// Keeps the latest state of each application, in the order in which they came.
  private static func coalesce(_ changes: inout [Main_V1_Application]) {
    var seen: Set<Int64> = []
    var kept: [Main_V1_Application] = []
    for change in changes.reversed() where seen.insert(change.id).inserted { kept.append(change) }
    changes = kept.reversed()
  }

  /// An application can't be followed.
  ///
  /// - Throws: RESOURCE_EXHAUSTED if too many failures wait to be read.
  func fail(_ id: Int64, _ error: RPCError) throws(RPCError) {
    drop(id)
    let isFull = state.withLock { state in
      state.failures.append(.failed(id: id, error))
      return state.failures.count > Self.failureLimit
    }
    if isFull { throw RPCError(.resourceExhausted, "too many requests have failed without the answers being read") }
    wakeup.signal()
  }

  /// Nothing more will be followed: `next` ends when all that is followed is in a final state.
  func complete() {
    state.withLock { $0.isComplete = true }
    wakeup.signal()
  }

  fileprivate func close() {
    state.withLock { $0.isClosed = true }
    wakeup.signal()
  }

  /// What there is to send; waits for something. Empty at the end, which comes when nothing is followed any more.
  ///
  /// - Throws: UNAVAILABLE when the server shuts down, `CancellationError`.
  func next() async throws -> [Event] {
    while true {
      let (events, isOver) = try take()
      if !events.isEmpty || isOver { return events }
      await wakeup.wait()
      try Task.checkCancellation()
    }
  }

  /// The first event; nil after the timeout.
  func next(within timeout: Duration) async throws -> Event? {
    let end = ContinuousClock.now + timeout
    while true {
      if let first = try take().events.first { return first }
      let left = end - .now
      if left <= .zero { return nil }
      await wakeup.wait(atMost: left)
      try Task.checkCancellation()
    }
  }

  private func take() throws(RPCError) -> (events: [Event], isOver: Bool) {
    var ended: [Int64] = []
    let (events, isOver, isClosed) = state.withLock { state in
      var events = state.failures
      state.failures = []
      for change in state.changes {
        guard let sent = state.versions[change.id], change.version > sent else { continue }
        events.append(.changed(change))
        state.versions[change.id] = change.version
        if change.isFinal {
          state.versions[change.id] = nil
          ended.append(change.id)
        }
      }
      state.changes = []
      return (events, state.isComplete && state.versions.isEmpty, state.isClosed)
    }
    for id in ended { hub.remove(self, from: id) }
    if events.isEmpty && isClosed { throw Self.shutdown }
    return (events, isOver)
  }
}

extension Main_V1_Application {
  /// Nothing changes any more.
  var isFinal: Bool { ApplicationStatus(rawValue: status.rawValue)?.isFinal ?? false }
}
