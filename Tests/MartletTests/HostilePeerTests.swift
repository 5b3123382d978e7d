import Foundation
import Martlet
import Testing

/// Peers that break the rules, or keep them to the letter and mean harm: the server cuts them off and serves the rest.
@Suite struct HostilePeerTests {
  @Test func peerThatPingsAndNeverReadsIsCutOff() async throws {
    try await Loopback.run { loopback in
      let ping = Frame.make(type: 6, payload: [1, 2, 3, 4, 5, 6, 7, 8])
      let flood = [UInt8](repeatElement(ping, count: 4000).joined())
      let sent = try await Self.flood(loopback.port, Frame.hello, flood, limit: 64 * 1024 * 1024)
      // What fits into both ends' socket buffers, not what memory holds.
      #expect(sent < 64 * 1024 * 1024)
      try await Self.stillServes(loopback)
    }
  }

  @Test func peerThatOnlySendsSettingsIsCutOff() async throws {
    try await Loopback.run { loopback in
      let flood = [UInt8](repeatElement(Frame.make(type: 4), count: 4000).joined())
      let sent = try await Self.flood(loopback.port, Frame.hello, flood, limit: 64 * 1024 * 1024)
      #expect(sent < 64 * 1024 * 1024)
      try await Self.stillServes(loopback)
    }
  }

  @Test func peerThatOpensAndResetsIsCutOff() async throws {
    try await Loopback.run { loopback in
      var flood: [UInt8] = []
      for index in 0..<100_000 {
        let id = UInt32(index * 2 + 1)
        flood += Frame.make(type: 1, flags: 4, stream: id, payload: Frame.requestHeaders)
        flood += Frame.make(type: 3, stream: id, payload: [0, 0, 0, 8])
      }
      let socket = try RawSocket(port: loopback.port)
      let bytes = Frame.hello + flood
      let sent = await offPool { socket.send(bytes, limit: 1, drain: true) }
      #expect(sent < bytes.count)
      // The handlers that were started are gone.
      let observed = loopback.service.observed
      try await eventually("no handler is left") {
        observed.started.load(ordering: .relaxed) == observed.ended.load(ordering: .relaxed)
      }
      try await Self.stillServes(loopback)
    }
  }

  @Test func endlessContinuationsAreCutOff() async throws {
    try await Loopback.run { loopback in
      let opening = Frame.hello + Frame.make(type: 1, stream: 1, payload: Frame.requestHeaders)
      // A literal field without indexing: "x" with a value of 1,000 bytes.
      let field: [UInt8] = [0, 1, 0x78, 0x7F, 0xE9, 6] + [UInt8](repeating: 0x61, count: 1000)
      let flood = [UInt8](repeatElement(Frame.make(type: 9, stream: 1, payload: field), count: 100).joined())
      let sent = try await Self.flood(loopback.port, opening, flood, limit: 64 * 1024 * 1024)
      #expect(sent < 64 * 1024 * 1024)
      try await Self.stillServes(loopback)
    }
  }

  @Test func damagedBytesHarmNobody() async throws {
    try await Loopback.run { loopback in
      var random = SplitMix(seed: 20_261_120)
      let message: [UInt8] = [0, 0, 0, 0, 4, 10, 2, 0x68, 0x69]
      let session =
        Frame.hello + Frame.make(type: 1, flags: 4, stream: 1, payload: Frame.requestHeaders)
        + Frame.make(type: 0, flags: 1, stream: 1, payload: message)
        + Frame.make(type: 6, payload: [1, 2, 3, 4, 5, 6, 7, 8])
      for _ in 0..<400 {
        var damaged = session
        // The preface stays mostly intact, or nothing behind it would be looked at.
        for _ in 0...Int(random.next() % 4) {
          damaged[24 + Int(random.next() % UInt64(damaged.count - 24))] = UInt8(truncatingIfNeeded: random.next())
        }
        let socket = try RawSocket(port: loopback.port)
        _ = socket.send(damaged, limit: 1, drain: false)
      }
      try await Self.stillServes(loopback)
    }
  }

  /// Sends `flood` again and again until the server hangs up or takes no more, and returns how much it took.
  private static func flood(_ port: Int, _ opening: [UInt8], _ flood: [UInt8], limit: Int) async throws -> Int {
    let socket = try RawSocket(port: port)
    return await offPool {
      _ = socket.send(opening, limit: 1, drain: false)
      return socket.send(flood, limit: limit, drain: false)
    }
  }

  private static func stillServes(_ loopback: Loopback) async throws {
    let response = try await loopback.client.unary(.with { $0.text = "alive" }, timeout: .seconds(20))
    #expect(response.text == "alive")
  }
}

/// Runs what blocks its thread on a thread of its own: Swift's pool has one a core, which other tests need.
func offPool<R: Sendable>(_ body: @escaping @Sendable () -> R) async -> R {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: body()) }
  }
}

/// HTTP/2 frames, written by hand.
enum Frame {
  struct Received: Sendable {
    let type: UInt8
    let flags: UInt8
    let stream: UInt32
    let payload: [UInt8]
  }

  static let hello = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + make(type: 4)

  static func make(type: UInt8, flags: UInt8 = 0, stream: UInt32 = 0, payload: [UInt8] = []) -> [UInt8] {
    let length = payload.count
    return [UInt8(length >> 16), UInt8(length >> 8 & 255), UInt8(length & 255), type, flags]
      + (0..<4).map { UInt8(truncatingIfNeeded: stream >> UInt32(24 - 8 * $0)) } + payload
  }

  /// POST http /martlet.test.EchoService/Unary, content-type application/grpc, as HPACK without a dynamic table.
  static let requestHeaders: [UInt8] = {
    let path = Array("/martlet.test.EchoService/Unary".utf8)
    let type = Array("application/grpc".utf8)
    return [0x83, 0x86, 0x04, UInt8(path.count)] + path + [0x01, 1, 0x61] + [0x0F, 0x10, UInt8(type.count)] + type
  }()
}

/// A blocking TCP socket to the loopback interface, for what no HTTP/2 library would send.
final class RawSocket: Sendable {
  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    var patience = timeval(tv_sec: 2, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    if connected != 0 { throw CancellationError() }
  }

  deinit { close(descriptor) }

  /// Sends bytes, and again until `limit` bytes are out; stops when the peer hangs up or takes nothing for two
  /// seconds. With `drain` what the peer sends is read meanwhile and thrown away.
  func send(_ bytes: [UInt8], limit: Int, drain: Bool) -> Int {
    var total = 0
    var sink = [UInt8](repeating: 0, count: 64 * 1024)
    repeat {
      var offset = 0
      while offset < bytes.count {
        let count = bytes[offset...].withUnsafeBytes {
          Foundation.send(descriptor, $0.baseAddress, min($0.count, 64 * 1024), Int32(MSG_NOSIGNAL))
        }
        if count <= 0 { return total }
        offset += count
        total += count
        if drain {
          while recv(descriptor, &sink, sink.count, Int32(MSG_DONTWAIT)) > 0 {}
        }
      }
    } while total < limit
    return total
  }

  /// Reads frames until the peer hangs up, one of them satisfies `done`, or none has come for five seconds.
  func receiveFrames(until done: (Frame.Received) -> Bool = { _ in false }) -> [Frame.Received] {
    var patience = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var frames: [Frame.Received] = []
    while let header = receive(9) {
      let length = Int(header[0]) << 16 | Int(header[1]) << 8 | Int(header[2])
      guard let payload = receive(length) else { break }
      let stream = header[5...8].reduce(0) { $0 << 8 | UInt32($1) }
      let frame = Frame.Received(type: header[3], flags: header[4], stream: stream, payload: payload)
      frames.append(frame)
      if done(frame) { break }
    }
    return frames
  }

  private func receive(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var offset = 0
    while offset < count {
      let taken = bytes[offset...].withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
      if taken <= 0 { return nil }
      offset += taken
    }
    return bytes
  }
}

/// A small seeded generator: the same inputs on every run.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
