import ConformanceMessages
import MartletProtobuf
import MartletReflection

/// Answers the requests of the conformance runner.
struct Testee {
  private let types: [String: any Message.Type]
  /// The extensions of all types.
  let extensions: SimpleExtensionMap

  init() {
    let types: [any Message.Type] = [
      ProtobufTestMessages_Proto2_TestAllTypesProto2.self,
      ProtobufTestMessages_Proto3_TestAllTypesProto3.self,
      ProtobufTestMessages_Editions_Proto2_TestAllTypesProto2.self,
      ProtobufTestMessages_Editions_Proto3_TestAllTypesProto3.self,
      ProtobufTestMessages_Editions_TestAllTypesEdition2023.self,
      ProtobufTestMessages_Editions_TestAllTypesEdition2026.self,
      ProtobufTestMessages_EditionUnstable_TestAllTypesEditionUnstable.self,
    ]
    var extensions = ProtobufTestMessages_Proto2_TestMessagesProto2_Extensions
    extensions.formUnion(ProtobufTestMessages_Editions_Proto2_TestMessagesProto2Editions_Extensions)
    extensions.formUnion(ProtobufTestMessages_Editions_TestMessagesEdition2023_Extensions)
    extensions.formUnion(ProtobufTestMessages_EditionUnstable_TestMessagesEditionUnstable_Extensions)
    self.extensions = extensions
    self.types = Dictionary(uniqueKeysWithValues: types.map { ($0.protoMessageName, $0) })
  }

  /// The highest version of the protocol that is known here.
  private static let version: Int32 = 2

  /// The response, encoded, to an encoded request.
  func response(to request: [UInt8]) -> [UInt8] {
    var response: Conformance_ConformanceResponse
    do {
      response = answer(try Conformance_ConformanceRequest(serializedBytes: request))
    } catch {
      response = .with { $0.runtimeError = "the request is not a conformance.ConformanceRequest: \(error)" }
    }
    response.protocolVersion = Self.version
    // Without required fields only a response of 2 GiB can't be encoded; an empty one then counts as a failed case.
    return (try? response.serializedBytes()) ?? []
  }

  private func answer(_ request: Conformance_ConformanceRequest) -> Conformance_ConformanceResponse {
    if request.protocolVersion > Self.version {
      return .with {
        $0.runtimeError = "unsupported protocol version \(request.protocolVersion) (testee supports \(Self.version))"
      }
    }
    // The runner's first question: which cases are expected to fail. None is.
    if request.messageType == Conformance_FailureSet.protoMessageName { return .with { $0.protobufPayload = [] } }
    if !request.unknownFields.isEmpty {
      return .with { $0.skipped = "the request has fields that are not known here" }
    }
    if request.protocolVersion >= 2 { return answerActions(request.actions) }
    return .with { $0.result = answerFlat(request) }
  }

  func type(named name: String) throws(Failure) -> any Message.Type {
    guard let type = types[name] else {
      throw Failure(result: .skipped("the message type \"\(name)\" is not known here"))
    }
    return type
  }
}

/// A request, or an action of one, that ends without a payload.
struct Failure: Error {
  let result: Conformance_ConformanceResponse.OneOf_Result
}
