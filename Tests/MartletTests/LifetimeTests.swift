import EchoContract
import MartletHTTP2
import Synchronization
import Testing

@testable import Martlet

/// Nothing of a call outlives it, neither while its connection stays open nor after the channel has closed.
@Suite struct LifetimeTests {
  private static let calls = 1000

  @Test func callsOfAllKindsAreFreed() async throws {
    let alive = Alive()
    let service = Watched(alive: alive)
    try await Loopback.run(services: [service]) { loopback in
      let channel = loopback.channel
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask {
            for _ in 0..<(Self.calls / 4) { try await Self.callEachKind(channel, alive) }
          }
        }
        try await group.waitForAll()
      }
      #expect(alive.made == Self.calls * 4 * 4)
      try await eventually("all calls are freed while the connection is open", within: .seconds(5)) { alive.count == 0 }
    }
    #expect(alive.count == 0, "\(alive.kinds)")
  }

  @Test func handlersOnThePoolFreeTheirCalls() async throws {
    let alive = Alive()
    try await Loopback.run(services: [Watched(alive: alive, executor: .pool)]) { loopback in
      for _ in 0..<100 { try await Self.callEachKind(loopback.channel, alive) }
      try await eventually("all calls are freed", within: .seconds(5)) { alive.count == 0 }
    }
    #expect(alive.count == 0, "\(alive.kinds)")
  }

  private static func callEachKind(_ channel: Channel, _ alive: Alive) async throws {
    func make(_ method: String) -> ClientCall {
      let call = channel.makeCall("/watched.Watched/\(method)", [:], .seconds(60))
      alive.watch(call)
      return call
    }
    let message = Martlet_Test_EchoRequest.with { $0.text = "x" }
    let _: Martlet_Test_EchoResponse = try await {
      let call = make("Unary")
      let response = SingleResponse<Martlet_Test_EchoResponse>()
      let bytes = try ClientCall.encode(message)
      return try await withUnsafeThrowingContinuation { continuation in
        response.deliver(to: continuation)
        call.start(response, single: bytes)
      }
    }()
    let expand = ServerStreamingCall<Martlet_Test_EchoResponse>(make("Expand"), request: try ClientCall.encode(message))
    for try await _ in expand {}
    let collect = ClientStreamingCall<Martlet_Test_EchoRequest, Martlet_Test_EchoResponse>(make("Collect"))
    try await collect.send(message)
    _ = try await collect.response()
    let chat = BidirectionalCall<Martlet_Test_EchoRequest, Martlet_Test_EchoResponse>(make("Chat"))
    try await chat.send(message)
    chat.finish()
    for try await _ in chat.responses {}
  }
}

/// The objects that a test has seen, by weak references.
final class Alive: Sendable {
  private struct Reference: @unchecked Sendable {
    weak var object: AnyObject?
  }
  private let references = Mutex<[Reference]>([])
  private let seen = Atomic<Int>(0)

  func watch(_ object: AnyObject) {
    seen.add(1, ordering: .relaxed)
    let reference = Reference(object: object)
    references.withLock { $0.append(reference) }
  }

  var made: Int { seen.load(ordering: .relaxed) }
  var count: Int { references.withLock { $0.count { $0.object != nil } } }
  var kinds: [String: Int] {
    references.withLock { $0.compactMap { $0.object.map { "\(type(of: $0))" } } }.reduce(into: [:]) {
      $0[$1, default: 0] += 1
    }
  }
}

/// The four kinds of methods; each call is watched.
private struct Watched: Service {
  static let serviceName = "watched.Watched"
  static let protoFile = EchoService.protoFile
  let alive: Alive
  var executor = HandlerExecutor.connection

  private func watch(_ context: ServerContext) {
    alive.watch(context.call)
    alive.watch(context.call.stream)
  }

  var methods: [MethodHandler] {
    [
      .unary("Unary") { (_: Martlet_Test_EchoRequest, context) -> Martlet_Test_EchoResponse in
        alive.watch(context.call)
        alive.watch(context.call.stream)
        alive.watch(context.call.stream)
        return .init()
      },
      .serverStreaming("Expand") {
        (_: Martlet_Test_EchoRequest, responses: ResponseWriter<Martlet_Test_EchoResponse>, context) in
        watch(context)
        alive.watch(context.call)
        try await responses.write(.init())
      },
      .clientStreaming("Collect") {
        (requests: RequestStream<Martlet_Test_EchoRequest>, context) -> Martlet_Test_EchoResponse in
        watch(context)
        alive.watch(context.call)
        for try await _ in requests {}
        return .init()
      },
      .bidirectional("Chat") {
        (
          requests: RequestStream<Martlet_Test_EchoRequest>, responses: ResponseWriter<Martlet_Test_EchoResponse>,
          context
        ) in
        watch(context)
        alive.watch(context.call)
        for try await _ in requests { try await responses.write(.init()) }
      },
    ]
  }
}
