import MartletProtobuf
import NIOCore
import Testing

@testable import Martlet

/// The small codings of gRPC's header fields, and how bodies are cut into messages.
@Suite struct CodingTests {
  @Test(arguments: [
    ("plain text", "plain text"), ("100%", "100%25"), ("a\nb", "a%0Ab"), ("ß", "%C3%9F"), ("~", "~"), ("\u{7F}", "%7F"),
  ])
  func statusMessagesArePercentEncoded(text: String, encoded: String) {
    #expect(StatusMessage.encode(text) == encoded)
    #expect(StatusMessage.decode(Array(encoded.utf8)) == text)
  }

  @Test(arguments: ["%", "%4", "%zz", "100%!", "a%2"])
  func badEscapesStayAsTheyAre(text: String) {
    #expect(StatusMessage.decode(Array(text.utf8)) == text)
  }

  @Test(arguments: [
    ("1n", 1), ("5u", 5000), ("20m", 20_000_000), ("3S", 3_000_000_000), ("2M", 120_000_000_000),
    ("1H", 3_600_000_000_000), ("00000001S", 1_000_000_000),
  ])
  func timeoutsAreRead(text: String, nanoseconds: Int64) {
    let decoded = Array(text.utf8).withUnsafeBufferPointer { Timeout.decode($0) }
    #expect(decoded?.nanoseconds == nanoseconds)
  }

  @Test(arguments: ["", "S", "1", "1s", "-1S", "1.5S", "123456789S", " 1S", "1 S", "0x1S"])
  func malformedTimeoutsAreRefused(text: String) {
    #expect(Array(text.utf8).withUnsafeBufferPointer { Timeout.decode($0) } == nil)
  }

  @Test(arguments: [1, 999, 99_999_999, 100_000_000, 123_456_789_012, Int64.max / 2])
  func timeoutsAreWrittenInEightDigitsAndNeverShortened(nanoseconds: Int64) throws {
    let text = Timeout.encode(.nanoseconds(nanoseconds))
    #expect(text.utf8.count <= 9)
    let decoded = try #require(Array(text.utf8).withUnsafeBufferPointer { Timeout.decode($0) })
    #expect(decoded.nanoseconds >= min(nanoseconds, 100 * 365 * 24 * 3600 * 1_000_000_000))
  }

  @Test func hugeTimeoutsDoNotOverflow() {
    let decoded = Array("99999999H".utf8).withUnsafeBufferPointer { Timeout.decode($0) }
    #expect((decoded?.nanoseconds ?? 0) > 0)
    #expect(Timeout.encode(TimeAmount(.seconds(Int64.max))).utf8.count <= 9)
  }

  @Test func base64TakesPaddedAndUnpadded() {
    for count in 0..<10 {
      let bytes = (0..<UInt8(count)).map { $0 &* 57 }
      let text = Base64.encode(bytes)
      #expect(!text.contains("="))
      #expect(Base64.decode(text.utf8) == bytes)
      let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
      #expect(Base64.decode((text + padding).utf8) == bytes)
    }
    #expect(Base64.decode("a*b".utf8) == nil)
    #expect(Base64.decode("a".utf8) == nil)
    #expect(Base64.decode("aa=a".utf8) == nil)
  }

  @Test(arguments: [
    ("127.0.0.1:80", "127.0.0.1", 80), ("dns:///localhost:8000", "localhost", 8000), ("dns:host:1", "host", 1),
    ("http://h:9/ignored", "h", 9), ("http://h", "h", 80), ("[::1]:50051", "::1", 50051),
    ("dns://8.8.8.8/name:7", "name", 7), ("name", "name", 443),
  ])
  func targetsAreParsed(text: String, host: String, port: Int) throws {
    #expect(try Target(text).address == .tcp(host: host, port: port))
  }

  @Test func unixTargetsNameTheirSocket() throws {
    #expect(try Target("unix:/run/x.sock").address == .unix("/run/x.sock"))
    #expect(try Target("unix:///run/x.sock").address == .unix("/run/x.sock"))
    #expect(try Target("unix:relative.sock").address == .unix("relative.sock"))
  }

  @Test func backoffGrowsToItsMaximum() {
    let backoff = Backoff(initial: .seconds(1), multiplier: 2, maximum: .seconds(5), jitter: 0)
    #expect((1...5).map { backoff.delay(afterFailures: $0) } == [1, 2, 4, 5, 5].map { .seconds($0) })
    let jittered = Backoff()
    for failures in 1...40 { #expect(jittered.delay(afterFailures: failures) <= .seconds(144)) }
  }

  @Test(arguments: [1, 2, 3, 5, 7, 100])
  func messagesAreFoundHoweverTheBodyIsCut(piece: Int) throws {
    let messages: [[UInt8]] = [[], [1], Array(repeating: 2, count: 50), [3, 4], []]
    let body: [UInt8] = messages.flatMap { message -> [UInt8] in [0, 0, 0, 0, UInt8(message.count)] + message }
    var assembler = MessageAssembler(limit: 100)
    var found: [[UInt8]] = []
    for start in stride(from: 0, to: body.count, by: piece) {
      try Array(body[start..<min(start + piece, body.count)]).withUnsafeBytes { bytes in
        try assembler.receive(bytes) { found.append([UInt8]($0)) }
      }
    }
    #expect(found == messages)
    #expect(!assembler.isInsideMessage)
  }

  @Test(arguments: [
    ([1, 0, 0, 0, 0], RPCCode.internal), ([2, 0, 0, 0, 0], .internal), ([0, 0, 0, 0, 101], .resourceExhausted),
    ([0, 0xFF, 0xFF, 0xFF, 0xFF], .resourceExhausted),
  ])
  func prefixesThatMakeNoSenseAreRefused(prefix: [UInt8], code: RPCCode) {
    for piece in [1, 5] {
      var assembler = MessageAssembler(limit: 100)
      var caught: RPCError?
      for start in stride(from: 0, to: 5, by: piece) where caught == nil {
        Array(prefix[start..<(start + piece)]).withUnsafeBytes { bytes in
          do throws(RPCError) { try assembler.receive(bytes) { _ in } } catch { caught = error }
        }
      }
      #expect(caught?.code == code)
    }
  }
}
