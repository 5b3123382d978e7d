import Common
import GRDB
import Martlet
import MartletProtobuf
import TestSupport
import Testing

@Suite struct CommonTests {
  @Test func aSecretIsTheSameOnlyAsItself() {
    let secret = Array("secret".utf8)
    #expect(isSame(secret: secret, as: secret))
    for other in ["", "secre", "secrets", "Secret", "secretsecret", "xecret"] {
      #expect(!isSame(secret: secret, as: Array(other.utf8)), "\(other)")
    }
    #expect(!isSame(secret: [], as: []))
  }

  @Test func theServiceKeyIsAskedFor() throws {
    let key = try ServiceKey("k-1")
    try key.check(key.metadata)
    try key.check(["authorization": "bearer k-1"])
    for wrong: Metadata in [
      [:], ["authorization": "k-1"], ["authorization": "Basic k-1"], ["authorization": "Bearer k"],
    ] {
      #expect { try key.check(wrong) } throws: { ($0 as? RPCError)?.code == .unauthenticated }
    }
    var twice = key.metadata
    twice.append("Bearer other", to: "authorization")
    #expect { try key.check(twice) } throws: { ($0 as? RPCError)?.code == .unauthenticated }
    #expect(throws: ConfigurationError.self) { try ServiceKey("") }
    #expect(throws: ConfigurationError.self) { try ServiceKey("two words") }
  }

  @Test func usersAreReadFromLinesAndFromCommas() throws {
    let users = try Users(
      parsing: """
        # token role name
        t1 creator alice   # the first

        t2:moderator:bob, t3:guest:carol
        """)
    #expect(try users.caller(["authorization": "Bearer t1"]) == User(name: "alice", role: .creator))
    #expect(try users.caller(["authorization": "Bearer t2"]) == User(name: "bob", role: .moderator))
    #expect(try users.caller(["authorization": "Bearer t3"]) == User(name: "carol", role: .guest))
    #expect(try users.caller([:]).role == .guest)
    #expect { try users.caller(["authorization": "Bearer t4"]) } throws: {
      ($0 as? RPCError)?.code == .unauthenticated
    }
  }

  @Test(arguments: [
    ("a creator", "line 1"), ("a creator b\nc king d", "line 2"), ("a creator b\n\na guest c", "line 3"),
    ("tökén guest x", "line 1"),
  ]) func aWrongListOfUsersSaysWhere(text: String, place: String) {
    #expect { try Users(parsing: text) } throws: { "\($0)".contains(place) }
  }

  @Test func pageTokensBelongToTheirList() throws {
    for id in [0, 1, 77, Int64.max] {
      let token = PageToken(after: id, filter: "a").text
      #expect(try PageToken(token, filter: "a")?.lastID == id)
      #expect { try PageToken(token, filter: "b") } throws: { "\($0)".contains("page_token") }
    }
    #expect(try PageToken("", filter: "a") == nil)
    let token = PageToken(after: 5, filter: "a").text
    for wrong in ["5", String(token.dropLast()), token + "0", "f" + token.dropFirst(), "\u{e9}" + token.dropFirst(2)] {
      #expect { try PageToken(wrong, filter: "a") } throws: { ($0 as? RPCError)?.code == .invalidArgument }
    }
  }

  @Test func textsAreMeasuredInCharacters() throws {
    try require(String(repeating: "é", count: 200), "name", length: 1...200)
    for text in ["", String(repeating: "x", count: 201), String(repeating: "x", count: 100_000), "a\0b"] {
      #expect { try require(text, "name", length: 1...200) } throws: {
        ($0 as? RPCError)?.code == .invalidArgument && "\($0)".contains("name")
      }
    }
  }

  @Test func timesSurviveTheWayThroughMessages() {
    for milliseconds: Milliseconds in [0, 1, -1, 999, 1000, -1000, -1001, 1_700_000_000_123] {
      #expect(Google_Protobuf_Timestamp(milliseconds: milliseconds).milliseconds == milliseconds)
    }
    #expect(Google_Protobuf_Timestamp(seconds: .max).milliseconds == nil)
    #expect(Google_Protobuf_Timestamp(seconds: 0, nanos: -1).milliseconds == nil)
    #expect(Duration.seconds(Int64.max).milliseconds == .max)
  }

  @Test func aSignalThatNobodyWaitedForIsKept() async {
    let wakeup = Wakeup()
    wakeup.signal()
    wakeup.signal()
    await wakeup.wait()
    await wakeup.wait(atMost: .milliseconds(1))
    let waiting = Task { await wakeup.wait() }
    waiting.cancel()
    await waiting.value
  }

  @Test func committedTransactionsAreOnDisk() throws {
    let directory = try TemporaryDirectory()
    let pool = try openDatabase(
      at: directory.url.appendingPathComponent("x.db").path, migrator: DatabaseMigrator())
    let (synchronous, journal) = try pool.writeWithoutTransaction { db in
      (try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"))
    }
    #expect(synchronous == 2)
    #expect(journal == "wal")
    #expect(throws: ConfigurationError.self) {
      try openDatabase(at: directory.url.path, migrator: DatabaseMigrator())
    }
  }
}
