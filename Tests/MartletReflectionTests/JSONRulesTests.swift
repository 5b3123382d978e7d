import MartletProtobuf
import MartletReflection
import Testing

/// The mapping's rules, each with an input that keeps or breaks it.
@Suite struct JSONRulesTests {
  /// What JSON says and what it reads as, in JSON again.
  static let accepted: [(type: String, json: String, again: String)] = [
    ("Scalars", #"{"anInt32":"2\u003147483647"}"#, #"{"anInt32":2147483647}"#),
    ("Scalars", #"{"anInt32":"1e5"}"#, #"{"anInt32":100000}"#),
    ("Scalars", #"{"anInt32":100000.000}"#, #"{"anInt32":100000}"#),
    ("Scalars", #"{"anInt32":2.147483647e9}"#, #"{"anInt32":2147483647}"#),
    ("Scalars", #"{"anInt32":-2.147483648e9}"#, #"{"anInt32":-2147483648}"#),
    ("Scalars", #"{"aUint32":4.294967295e9}"#, #"{"aUint32":4294967295}"#),
    ("Scalars", #"{"anInt64":9223372036854774784}"#, #"{"anInt64":"9223372036854774784"}"#),
    ("Scalars", #"{"aUint64":18446744073709549568}"#, #"{"aUint64":"18446744073709549568"}"#),
    ("Scalars", #"{"aFloat":"1.175494e-38"}"#, #"{"aFloat":1.175494e-38}"#),
    ("Scalars", #"{"aDouble":2.22507e-308}"#, #"{"aDouble":2.22507e-308}"#),
    ("Scalars", #"{"aDouble":"\u004eaN"}"#, #"{"aDouble":"NaN"}"#),
    ("Scalars", #"{"aString":"\"\\\/\b\f\n\r\t"}"#, #"{"aString":"\"\\/\b\f\n\r\t"}"#),
    ("Scalars", #"{"aString":"\uD83D\uDE01\u8c37"}"#, #"{"aString":"😁谷"}"#),
    ("Scalars", #"{"aString":"Hello\u0000world!"}"#, #"{"aString":"Hello\u0000world!"}"#),
    ("Scalars", #"{"someBytes":"-_"}"#, #"{"someBytes":"+w=="}"#),
    ("Scalars", #"{"aColour":"COLOUR_ROUGE"}"#, #"{"aColour":"COLOUR_RED"}"#),
    ("Scalars", #"{"aColour":123}"#, #"{"aColour":123}"#),
    ("Scalars", #"{"anInt32":0}"#, "{}"),
    ("Maps", #"{"byInt32":{"\u0031":2}}"#, #"{"byInt32":{"1":2}}"#),
    ("Maps", #"{"byInt64":{"\u0031":"a"}}"#, #"{"byInt64":{"1":"a"}}"#),
    ("Maps", #"{"byBool":{"tr\u0075e":"a"}}"#, #"{"byBool":{"true":"a"}}"#),
    ("Everything", #"{"text":null,"number":0}"#, #"{"number":0}"#),
    ("Everything", #"{"nothing":"NULL_VALUE"}"#, #"{"nothing":null}"#),
    ("Everything", #"{"nothing":null}"#, #"{"nothing":null}"#),
    ("WellKnown", #"{"null":null}"#, "{}"),
    ("WellKnown", #"{"int64Value":null,"int64Values":null,"timestamp":null,"any":null}"#, "{}"),
    (
      "WellKnown", #"{"boolValue":false,"bytesValue":"","floatValue":0}"#,
      #"{"floatValue":0,"boolValue":false,"bytesValue":""}"#
    ),
    ("WellKnown", #"{"duration":"-315576000000.999999999s"}"#, #"{"duration":"-315576000000.999999999s"}"#),
    ("WellKnown", #"{"duration":"315576000000.999999999s"}"#, #"{"duration":"315576000000.999999999s"}"#),
    ("WellKnown", #"{"duration":"1.000000000s"}"#, #"{"duration":"1s"}"#),
    ("WellKnown", #"{"duration":"1.01s"}"#, #"{"duration":"1.010s"}"#),
    ("WellKnown", #"{"duration":"1.00001s"}"#, #"{"duration":"1.000010s"}"#),
    ("WellKnown", #"{"timestamp":"1969-12-31T16:00:00-08:00"}"#, #"{"timestamp":"1970-01-01T00:00:00Z"}"#),
    (
      "WellKnown", #"{"timestamp":"1969-12-31T23:59:59.999999999Z"}"#,
      #"{"timestamp":"1969-12-31T23:59:59.999999999Z"}"#
    ),
    ("WellKnown", #"{"mask":"foo,barBaz"}"#, #"{"mask":"foo,barBaz"}"#),
    ("WellKnown", #"{"value":null}"#, #"{"value":null}"#),
    ("WellKnown", #"{"values":[["a"],null,{}]}"#, #"{"values":[["a"],null,{}]}"#),
    (
      "WellKnown",
      #"{"any":{"value":{"foo":1},"@type":"type.googleapis.com/google.protobuf.Value"}}"#,
      #"{"any":{"@type":"type.googleapis.com/google.protobuf.Value","value":{"foo":1}}}"#
    ),
    (
      "WellKnown", #"{"any":{"@type":"type.googleapis.com/google.protobuf.Empty"}}"#,
      #"{"any":{"@type":"type.googleapis.com/google.protobuf.Empty"}}"#
    ),
    ("WellKnown", #"{"timestamp":"9999-12-31T23:59:59+00:01"}"#, #"{"timestamp":"9999-12-31T23:58:59Z"}"#),
  ]

  @Test func acceptsAndPrints() throws {
    for (type, json, again) in Self.accepted {
      #expect(try DynamicMessage(Everything.message(type), jsonString: json).jsonString() == again, "\(json)")
    }
  }

  static let refused: [(type: String, json: String)] =
    [
      #"{"anInt32":"12abc"}"#, #"{"anInt32":"12 34"}"#, #"{"anInt32":"12,34"}"#, #"{"aUint64":"1e536870000"}"#,
      #"{"anInt32":" 1"}"#, #"{"anInt32":"1 "}"#, #"{"anInt32":-01}"#, #"{"anInt64":"0.5"}"#,
      #"{"anInt32":"\u003x"}"#, #"{"aBool":"true"}"#, #"{"aBool":True}"#, #"{"aFloat":NaN}"#, #"{"aDouble":-Infinity}"#,
      #"{"aDouble":-1.89769e+308}"#, #"{"aDouble":+1.89769e+308}"#, #"{"aDouble":""}"#, #"{"aColour":COLOUR_RED}"#,
      #"{"aString":"\U8C37"}"#, #"{"aString":"\uDE01\uD83D"}"#, #"{"aString":"\uXXXX"}"#, #"{"aString":"abc\"#,
      #"{'aString':"a"}"#, #"{"aString":1 ,}"#, "{\n// comment\n\"aBool\":true}", "null",
    ].map { ("Scalars", $0) }
    + [
      #"{"messages":[{}, 2]}"#, #"{"messages":[{}, "2"]}"#, #"{"strings":["1", 2]}"#, #"{"int32s":[1, 2 ,]}"#,
      #"{"int32s":[1,null]}"#,
    ].map { ("Lists", $0) }
    + [#"{"byInt32":{null:1}}"#, #"{"byInt32":{"0":null}}"#, #"{"byBool":{true:"a"}}"#].map { ("Maps", $0) }
    + [
      #"{"timestamp":"0000-01-01T00:00:00Z"}"#,
      #"{"timestamp":"1970-00-01T00:00:00Z"}"#, #"{"timestamp":"1970-01-00T00:00:00Z"}"#,
      #"{"timestamp":"1970-01-01T24:00:00Z"}"#, #"{"timestamp":"1970-01-01T00:60:00Z"}"#,
      #"{"timestamp":"1970-01-01T00:00:60Z"}"#, #"{"timestamp":"1970-01-01T00:00:00+24:00"}"#,
      #"{"timestamp":"1970-01-01T00:00:00+00:60"}"#, #"{"timestamp":"0001-01-01T00:00:00+00:01"}"#,
      #"{"timestamp":"9999-12-31T23:59:59-00:01"}"#, #"{"timestamp":"1970-01-01T00:00:00.1234567890Z"}"#,
      #"{"timestamp":"999-01-01T00:00:00Z"}"#, #"{"timestamp":"00001-01-01T00:00:00Z"}"#,
      #"{"timestamp":"1970-1-01T00:00:00Z"}"#, #"{"timestamp":"2001-02-29T00:00:00Z"}"#,
      #"{"timestamp":"10000-01-01T00:00:00Z"}"#,
      #"{"timestamp":"0001-01-01 00:00:00Z"}"#, #"{"timestamp":"0001-01-01T00:00:00z"}"#,
      #"{"timestamp":"0001-01-01t00:00:00Z"}"#, #"{"timestamp":"1970-01-01T08:00:01+0800"}"#,
      #"{"duration":"-315576000001.000000000s"}"#, #"{"mask":"foo,bar_bar"}"#, #"{"any":{"@type":"","value":""}}"#,
      #"{"any":{"@type":"not_a_url","value":""}}"#,
    ].map { ("WellKnown", $0) }
    + [#"{"number":1,"text":"a"}"#, #"{"gone":1}"#].map { ("Everything", $0) }

  @Test func refuses() throws {
    for (type, json) in Self.refused {
      #expect(throws: JSONDecodingError.self, "\(json)") {
        try DynamicMessage(Everything.message(type), jsonString: json)
      }
    }
  }

  @Test(arguments: [
    "duration { seconds: -315576000001 }", "duration { seconds: 1 nanos: -1 }", "duration { seconds: -1 nanos: 1 }",
    "duration { seconds: 1 nanos: 1000000000 }", "timestamp { seconds: 5000 nanos: 1000000000 }",
    "timestamp { seconds: -62135596801 }",
    "timestamp { seconds: 253402300800 }", "timestamp { nanos: -1 }", "mask { paths: 'fooBar' }",
    "mask { paths: 'foo_3_bar' }", "mask { paths: 'foo__bar' }", "value { number_value: nan }",
    "value { number_value: -inf }", "value { }", "any { type_url: 'x/no.Such' value: '1' }",
  ])
  func refusesToPrint(text: String) throws {
    let message = try DynamicMessage(Everything.message("WellKnown"), textFormatString: text)
    #expect(throws: JSONEncodingError.self) { try message.jsonString() }
  }

  @Test func printsIntegersOf64BitsAsNumbersOnDemand() throws {
    var options = JSONEncodingOptions()
    options.alwaysPrintInt64sAsNumbers = true
    let scalars = #"{"anInt64":-9223372036854775808,"aUint64":18446744073709551615}"#
    #expect(
      try DynamicMessage(Everything.message("Scalars"), jsonString: scalars).jsonString(options: options) == scalars)
    let maps = #"{"byUint64":{"7":true},"byFixed64":{"8":9}}"#
    #expect(try DynamicMessage(Everything.message("Maps"), jsonString: maps).jsonString(options: options) == maps)
    #expect(try Google_Protobuf_Int64Value(5).jsonString(options: options) == "5")
  }
}
