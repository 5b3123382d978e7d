import Foundation
import Martlet
import MartletServices
import TestSupport
import Testing

@Suite struct HealthTests {
  @Test func knowsTheServicesOfItsServer() async throws {
    try await TestServer.run { server in
      let client = Grpc_Health_V1_HealthClient(Channel(server.address))
      for service in ["", "martlet.test.EchoService", "grpc.health.v1.Health"] {
        #expect(try await client.check(.with { $0.service = service }).status == .serving)
      }
      server.health.setStatus(.notServing, for: "martlet.test.EchoService")
      #expect(try await client.check(.with { $0.service = "martlet.test.EchoService" }).status == .notServing)
      let list = try await client.list(.init()).statuses.mapValues(\.status)
      #expect(list["martlet.test.EchoService"] == .notServing && list[""] == .serving && list.count == 5)
      let error = await #expect(throws: RPCError.self) { try await client.check(.with { $0.service = "no.Such" }) }
      #expect(error?.code == .notFound)
    }
  }

  @Test func watchesServicesThatComeAndGo() async throws {
    try await TestServer.run { server in
      let client = Grpc_Health_V1_HealthClient(Channel(server.address))
      let watch = client.watch(.with { $0.service = "later" })
      var statuses = watch.makeAsyncIterator()
      try await expectNext(.serviceUnknown, &statuses)
      server.health.setStatus(.serving, for: "later")
      try await expectNext(.serving, &statuses)
      server.health.setStatus(.serving, for: "later")
      server.health.setStatus(.notServing, for: "later")
      try await expectNext(.notServing, &statuses)
    }
  }

  @Test func watchersLearnOfAShutdownAndDontHoldItUp() async throws {
    let health = Health()
    let server = Server(listen: .tcp(host: "127.0.0.1", port: 0), services: [Echo(), health])
    let port = try #require(try await server.start())
    let client = Grpc_Health_V1_HealthClient(Channel("127.0.0.1:\(port)"))
    let watch = client.watch(.init())
    var statuses = watch.makeAsyncIterator()
    try await expectNext(.serving, &statuses)
    async let stopped: Void = server.shutdown()
    try await expectNext(.notServing, &statuses)
    let error = await #expect(throws: RPCError.self) { try await statuses.next() }
    #expect(error?.code == .unavailable)
    await stopped
    health.setStatus(.serving)
    #expect(health.status() == .notServing)
  }
}

private func expectNext(
  _ status: Health.Status, _ statuses: inout ResponseIterator<Grpc_Health_V1_HealthCheckResponse>,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let next = try await statuses.next()
  #expect(next?.status == status, sourceLocation: sourceLocation)
}

/// What Python's tools see of a server, and what the command sees of Python's.
@Suite struct StandardServicesInteropTests {
  private static let script = repositoryRoot.appendingPathComponent("Tests/MartletToolTests/peer.py").path

  @Test func grpcioReadsHealthAndReflection() async throws {
    try await TestServer.run { server in
      let finished = try await offPool { try run(python, [Self.script, "client", server.address]) }
      #expect(finished.status == 0, "\(finished.outputText)\(finished.errorText)")
    }
  }

  @Test func commandCallsGrpcioByReflection() async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [Self.script, "server"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    defer { process.terminate() }
    let address = "127.0.0.1:\(try await offPool { try readLine(output.fileHandleForReading) })"
    let list = await TestServer.martlet("list", address)
    #expect(list.result.contains("grpc.health.v1.Health\n"), "\(list.notes)")
    let check = await TestServer.martlet("call", address, "grpc.health.v1.Health/Check", "--compact")
    #expect(check.result == "{\"status\":\"SERVING\"}\n", "\(check.notes)")
    let missing = await TestServer.martlet(
      "call", address, "grpc.health.v1.Health/Check", "-d", #"{"service":"no.Such"}"#)
    #expect(missing.status == 69)
    let unknown = await TestServer.martlet("call", address, "NoSuch/Method")
    #expect(unknown.status == 76, "\(unknown.notes)")
    try input.fileHandleForWriting.close()
    try await offPool { process.waitUntilExit() }
  }
}
