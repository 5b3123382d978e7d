import MartletFoundation
import Testing

/// What well-known types are made from and turned into.
@Suite struct WellKnownTypeTests {
  @Test func spansFromSeconds() {
    typealias Span = Google_Protobuf_Duration
    #expect(Span(timeInterval: -1.5) == Span(seconds: -1, nanos: -500_000_000))
    #expect(Span(rounding: 0.999_999_999_9) == Span(seconds: 1))
    #expect(Span(rounding: 0.999_999_999_9, rule: .down) == Span(nanos: 999_999_999))
    #expect(Span(rounding: .nan) == Span() && Span(rounding: .infinity).seconds == .max)
    #expect(Span(rounding: -1e300).seconds == .min)
    #expect(
      2.25 == Span(seconds: 2, nanos: 250_000_000) && Span(seconds: -2, nanos: -250_000_000).timeInterval == -2.25)
    let halves = Duration(secondsComponent: 1, attosecondsComponent: 2_500_000_000)
    #expect(Span(rounding: halves) == Span(seconds: 1, nanos: 3))
    #expect(Span(rounding: halves, rule: .towardZero) == Span(seconds: 1, nanos: 2) && Span(halves).nanos == 2)
    #expect(Span(rounding: .seconds(Int64.max) + .seconds(5)).seconds == .max)
  }

  @Test func timesFromSeconds() {
    typealias Time = Google_Protobuf_Timestamp
    #expect(Time(timeIntervalSince1970: -0.25) == Time(seconds: -1, nanos: 750_000_000))
    #expect(Time(timeIntervalSinceReferenceDate: 1) == Time(seconds: 978_307_201))
    #expect(Time(roundingTimeIntervalSince1970: 1.5, rule: .up).timeIntervalSince1970 == 1.5)
    #expect(Time(seconds: 978_307_200, nanos: 500_000_000).timeIntervalSinceReferenceDate == 0.5)
    #expect(Time(timeIntervalSince1970: .infinity).seconds == .max && Time(timeIntervalSince1970: .nan) == Time())
    #expect(Time(seconds: .min).timeIntervalSinceReferenceDate < 0)
    #expect(Google_Protobuf_Duration(seconds: 1) + Time(seconds: 1) == Time(seconds: 2))
  }

  @Test func wrappersFromLiterals() {
    let text: Google_Protobuf_StringValue = "a"
    let flag: Google_Protobuf_BoolValue = true
    let numbers: (Google_Protobuf_Int32Value, Google_Protobuf_Int64Value) = (-1, -2)
    let unsigned: (Google_Protobuf_UInt32Value, Google_Protobuf_UInt64Value) = (1, 2)
    let floats: (Google_Protobuf_FloatValue, Google_Protobuf_DoubleValue) = (1.5, 2.5)
    #expect(text.value == "a" && flag.value && numbers.0.value == -1 && numbers.1.value == -2)
    #expect(unsigned.0.value == 1 && unsigned.1.value == 2 && floats.0.value == 1.5 && floats.1.value == 2.5)
  }

  @Test func valuesByKind() throws {
    #expect(Google_Protobuf_Value(stringValue: "a") == "a" && Google_Protobuf_Value(boolValue: true) == true)
    #expect(Google_Protobuf_Value(structValue: .init(fields: ["a": 1])) == ["a": 1])
    var list = Google_Protobuf_ListValue(values: [1, nil])
    list[0] = "x"
    #expect(Google_Protobuf_Value(listValue: list) == ["x", nil] && list[1] == nil)
  }

  @Test func masksOfMessages() throws {
    typealias Mask = Google_Protobuf_FieldMask
    #expect(Mask(protoPaths: "a", "b").subtract(["b", "c"]).paths == ["a"])
    #expect(Mask(jsonPaths: "fooBar", "a")?.paths == ["foo_bar", "a"] && Mask(jsonPaths: "a_b") == nil)
    #expect(Mask(allFieldsOf: Tutorial_Badge.self).paths == ["number", "secret"])
    #expect(try Mask(fieldNumbers: [2], of: Tutorial_Badge.self).paths == ["secret"])
    #expect(throws: FieldMaskError.self) { try Mask(fieldNumbers: [3], of: Tutorial_Badge.self) }
    var mask = Mask()
    try mask.addPath("person.detail", of: Tutorial_UpdatePersonRequest.self)
    #expect(throws: FieldMaskError.self) { try mask.addPath("nope", of: Tutorial_UpdatePersonRequest.self) }
    #expect(mask.paths == ["person.detail"])
    #expect(Tutorial_Person.isPathValid("last_updated.seconds") && !Tutorial_Person.isPathValid("phones.number"))
  }

  @Test func messagesInAny() throws {
    let account = Tutorial_Account.with { $0.Tutorial_priority = 5 }
    #expect(throws: BinaryEncodingError.missingRequiredFields) { try Google_Protobuf_Any(message: account) }
    let any = try Google_Protobuf_Any(message: account, partial: true, typePrefix: "x/")
    #expect(any.typeURL == "x/tutorial.Account" && any.isA(Tutorial_Account.self))
    #expect(throws: BinaryDecodingError.missingRequiredFields) { try Tutorial_Account(unpackingAny: any) }
    let full = try Google_Protobuf_Any(message: Tutorial_Account.with { $0.login = "a" })
    #expect(try Tutorial_Account(unpackingAny: full, extensions: Tutorial_Legacy_Extensions).login == "a")
  }
}
