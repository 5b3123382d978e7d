import EchoContract
import Logging
import Martlet
import Synchronization
import Testing

/// What the tests call: it does what each request says.
struct EchoService: Martlet_Test_EchoService {
  /// How handlers ended, for tests that look at them from outside.
  final class Observed: Sendable {
    let started = Atomic<Int>(0)
    let ended = Atomic<Int>(0)
    let cancelled = Atomic<Int>(0)
    let written = Atomic<Int>(0)
    /// While it is set, `collect` reads nothing after the first message.
    let holds = Atomic<Bool>(false)
  }

  let observed = Observed()

  func unary(
    _ request: Martlet_Test_EchoRequest, context: ServerContext
  ) async throws -> Martlet_Test_EchoResponse {
    try await observing {
      try prepare(request, context)
      try await Task.sleep(for: .milliseconds(Int(request.delayMs)))
      try Self.failIfAsked(request)
      return Self.response(to: request, context)
    }
  }

  func expand(
    _ request: Martlet_Test_EchoRequest, responses: ResponseWriter<Martlet_Test_EchoResponse>, context: ServerContext
  ) async throws {
    try await observing {
      try prepare(request, context)
      for index in 0..<request.repeat {
        if request.delayMs > 0 { try await Task.sleep(for: .milliseconds(Int(request.delayMs))) }
        var response = Self.response(to: request, context)
        response.index = index
        try await responses.write(response)
        observed.written.add(1, ordering: .relaxed)
      }
      try Self.failIfAsked(request)
    }
  }

  func collect(
    _ requests: RequestStream<Martlet_Test_EchoRequest>, context: ServerContext
  ) async throws -> Martlet_Test_EchoResponse {
    try await observing {
      var response = Martlet_Test_EchoResponse()
      for try await request in requests {
        while observed.holds.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(2)) }
        try Self.failIfAsked(request)
        response.text += request.text
        response.index += Int32(request.payload.count)
      }
      return response
    }
  }

  func chat(
    _ requests: RequestStream<Martlet_Test_EchoRequest>, responses: ResponseWriter<Martlet_Test_EchoResponse>,
    context: ServerContext
  ) async throws {
    try await observing {
      for try await request in requests {
        try prepare(request, context)
        try Self.failIfAsked(request)
        try await responses.write(Self.response(to: request, context))
      }
    }
  }

  private func observing<R>(_ body: () async throws -> R) async throws -> R {
    observed.started.add(1, ordering: .relaxed)
    defer { observed.ended.add(1, ordering: .relaxed) }
    do {
      return try await body()
    } catch {
      if Task.isCancelled { observed.cancelled.add(1, ordering: .relaxed) }
      throw error
    }
  }

  private func prepare(_ request: Martlet_Test_EchoRequest, _ context: ServerContext) throws {
    if !request.headers.isEmpty { try context.sendInitialMetadata(Self.metadata(request.headers)) }
    if !request.trailers.isEmpty { try context.addTrailers(Self.metadata(request.trailers)) }
  }

  private static func metadata(_ pairs: [String: String]) -> Metadata {
    var metadata = Metadata()
    for (name, value) in pairs { metadata.append(value, to: name) }
    return metadata
  }

  private static func failIfAsked(_ request: Martlet_Test_EchoRequest) throws {
    if request.failCode == -1 { throw UnexpectedFailure(secret: request.failMessage) }
    if let code = RPCCode(rawValue: Int(request.failCode)), code != .ok {
      throw RPCError(code, request.failMessage, statusDetails: request.payload)
    }
  }

  private static func response(
    to request: Martlet_Test_EchoRequest, _ context: ServerContext
  ) -> Martlet_Test_EchoResponse {
    .with {
      $0.text = request.text
      $0.payload =
        request.responseBytes > 0 ? [UInt8](repeating: 7, count: Int(request.responseBytes)) : request.payload
      for (name, value) in context.metadata { $0.metadata[name] = "\(value)" }
      if let left = context.timeRemaining { $0.timeRemainingMs = Int64(left / .milliseconds(1)) }
    }
  }
}

/// An error whose text must not leave the server.
struct UnexpectedFailure: Error {
  var secret: String
}

/// A server on a free port of the loopback interface, and a channel to it.
struct Loopback {
  let server: Server
  let port: Int
  let channel: Channel
  let service: EchoService
  var client: Martlet_Test_EchoClient { Martlet_Test_EchoClient(channel) }

  /// Serves while `body` runs, and shuts down after it however it ends.
  static func run<R>(
    server configuration: Server.Configuration = Server.Configuration(),
    channel channelConfiguration: Channel.Configuration = Channel.Configuration(),
    services: [any Martlet.Service] = [],
    _ body: (Loopback) async throws -> R
  ) async throws -> R {
    let service = EchoService()
    let server = Server(
      listen: .tcp(host: "127.0.0.1", port: 0), services: [service] + services, configuration: configuration,
      logger: quiet)
    let port = try #require(try await server.start())
    let channel = Channel("127.0.0.1:\(port)", configuration: channelConfiguration)
    do {
      let result = try await body(Loopback(server: server, port: port, channel: channel, service: service))
      channel.close()
      await server.shutdown()
      return result
    } catch {
      channel.close()
      await server.shutdown()
      throw error
    }
  }
}

/// A logger that keeps the tests' output readable.
let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Waits until a condition holds, which something else brings about; fails after ten seconds.
func eventually(
  _ what: String, within limit: Duration = .seconds(10), sourceLocation: SourceLocation = #_sourceLocation,
  _ condition: () throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + limit
  while !(try condition()) {
    if ContinuousClock.now > deadline {
      Issue.record("never happened: \(what)", sourceLocation: sourceLocation)
      return
    }
    try await Task.sleep(for: .milliseconds(5))
  }
}

/// The error that a call must end with.
func expectError<R>(
  _ code: RPCCode, _ body: () async throws -> R, sourceLocation: SourceLocation = #_sourceLocation
) async -> RPCError? {
  do {
    _ = try await body()
    Issue.record("the call succeeded; expected \(code)", sourceLocation: sourceLocation)
  } catch let error as RPCError {
    #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
    return error
  } catch {
    Issue.record("\(error) instead of \(code)", sourceLocation: sourceLocation)
  }
  return nil
}
