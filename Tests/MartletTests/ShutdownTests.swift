import EchoContract
import Martlet
import MartletHTTP2
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// Calls that wait for a stream, while one of the ends goes away.
@Suite struct ShutdownTests {
  @Test func callsMadeBeforeTheChannelClosesAreFinished() async throws {
    try await Loopback.run { loopback in
      let channel = Channel("127.0.0.1:\(loopback.port)")
      let call = Martlet_Test_EchoClient(channel).expand(.with { $0.repeat = 3 })
      channel.close()
      var count = 0
      for try await _ in call { count += 1 }
      #expect(count == 3)
    }
  }

  @Test func callsMadeAfterTheChannelClosesAreRefusedWhileItConnects() async throws {
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).get()
    var configuration = Channel.Configuration()
    configuration.connectTimeout = .seconds(2)
    let port = try #require(listener.localAddress?.port)
    let channel = Channel("127.0.0.1:\(port)", configuration: configuration)
    let client = Martlet_Test_EchoClient(channel)
    let early = client.expand(.init())
    channel.close()
    let refusal = await expectError(.unavailable) { try await client.unary(.init()) }
    #expect(refusal?.message == "the channel is closed")
    let error = await expectError(.unavailable) { for try await _ in early {} }
    #expect(error?.message.hasSuffix("timed out") == true)
    try await listener.close()
  }

  @Test func callsBeyondTheStreamLimitAreFinishedWhenTheChannelCloses() async throws {
    var configuration = Server.Configuration()
    configuration.maxConcurrentStreams = 1
    try await Loopback.run(server: configuration) { loopback in
      let channel = Channel("127.0.0.1:\(loopback.port)")
      let client = Martlet_Test_EchoClient(channel)
      _ = try await client.unary(.init())
      let calls = (0..<5).map { _ in
        client.expand(
          .with {
            $0.repeat = 1; $0.delayMs = 20
          })
      }
      channel.close()
      for call in calls {
        var count = 0
        for try await _ in call { count += 1 }
        #expect(count == 1)
      }
      _ = await expectError(.unavailable) { try await client.unary(.init()) }
    }
  }

  @Test func callsThatWaitForAStreamLeaveAServerThatGoesAway() async throws {
    var configuration = Server.Configuration()
    configuration.maxConcurrentStreams = 1
    try await Loopback.run(server: configuration) { loopback in
      let client = loopback.client
      _ = try await client.unary(.init())
      let first = Task {
        try await client.unary(
          .with {
            $0.delayMs = 3000; $0.text = "first"
          })
      }
      try await eventually("the first call runs") { loopback.service.observed.started.load(ordering: .relaxed) == 2 }
      let second = Task { try await client.unary(.init()) }
      try await Task.sleep(for: .milliseconds(50))
      let begin = ContinuousClock.now
      async let shutdown: Void = loopback.server.shutdown()
      _ = await expectError(.unavailable) { try await second.value }
      #expect(ContinuousClock.now - begin < .seconds(2))
      #expect(try await first.value.text == "first")
      await shutdown
    }
  }

  @Test func queuedCallsThatAreCancelledNeverReachTheServer() async throws {
    var configuration = Server.Configuration()
    configuration.maxConcurrentStreams = 1
    try await Loopback.run(server: configuration) { loopback in
      let client = loopback.client
      let observed = loopback.service.observed
      _ = try await client.unary(.init())
      let first = Task { try await client.unary(.with { $0.delayMs = 300 }) }
      try await eventually("the first call runs") { observed.started.load(ordering: .relaxed) == 2 }
      let others = (0..<20).map { _ in Task { try await client.unary(.init()) } }
      let late = Task { try await client.unary(.init(), timeout: .milliseconds(50)) }
      try await Task.sleep(for: .milliseconds(20))
      for task in others { task.cancel() }
      for task in others { _ = await expectError(.cancelled) { try await task.value } }
      _ = await expectError(.deadlineExceeded) { try await late.value }
      _ = try await first.value
      _ = try await client.unary(.init())
      #expect(observed.started.load(ordering: .relaxed) == 3)
    }
  }

  /// Four tasks call without pause while the server goes and comes: each call ends, with a result or UNAVAILABLE.
  @Test(.timeLimit(.minutes(2))) func restartsUnderLoadLoseNoCall() async throws {
    var serverConfiguration = Server.Configuration()
    serverConfiguration.shutdownGracePeriod = .milliseconds(200)
    var server = Server(
      listen: .tcp(host: "127.0.0.1", port: 0), services: [EchoService()], configuration: serverConfiguration,
      logger: quiet)
    let port = try #require(try await server.start())
    var configuration = Channel.Configuration()
    configuration.backoff = Backoff(initial: .milliseconds(2), multiplier: 1, jitter: 0)
    let client = Martlet_Test_EchoClient(Channel("127.0.0.1:\(port)", configuration: configuration))
    let stop = Counter()
    let succeeded = Counter()
    let calling = (0..<4).map { number in
      Task { [client] in
        while stop.value.load(ordering: .relaxed) == 0 {
          do {
            if number == 0 {
              for try await _ in client.expand(.with { $0.repeat = 20 }, timeout: .seconds(10)) {}
            } else {
              _ = try await client.unary(.with { $0.text = "x" }, timeout: .seconds(10))
            }
            succeeded.value.add(1, ordering: .relaxed)
          } catch let error as RPCError where error.code == .unavailable {
            await Task.yield()
          }
        }
      }
    }
    for _ in 0..<20 {
      let before = succeeded.value.load(ordering: .relaxed)
      try await eventually("calls succeed") { succeeded.value.load(ordering: .relaxed) > before + 20 }
      await server.shutdown()
      server = Server(
        listen: .tcp(host: "127.0.0.1", port: port), services: [EchoService()], configuration: serverConfiguration,
        logger: quiet)
      try await server.start()
    }
    stop.value.store(1, ordering: .relaxed)
    for task in calling { try await task.value }
    await server.shutdown()
  }

  @Test func serverThatIsShutDownBeforeItStartsServesNobody() async throws {
    let server = Server(listen: .tcp(host: "127.0.0.1", port: 0), services: [EchoService()], logger: quiet)
    await server.shutdown()
    let port = try #require(try await server.start())
    let client = Martlet_Test_EchoClient(Channel("127.0.0.1:\(port)"))
    _ = await expectError(.unavailable) { try await client.unary(.init()) }
  }

  @Test func connectionThatIsNeverActiveIsStillReportedClosed() async throws {
    // Bind a port and let it go, so that nobody listens there.
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).get()
    let port = try #require(listener.localAddress?.port)
    try await listener.close()
    let watcher = Watcher()
    _ = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            HTTP2Connection(
              role: .server, loop: channel.eventLoop, configuration: HTTP2Configuration(), delegate: watcher))
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
    try await eventually("the delegate learns of the end") { watcher.closures.load(ordering: .relaxed) == 1 }
  }

  @Test func connectionDrainedBeforeItIsActiveStillDrains() async throws {
    let watcher = Watcher()
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let handler = HTTP2Connection(
            role: .server, loop: channel.eventLoop, configuration: HTTP2Configuration(), delegate: watcher)
          try channel.pipeline.syncOperations.addHandler(handler)
          handler.drain()
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let client = try await BareClient.connect(port: try #require(listener.localAddress?.port))
    try await eventually("the connection has ended") { watcher.closures.load(ordering: .relaxed) == 1 }
    client.close()
    try await listener.close()
  }
}

private final class Watcher: ConnectionDelegate, Sendable {
  let closures = Atomic<Int>(0)
  func accept(_ stream: HTTP2Stream, on connection: HTTP2Connection) -> any StreamDelegate { fatalError("no calls") }
  func ready(_ connection: HTTP2Connection) {}
  func goingAway(_ connection: HTTP2Connection, code: HTTP2ErrorCode, debugData: String) {}
  func closed(_ connection: HTTP2Connection, error: (any Error)?) { closures.add(1, ordering: .relaxed) }
}
