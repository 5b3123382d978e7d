import EchoContract
import Logging
import Martlet
import NIOCore
import NIOPosix
import Synchronization
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What handlers may do besides answering: leave tasks behind, share actors, hold their loop.
@Suite struct HandlerTests {
  private typealias Request = Martlet_Test_EchoRequest
  private typealias Response = Martlet_Test_EchoResponse

  @Test func readerLeftBehindByItsHandlerEnds() async throws {
    let ended = Counter()
    let service = Custom([
      .bidirectional("Chat") { (requests: RequestStream<Request>, _: ResponseWriter<Response>, _) in
        Task {
          do { for try await _ in requests {} } catch { ended.value.add(1, ordering: .relaxed) }
        }
        try await Task.sleep(for: .milliseconds(20))
      }
    ])
    try await Loopback.run(services: [service]) { loopback in
      let call: BidirectionalCall<Request, Response> = loopback.channel.bidirectional("/custom.Custom/Chat")
      for try await _ in call.responses {}
      try await eventually("the reader has ended") { ended.value.load(ordering: .relaxed) == 1 }
    }
  }

  @Test func requestsReadAfterTheStreamsEndStopCountingAgainstTheConnection() async throws {
    let gate = Counter()
    let read = Counter()
    let service = Custom([
      .bidirectional("Chat") { (requests: RequestStream<Request>, _: ResponseWriter<Response>, _) in
        while gate.value.load(ordering: .relaxed) == 0 { try await Task.sleep(for: .milliseconds(5)) }
        for try await _ in requests { read.value.add(1, ordering: .relaxed) }
        try await Task.sleep(for: .seconds(600))
      }
    ])
    try await Loopback.run(services: [service]) { loopback in
      // Together more than the connection's budget of 16 MiB; each within its stream's window.
      var calls: [BidirectionalCall<Request, Response>] = []
      for _ in 0..<75 {
        let call: BidirectionalCall<Request, Response> = loopback.channel.bidirectional("/custom.Custom/Chat")
        for _ in 0..<4 { try await call.send(.with { $0.payload = [UInt8](repeating: 1, count: 57_000) }) }
        call.finish()
        calls.append(call)
      }
      _ = try await loopback.client.unary(.init(), timeout: .seconds(10))
      gate.value.store(1, ordering: .relaxed)
      try await eventually("all requests are read") { read.value.load(ordering: .relaxed) == 300 }
      for _ in 0..<3 {
        let payload = [UInt8](repeating: 2, count: 3_000_000)
        let response = try await loopback.client.unary(.with { $0.payload = payload }, timeout: .seconds(10))
        #expect(response.payload.count == payload.count)
      }
      for call in calls { call.cancel() }
    }
  }

  @Test func cancellingTheReaderCancelsTheCall() async throws {
    try await Loopback.run { loopback in
      let observed = loopback.service.observed
      let call = loopback.client.chat()
      let reader = Task { for try await _ in call.responses {} }
      try await eventually("the handler runs") { observed.started.load(ordering: .relaxed) == 1 }
      reader.cancel()
      _ = await expectError(.cancelled) { try await reader.value }
      try await eventually("the handler is cancelled") { observed.cancelled.load(ordering: .relaxed) == 1 }
      _ = await expectError(.cancelled) { try await call.send(.init()) }
    }
  }

  @Test(.timeLimit(.minutes(1))) func secondTaskThatWaitsForAResponseTakesTheFirstOnesPlace() async throws {
    try await Loopback.run { loopback in
      loopback.service.observed.holds.store(true, ordering: .relaxed)
      let call = loopback.client.collect()
      try await call.send(.with { $0.text = "x" })
      let waiting = (0..<2).map { _ in Task { try await call.response().text } }
      try await eventually("the handler runs") { loopback.service.observed.started.load(ordering: .relaxed) == 1 }
      try await Task.sleep(for: .milliseconds(50))
      loopback.service.observed.holds.store(false, ordering: .relaxed)
      var texts: [String] = []
      for task in waiting {
        do { texts.append(try await task.value) } catch let error as RPCError { #expect(error.code == .internal) }
      }
      #expect(texts == ["x"])
    }
  }

  @Test func callsOfTasksThatAHandlerStartsAreCancelledWithIt() async throws {
    try await Loopback.run { backend in
      let client = backend.client
      let service = Custom([
        .unary("Call") { (request: Request, _) -> Response in
          let call = Task { try await client.unary(.with { $0.delayMs = 600_000 }) }
          // Nothing passes the cancellation on to a task of its own, but the context does.
          return try await call.value
        }
      ])
      try await Loopback.run(services: [service]) { front in
        let channel = front.channel
        let observed = backend.service.observed
        let call = Task {
          try await channel.unary("/custom.Custom/Call", Request()) as Response
        }
        try await eventually("the backend's handler runs") { observed.started.load(ordering: .relaxed) == 1 }
        call.cancel()
        try await eventually("the backend's handler is cancelled") { observed.cancelled.load(ordering: .relaxed) == 1 }
      }
    }
  }

  @Test func callsOfTasksThatOutliveTheirHandlerGoOn() async throws {
    try await Loopback.run { backend in
      let client = backend.client
      let ended = Counter()
      let service = Custom([
        .unary("Call") { (request: Request, _) -> Response in
          Task {
            _ = try await client.unary(.with { $0.delayMs = 100 })
            ended.value.add(1, ordering: .relaxed)
          }
          while backend.service.observed.started.load(ordering: .relaxed) == 0 {
            try await Task.sleep(for: .milliseconds(1))
          }
          return Response()
        }
      ])
      try await Loopback.run(services: [service]) { front in
        let _: Response = try await front.channel.unary("/custom.Custom/Call", Request())
      }
      try await eventually("the call has ended well") { ended.value.load(ordering: .relaxed) == 1 }
    }
  }

  @Test func handlerThatHoldsItsLoopIsLogged() async throws {
    let log = Recorded()
    let service = Custom([
      .unary("Block") { (_: Request, _) -> Response in
        usleep(200_000)
        return Response()
      }
    ])
    let server = Server(
      listen: .tcp(host: "127.0.0.1", port: 0), services: [service, EchoService()],
      logger: Logger(label: "test") { _ in log })
    let port = try #require(try await server.start())
    let channel = Channel("127.0.0.1:\(port)")
    _ = try await Martlet_Test_EchoClient(channel).unary(.init())
    let _: Response = try await channel.unary("/custom.Custom/Block", Request())
    try await eventually("the hold is logged") { log.lines.contains { $0.contains("custom.Custom/Block") } }
    channel.close()
    await server.shutdown()
  }

  /// The code of a handler that comes from a contended actor may find itself on another connection's thread.
  @Test func handlersShareAnActorAcrossConnections() async throws {
    let shared = Shared()
    let service = Custom([
      .unary("Count") { (_: Request, context) -> Response in
        try context.addTrailers(["x": "y"])
        for _ in 0..<3 { await shared.count() }
        return Response.with { $0.text = "counted" }
      }
    ])
    try await Loopback.run(services: [service]) { loopback in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          let channel = Channel("127.0.0.1:\(loopback.port)")
          for number in 0..<4 {
            group.addTask {
              for _ in 0..<100 {
                if number == 0 {
                  let call = Task { try await channel.unary("/custom.Custom/Count", Request()) as Response }
                  call.cancel()
                  _ = try? await call.value
                } else {
                  let response: Response = try await channel.unary(
                    "/custom.Custom/Count", Request(), timeout: .seconds(20))
                  #expect(response.text == "counted")
                }
              }
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func serverThatAcceptsAndNeverAnswersTimesOut() async throws {
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).get()
    let port = try #require(listener.localAddress?.port)
    var configuration = Channel.Configuration()
    configuration.connectTimeout = .seconds(2)
    let client = Martlet_Test_EchoClient(Channel("127.0.0.1:\(port)", configuration: configuration))
    let calls = (0..<50).map { _ in Task { try await client.unary(.init()) } }
    let late = Task { try await client.unary(.init(), timeout: .milliseconds(20)) }
    let cancelled = Task { try await client.unary(.init()) }
    cancelled.cancel()
    _ = await expectError(.deadlineExceeded) { try await late.value }
    _ = await expectError(.cancelled) { try await cancelled.value }
    for call in calls {
      let error = await expectError(.unavailable) { try await call.value }
      #expect(error?.message.hasSuffix("timed out") == true)
    }
    try await listener.close()
  }

  @Test func namesWithSeveralAddressesConnect() async throws {
    try await Loopback.run { loopback in
      let client = Martlet_Test_EchoClient(Channel("dns:///localhost:\(loopback.port)"))
      let response = try await client.unary(.with { $0.text = "x" })
      #expect(response.text == "x")
    }
  }
}

private actor Shared {
  private var value = 0
  func count() {
    value += 1
    usleep(20)
  }
}

/// A service of whatever methods a test needs.
private struct Custom: Martlet.Service {
  static let serviceName = "custom.Custom"
  static let protoFile = EchoService.protoFile
  let methods: [MethodHandler]
  init(_ methods: [MethodHandler]) { self.methods = methods }
}

private final class Recorded: LogHandler {
  private let recorded = Mutex<[String]>([])
  var lines: [String] { recorded.withLock { $0 } }
  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }
  var logLevel: Logger.Level {
    get { .info }
    set {}
  }
  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }

  func log(event: LogEvent) {
    recorded.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
  }
}
