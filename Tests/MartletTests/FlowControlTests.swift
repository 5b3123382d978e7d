import EchoContract
import Martlet
import Synchronization
import Testing

@Suite struct FlowControlTests {
  private static let messageSize = 64 * 1024
  /// The windows of stream and sender together, in messages of this size, and some room.
  private static let mostMessages = 32

  @Test func readerThatStopsStopsTheServer() async throws {
    try await Loopback.run { loopback in
      let call = loopback.client.expand(
        .with {
          $0.repeat = 2000
          $0.responseBytes = Int32(Self.messageSize)
        })
      var responses = call.makeAsyncIterator()
      _ = try await responses.next()
      let written = loopback.service.observed
      let stopped = try await settles { written.written.load(ordering: .relaxed) }
      #expect(stopped < Self.mostMessages)
      // And it goes on when the reader does.
      var count = 1
      while try await responses.next() != nil { count += 1 }
      #expect(count == 2000)
    }
  }

  @Test func handlerThatStopsStopsTheClient() async throws {
    try await Loopback.run { loopback in
      loopback.service.observed.holds.store(true, ordering: .relaxed)
      let call = loopback.client.collect()
      let sent = Counter()
      let sender = Task {
        for _ in 0..<500 {
          try await call.send(.with { $0.payload = [UInt8](repeating: 1, count: Self.messageSize) })
          sent.value.add(1, ordering: .relaxed)
        }
      }
      let stopped = try await settles { sent.value.load(ordering: .relaxed) }
      #expect(stopped < Self.mostMessages)
      loopback.service.observed.holds.store(false, ordering: .relaxed)
      try await sender.value
      #expect(try await call.response().index == Int32(500 * Self.messageSize))
    }
  }

  @Test func stalledStreamLeavesItsNeighboursAlone() async throws {
    try await Loopback.run { loopback in
      let stalled = loopback.client.expand(
        .with {
          $0.repeat = 1000
          $0.responseBytes = Int32(Self.messageSize)
        })
      var stalledResponses = stalled.makeAsyncIterator()
      _ = try await stalledResponses.next()
      _ = try await settles { loopback.service.observed.written.load(ordering: .relaxed) }
      let client = loopback.client
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<10 {
          group.addTask {
            var count = 0
            for try await _ in client.expand(
              .with {
                $0.repeat = 100; $0.responseBytes = 50_000
              })
            { count += 1 }
            return count
          }
        }
        for try await count in group { #expect(count == 100) }
      }
      #expect(try await stalledResponses.next() != nil)
    }
  }

  @Test func manyStalledStreamsHoldBoundedMemory() async throws {
    try await Loopback.run { loopback in
      let client = loopback.client
      var calls: [ServerStreamingCall<Martlet_Test_EchoResponse>] = []
      for _ in 0..<200 {
        calls.append(
          client.expand(
            .with {
              $0.repeat = 1000; $0.responseBytes = 65_000
            }))
      }
      let written = try await settles { loopback.service.observed.written.load(ordering: .relaxed) }
      // 200 streams with a window of 256 KiB each would hold 50 MiB; the connection's budget of 16 MiB holds them
      // back, and each handler has at most what it may queue in hand.
      #expect(written * 65_000 < 40 * 1024 * 1024)
      for call in calls { call.cancel() }
    }
  }

  @Test func clientHonoursTheServersStreamLimit() async throws {
    var configuration = Server.Configuration()
    configuration.maxConcurrentStreams = 2
    try await Loopback.run(server: configuration) { loopback in
      let client = loopback.client
      let observed = loopback.service.observed
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<30 {
          group.addTask { _ = try await client.unary(.with { $0.delayMs = 5 }) }
        }
        group.addTask {
          for _ in 0..<50 {
            let running = observed.started.load(ordering: .relaxed) - observed.ended.load(ordering: .relaxed)
            #expect(running <= 2)
            try await Task.sleep(for: .milliseconds(1))
          }
        }
        try await group.waitForAll()
      }
      #expect(observed.ended.load(ordering: .relaxed) == 30)
    }
  }
}

final class Counter: Sendable {
  let value = Atomic<Int>(0)
}

/// Waits until a number has stopped changing, and returns it.
func settles(_ number: () -> Int) async throws -> Int {
  var last = -1
  var unchanged = 0
  while unchanged < 20 {
    let now = number()
    unchanged = now == last ? unchanged + 1 : 0
    last = now
    try await Task.sleep(for: .milliseconds(10))
  }
  return last
}
