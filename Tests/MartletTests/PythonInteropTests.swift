import EchoContract
import Foundation
import Martlet
import TestSupport
import Testing

/// gRPC's own implementation, as grpcio packages it, on either end.
@Suite struct PythonInteropTests {
  private static let script = repositoryRoot.appendingPathComponent("Tests/MartletTests/peer.py").path

  @Test func grpcioCallsMartlet() async throws {
    try await Loopback.run { loopback in
      let address = "127.0.0.1:\(loopback.port)"
      let finished = try await Task.detached { try run(python, [Self.script, "client", address]) }.value
      #expect(finished.status == 0, "\(finished.outputText)\(finished.errorText)")
      try await eventually("the calls that were taken back are cancelled here too") {
        loopback.service.observed.cancelled.load(ordering: .relaxed) == 3
      }
    }
  }

  @Test func martletCallsGrpcio() async throws {
    let peer = try PythonServer(Self.script)
    let client = Martlet_Test_EchoClient(Channel("127.0.0.1:\(peer.port)"))
    try await checkKinds(client)
    try await checkMetadata(client)
    await checkStatuses(client)
    try await checkEnds(client)
    peer.stop()
  }

  private func checkKinds(_ client: Martlet_Test_EchoClient) async throws {
    #expect(try await client.unary(.with { $0.text = "héllo" }).text == "héllo")
    let payload = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 17) }
    #expect(try await client.unary(.with { $0.payload = payload }).payload == payload)
    var indexes: [Int32] = []
    for try await response in client.expand(.with { $0.repeat = 50 }) { indexes.append(response.index) }
    #expect(indexes == Array(0..<50))
    let collect = client.collect()
    for _ in 0..<30 { try await collect.send(.with { $0.payload = [UInt8](repeating: 1, count: 100_000) }) }
    #expect(try await collect.response().index == 3_000_000)
    let chat = client.chat()
    var responses = chat.responses.makeAsyncIterator()
    for number in 0..<100 {
      try await chat.send(.with { $0.text = "\(number)" })
      #expect(try await responses.next()?.text == "\(number)")
    }
    chat.finish()
    #expect(try await responses.next() == nil)
  }

  private func checkMetadata(_ client: Martlet_Test_EchoClient) async throws {
    var metadata: Metadata = ["x-text": "value"]
    metadata.append([0, 255, 1], to: "x-bytes-bin")
    let call = client.expand(
      .with {
        $0.repeat = 1
        $0.headers = ["x-first": "1"]
        $0.trailers = ["x-last": "2"]
      }, metadata: metadata, timeout: .seconds(30))
    #expect(try await call.headers()["x-first"] == "1")
    for try await response in call {
      #expect(response.metadata["x-text"] == "value")
      #expect(response.metadata["x-bytes-bin"] == "AP8B")
      #expect(20_000...30_000 ~= response.timeRemainingMs)
    }
    #expect(await call.trailers()["x-last"] == "2")
  }

  private func checkStatuses(_ client: Martlet_Test_EchoClient) async {
    let message = "Zeile\r\n\t„ß“ 100 % 😀"
    for code in RPCCode.allCases where code != .ok {
      let error = await expectError(code) {
        try await client.unary(
          .with {
            $0.failCode = Int32(code.rawValue)
            $0.failMessage = message
            $0.payload = [8, 5, 0xFF]
          })
      }
      #expect(error?.message == message)
      #expect(error?.statusDetails == [8, 5, 0xFF])
    }
    _ = await expectError(.unimplemented) { try await client.missing(.init()) }
  }

  private func checkEnds(_ client: Martlet_Test_EchoClient) async throws {
    _ = await expectError(.deadlineExceeded) {
      try await client.unary(.with { $0.delayMs = 2000 }, timeout: .milliseconds(50))
    }
    let call = client.chat()
    try await call.send(.with { $0.text = "one" })
    var responses = call.responses.makeAsyncIterator()
    _ = try await responses.next()
    call.cancel()
    _ = await expectError(.cancelled) { try await responses.next() }
    #expect(try await client.unary(.with { $0.text = "on" }).text == "on")
  }
}

/// A grpcio server; it stops when its standard input does.
private final class PythonServer {
  let port: Int
  private let process = Process()
  private let input = Pipe()

  init(_ script: String) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [script, "server"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = ""
    while !line.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      line += String(decoding: data, as: UTF8.self)
    }
    port = try #require(Int(line.dropLast()))
  }

  func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  deinit { process.terminate() }
}
