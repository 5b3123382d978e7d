import ConformanceMessages
import MartletProtobuf
import Testing

@testable import Conformance

/// Requests made by hand, over the program's pipe.
@Suite struct ProtocolTests {
  typealias Request = Conformance_ConformanceRequest
  typealias Response = Conformance_ConformanceResponse

  private func request(_ output: Conformance_WireFormat, _ payload: Request.OneOf_Payload) -> Request {
    .with {
      $0.messageType = "protobuf_test_messages.proto3.TestAllTypesProto3"
      $0.requestedOutputFormat = output
      $0.payload = payload
    }
  }

  @Test func theFirstQuestionIsAnsweredWithNoExpectedFailures() throws {
    let question = Request.with {
      $0.messageType = "conformance.FailureSet"
      $0.protobufPayload = []
      $0.requestedOutputFormat = .protobuf
    }
    let answers = try responses(to: [question])
    #expect(answers.map(\.result) == [.protobufPayload([])])
  }

  @Test func everyPayloadIsAnsweredInEveryFormat() throws {
    let bytes: [UInt8] = [0x08, 0x2A]
    let payloads: [Request.OneOf_Payload] = [
      .protobufPayload(bytes), .jsonPayload(#"{"optionalInt32": 42}"#), .textPayload("optional_int32: 42"),
    ]
    let requests = payloads.flatMap { payload in [.protobuf, .json, .textFormat].map { request($0, payload) } }
    let expected: [Response.OneOf_Result] = [
      .protobufPayload(bytes), .jsonPayload(#"{"optionalInt32":42}"#), .textPayload("optional_int32: 42\n"),
    ]
    #expect(try responses(to: requests).map(\.result) == expected + expected + expected)
  }

  @Test func whatCannotBeReadIsAParseError() throws {
    let payloads: [Request.OneOf_Payload] = [.protobufPayload([0x08]), .jsonPayload("{"), .textPayload("{")]
    for answer in try responses(to: payloads.map { request(.protobuf, $0) }) {
      guard case .parseError(let reason) = answer.result else {
        Issue.record("\(answer)")
        continue
      }
      #expect(!reason.isEmpty)
    }
  }

  @Test func whatHasNoFormIsASerializeError() throws {
    // A Value without a kind.
    let answers = try responses(to: [request(.json, .protobufPayload([0x92, 0x13, 0x00]))])
    guard case .serializeError = answers.first?.result else {
      Issue.record("\(answers)")
      return
    }
  }

  @Test func aFormatOfGoogleAndAnUnknownTypeAreSkipped() throws {
    var unknown = request(.protobuf, .protobufPayload([]))
    unknown.messageType = "not.known"
    let answers = try responses(
      to: [request(.protobuf, .jspbPayload("[]")), request(.jspb, .protobufPayload([])), unknown])
    #expect(answers.count == 3)
    for answer in answers {
      guard case .skipped = answer.result else {
        Issue.record("\(answer)")
        continue
      }
    }
  }

  @Test func aMissingPayloadOrFormatIsARuntimeError() throws {
    var empty = request(.protobuf, .protobufPayload([]))
    empty.payload = nil
    let answers = try responses(to: [empty, request(.unspecified, .protobufPayload([]))])
    #expect(answers.count == 2)
    for answer in answers {
      guard case .runtimeError = answer.result else {
        Issue.record("\(answer)")
        continue
      }
    }
  }

  @Test func aFrameThatEndsEarlyEndsTheProgram() throws {
    let good = request(.protobuf, .protobufPayload([]))
    #expect(try responses(to: [good], after: [1, 2]).count == 1)
    #expect(try responses(to: [good], after: [0xFF, 0xFF, 0xFF, 0xFF, 1]).count == 1)
  }

  @Test func theLoopGoesOnAfterARequestThatCannotBeRead() throws {
    let testee = Testee()
    let answer = try Response(serializedBytes: testee.response(to: [0xFF]))
    guard case .runtimeError = answer.result else {
      Issue.record("\(answer)")
      return
    }
  }
}
