import ConformanceMessages
import MartletProtobuf
import Testing

/// Requests of the protocol's version 2, which are lists of actions.
@Suite struct ActionTests {
  typealias Action = Conformance_ConformanceAction
  typealias Result = Conformance_SerializeResult.OneOf_Payload

  private static let proto3 = "protobuf_test_messages.proto3.TestAllTypesProto3"

  private func parse(_ id: Int32, _ payload: Conformance_ParseAction.OneOf_Payload, type: String = proto3) -> Action {
    .with {
      $0.parse.type = type
      $0.parse.id = id
      $0.parse.payload = payload
    }
  }

  private func parse(_ id: Int32, bytes: [UInt8]) -> Action { parse(id, .binary(.with { $0.data = bytes })) }

  private func new(_ id: Int32, type: String = proto3) -> Action {
    .with {
      $0.newMessage.type = type
      $0.newMessage.id = id
    }
  }

  private func merge(_ from: Int32, into to: Int32) -> Action {
    .with {
      $0.merge.from = from
      $0.merge.to = to
    }
  }

  private func discard(_ id: Int32) -> Action { .with { $0.discardUnknownFields.id = id } }

  private func serialize(_ id: Int32, _ format: Conformance_SerializeAction.OneOf_Format = .binary(.init())) -> Action {
    .with {
      $0.serialize.id = id
      $0.serialize.format = format
    }
  }

  private func response(to actions: [Action], version: Int32 = 2) throws -> Conformance_ConformanceResponse {
    let request = Conformance_ConformanceRequest.with {
      $0.protocolVersion = version
      $0.actions = actions
    }
    let response = try #require(try responses(to: [request]).first)
    #expect(response.protocolVersion == 2)
    return response
  }

  /// What each action that serializes gives, when all actions succeed.
  private func results(of actions: [Action]) throws -> [Result?] {
    let response = try response(to: actions)
    guard case .results(let results) = response.result else {
      Issue.record("\(response)")
      return []
    }
    #expect(!response.hasFailedAction)
    return results.serialized.map(\.payload)
  }

  @Test func theProbeIsAnsweredWithTheVersion() throws {
    let probe = Conformance_ConformanceRequest.with {
      $0.messageType = Self.proto3
      $0.protobufPayload = []
      $0.requestedOutputFormat = .protobuf
      $0.testCategory = .binaryTest
      $0.protocolVersion = 2
      $0.actions = [parse(0, bytes: []), serialize(0)]
    }
    let answer = try #require(try responses(to: [probe]).first)
    #expect(answer.protocolVersion == 2)
    #expect(answer.results.serialized.map(\.payload) == [.binary([])])
  }

  @Test func aFlatRequestIsAnsweredFlatAndWithTheVersion() throws {
    let flat = Conformance_ConformanceRequest.with {
      $0.messageType = Self.proto3
      $0.protobufPayload = [0x08, 0x01]
      $0.requestedOutputFormat = .protobuf
    }
    let answer = try #require(try responses(to: [flat]).first)
    #expect(answer.protocolVersion == 2)
    #expect(answer.result == .protobufPayload([0x08, 0x01]))
  }

  @Test(arguments: [
    "proto2.TestAllTypesProto2", "proto3.TestAllTypesProto3", "editions.proto2.TestAllTypesProto2",
    "editions.proto3.TestAllTypesProto3", "editions.TestAllTypesEdition2023", "editions.TestAllTypesEdition2026",
    "edition_unstable.TestAllTypesEditionUnstable",
  ])
  func aNewMessageIsNothingInEveryFormat(name: String) throws {
    let actions = [
      new(0, type: "protobuf_test_messages." + name), serialize(0), serialize(0, .text(.init())),
      serialize(0, .json(.init())),
    ]
    #expect(try results(of: actions) == [.binary([]), .text(""), .json("{}")])
  }

  @Test func messagesOfEveryFormatMergeAndTheSourceStays() throws {
    let actions = [
      parse(0, bytes: [0x08, 0x01, 0xFA, 0x01, 0x01, 0x01]), parse(7, .text(.with { $0.data = "repeated_int32: 2" })),
      parse(3, .json(.with { $0.data = #"{"optionalInt32": 5}"# })), merge(7, into: 0), merge(3, into: 0),
      serialize(0), serialize(7), serialize(3, .json(.init())),
    ]
    #expect(
      try results(of: actions) == [
        .binary([0x08, 0x05, 0xFA, 0x01, 0x02, 0x01, 0x02]), .binary([0xFA, 0x01, 0x01, 0x02]),
        .json(#"{"optionalInt32":5}"#),
      ])
  }

  @Test func whatIsMergedIntoANewMessageIsKeptByteForByte() throws {
    let bytes: [UInt8] = [0x08, 0x01, 0x72, 0x01, 0x61, 0xD0, 0x29, 0x03]
    #expect(try results(of: [new(0), parse(1, bytes: bytes), merge(1, into: 0), serialize(0)]) == [.binary(bytes)])
  }

  @Test func discardingDropsWhatWasUnknownUntilThen() throws {
    let first: [UInt8] = [0xD0, 0x29, 0x01], second: [UInt8] = [0xD0, 0x29, 0x02]
    let actions = [
      parse(0, bytes: first), discard(0), serialize(0), parse(1, bytes: second), merge(1, into: 0), serialize(0),
    ]
    #expect(try results(of: actions) == [.binary([]), .binary(second)])
  }

  @Test func optionsOfTheFormatsAreHeeded() throws {
    let actions = [
      parse(
        0,
        .json(
          .with {
            $0.data = #"{"nope": 1, "optionalInt32": 1}"#
            $0.ignoreUnknownFields = true
          })),
      serialize(0), parse(1, bytes: [0xD0, 0x29, 0x03]), serialize(1, .text(.init())),
      serialize(1, .text(.with { $0.printUnknownFields = true })),
    ]
    #expect(try results(of: actions) == [.binary([0x08, 0x01]), .text(""), .text("666: 3\n")])
  }

  @Test func actionsWithoutOutputGiveEmptyResults() throws {
    #expect(try results(of: []) == [])
    #expect(try results(of: [new(0)]) == [])
  }

  private static let parseError = "parse", serializeError = "serialize", runtimeError = "runtime", skipped = "skipped"

  private func kind(_ result: Conformance_ConformanceResponse.OneOf_Result?) -> String? {
    switch result {
    case .parseError: Self.parseError
    case .serializeError: Self.serializeError
    case .runtimeError: Self.runtimeError
    case .skipped: Self.skipped
    default: nil
    }
  }

  @Test func theFirstActionThatFailsEndsTheRequest() throws {
    let value: [UInt8] = [0x92, 0x13, 0x00]
    let cases: [(String, Int32, [Action])] = [
      (Self.parseError, 1, [parse(0, bytes: []), parse(1, bytes: [0x08]), serialize(0)]),
      (Self.parseError, 0, [parse(0, .json(.with { $0.data = #"{"nope": 1}"# }))]),
      (Self.parseError, 0, [parse(0, .text(.with { $0.data = "nope: 1" }))]),
      (Self.serializeError, 2, [parse(0, bytes: value), serialize(0), serialize(0, .json(.init()))]),
      (Self.runtimeError, 1, [new(0), new(0)]),
      (Self.runtimeError, 1, [new(0), parse(0, bytes: [])]),
      (Self.runtimeError, 0, [serialize(0)]),
      (Self.runtimeError, 0, [discard(4)]),
      (Self.runtimeError, 1, [new(0), merge(0, into: 1)]),
      (Self.runtimeError, 1, [new(0), merge(1, into: 0)]),
      (Self.runtimeError, 1, [new(0), merge(0, into: 0)]),
      (
        Self.runtimeError, 2,
        [new(0), new(1, type: "protobuf_test_messages.proto2.TestAllTypesProto2"), merge(0, into: 1)]
      ),
      (Self.runtimeError, 0, [Action()]),
      (Self.runtimeError, 1, [new(0), .with { $0.serialize.id = 0 }]),
      (Self.runtimeError, 0, [.with { $0.parse.type = Self.proto3 }]),
      (Self.skipped, 0, [new(0, type: "not.known")]),
    ]
    for (expected, index, actions) in cases {
      let answer = try response(to: actions)
      #expect(kind(answer.result) == expected, "\(actions)")
      #expect(answer.hasFailedAction && answer.failedAction == index, "\(actions)")
    }
  }

  @Test func aVersionThatIsNotKnownIsARuntimeError() throws {
    let answer = try response(to: [new(0)], version: 3)
    #expect(answer.result == .runtimeError("unsupported protocol version 3 (testee supports 2)"))
    #expect(!answer.hasFailedAction)
  }
}
