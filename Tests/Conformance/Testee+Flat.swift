import ConformanceMessages
import MartletProtobuf

// Requests of version 1: one payload, perhaps a second to merge, one output.

extension Testee {
  func answerFlat(_ request: Conformance_ConformanceRequest) -> Conformance_ConformanceResponse.OneOf_Result {
    do {
      return try answer(request, as: type(named: request.messageType))
    } catch {
      return error.result
    }
  }

  private func answer<M: Message>(
    _ request: Conformance_ConformanceRequest, as type: M.Type
  ) throws(Failure) -> Conformance_ConformanceResponse.OneOf_Result {
    var message = try parse(type, from: payload(of: request))
    if let other = mergePayload(of: request) { try merge(parse(type, from: other), into: &message) }
    if request.discardUnknownFields { try discardUnknownFields(of: &message) }
    return switch try serialize(message, as: outputFormat(of: request)) {
    case .binary(let bytes): .protobufPayload(bytes)
    case .json(let text): .jsonPayload(text)
    case .text(let text): .textPayload(text)
    }
  }

  private func payload(of request: Conformance_ConformanceRequest) throws(Failure) -> Payload {
    switch request.payload {
    case .protobufPayload(let bytes): .binary(bytes)
    case .jsonPayload(let text): .json(text, ignoresUnknownFields: ignoresUnknownFields(request))
    case .textPayload(let text): .text(text)
    case .jspbPayload: throw Failure(result: .skipped("JSPB is a format of Google's own"))
    case nil: throw Failure(result: .runtimeError("the request has no payload"))
    }
  }

  private func mergePayload(of request: Conformance_ConformanceRequest) -> Payload? {
    switch request.mergePayload {
    case .mergeProtobufPayload(let bytes): .binary(bytes)
    case .mergeJsonPayload(let text): .json(text, ignoresUnknownFields: ignoresUnknownFields(request))
    case .mergeTextPayload(let text): .text(text)
    case nil: nil
    }
  }

  private func ignoresUnknownFields(_ request: Conformance_ConformanceRequest) -> Bool {
    request.testCategory == .jsonIgnoreUnknownParsingTest
  }

  private func outputFormat(of request: Conformance_ConformanceRequest) throws(Failure) -> OutputFormat {
    switch request.requestedOutputFormat {
    case .protobuf: .binary
    case .json: .json
    case .textFormat: .text(printsUnknownFields: request.printUnknownFields)
    case .jspb: throw Failure(result: .skipped("JSPB is a format of Google's own"))
    case .unspecified, .UNRECOGNIZED:
      throw Failure(result: .runtimeError("the request wants no output format that is known here"))
    }
  }
}
