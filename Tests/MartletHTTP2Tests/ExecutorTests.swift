import NIOCore
import NIOPosix
import Synchronization
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@testable import MartletHTTP2

@Suite struct LoopExecutorTests {
  @Test func codeRunsOnTheLoopAndComesBackAfterAwaiting() async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let executor = LoopExecutor(loop: loop)
    let actor = Elsewhere()
    let onLoop = await Task(executorPreference: executor) {
      var onLoop = [loop.inEventLoop]
      try? await Task.sleep(for: .milliseconds(1))
      onLoop.append(loop.inEventLoop)
      await actor.work()
      onLoop.append(loop.inEventLoop)
      async let child = loop.inEventLoop
      onLoop.append(await child)
      let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
      Task.detached {
        continuation.yield(1)
        continuation.finish()
      }
      for await _ in stream { onLoop.append(loop.inEventLoop) }
      return onLoop
    }.value
    #expect(onLoop == [true, true, true, true, true])
  }

  @Test func jobsFromOtherThreadsAllRun() async {
    let executor = LoopExecutor(loop: MultiThreadedEventLoopGroup.singleton.next())
    let count = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<5000 {
        group.addTask(executorPreference: executor) {
          await Task.yield()
          count.value.add(1, ordering: .relaxed)
        }
      }
    }
    #expect(count.value.load(ordering: .relaxed) == 5000)
  }

  /// A task that never stops yielding leaves the loop to others between turns.
  @Test func busyTaskDoesNotStarveTheLoop() async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let executor = LoopExecutor(loop: loop)
    let busy = Task(executorPreference: executor) {
      while !Task.isCancelled { await Task.yield() }
    }
    for _ in 0..<20 { try await loop.submit {}.get() }
    // Its sockets too get their turn.
    let listener = try await ServerBootstrap(group: loop).bind(host: "127.0.0.1", port: 0).get()
    let address = try #require(listener.localAddress)
    let channel = try await ClientBootstrap(group: loop).connectTimeout(.seconds(5)).connect(to: address).get()
    try await channel.close()
    try await listener.close()
    // And the jobs that have run are forgotten.
    let kept = try await loop.submit {
      Mirror(reflecting: executor).children.lazy.compactMap { ($0.value as? [UnownedJob])?.count }.first ?? .max
    }.get()
    #expect(kept <= LoopExecutor.jobsPerTurn)
    busy.cancel()
    await busy.value
  }

  @Test func turnsThatHoldTheLoopAreReported() async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let executor = LoopExecutor(loop: loop)
    let reports = Counter()
    try await loop.submit {
      executor.watch(limit: .milliseconds(50)) { held, _ in
        if held >= .milliseconds(50) { reports.value.add(1, ordering: .relaxed) }
      }
    }.get()
    await Task(executorPreference: executor) {}.value
    #expect(reports.value.load(ordering: .relaxed) == 0)
    await Task(executorPreference: executor) { _ = usleep(100_000) }.value
    // The report comes when the turn ends, after the task has.
    try await loop.submit {}.get()
    #expect(reports.value.load(ordering: .relaxed) == 1)
  }
}

private actor Elsewhere {
  func work() async { try? await Task.sleep(for: .milliseconds(1)) }
}

private final class Counter: Sendable {
  let value = Atomic<Int>(0)
}
