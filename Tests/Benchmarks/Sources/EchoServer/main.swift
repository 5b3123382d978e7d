import RateContract
import Martlet
import NIOPosix

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct Echo: Echo_EchoService {
  func get(_ request: Echo_Ping, context: ServerContext) async throws -> Echo_Ping { request }

  func stream(
    _ requests: RequestStream<Echo_Ping>, responses: ResponseWriter<Echo_Ping>, context: ServerContext
  ) async throws {
    for try await request in requests { try await responses.write(request) }
  }
}

var configuration = Server.Configuration()
if CommandLine.arguments.count > 2, let loops = Int(CommandLine.arguments[2]) {
  configuration.eventLoopGroup = MultiThreadedEventLoopGroup(numberOfThreads: loops)
}
let server = Server(
  listen: .tcp(host: "127.0.0.1", port: Int(CommandLine.arguments[1]) ?? 0), services: [Echo()],
  configuration: configuration)
// The main thread waits by itself: the way a top-level `await` parks it brings valgrind down.
let running = Task.detached { try await server.run() }
while true { sleep(1000) }
