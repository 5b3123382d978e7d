import Foundation
import MartletProtobuf
import MartletReflection
import Testing

@Suite struct WellKnownConvenienceTests {
  @Test func timesAndSpansAreCounted() {
    typealias Time = Google_Protobuf_Timestamp
    typealias Span = Google_Protobuf_Duration
    #expect(Time(seconds: 1, nanos: 999_999_999) + Span(seconds: 0, nanos: 2) == Time(seconds: 2, nanos: 1))
    #expect(Time(seconds: 0) - Span(seconds: 0, nanos: 1) == Time(seconds: -1, nanos: 999_999_999))
    #expect(Time(seconds: 10) + .milliseconds(1500) == Time(seconds: 11, nanos: 500_000_000))
    #expect(Time(seconds: 10) - .milliseconds(1500) == Time(seconds: 8, nanos: 500_000_000))
    #expect(Time(seconds: 3) - Time(seconds: 1, nanos: 1) == Span(seconds: 1, nanos: 999_999_999))
    #expect(Time(seconds: 1, nanos: -1) < Time(seconds: 1) && Time(seconds: 1) < Time(seconds: 1, nanos: 1))
    #expect(Time(seconds: 5, nanos: -1).normalized == Time(seconds: 4, nanos: 999_999_999))
    #expect(Span(seconds: 1, nanos: -1_500_000_000).normalized == Span(seconds: 0, nanos: -500_000_000))
    #expect(Span(seconds: -1, nanos: 500_000_000).normalized == Span(seconds: 0, nanos: -500_000_000))
    #expect(Span(seconds: -2, nanos: -1_500_000_000).normalized == Span(seconds: -3, nanos: -500_000_000))
    #expect(Span(seconds: 1) - Span(seconds: 0, nanos: 1) == Span(seconds: 0, nanos: 999_999_999))
    #expect(Span(seconds: -1) < Span(seconds: 0, nanos: -1))
    #expect(Span(seconds: 315_576_000_000, nanos: 999_999_999).isValid)
    #expect(!Span(seconds: 1, nanos: -1).isValid && !Time(seconds: 0, nanos: -1).isValid)
    // Nothing overflows.
    #expect((Span(seconds: .max, nanos: .max) + Span(seconds: .max, nanos: .max)).seconds == .max)
    #expect((-Span(seconds: .min, nanos: .min)).seconds == .max)
    #expect((Time(seconds: .min, nanos: .min) - Span(seconds: .max, nanos: .max)).seconds == .min)
    #expect((Time(seconds: .max) - Time(seconds: .min)).seconds == .max)
    #expect(Span(Duration.seconds(Int64.max) + .seconds(Int64.max)).seconds == .max)
    #expect(Span(Duration.seconds(Int64.min) - .seconds(Int64.max)).seconds == .min)
  }

  @Test func structuresFromLiteralsAndValues() throws {
    let structure: Google_Protobuf_Struct = [
      "name": "x", "count": 3, "ratio": 0.5, "on": true, "none": nil, "list": [1, "two", [false]], "inner": ["a": [:]],
      "name": "y",
    ]
    #expect(structure["name"] == "y")
    #expect(structure["list"]?[1] == "two" && structure["list"]?[7] == nil && structure["list"]?["a"] == nil)
    #expect(structure["inner"]?["a"] == [:])
    #expect(structure["none"]?.isNull == true && structure["missing"] == nil)
    var options = JSONEncodingOptions()
    options.useDeterministicOrdering = true
    #expect(
      try structure.jsonString(options: options)
        == #"{"count":3,"inner":{"a":{}},"list":[1,"two",[false]],"name":"y","none":null,"on":true,"ratio":0.5}"#)
    let value = Google_Protobuf_Value(structValue: structure)
    let back = try #require(value.anyValue as? [String: (any Sendable)?])
    #expect(back["count"] as? Double == 3 && back["on"] as? Bool == true)
    #expect(Google_Protobuf_Value(any: back as [String: Any?]) == value)
    #expect(Google_Protobuf_Value(any: [1, 2.5, "a", nil, UInt8(7), true] as [Any?]) == [1, 2.5, "a", nil, 7, true])
    #expect(Google_Protobuf_Value(any: Date()) == nil && Google_Protobuf_Value(any: ["a": Date()]) == nil)
    let list: Google_Protobuf_ListValue = [1, nil]
    #expect(list.values == [1, .null])
  }

  @Test func masksAreSets() {
    let mask: Google_Protobuf_FieldMask = ["b", "a.b.c", "a.b", "a_b", "a.b", "b.x"]
    #expect(mask.canonical.paths == ["a.b", "a_b", "b"])
    #expect(mask.union(["a"]).paths == ["a", "a_b", "b"])
    #expect(mask.intersect(["a", "b.x.y", "c"]).paths == ["a.b", "b.x.y"])
    #expect(mask.intersect([]).paths == [])
    #expect(mask.contains("a.b.z") && !mask.contains("a") && !mask.contains("bb"))
    #expect(Google_Protobuf_FieldMask(protoPaths: ["foo"]).isValid(for: Google_Protobuf_Duration.self) == false)
    #expect(Google_Protobuf_FieldMask(protoPaths: ["seconds"]).isValid(for: Google_Protobuf_Duration.self))
    let deep = Array(repeating: "inner", count: 5000).joined(separator: ".")
    #expect(throws: FieldMaskError.self) {
      var message = DynamicMessage(try Legacy.message("legacy.Legacy"))
      try message.trim(keeping: [deep])
    }
  }

  @Test func masksSelectWhatIsMerged() throws {
    let type = try Legacy.message("legacy.Legacy")
    let source = try DynamicMessage(
      type,
      textFormatString: "number: 2 numbers: [3] inner { number: 4 text: 's' } by_name { key: 'b' value: DARK } one: 1")
    let old = try DynamicMessage(
      type,
      textFormatString:
        "number: 1 text: 't' numbers: [1, 2] inner { number: 1 flag: true } by_name { key: 'a' value: LIGHT } other {}")
    typealias Options = Google_Protobuf_FieldMask.MergeOptions
    func merged(_ mask: Google_Protobuf_FieldMask, _ options: Options = .init()) throws -> String {
      var message = old
      try message.merge(from: source, fieldMask: mask, mergeOption: options)
      return try DynamicMessage(type, serializedBytes: message.serializedBytes()).description
    }
    let rest = #"text: "t" numbers: 1 numbers: 2"#
    let tail = #"by_name { key: "a" value: LIGHT } inner { number: 1 flag: true }"#
    #expect(try merged(["number"]) == "number: 2 \(rest) \(tail) other { }")
    #expect(
      try merged(["inner.number", "one"])
        == #"number: 1 \#(rest) by_name { key: "a" value: LIGHT } inner { number: 4 flag: true } one: 1"#)
    #expect(
      try merged(["text", "inner"])
        == #"number: 1 numbers: 1 numbers: 2 by_name { key: "a" value: LIGHT } inner { number: 4 text: "s" flag: true } other { }"#
    )
    let all = Options(replaceMessageFields: true, replaceRepeatedFields: true)
    #expect(
      try merged(["inner", "numbers", "by_name"], all)
        == #"number: 1 text: "t" numbers: 3 by_name { key: "b" value: DARK } inner { number: 4 text: "s" } other { }"#)
    #expect(try merged(["numbers"]).contains("numbers: 1 numbers: 2 numbers: 3"))
    for broken in ["nope", "numbers.x", "number.x", "", "inner.", ".inner", "by_name.a", "headline"] {
      let error = #expect(throws: FieldMaskError.self) { try merged([broken]) }
      #expect(error?.path == broken && error?.message == "legacy.Legacy")
    }
    var trimmed = old
    trimmed.unknownFields = UnknownFields(bytes: [0xE8, 7, 1])
    try trimmed.trim(keeping: ["inner.flag", "numbers"])
    #expect(trimmed.debugDescription == "numbers: 1\nnumbers: 2\ninner {\n  flag: true\n}\n")
    try trimmed.trim(keeping: [])
    #expect(trimmed["numbers"] != nil)
  }

  @Test func masksWorkOnGeneratedMessages() throws {
    var file = Google_Protobuf_FileDescriptorProto.with {
      $0.name = "a"
      $0.package = "p"
      $0.options.javaPackage = "j"
      $0.options.deprecated = true
    }
    let other = Google_Protobuf_FileDescriptorProto.with { $0.options.javaPackage = "k" }
    try file.merge(from: other, fieldMask: ["name", "options.java_package"])
    #expect(file.textFormatString() == "package: \"p\"\noptions {\n  java_package: \"k\"\n  deprecated: true\n}\n")
    let isTrimmed = file.trim(keeping: ["options.deprecated"])
    #expect(isTrimmed)
    #expect(file.textFormatString() == "options {\n  deprecated: true\n}\n")
    let before = file
    #expect(!file.trim(keeping: ["nope"]) && !file.trim(keeping: []) && file == before)
  }

  @Test func messagesOfAnyTypeInAny() throws {
    let pool = try Legacy.pool()
    let type = try #require(pool.message(named: "legacy.Sealed"))
    let message = try DynamicMessage(type, textFormatString: "text: 'a'")
    let any = try Google_Protobuf_Any(message: message)
    #expect(any.typeURL == "type.googleapis.com/legacy.Sealed")
    #expect(try any.dynamicMessage(types: pool) == message)
    #expect(throws: AnyUnpackError.unknownType("legacy.Sealed")) { try any.dynamicMessage() }
    let span = try Google_Protobuf_Any(message: Google_Protobuf_Duration(seconds: 1))
    #expect(try span.dynamicMessage()["seconds"] == .int64(1))
    let registry = MessageRegistry([Google_Protobuf_Duration.self, Google_Protobuf_Timestamp.self])
    #expect(try registry.unpack(span) as? Google_Protobuf_Duration == .init(seconds: 1))
    #expect(throws: AnyUnpackError.unknownType("legacy.Sealed")) { try registry.unpack(any) }
  }
}
