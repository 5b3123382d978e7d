import Martlet
import MartletProtobuf
import Shapes

struct Canvas: Drawing_V1_CanvasService {
  func draw(_ request: Drawing_V1_Record, context: ServerContext) async throws -> Google_Protobuf_DoubleValue {
    if request.audit.who.isEmpty { throw RPCError(.unauthenticated, "who draws?") }
    return .with { $0.value = request.shape.area }
  }
}

let server = Server(listen: .tcp(host: "127.0.0.1", port: 0), services: [Canvas()])
let port = try await server.start() ?? 0
let client = Drawing_V1_CanvasClient(Channel("127.0.0.1:\(port)"))
let area = try await client.draw(
  .with {
    $0.shape.corners = [(0, 0), (4, 0), (4, 3)].map { x, y in
      .with {
        $0.x = x
        $0.y = y
      }
    }
    $0.audit.who = "Ada"
  }, timeout: .seconds(10))
print("area \(area.value)")
await server.shutdown()
