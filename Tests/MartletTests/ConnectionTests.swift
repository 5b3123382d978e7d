import EchoContract
import Martlet
import MartletHTTP2
import NIOCore
import NIOPosix
import Synchronization
import Testing

@Suite struct ConnectionTests {
  @Test func clientThatLeavesCancelsAThousandSuspendedHandlers() async throws {
    try await Loopback.run { loopback in
      let client = try await RawClient.connect(port: loopback.port)
      var request = Martlet_Test_EchoRequest()
      request.delayMs = 600_000
      try await client.call("/martlet.test.EchoService/Unary", request, times: 1000)
      let observed = loopback.service.observed
      try await eventually("all handlers run") { observed.started.load(ordering: .relaxed) == 1000 }
      client.disconnect()
      try await eventually("all handlers are cancelled") { observed.cancelled.load(ordering: .relaxed) == 1000 }
      try await eventually("all handlers have ended") { observed.ended.load(ordering: .relaxed) == 1000 }
      let response = try await loopback.client.unary(.with { $0.text = "alive" })
      #expect(response.text == "alive")
    }
  }

  @Test func channelReconnectsAfterALoss() async throws {
    var configuration = Channel.Configuration()
    configuration.backoff = Backoff(initial: .milliseconds(5), multiplier: 1, jitter: 0)
    let first = Server(listen: .tcp(host: "127.0.0.1", port: 0), services: [EchoService()], logger: quiet)
    let port = try #require(try await first.start())
    let channel = Channel("127.0.0.1:\(port)", configuration: configuration)
    let client = Martlet_Test_EchoClient(channel)
    _ = try await client.unary(.init())
    await first.shutdown()
    _ = await expectError(.unavailable) { try await client.unary(.init()) }

    let second = Server(listen: .tcp(host: "127.0.0.1", port: port), services: [EchoService()], logger: quiet)
    try await second.start()
    var response: Martlet_Test_EchoResponse?
    for _ in 0..<1000 where response == nil {
      response = try? await client.unary(.with { $0.text = "again" })
      if response == nil { try await Task.sleep(for: .milliseconds(5)) }
    }
    #expect(response?.text == "again")
    await second.shutdown()
  }

  @Test func nobodyListeningIsUnavailable() async throws {
    // Bind a port and let it go, so that nobody listens there.
    let server = Server(listen: .tcp(host: "127.0.0.1", port: 0), services: [], logger: quiet)
    let port = try #require(try await server.start())
    await server.shutdown()
    let client = Martlet_Test_EchoClient(Channel("dns:///127.0.0.1:\(port)"))
    let error = await expectError(.unavailable) { try await client.unary(.init()) }
    #expect(error?.message == "connecting to 127.0.0.1:\(port) failed: Connection refused")
  }

  @Test(arguments: ["", "host:port", "ftp://host:1", "unix:", "[::1", "host:70000"])
  func targetsThatMakeNoSenseFailTheCall(target: String) async {
    let client = Martlet_Test_EchoClient(Channel(target))
    _ = await expectError(.invalidArgument) { try await client.unary(.init()) }
  }

  @Test func shutdownLetsCallsFinish() async throws {
    try await Loopback.run { loopback in
      let client = loopback.client
      let call = Task {
        try await client.unary(
          .with {
            $0.text = "done"; $0.delayMs = 300
          })
      }
      let stream = client.chat()
      var responses = stream.responses.makeAsyncIterator()
      try await stream.send(.with { $0.text = "one" })
      _ = try await responses.next()
      try await eventually("both handlers run") {
        loopback.service.observed.started.load(ordering: .relaxed) == 2
      }
      async let shutdown: Void = loopback.server.shutdown()
      #expect(try await call.value.text == "done")
      try await stream.send(.with { $0.text = "two" })
      #expect(try await responses.next()?.text == "two")
      stream.finish()
      #expect(try await responses.next() == nil)
      await shutdown
      _ = await expectError(.unavailable) { try await client.unary(.init()) }
    }
  }

  @Test func shutdownCutsOffCallsAfterTheGracePeriod() async throws {
    var configuration = Server.Configuration()
    configuration.shutdownGracePeriod = .milliseconds(100)
    try await Loopback.run(server: configuration) { loopback in
      let client = loopback.client
      let call = Task { try await client.unary(.with { $0.delayMs = 600_000 }) }
      try await eventually("the handler runs") { loopback.service.observed.started.load(ordering: .relaxed) == 1 }
      await loopback.server.shutdown()
      _ = await expectError(.unavailable) { try await call.value }
      try await eventually("the handler is cancelled") {
        loopback.service.observed.cancelled.load(ordering: .relaxed) == 1
      }
    }
  }

  @Test func bytesThatAreNotHTTP2CloseTheConnection() async throws {
    try await Loopback.run { loopback in
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "127.0.0.1", port: loopback.port).get()
      try await channel.writeAndFlush(ByteBuffer(string: "GET / HTTP/1.1\r\nhost: x\r\n\r\n"))
      try await channel.closeFuture.get()
      let response = try await loopback.client.unary(.with { $0.text = "alive" })
      #expect(response.text == "alive")
    }
  }
}

/// A bare HTTP/2 client that can leave without a word, which a `Channel` doesn't.
final class RawClient: ConnectionDelegate, Sendable {
  private let connection: NIOLoopBoundBox<HTTP2Connection?>
  private let loop: any EventLoop

  private init(loop: any EventLoop) {
    self.loop = loop
    connection = .makeBoxSendingValue(nil, eventLoop: loop)
  }

  static func connect(port: Int) async throws -> RawClient {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let client = RawClient(loop: loop)
    _ = try await ClientBootstrap(group: loop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let handler = HTTP2Connection(
            role: .client, loop: channel.eventLoop, configuration: HTTP2Configuration(), delegate: client)
          client.connection.value = handler
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
    return client
  }

  func call(_ path: String, _ request: Martlet_Test_EchoRequest, times: Int) async throws {
    let message = try request.serializedBytes()
    let length = UInt32(message.count)
    let bytes = [0, UInt8(length >> 24), UInt8(length >> 16 & 255), UInt8(length >> 8 & 255), UInt8(length & 255)]
    try await loop.submit {
      for _ in 0..<times {
        var headers = HeaderList([":method": "POST", ":scheme": "http"])
        headers.add(":path", path)
        headers.add(":authority", "test")
        headers.add("te", "trailers")
        headers.add("content-type", "application/grpc")
        let stream = self.connection.value?.open(headers, delegate: Ignore())
        stream?.write(bytes + message)
        stream?.finish()
      }
    }.get()
  }

  func disconnect() { loop.execute { self.connection.value?.close() } }

  func accept(_ stream: HTTP2Stream, on connection: HTTP2Connection) -> any StreamDelegate { Ignore() }
  func ready(_ connection: HTTP2Connection) {}
  func goingAway(_ connection: HTTP2Connection, code: HTTP2ErrorCode, debugData: String) {}
  func closed(_ connection: HTTP2Connection, error: (any Error)?) { self.connection.value = nil }

  private final class Ignore: StreamDelegate {
    func received(headers: HeaderBlock, endStream: Bool, on stream: HTTP2Stream) {}
    func received(data: UnsafeRawBufferPointer, on stream: HTTP2Stream) {}
    func receivedEnd(on stream: HTTP2Stream) {}
    func outputDrained(on stream: HTTP2Stream) {}
    func closed(_ reason: StreamClosure, on stream: HTTP2Stream) {}
  }
}
