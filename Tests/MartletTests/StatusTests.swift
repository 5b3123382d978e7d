import EchoContract
import Martlet
import Synchronization
import Testing

@Suite struct StatusTests {
  @Test(arguments: RPCCode.allCases.filter { $0 != .ok })
  func errorsKeepCodeMessageAndDetails(code: RPCCode) async throws {
    try await Loopback.run { loopback in
      let message = "Zeile\r\n\t„ß“ 100 % 😀"
      let error = await expectError(code) {
        try await loopback.client.unary(
          .with {
            $0.failCode = Int32(code.rawValue)
            $0.failMessage = message
            $0.payload = [8, 5, 0xFF]
            $0.trailers = ["x-why": "because"]
          })
      }
      #expect(error?.message == message)
      #expect(error?.statusDetails == [8, 5, 0xFF])
      #expect(error?.trailers["x-why"] == "because")
    }
  }

  @Test(arguments: [" leading", "trailing ", " ", "  both  "])
  func spacesAroundMessagesAndMetadataAreKept(text: String) async throws {
    try await Loopback.run { loopback in
      let error = await expectError(.notFound) {
        try await loopback.client.unary(
          .with {
            $0.failCode = 5
            $0.failMessage = text
          })
      }
      #expect(error?.message == text)
      let response = try await loopback.client.unary(.init(), metadata: ["x-text": text])
      #expect(response.metadata["x-text"] == text)
    }
  }

  @Test func statusThatIsTooLargeToSendStillEndsTheCall() async throws {
    try await Loopback.run { loopback in
      _ = await expectError(.internal) {
        try await loopback.client.unary(
          .with {
            $0.failCode = 5
            $0.failMessage = String(repeating: "x", count: 200_000)
          }, timeout: .seconds(5))
      }
      let call = loopback.client.expand(
        .with {
          $0.repeat = 1
          $0.trailers = ["x-long": String(repeating: "x", count: 200_000)]
        }, timeout: .seconds(5))
      _ = await expectError(.internal) { for try await _ in call {} }
      let response = try await loopback.client.unary(.with { $0.text = "on" })
      #expect(response.text == "on")
    }
  }

  @Test func requestHeadersThatAreTooLargeToSendFailTheCall() async throws {
    try await Loopback.run { loopback in
      _ = await expectError(.resourceExhausted) {
        try await loopback.client.unary(
          .init(), metadata: ["x-long": String(repeating: "x", count: 200_000)], timeout: .seconds(5))
      }
      let response = try await loopback.client.unary(.with { $0.text = "on" })
      #expect(response.text == "on")
    }
  }

  @Test func otherErrorsKeepTheirTextToTheServer() async throws {
    try await Loopback.run { loopback in
      let error = await expectError(.unknown) {
        try await loopback.client.unary(
          .with {
            $0.failCode = -1
            $0.failMessage = "password"
          })
      }
      #expect(error?.description.contains("password") == false)
    }
  }

  @Test func errorAfterResponsesArrivesAfterThem() async throws {
    try await Loopback.run { loopback in
      var count = 0
      let call = loopback.client.expand(
        .with {
          $0.repeat = 3
          $0.failCode = 9
          $0.delayMs = 1
        })
      _ = await expectError(.failedPrecondition) { for try await _ in call { count += 1 } }
      #expect(count == 3)
    }
  }

  @Test func methodsThatNobodyImplementsAreUnimplemented() async throws {
    try await Loopback.run { loopback in
      let error = await expectError(.unimplemented) { try await loopback.client.missing(.init()) }
      #expect(error?.message.contains("martlet.test.EchoService/Missing") == true)
      _ = await expectError(.unimplemented) { () -> Martlet_Test_EchoResponse in
        try await loopback.channel.unary("/no.Such/Method", Martlet_Test_EchoRequest())
      }
    }
  }

  @Test func messagesBeyondTheLimitAreRefused() async throws {
    var server = Server.Configuration()
    server.maxReceiveMessageSize = 1000
    try await Loopback.run(server: server) { loopback in
      _ = await expectError(.resourceExhausted) {
        try await loopback.client.unary(.with { $0.payload = [UInt8](repeating: 1, count: 1001) })
      }
      let response = try await loopback.client.unary(.with { $0.text = "still here" })
      #expect(response.text == "still here")
    }
    var channel = Channel.Configuration()
    channel.maxReceiveMessageSize = 1000
    try await Loopback.run(channel: channel) { loopback in
      _ = await expectError(.resourceExhausted) {
        try await loopback.client.unary(.with { $0.responseBytes = 1001 })
      }
    }
  }

  @Test func headersBeyondTheLimitAreRefused() async throws {
    try await Loopback.run { loopback in
      _ = await expectError(.resourceExhausted) {
        try await loopback.client.unary(.init(), metadata: ["x-long": String(repeating: "x", count: 20_000)])
      }
      let response = try await loopback.client.unary(.with { $0.text = "on" })
      #expect(response.text == "on")
    }
  }

  @Test func deadlineEndsTheCallOnBothSides() async throws {
    try await Loopback.run { loopback in
      _ = try await loopback.client.unary(.init())
      let begin = ContinuousClock.now
      _ = await expectError(.deadlineExceeded) {
        try await loopback.client.unary(.with { $0.delayMs = 60_000 }, timeout: .milliseconds(100))
      }
      #expect(ContinuousClock.now - begin < .seconds(10))
      try await eventually("the handler is cancelled") {
        loopback.service.observed.cancelled.load(ordering: .relaxed) == 1
      }
    }
  }

  @Test func serverSeesTheDeadline() async throws {
    try await Loopback.run { loopback in
      let left = try await loopback.client.unary(.init(), timeout: .seconds(30)).timeRemainingMs
      #expect(25_000...30_000 ~= left)
    }
  }

  @Test func cancellingTheTaskCancelsTheCall() async throws {
    try await Loopback.run { loopback in
      let client = loopback.client
      let task = Task { try await client.unary(.with { $0.delayMs = 60_000 }) }
      try await eventually("the handler starts") { loopback.service.observed.started.load(ordering: .relaxed) == 1 }
      task.cancel()
      _ = await expectError(.cancelled) { try await task.value }
      try await eventually("the handler is cancelled") {
        loopback.service.observed.cancelled.load(ordering: .relaxed) == 1
      }
    }
  }

  @Test func droppingAStreamCancelsTheCall() async throws {
    try await Loopback.run { loopback in
      for try await _ in loopback.client.expand(
        .with {
          $0.repeat = 1_000_000; $0.delayMs = 1
        })
      { break }
      try await eventually("the handler is cancelled") {
        loopback.service.observed.cancelled.load(ordering: .relaxed) == 1
      }
    }
  }

  @Test func handlersPassOnTheirDeadlineAndTheirCancellation() async throws {
    try await Loopback.run { backend in
      let front = Server(
        listen: .tcp(host: "127.0.0.1", port: 0), services: [ForwardingEcho(next: backend.client)], logger: quiet)
      let port = try #require(try await front.start())
      let client = Martlet_Test_EchoClient(Channel("127.0.0.1:\(port)"))
      // The backend sees the deadline of the call to the front, though the front sets none.
      let left = try await client.unary(.init(), timeout: .seconds(30)).timeRemainingMs
      #expect(20_000...30_000 ~= left)
      // A call given up in front is given up behind.
      let task = Task { try await client.unary(.with { $0.delayMs = 60_000 }) }
      try await eventually("the backend's handler starts") {
        backend.service.observed.started.load(ordering: .relaxed) == 2
      }
      task.cancel()
      try await eventually("the backend's handler is cancelled") {
        backend.service.observed.cancelled.load(ordering: .relaxed) == 1
      }
      await front.shutdown()
    }
  }
}

/// Answers a call by making the same one elsewhere.
struct ForwardingEcho: Martlet_Test_EchoService {
  let next: Martlet_Test_EchoClient

  func unary(
    _ request: Martlet_Test_EchoRequest, context: ServerContext
  ) async throws -> Martlet_Test_EchoResponse {
    try await next.unary(request)
  }
}
