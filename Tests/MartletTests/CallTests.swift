import EchoContract
import Martlet
import Testing

@Suite struct CallTests {
  @Test func unaryReturnsTheResponse() async throws {
    try await Loopback.run { loopback in
      let response = try await loopback.client.unary(.with { $0.text = "héllo" })
      #expect(response.text == "héllo")
    }
  }

  @Test func largeMessagesCrossInBothDirections() async throws {
    try await Loopback.run { loopback in
      let payload = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let response = try await loopback.client.unary(.with { $0.payload = payload })
      #expect(response.payload == payload)
    }
  }

  @Test func emptyMessageIsAMessage() async throws {
    try await Loopback.run { loopback in
      let response = try await loopback.client.unary(.init())
      #expect(response.text.isEmpty)
    }
  }

  @Test func serverStreamArrivesInOrder() async throws {
    try await Loopback.run { loopback in
      var indexes: [Int32] = []
      for try await response in loopback.client.expand(.with { $0.repeat = 100 }) { indexes.append(response.index) }
      #expect(indexes == Array(0..<100))
    }
  }

  @Test func emptyServerStreamEndsWithoutError() async throws {
    try await Loopback.run { loopback in
      for try await _ in loopback.client.expand(.init()) { Issue.record("no response was asked for") }
    }
  }

  @Test func clientStreamIsCollected() async throws {
    try await Loopback.run { loopback in
      let call = loopback.client.collect()
      for text in ["a", "b", "c"] { try await call.send(.with { $0.text = text }) }
      #expect(try await call.response().text == "abc")
    }
  }

  @Test func bidirectionalStreamsAreIndependent() async throws {
    try await Loopback.run { loopback in
      let call = loopback.client.chat()
      var responses = call.responses.makeAsyncIterator()
      for number in 0..<50 {
        try await call.send(.with { $0.text = "\(number)" })
        #expect(try await responses.next()?.text == "\(number)")
      }
      call.finish()
      #expect(try await responses.next() == nil)
    }
  }

  @Test func manyCallsRunAtOnce() async throws {
    try await Loopback.run { loopback in
      let client = loopback.client
      let texts = try await withThrowingTaskGroup(of: String.self) { group in
        for number in 0..<2000 {
          group.addTask { try await client.unary(.with { $0.text = "\(number)" }).text }
        }
        return try await group.reduce(into: Set()) { $0.insert($1) }
      }
      #expect(texts.count == 2000)
    }
  }

  @Test func metadataGoesBothWays() async throws {
    try await Loopback.run { loopback in
      var metadata: Metadata = ["x-text": "value"]
      metadata.append([0, 255, 1], to: "x-bytes-bin")
      let call = loopback.client.expand(
        .with {
          $0.repeat = 1
          $0.headers = ["x-initial": "first"]
          $0.trailers = ["x-last": "last"]
        }, metadata: metadata)
      #expect(try await call.headers()["x-initial"] == "first")
      var seen: [String: String] = [:]
      for try await response in call { seen = response.metadata }
      #expect(seen["x-text"] == "value")
      #expect(seen["x-bytes-bin"] == "AP8B")
      #expect(seen["user-agent"]?.contains("martlet") == true)
      #expect(seen[":path"] == nil && seen["te"] == nil && seen["content-type"] == nil)
      #expect(await call.trailers()["x-last"] == "last")
    }
  }

  @Test(arguments: [
    "X-Upper", "grpc-mine", "späce", "a b", "connection", "te", "host", "content-type", "content-length",
  ])
  func metadataNamesThatCannotBeSentAreRefused(name: String) async throws {
    try await Loopback.run { loopback in
      var metadata = Metadata()
      metadata.append("v", to: name)
      if name == "X-Upper" {
        let response = try await loopback.client.unary(.init(), metadata: metadata)
        #expect(response.metadata["x-upper"] == "v")
      } else {
        _ = await expectError(.internal) { try await loopback.client.unary(.init(), metadata: metadata) }
      }
    }
  }

  @Test func unixSocketServesToo() async throws {
    let path = "/tmp/martlet-\(UInt32.random(in: 0...(.max))).sock"
    let server = Server(listen: .unix(path), services: [EchoService()], logger: quiet)
    try await server.start()
    let client = Martlet_Test_EchoClient(Channel("unix:\(path)"))
    #expect(try await client.unary(.with { $0.text = "hi" }).text == "hi")
    await server.shutdown()
  }

  @Test func handlerOnThePoolAnswers() async throws {
    try await Loopback.run(services: []) { _ in }
    let server = Server(listen: .tcp(host: "127.0.0.1", port: 0), services: [PooledEcho()], logger: quiet)
    let port = try #require(try await server.start())
    let client = Martlet_Test_EchoClient(Channel("127.0.0.1:\(port)"))
    #expect(try await client.unary(.with { $0.text = "pool" }).text == "pool")
    var count = 0
    for try await _ in client.expand(
      .with {
        $0.repeat = 500; $0.responseBytes = 1000
      })
    { count += 1 }
    #expect(count == 500)
    let call = client.chat()
    try await call.send(.with { $0.text = "x" })
    call.finish()
    for try await response in call.responses { #expect(response.text == "x") }
    await server.shutdown()
  }
}

/// The echo service with its handlers on Swift's global pool.
struct PooledEcho: Martlet_Test_EchoService {
  let echo = EchoService()
  var executor: HandlerExecutor { .pool }

  func unary(
    _ request: Martlet_Test_EchoRequest, context: ServerContext
  ) async throws -> Martlet_Test_EchoResponse {
    try await echo.unary(request, context: context)
  }

  func expand(
    _ request: Martlet_Test_EchoRequest, responses: ResponseWriter<Martlet_Test_EchoResponse>, context: ServerContext
  ) async throws {
    try await echo.expand(request, responses: responses, context: context)
  }

  func chat(
    _ requests: RequestStream<Martlet_Test_EchoRequest>, responses: ResponseWriter<Martlet_Test_EchoResponse>,
    context: ServerContext
  ) async throws {
    try await echo.chat(requests, responses: responses, context: context)
  }
}
