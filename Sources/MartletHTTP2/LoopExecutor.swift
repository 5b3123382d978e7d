import NIOCore

/// Runs the jobs of one connection's calls on that connection's event loop.
///
/// Jobs that the loop's own thread enqueues go into a plain array, without a lock and without a closure a job; the
/// connection drains it once a turn, before it flushes. Jobs from other threads arrive through `EventLoop.execute`.
///
/// The executor outlives its connection: tasks retain it, and it goes on running jobs until the last call has ended.
// Safe to send: everything mutable is only touched on the loop's thread.
@usableFromInline
package final class LoopExecutor: TaskExecutor, @unchecked Sendable {
  @usableFromInline package let loop: any EventLoop
  @exclusivity(unchecked) private var jobs: [UnownedJob] = []
  @exclusivity(unchecked) private var next = 0
  @exclusivity(unchecked) private var turnIsDue = false
  @exclusivity(unchecked) private var leftover = false
  /// Who runs turns while the connection is open; nil before and after.
  @exclusivity(unchecked) private var connection: HTTP2Connection?

  /// How many jobs a turn runs before it lets the loop do I/O.
  package static let jobsPerTurn = 1024

  package init(loop: any EventLoop) {
    self.loop = loop
  }

  @usableFromInline
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if loop.inEventLoop {
      append(job)
    } else {
      loop.execute { self.append(job) }
    }
  }

  private func append(_ job: UnownedJob) {
    jobs.append(job)
    requestTurn()
  }

  func attach(_ connection: HTTP2Connection) { self.connection = connection }

  /// The connection has closed. Its calls still run to their ends, so what it left undone is done now: a read that
  /// failed has no `channelReadComplete`, and so no turn.
  func detach() {
    connection = nil
    turnIsDue = false
    requestTurn()
  }

  /// Makes sure that a turn comes: the one under way, or a new one that the loop runs next.
  func requestTurn() {
    if turnIsDue { return }
    turnIsDue = true
    loop.execute { self.turn() }
  }

  /// Has another turn run after the one under way, for what that one must leave.
  func requestNextTurn() { leftover = true }

  /// Runs `body` as part of a turn: jobs and flushes that it asks for are left to the turn's end.
  @inline(__always)
  func duringTurn(_ body: () -> Void) {
    turnIsDue = true
    body()
  }

  /// Runs what is due and lets the connection flush. Jobs beyond the turn's share run in the next.
  func turn() {
    turnIsDue = true
    drain()
    connection?.flush()
    turnIsDue = false
    if leftover || next < jobs.count {
      leftover = false
      requestTurn()
    }
  }

  private func drain() {
    var budget = Self.jobsPerTurn
    while next < jobs.count && budget > 0 {
      let job = jobs[next]
      next += 1
      budget -= 1
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
    if next == jobs.count {
      jobs.removeAll(keepingCapacity: true)
      next = 0
    }
  }
}
