import EchoContract
import Foundation
import Logging
import Martlet
import MartletServices
import MartletTool
import Synchronization
import Testing

/// Echoes what it is sent, and fails as it is told to.
struct Echo: Martlet_Test_EchoService {
  func unary(_ request: Martlet_Test_EchoRequest, context: ServerContext) async throws -> Martlet_Test_EchoResponse {
    try await Self.answer(request, context)
  }

  func expand(
    _ request: Martlet_Test_EchoRequest, responses: ResponseWriter<Martlet_Test_EchoResponse>, context: ServerContext
  ) async throws {
    for index in 0..<request.repeat {
      try await responses.write(
        .with {
          $0.text = request.text
          $0.index = index
        })
    }
    _ = try await Self.answer(request, context)
  }

  func collect(
    _ requests: RequestStream<Martlet_Test_EchoRequest>, context: ServerContext
  ) async throws -> Martlet_Test_EchoResponse {
    var response = Martlet_Test_EchoResponse()
    for try await request in requests {
      _ = try await Self.answer(request, context)
      response.text += request.text
      response.index += 1
    }
    return response
  }

  func chat(
    _ requests: RequestStream<Martlet_Test_EchoRequest>, responses: ResponseWriter<Martlet_Test_EchoResponse>,
    context: ServerContext
  ) async throws {
    for try await request in requests { try await responses.write(Self.answer(request, context)) }
  }

  private static func answer(
    _ request: Martlet_Test_EchoRequest, _ context: ServerContext
  ) async throws -> Martlet_Test_EchoResponse {
    for (name, value) in request.headers { try context.sendInitialMetadata([name: value]) }
    for (name, value) in request.trailers { try context.addTrailers([name: value]) }
    if request.delayMs > 0 { try await Task.sleep(for: .milliseconds(Int(request.delayMs))) }
    if let code = RPCCode(rawValue: Int(request.failCode)), code != .ok {
      throw RPCError(code, request.failMessage, statusDetails: request.payload)
    }
    return .with { response in
      response.text = request.text
      response.payload = request.payload
      for (name, value) in context.metadata { response.metadata[name] = "\(value)" }
    }
  }
}

/// A server on a free port of the loopback interface.
struct TestServer {
  let address: String
  let health: Health

  static func run(
    _ services: [any Martlet.Service] = [Echo(), Reflection(), ReflectionV1Alpha()],
    _ body: (TestServer) async throws -> Void
  ) async throws {
    let health = Health()
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let server = Server(listen: .tcp(host: "127.0.0.1", port: 0), services: services + [health], logger: logger)
    let port = try #require(try await server.start())
    do {
      try await body(TestServer(address: "127.0.0.1:\(port)", health: health))
    } catch {
      await server.shutdown()
      throw error
    }
    await server.shutdown()
  }

  /// Runs the command in this process.
  static func martlet(_ arguments: String...) async -> (status: Int32, result: String, notes: String) {
    await martlet(arguments: arguments)
  }

  static func martlet(arguments: [String]) async -> (status: Int32, result: String, notes: String) {
    let output = Collected()
    let status = await MartletTool.run(
      arguments, output: Output(result: { output.add(result: $0) }, note: { output.add(note: $0) }))
    return (status, output.result, output.notes)
  }
}

/// What a command wrote.
final class Collected: Sendable {
  private let texts = Mutex((result: "", notes: ""))
  var result: String { texts.withLock { $0.result } }
  var notes: String { texts.withLock { $0.notes } }
  func add(result: String) { texts.withLock { $0.result += result } }
  func add(note: String) { texts.withLock { $0.notes += note } }
}
