import Foundation
import Martlet
import MartletHTTP2
import Testing

/// What requests that no ordinary client sends are answered with.
@Suite struct WireTests {
  @Test(arguments: ["application/grpcfoo", "application/grpc-web", "application/json", "text/plain", "application"])
  func otherContentTypesGetStatus415(type: String) async throws {
    try await Loopback.run { loopback in
      let client = try await BareClient.connect(port: loopback.port)
      let response = try await client.request([("content-type", type)])
      #expect(response[":status"] == "415")
      #expect(response["grpc-status"] == nil)
      #expect(!response.body.isEmpty)
      client.close()
    }
  }

  @Test(arguments: ["application/grpc", "application/grpc+proto", "application/grpc;charset=utf-8"])
  func contentTypesOfGRPCAreServed(type: String) async throws {
    try await Loopback.run { loopback in
      let client = try await BareClient.connect(port: loopback.port)
      let response = try await client.request([("content-type", type)])
      #expect(response[":status"] == "200")
      #expect(response["grpc-status"] == "0")
      client.close()
    }
  }

  @Test func otherMethodsThanPostGetStatus405() async throws {
    try await Loopback.run { loopback in
      let client = try await BareClient.connect(port: loopback.port)
      let response = try await client.request([(":method", "GET")])
      #expect(response[":status"] == "405")
      #expect(!response.body.isEmpty)
      client.close()
    }
  }

  @Test(arguments: ["0n", "0S", "00000000H"])
  func timeoutOfZeroHasPassed(timeout: String) async throws {
    try await Loopback.run { loopback in
      let client = try await BareClient.connect(port: loopback.port)
      let response = try await client.request([("grpc-timeout", timeout)])
      #expect(response["grpc-status"] == "4")
      #expect(loopback.service.observed.started.load(ordering: .relaxed) == 0)
      client.close()
    }
  }

  @Test(arguments: ["", "1", "abc", "1234567890S", "-1S"])
  func malformedTimeoutIsRefused(timeout: String) async throws {
    try await Loopback.run { loopback in
      let client = try await BareClient.connect(port: loopback.port)
      let response = try await client.request([("grpc-timeout", timeout)])
      #expect(response["grpc-status"] == "13")
      client.close()
    }
  }

  /// The server's answer is complete before its RST_STREAM, which spares the client the rest of its request.
  @Test func answerBeforeTheRequestsEndIsFollowedByAReset() async throws {
    try await Loopback.run { loopback in
      let client = try await BareClient.connect(port: loopback.port)
      let response = try await client.request([(":path", "/no.Such/Method")], finishes: false)
      #expect(response["grpc-status"] == "12")
      #expect(response.closure == .code(.noError))
      let refused = try await client.request([("content-type", "text/html")], finishes: false)
      #expect(refused[":status"] == "415")
      #expect(refused.closure == .code(.noError))
      client.close()
    }
  }

  @Test func headersOnASkippedStreamAreAConnectionError() async throws {
    try await Loopback.run { loopback in
      let socket = try RawSocket(port: loopback.port)
      let headers = Frame.make(type: 1, flags: 5, stream: 5, payload: Frame.requestHeaders)
      let lower = Frame.make(type: 1, flags: 5, stream: 3, payload: Frame.requestHeaders)
      _ = socket.send(Frame.hello + headers + lower, limit: 1, drain: false)
      let frames = await offPool { socket.receiveFrames() }
      let goaway = try #require(frames.last { $0.type == 7 })
      #expect(goaway.payload.dropFirst(4).prefix(4) == [0, 0, 0, 1])
    }
  }

  @Test func headersOnAFinishedStreamHarmNobody() async throws {
    try await Loopback.run { loopback in
      let socket = try RawSocket(port: loopback.port)
      let first = Frame.make(type: 1, flags: 5, stream: 1, payload: Frame.requestHeaders)
      let again = Frame.make(type: 1, flags: 5, stream: 1, payload: Frame.requestHeaders)
      let second = Frame.make(type: 1, flags: 5, stream: 3, payload: Frame.requestHeaders)
      _ = socket.send(Frame.hello + first, limit: 1, drain: false)
      let answer = await offPool { socket.receiveFrames(until: { $0.stream == 1 && $0.flags & 1 != 0 }) }
      #expect(answer.contains { $0.stream == 1 })
      _ = socket.send(again + second, limit: 1, drain: false)
      let frames = await offPool { socket.receiveFrames(until: { $0.stream == 3 }) }
      #expect(frames.contains { $0.stream == 3 && $0.type == 1 })
      #expect(!frames.contains { $0.type == 7 })
    }
  }

  /// A peer that refuses our SETTINGS' limits and never reads must not have us queue answers without end.
  @Test func peerThatOpensStreamsAndNeverReadsIsCutOff() async throws {
    try await Loopback.run { loopback in
      let socket = try RawSocket(port: loopback.port)
      let taken = await offPool {
        var next: UInt32 = 1
        var total = 0
        _ = socket.send(Frame.hello, limit: 1, drain: false)
        while total < 64 * 1024 * 1024 {
          var batch: [UInt8] = []
          for _ in 0..<2000 {
            batch += Frame.make(type: 1, flags: 4, stream: next, payload: Frame.requestHeaders)
            next += 2
          }
          let sent = socket.send(batch, limit: 1, drain: false)
          total += sent
          if sent < batch.count { break }
        }
        return total
      }
      #expect(taken < 64 * 1024 * 1024)
    }
  }
}
