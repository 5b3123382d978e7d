import MartletFoundation
import Testing

/// What kind of error each kind of broken input is.
@Suite struct ErrorKindTests {
  @Test(
    arguments: [
      ("", .truncated), ("{", .truncated), (#"{"id":"#, .truncated), (#"{"name":"a"#, .truncated),
      ("{}x", .trailingGarbage), ("[]", .failure), (#"{"phones":{}}"#, .failure),
      (#"{"id":tru}"#, .malformedNumber), (#"{"id":"1x"}"#, .malformedNumber), (#"{"id":2147483648}"#, .numberRange),
      (#"{"id":1.5}"#, .malformedNumber), (#"{"id":1e30}"#, .malformedNumber), (#"{"id":1e10}"#, .numberRange),
      (#"{"id":007}"#, .leadingZero), (#"{"id":"-01"}"#, .leadingZero), (#"{"id":-"#, .truncated),
      (#"{"id":1.}"#, .malformedNumber), (#"{"phones":[{"type":1.5}]}"#, .malformedNumber),
      (#"{"labels":[]}"#, .failure), (#"{"labels":{"a":"","a":""}}"#, .malformedMap), (#"{name:1}"#, .unquotedMapKey),
      (#"{"name":1}"#, .malformedString), (#"{"name":"\x"}"#, .malformedString), (#"{"photo":"*"}"#, .malformedString),
      (#"{"nope":1}"#, .unknownField("nope")), (#"{"phones":[null]}"#, .illegalNull),
      (#"{"phones":[{"type":"NOPE"}]}"#, .unrecognizedEnumValue), (#"{"lastUpdated":"x"}"#, .malformedTimestamp),
      (#"{"longestCall":"1"}"#, .malformedDuration), (#"{"handle":"a","badge":""}"#, .conflictingOneOf),
      (#"{"id":1,"id":1}"#, .failure), (#"{"detail":{"a":1}}"#, .failure),
    ] as [(String, JSONDecodingError.Kind)])
  func json(text: String, kind: JSONDecodingError.Kind) {
    let error = #expect(throws: JSONDecodingError.self) { try Tutorial_Person(jsonString: text) }
    #expect(error?.kind == kind)
  }

  @Test func jsonThatNestsTooDeeplyOrIsNotUTF8() {
    var options = JSONDecodingOptions()
    options.messageDepthLimit = 2
    #expect(throws: JSONDecodingError.messageDepthLimit) {
      try Tutorial_Person(jsonString: #"{"manager":{"manager":{}}}"#, options: options)
    }
    #expect(throws: JSONDecodingError.invalidUTF8) {
      try Tutorial_Person(jsonUTF8Bytes: [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D] as [UInt8])
    }
    #expect(throws: JSONDecodingError.malformedFieldMask) { try Google_Protobuf_FieldMask(jsonString: "\"a_b\"") }
    #expect(throws: JSONDecodingError.malformedBool) { try Google_Protobuf_BoolValue(jsonString: "1") }
  }

  @Test(
    arguments: [
      ("name: ", .truncated), ("phones {", .truncated), ("nope: 1", .unknownField), ("[no.such]: 1", .unknownField),
      ("id: x", .malformedNumber), ("id: 2147483648", .malformedNumber), ("id: 1.5", .malformedNumber),
      (#"name: "\377""#, .invalidUTF8), ("phones { type: NOPE }", .unrecognizedEnumValue),
      ("handle: 'a' badge: 'b'", .conflictingOneOf), ("id: 1 id: 2", .malformedText), ("id 1", .malformedText),
      ("name: 1", .malformedText),
    ] as [(String, TextFormatDecodingError.Kind)])
  func text(text: String, kind: TextFormatDecodingError.Kind) {
    let error = #expect(throws: TextFormatDecodingError.self) { try Tutorial_Person(textFormatString: text) }
    #expect(error?.kind == kind)
  }

  @Test func textOptions() throws {
    var options = TextFormatDecodingOptions()
    options.messageDepthLimit = 1
    #expect(throws: TextFormatDecodingError.messageDepthLimit) {
      try Tutorial_Person(textFormatString: "manager { manager { } }", options: options)
    }
    options.ignoreUnknownExtensionFields = true
    let text = "login: 'a' [no.such] { x: 1 }"
    #expect(try Tutorial_Account(textFormatString: text, options: options).login == "a")
    #expect(throws: TextFormatDecodingError.unknownField) {
      try Tutorial_Account(textFormatString: "login: 'a' nope: 1", options: options)
    }
    options.ignoreUnknownFields = true
    options.ignoreUnknownExtensionFields = false
    #expect(try Tutorial_Account(textFormatString: "login: 'a' nope: 1", options: options).login == "a")
    #expect(throws: TextFormatDecodingError.unknownField) {
      try Tutorial_Account(textFormatString: text, options: options)
    }
  }

  @Test(
    arguments: [
      ([0x0A], .truncated), ([0x0A, 1, 0xFF], .invalidUTF8), ([7], .malformedProtobuf), ([0x0C], .malformedProtobuf),
      ([0x10] + [UInt8](repeating: 0xFF, count: 11), .malformedProtobuf),
    ] as [([UInt8], BinaryDecodingError.Kind)])
  func binary(bytes: [UInt8], kind: BinaryDecodingError.Kind) {
    let error = #expect(throws: BinaryDecodingError.self) { try Tutorial_Person(serializedBytes: bytes) }
    #expect(error?.kind == kind)
  }

  @Test func requiredFieldsAndDepth() {
    #expect(throws: BinaryDecodingError.missingRequiredFields) { try Tutorial_Account(serializedBytes: [] as [UInt8]) }
    #expect(throws: BinaryEncodingError.missingRequiredFields) { try Tutorial_Account().serializedData() }
    #expect(throws: Never.self) { try Tutorial_Account(serializedBytes: [] as [UInt8], partial: true) }
    let options = BinaryDecodingOptions(messageDepthLimit: 1)
    #expect(throws: BinaryDecodingError.messageDepthLimit) {
      try Tutorial_Person(serializedBytes: [0x62, 2, 0x62, 0] as [UInt8], options: options)
    }
  }

  @Test func messagesWithoutJSON() {
    var person = Tutorial_Person.with { $0.notes.fields["a"] = Google_Protobuf_Value() }
    #expect(throws: JSONEncodingError.missingValue) { try person.jsonString() }
    person.notes = ["a": Google_Protobuf_Value(numberValue: .nan)]
    #expect(throws: JSONEncodingError.valueNumberNotFinite) { try person.jsonString() }
    #expect(throws: JSONEncodingError.timestampRange) {
      try Google_Protobuf_Timestamp(seconds: .max).jsonString()
    }
    #expect(throws: JSONEncodingError.durationRange) { try Google_Protobuf_Duration(seconds: .max).jsonString() }
    #expect(throws: JSONEncodingError.fieldMaskConversion) {
      try Google_Protobuf_FieldMask(protoPaths: "aB").jsonString()
    }
    #expect(throws: JSONEncodingError.anyTranscodeFailure) {
      try Google_Protobuf_Any.with { $0.typeURL = "a/no.Such" }.jsonString()
    }
  }

  /// Errors are equal and caught by kind, wherever they were found, whatever they carry besides.
  @Test func errorsAreComparedByKind() {
    let here = BinaryDecodingError(.invalidTag, offset: 5)
    #expect(here == .malformedProtobuf && here.hashValue == BinaryDecodingError.malformedProtobuf.hashValue)
    #expect(here != .truncated && here.offset == 5 && here.reason == .invalidTag)
    do {
      throw here
    } catch BinaryDecodingError.truncated {
      Issue.record("another kind")
    } catch {
      #expect(error as? BinaryDecodingError == .malformedProtobuf)
    }
    let untyped: any Error = here
    switch untyped {
    case BinaryEncodingError.missingRequiredFields, JSONDecodingError.truncated: Issue.record("another type")
    case BinaryDecodingError.malformedProtobuf: break
    default: Issue.record("not found")
    }
    switch here {
    case .truncated: Issue.record("another kind")
    case .malformedProtobuf: break
    default: Issue.record("not found")
    }
    #expect(JSONDecodingError.unknownField("a") != .unknownField("b"))
  }
}
