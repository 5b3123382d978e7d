import RateContract
import Martlet
import Synchronization

// A closed loop of unary calls. Usage: EchoClient PORT CONNECTIONS IN-FLIGHT-EACH TOTAL
let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
guard arguments.count == 4 else { fatalError("usage: EchoClient PORT CONNECTIONS IN-FLIGHT-EACH TOTAL") }
let (port, connections, inFlight, total) = (arguments[0], arguments[1], arguments[2], arguments[3])

let request = Echo_Ping.with {
  $0.a = 1
  $0.b = 2
  $0.c = 3
  $0.d = 4
}
let clients = (0..<connections).map { _ in Echo_EchoClient(Channel("127.0.0.1:\(port)")) }
for client in clients { _ = try await client.get(request) }

let begun = Atomic<Int>(0)
let start = ContinuousClock.now
try await withThrowingTaskGroup(of: Void.self) { group in
  for client in clients {
    for _ in 0..<inFlight {
      group.addTask {
        while begun.add(1, ordering: .relaxed).newValue <= total {
          let response = try await client.get(request)
          if response != request { fatalError("the echo differs") }
        }
      }
    }
  }
  try await group.waitForAll()
}
print(Double(total) / ((ContinuousClock.now - start) / .seconds(1)))
