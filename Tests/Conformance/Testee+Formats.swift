import ConformanceMessages
import MartletProtobuf
import MartletReflection

// The steps of a request: parse, merge, discard, serialize.

extension Testee {
  func parse<M: Message>(_ request: Conformance_ConformanceRequest) throws(Failure) -> M {
    switch request.payload {
    case .protobufPayload(let bytes): try parsing { try M(serializedBytes: bytes, options: decoding) }
    case .jsonPayload(let text): try parsing { try M(jsonString: text, options: jsonOptions(of: request)) }
    case .textPayload(let text): try parsing { try M(textFormatString: text) }
    case .jspbPayload: throw Failure(result: .skipped("JSPB is a format of Google's own"))
    case nil: throw Failure(result: .runtimeError("the request has no payload"))
    }
  }

  /// Merges the request's second payload, if it has one, into the message.
  func merge<M: Message>(_ request: Conformance_ConformanceRequest, into message: inout M) throws(Failure) {
    let other: M
    switch request.mergePayload {
    case .mergeProtobufPayload(let bytes): other = try parsing { try M(serializedBytes: bytes, options: decoding) }
    case .mergeJsonPayload(let text):
      other = try parsing { try M(jsonString: text, options: jsonOptions(of: request)) }
    case .mergeTextPayload(let text): other = try parsing { try M(textFormatString: text) }
    case nil: return
    }
    do {
      try message.merge(serializedBytes: other.serializedBytes(), options: decoding)
    } catch {
      throw Failure(result: .runtimeError("\(error)"))
    }
  }

  func discardUnknownFields<M: Message>(of message: inout M) throws(Failure) {
    do {
      var options = decoding
      options.discardUnknownFields = true
      message = try M(serializedBytes: message.serializedBytes(), options: options)
    } catch {
      throw Failure(result: .runtimeError("\(error)"))
    }
  }

  func serialize<M: Message>(
    _ message: M, _ request: Conformance_ConformanceRequest
  ) throws(Failure) -> Conformance_ConformanceResponse.OneOf_Result {
    do {
      switch request.requestedOutputFormat {
      case .protobuf: return .protobufPayload(try message.serializedBytes())
      case .json: return .jsonPayload(try message.jsonString())
      case .textFormat:
        var options = TextFormatEncodingOptions()
        options.printUnknownFields = request.printUnknownFields
        return .textPayload(message.textFormatString(options: options))
      case .jspb: return .skipped("JSPB is a format of Google's own")
      case .unspecified, .UNRECOGNIZED: return .runtimeError("the request wants no output format that is known here")
      }
    } catch {
      throw Failure(result: .serializeError("\(error)"))
    }
  }

  private var decoding: DecodingOptions { DecodingOptions(extensions: extensions) }

  private func jsonOptions(of request: Conformance_ConformanceRequest) -> JSONDecodingOptions {
    var options = JSONDecodingOptions()
    options.ignoreUnknownFields = request.testCategory == .jsonIgnoreUnknownParsingTest
    return options
  }

  private func parsing<M>(_ body: () throws -> M) throws(Failure) -> M {
    do {
      return try body()
    } catch {
      throw Failure(result: .parseError("\(error)"))
    }
  }
}
