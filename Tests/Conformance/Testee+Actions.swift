import ConformanceMessages
import MartletProtobuf

// Requests of version 2: a list of actions over messages that are known by a number.

extension Testee {
  /// Runs the actions in their order, up to the first that fails.
  func answerActions(_ actions: [Conformance_ConformanceAction]) -> Conformance_ConformanceResponse {
    var messages: [Int32: any Message] = [:]
    var results = Conformance_ConformanceResults()
    for (index, action) in actions.enumerated() {
      do {
        if let output = try run(action, on: &messages) { results.serialized.append(output) }
      } catch {
        return .with {
          $0.result = error.result
          $0.failedAction = Int32(truncatingIfNeeded: index)
        }
      }
    }
    return .with { $0.results = results }
  }

  private func run(
    _ action: Conformance_ConformanceAction, on messages: inout [Int32: any Message]
  ) throws(Failure) -> Conformance_SerializeResult? {
    switch action.action {
    case .parse(let parse):
      try requireNoMessage(parse.id, in: messages)
      messages[parse.id] = try self.parse(type(named: parse.type), from: payload(of: parse))
    case .newMessage(let new):
      try requireNoMessage(new.id, in: messages)
      messages[new.id] = try type(named: new.type).init()
    case .merge(let merge):
      if merge.from == merge.to { throw Failure(result: .runtimeError("message \(merge.to) merged with itself")) }
      let source = try message(merge.from, in: messages)
      messages[merge.to] = try merged(message(merge.to, in: messages), with: source)
    case .discardUnknownFields(let discard):
      messages[discard.id] = try withoutUnknownFields(message(discard.id, in: messages))
    case .serialize(let serialize):
      return try output(of: message(serialize.id, in: messages), for: serialize)
    case nil:
      throw Failure(result: .runtimeError("an action that is not known here"))
    }
    return nil
  }

  private func message(_ id: Int32, in messages: [Int32: any Message]) throws(Failure) -> any Message {
    guard let message = messages[id] else { throw Failure(result: .runtimeError("there is no message \(id)")) }
    return message
  }

  private func requireNoMessage(_ id: Int32, in messages: [Int32: any Message]) throws(Failure) {
    if messages[id] != nil { throw Failure(result: .runtimeError("there is a message \(id) already")) }
  }

  private func payload(of action: Conformance_ParseAction) throws(Failure) -> Payload {
    switch action.payload {
    case .binary(let payload): .binary(payload.data)
    case .json(let payload): .json(payload.data, ignoresUnknownFields: payload.ignoreUnknownFields)
    case .text(let payload): .text(payload.data)
    case nil: throw Failure(result: .runtimeError("the action has no payload"))
    }
  }

  private func merged<M: Message>(_ message: M, with other: any Message) throws(Failure) -> M {
    guard let other = other as? M else {
      throw Failure(result: .runtimeError("the messages to merge are of different types"))
    }
    var merged = message
    try merge(other, into: &merged)
    return merged
  }

  private func withoutUnknownFields<M: Message>(_ message: M) throws(Failure) -> M {
    var message = message
    try discardUnknownFields(of: &message)
    return message
  }

  private func output(
    of message: some Message, for action: Conformance_SerializeAction
  ) throws(Failure) -> Conformance_SerializeResult {
    let format: OutputFormat
    switch action.format {
    case .binary: format = .binary
    case .json: format = .json
    case .text(let text): format = .text(printsUnknownFields: text.printUnknownFields)
    case nil: throw Failure(result: .runtimeError("the action wants no output format that is known here"))
    }
    let output = try serialize(message, as: format)
    return .with {
      $0.payload =
        switch output {
        case .binary(let bytes): .binary(bytes)
        case .json(let text): .json(text)
        case .text(let text): .text(text)
        }
    }
  }
}
