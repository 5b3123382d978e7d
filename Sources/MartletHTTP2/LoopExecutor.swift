import NIOCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

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
  @exclusivity(unchecked) private var sinceLastPause = 0
  /// Who runs turns while the connection is open; nil before and after.
  @exclusivity(unchecked) private var connection: HTTP2Connection?
  @exclusivity(unchecked) private var holdLimit = UInt64.max
  @exclusivity(unchecked) private var reportHold: ((TimeAmount, UnsafeRawPointer?) -> Void)?
  /// What the jobs of a turn were last about, for `reportHold`; nil when a turn begins. Never looked into here.
  @exclusivity(unchecked) package var subject: UnsafeRawPointer?

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

  /// Has turns whose jobs hold the loop for longer than `limit` reported, with the `subject` of that turn. The time is
  /// the kernel's coarse one, exact to a few milliseconds.
  package func watch(limit: TimeAmount, _ report: @escaping (TimeAmount, UnsafeRawPointer?) -> Void) {
    holdLimit = UInt64(clamping: limit.nanoseconds)
    reportHold = report
  }

  func attach(_ connection: HTTP2Connection) { self.connection = connection }

  /// The connection has closed. Its calls still run to their ends, so what it left undone is done now: a read that
  /// failed has no `channelReadComplete`, and so no turn.
  func detach() {
    connection = nil
    turnIsDue = false
    reportHold = nil
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
      continueLater()
    } else {
      sinceLastPause = 0
    }
  }

  /// Requests another turn. A loop runs all that has been executed on it, and what that executes, before it looks at
  /// its sockets: without a pause every few turns a busy handler would shut out all I/O.
  private func continueLater() {
    // A turn that ran all its jobs takes longer than one that only wrote its share.
    sinceLastPause += next < jobs.count ? 4 : 1
    if sinceLastPause < 16 {
      requestTurn()
    } else {
      sinceLastPause = 0
      turnIsDue = true
      loop.scheduleTask(in: Self.pause) { self.turn() }
    }
  }

  private static let pause = TimeAmount.microseconds(100)

  private func drain() {
    if next == jobs.count { return }
    if reportHold == nil {
      runJobs()
      return
    }
    subject = nil
    let begin = Self.coarseNow()
    runJobs()
    let held = Self.coarseNow() &- begin
    if held > holdLimit { reportHold?(.nanoseconds(Int64(clamping: held)), subject) }
  }

  private static func coarseNow() -> UInt64 {
    var time = timespec()
    #if canImport(Glibc)
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    #else
    clock_gettime(CLOCK_MONOTONIC_RAW_APPROX, &time)
    #endif
    return UInt64(truncatingIfNeeded: time.tv_sec) &* 1_000_000_000 &+ UInt64(truncatingIfNeeded: time.tv_nsec)
  }

  private func runJobs() {
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
    } else {
      // A task that never stops yielding would have the array grow for ever.
      jobs.removeFirst(next)
      next = 0
    }
  }
}
