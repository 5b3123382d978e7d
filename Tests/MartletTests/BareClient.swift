import Martlet
import MartletHTTP2
import NIOCore
import NIOPosix
import Testing

/// An HTTP/2 client without gRPC, for tests of what is on the wire.
final class BareClient: ConnectionDelegate, Sendable {
  struct Response: Sendable {
    /// Each header block's fields, in the order of arrival.
    var blocks: [[String: String]] = []
    var body: [UInt8] = []
    var closure = StreamClosure.connectionLost

    subscript(name: String) -> String? { blocks.lazy.compactMap { $0[name] }.first }
  }

  private let connection: NIOLoopBoundBox<HTTP2Connection?>
  private let loop: any EventLoop

  private init(loop: any EventLoop) {
    self.loop = loop
    connection = .makeBoxSendingValue(nil, eventLoop: loop)
  }

  static func connect(port: Int) async throws -> BareClient {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let client = BareClient(loop: loop)
    _ = try await ClientBootstrap(group: loop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let handler = HTTP2Connection(
            role: .client, loop: channel.eventLoop, configuration: HTTP2Configuration(), delegate: client)
          client.connection.value = handler
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
    return client
  }

  /// Sends a POST to the echo service's unary method with further or other fields, and waits for the stream's end.
  func request(
    _ changed: [(String, String)] = [], body: [UInt8] = [0, 0, 0, 0, 0], finishes: Bool = true
  ) async throws -> Response {
    var fields = [
      (":method", "POST"), (":scheme", "http"), (":path", "/martlet.test.EchoService/Unary"), (":authority", "test"),
      ("te", "trailers"), ("content-type", "application/grpc"),
    ]
    for (name, value) in changed {
      if let index = fields.firstIndex(where: { $0.0 == name }) {
        fields[index].1 = value
      } else {
        fields.append((name, value))
      }
    }
    let list = fields.reduce(into: HeaderList()) { $0.add($1.0, $1.1) }
    return try await withCheckedThrowingContinuation { continuation in
      loop.execute {
        let collector = Collector(continuation)
        guard let stream = self.connection.value?.open(list, delegate: collector) else {
          continuation.resume(throwing: CancellationError())
          return
        }
        stream.write(body)
        if finishes { stream.finish() }
      }
    }
  }

  func close() { loop.execute { self.connection.value?.close() } }

  func accept(_ stream: HTTP2Stream, on connection: HTTP2Connection) -> any StreamDelegate { fatalError("no push") }
  func ready(_ connection: HTTP2Connection) {}
  func goingAway(_ connection: HTTP2Connection, code: HTTP2ErrorCode, debugData: String) {}
  func closed(_ connection: HTTP2Connection, error: (any Error)?) { self.connection.value = nil }

  private final class Collector: StreamDelegate {
    private var response = Response()
    private let continuation: CheckedContinuation<Response, any Error>

    init(_ continuation: CheckedContinuation<Response, any Error>) { self.continuation = continuation }

    func received(headers: HeaderBlock, endStream: Bool, on stream: HTTP2Stream) {
      response.blocks.append(
        headers.reduce(into: [:]) {
          $0[String(decoding: $1.name, as: UTF8.self)] = String(decoding: $1.value, as: UTF8.self)
        })
    }
    func received(data: UnsafeRawBufferPointer, on stream: HTTP2Stream) {
      response.body += data
      stream.consume(data.count)
    }
    func receivedEnd(on stream: HTTP2Stream) {}
    func outputDrained(on stream: HTTP2Stream) {}
    func closed(_ reason: StreamClosure, on stream: HTTP2Stream) {
      response.closure = reason
      continuation.resume(returning: response)
    }
  }
}
