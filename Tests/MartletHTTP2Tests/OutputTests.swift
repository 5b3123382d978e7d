import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import MartletHTTP2

/// How much a connection moves to its channel at once.
@Suite struct OutputTests {
  @Test func noTurnWritesMuchMoreThanItsShare() async throws {
    let peer = Peer()
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            HTTP2Connection(
              role: .server, loop: channel.eventLoop, configuration: HTTP2Configuration(), delegate: peer))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let port = try #require(listener.localAddress?.port)
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let largest = Largest()
    let client = Peer()
    let channel = try await ClientBootstrap(group: loop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let connection = HTTP2Connection(
            role: .client, loop: channel.eventLoop, configuration: HTTP2Configuration(), delegate: client)
          try channel.pipeline.syncOperations.addHandlers(WriteRecorder(largest), connection)
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
    try await eventually { client.isReady.load(ordering: .relaxed) }
    // Far more than a turn's share is queued, on streams whose windows would take it all.
    try await loop.submit {
      let connection = try channel.pipeline.syncOperations.handler(type: HTTP2Connection.self)
      for _ in 0..<40 {
        let headers = HeaderList([":method": "POST", ":scheme": "http", ":path": "/", ":authority": "x"])
        let stream = connection.open(headers, delegate: Sink(client))
        stream?.write([UInt8](repeating: 0, count: 60_000))
        stream?.finish()
      }
    }.get()
    try await eventually { peer.received.load(ordering: .relaxed) == 40 * 60_000 }
    #expect(largest.value.load(ordering: .relaxed) <= HTTP2Connection.bytesPerTurn + 17 * 1024)
    try await channel.close()
    try await listener.close()
  }

  private func eventually(_ condition: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while !condition() {
      if ContinuousClock.now > deadline { throw CancellationError() }
      try await Task.sleep(for: .milliseconds(2))
    }
  }
}

private final class Largest: Sendable {
  let value = Atomic<Int>(0)
}

private final class WriteRecorder: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer
  private let largest: Largest

  init(_ largest: Largest) { self.largest = largest }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    largest.value.max(unwrapOutboundIn(data).readableBytes, ordering: .relaxed)
    context.write(data, promise: promise)
  }
}

/// Either end of a connection: it takes what comes.
private final class Peer: ConnectionDelegate, Sendable {
  let isReady = Atomic<Bool>(false)
  let received = Atomic<Int>(0)
  func accept(_ stream: HTTP2Stream, on connection: HTTP2Connection) -> any StreamDelegate { Sink(self) }
  func ready(_ connection: HTTP2Connection) { isReady.store(true, ordering: .relaxed) }
  func goingAway(_ connection: HTTP2Connection, code: HTTP2ErrorCode, debugData: String) {}
  func closed(_ connection: HTTP2Connection, error: (any Error)?) {}
}

private final class Sink: StreamDelegate {
  let peer: Peer
  init(_ peer: Peer) { self.peer = peer }
  func received(headers: HeaderBlock, endStream: Bool, on stream: HTTP2Stream) {}
  func received(data: UnsafeRawBufferPointer, on stream: HTTP2Stream) {
    peer.received.add(data.count, ordering: .relaxed)
    stream.consume(data.count)
  }
  func receivedEnd(on stream: HTTP2Stream) {}
  func outputDrained(on stream: HTTP2Stream) {}
  func closed(_ reason: StreamClosure, on stream: HTTP2Stream) {}
}
