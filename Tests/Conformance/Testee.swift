import ConformanceMessages
import MartletProtobuf
import MartletReflection

/// Answers the requests of the conformance runner.
struct Testee {
  private let types: [String: any Message.Type]
  /// The extensions of all types.
  let extensions: ExtensionRegistry

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

  /// The response, encoded, to an encoded request.
  func response(to request: [UInt8]) -> [UInt8] {
    let result: Conformance_ConformanceResponse.OneOf_Result
    do {
      result = answer(try Conformance_ConformanceRequest(serializedBytes: request))
    } catch {
      result = .runtimeError("the request is not a conformance.ConformanceRequest: \(error)")
    }
    let response = Conformance_ConformanceResponse.with { $0.result = result }
    // Without required fields only a response of 2 GiB can't be encoded; an empty one then counts as a failed case.
    return (try? response.serializedBytes()) ?? []
  }

  private func answer(_ request: Conformance_ConformanceRequest) -> Conformance_ConformanceResponse.OneOf_Result {
    // The runner's first question: which cases are expected to fail. None is.
    if request.messageType == Conformance_FailureSet.protoMessageName { return .protobufPayload([]) }
    if !request.unknownFields.isEmpty { return .skipped("the request has fields that are not known here") }
    guard let type = types[request.messageType] else {
      return .skipped("the message type \"\(request.messageType)\" is not known here")
    }
    return answer(request, as: type)
  }

  private func answer<M: Message>(
    _ request: Conformance_ConformanceRequest, as type: M.Type
  ) -> Conformance_ConformanceResponse.OneOf_Result {
    do {
      var message: M = try parse(request)
      try merge(request, into: &message)
      if request.discardUnknownFields { try discardUnknownFields(of: &message) }
      return try serialize(message, request)
    } catch {
      return error.result
    }
  }
}

/// A request that ends without a payload.
struct Failure: Error {
  let result: Conformance_ConformanceResponse.OneOf_Result
}
