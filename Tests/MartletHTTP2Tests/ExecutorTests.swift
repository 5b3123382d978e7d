import NIOCore
import NIOPosix
import Synchronization
import Testing

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
    busy.cancel()
    await busy.value
  }
}

private actor Elsewhere {
  func work() async { try? await Task.sleep(for: .milliseconds(1)) }
}

private final class Counter: Sendable {
  let value = Atomic<Int>(0)
}
