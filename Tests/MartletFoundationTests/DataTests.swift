import Foundation
import MartletFoundation
import Testing

/// `Data` as fields and as input and output.
@Suite struct DataTests {
  @Test func everyKindOfFieldHoldsData() throws {
    var person = Tutorial_Person()
    #expect(person.photo == Data() && !person.hasSignature && person.badge == Data())
    person.photo = Data([1])
    person.signature = Data([2])
    person.fingerprints = [Data([3]), Data()]
    person.keys = [1: Data([4])]
    person.badge = Data([5])
    let bytes: [UInt8] = try person.serializedBytes()
    #expect(
      bytes == [0x32, 1, 1, 0x42, 5, 8, 1, 0x12, 1, 4, 0x4A, 1, 3, 0x4A, 0, 0x52, 1, 2, 0x6A, 1, 5])
    #expect(try Tutorial_Person(serializedBytes: bytes) == person)
    person.clearSignature()
    #expect(person.signature == Data())
    #expect(throws: BinaryDecodingError.truncated) { try Tutorial_Person(serializedBytes: [0x32, 5, 1]) }
  }

  @Test func slicesOfDataAreWholeMessages() throws {
    let badge = Tutorial_Badge.with { $0.secret = Data([9, 8, 7])[1...] }
    let data: Data = try badge.serializedBytes()
    let around = Data([0xFF]) + data + Data([0xFF])
    let slice = around[around.startIndex + 1..<around.endIndex - 1]
    #expect(try Tutorial_Badge(serializedData: slice) == badge)
    #expect(try Tutorial_Badge(serializedBytes: slice).secret == Data([8, 7]))
  }

  @Test func bytesFromAnywhere() throws {
    let badge = Tutorial_Badge.with { $0.number = 3 }
    let bytes: [UInt8] = try badge.serializedBytes()
    #expect(try Tutorial_Badge(serializedBytes: bytes[...]) == badge)
    #expect(try Tutorial_Badge(serializedBytes: ContiguousArray(bytes)) == badge)
    #expect(try Tutorial_Badge(serializedBytes: bytes.lazy.map { $0 }) == badge)
    #expect(try Tutorial_Badge(serializedBytes: bytes.span.bytes) == badge)
    #expect(try Tutorial_Badge(contiguousBytes: Data(bytes)) == badge)
    #expect(try bytes.withUnsafeBytes { try Tutorial_Badge(serializedBytes: $0) } == badge)
    var merged = Tutorial_Badge.with { $0.secret = Data([1]) }
    try merged.merge(serializedBytes: Data(bytes))
    try merged.merge(serializedData: Data(bytes))
    try merged.merge(contiguousBytes: bytes)
    #expect(merged.number == 3 && merged.secret == Data([1]))
    #expect(throws: BinaryDecodingError.truncated) { try merged.merge(contiguousBytes: Data([0x12])) }
    #expect(Google_Protobuf_BytesValue(Data(bytes)).value == bytes)
    let slice: ArraySlice<UInt8> = try badge.serializedBytes()
    #expect(Array(slice) == bytes)
    #expect(try badge.serializedData() == Data(bytes))
  }

  @Test func jsonAsData() throws {
    let badge = Tutorial_Badge.with { $0.secret = Data([0xFF]) }
    let json = try badge.jsonUTF8Data()
    #expect(json == Data(#"{"secret":"/w=="}"#.utf8))
    #expect(try Tutorial_Badge(jsonUTF8Data: json) == badge)
    #expect(try Tutorial_Badge(jsonUTF8Bytes: json.lazy.map { $0 }) == badge)
    let list = try Tutorial_Badge.jsonUTF8Data(from: [badge, .init()])
    #expect(list == Data(#"[{"secret":"/w=="},{}]"#.utf8))
    #expect(try Tutorial_Badge.array(fromJSONUTF8Data: list) == [badge, .init()])
    #expect(try Tutorial_Badge.array(fromJSONString: " [ ] ") == [])
    for (bad, kind) in [
      ("{}", .failure), ("[{}", .truncated), ("[{}]]", .trailingGarbage), ("[null]", .illegalNull),
      (#"[{},{"number":"x"}]"#, .malformedNumber), ("", .truncated), ("[{},]", .failure),
    ] as [(String, JSONDecodingError.Kind)] {
      let error = #expect(throws: JSONDecodingError.self, "\(bad)") { try Tutorial_Badge.array(fromJSONString: bad) }
      if kind != .failure { #expect(error?.kind == kind, "\(bad)") }
    }
    let error = #expect(throws: JSONDecodingError.self) {
      try Tutorial_Badge.array(fromJSONString: "[{},\n{\"number\":true}]")
    }
    #expect(error?.path == "[1].number" && error?.line == 2)
  }

  @Test func timestampsAndDates() throws {
    typealias Time = Google_Protobuf_Timestamp
    let moment = Time(seconds: 1_709_164_923, nanos: 500_000_000)
    #expect(Time(date: moment.date) == moment && moment.date.timeIntervalSince1970 == 1_709_164_923.5)
    let early = Time(seconds: -2, nanos: 250_000_000)
    #expect(Time(date: early.date) == early)
    #expect(Time(date: Date(timeIntervalSince1970: -0.25)) == Time(seconds: -1, nanos: 750_000_000))
    // What almost rounds up to the next second does.
    #expect(Time(date: Date(timeIntervalSinceReferenceDate: 1.9999999999)).isValid)
    for hostile in [
      Date.distantFuture, .distantPast, Date(timeIntervalSince1970: 1e300), .init(timeIntervalSince1970: .nan),
    ] {
      #expect(Time(date: hostile).isValid, "\(hostile.timeIntervalSince1970)")
    }
    #expect(Time(seconds: .min, nanos: .min).date < .distantPast)
    let gap = Time.now - Time(date: Date())
    #expect(gap > Google_Protobuf_Duration(seconds: -60) && gap < Google_Protobuf_Duration(seconds: 60))
  }
}
