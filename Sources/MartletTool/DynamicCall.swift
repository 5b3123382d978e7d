import Martlet
import MartletProtobuf
import MartletReflection
import Synchronization

/// A call of a method by its descriptor: requests come as JSON, responses are printed as JSON. All four kinds go the
/// same way, as a stream in each direction.
struct DynamicCall {
  let method: MethodDescriptor
  var metadata = Metadata()
  var timeout: Duration?
  var printing = JSONEncodingOptions()
  var isVerbose = false
  private let types: DescriptorPool
  private let channel: Channel

  typealias Call = BidirectionalCall<RawMessage, RawMessage>

  /// - Parameter types: where the types of `google.protobuf.Any` are looked up.
  init(_ method: MethodDescriptor, types: DescriptorPool, on channel: Channel) {
    self.method = method
    self.types = types
    self.channel = channel
    printing.types = types
    printing.useDeterministicOrdering = true
  }

  /// Makes the call and prints each response as it arrives.
  ///
  /// - Throws: `ToolError` for a request that doesn't fit the method or a call that fails.
  func run(_ input: consuming RequestInput) async throws {
    let clock = ContinuousClock()
    // Before the call begins, so that a wrong request makes none.
    let (single, rest) = try await firstRequest(input)
    let start = clock.now
    if isVerbose { note(">", metadata, head: "> \(method.path)") }
    let call: Call = channel.bidirectional(method.path, metadata: metadata, timeout: timeout)
    let sender = Sender(method: method, types: types, call: call)
    let sending = Task { await sender.send(single, then: rest) }
    // What stands on standard input may never end; nobody waits for it once the call is over.
    defer { sending.cancel() }

    var count = 0
    do {
      if isVerbose {
        note("<", try await call.headers(), head: "< headers after \(CallCommand.milliseconds(clock.now - start))")
      }
      for try await response in call.responses {
        count += 1
        try show(response)
      }
      if let problem = sender.problem { throw problem }
      if !method.isServerStreaming && count != 1 {
        throw RPCError(.internal, "the server sent \(count) responses to a call that has one")
      }
    } catch let error as RPCError {
      // The sender took the call back because of a request that it couldn't make.
      if let problem = sender.problem { throw problem }
      if isVerbose { await noteEnd(call, clock.now - start, count) }
      throw ToolError.rpc(error, details: ErrorDetails.lines(error.statusDetails, types: types))
    }
    if isVerbose { await noteEnd(call, clock.now - start, count) }
  }

  /// The first request, as a message. A method that takes one request gets an empty one if there is none.
  private func firstRequest(_ input: consuming RequestInput) async throws -> (RawMessage?, RequestInput?) {
    var input = input
    if method.isClientStreaming { return (nil, input) }
    let first = try await input.next()
    if try await input.next() != nil {
      throw ToolError.usage("\(method.fullName) takes one request, and there are several")
    }
    guard let first else { return (RawMessage(), nil) }
    return (try Sender.message(first, method: method, types: types), nil)
  }

  private func show(_ response: RawMessage) throws {
    let json: String
    do {
      let message = try DynamicMessage(method.output, serializedBytes: response.unknownFields.bytes)
      json = try message.jsonString(options: printing)
    } catch {
      throw RPCError(.internal, "the response can't be shown: \(error)")
    }
    try Output.current.result(json)
  }

  private func noteEnd(_ call: Call, _ time: Duration, _ count: Int) async {
    note("<", await call.trailers(), head: "< trailers")
    Output.current.note("\(count) \(count == 1 ? "response" : "responses") in \(CallCommand.milliseconds(time))")
  }

  private func note(_ sign: String, _ metadata: Metadata, head: String) {
    Output.current.note(head)
    for (name, value) in metadata { Output.current.note("\(sign)   \(name): \(value)") }
  }
}

/// Sends a call's requests while its responses are read.
private final class Sender: Sendable {
  private let method: MethodDescriptor
  private let types: DescriptorPool
  private let call: DynamicCall.Call
  private let failure = Mutex<ToolError?>(nil)

  init(method: MethodDescriptor, types: DescriptorPool, call: DynamicCall.Call) {
    self.method = method
    self.types = types
    self.call = call
  }

  /// Why a request couldn't be made.
  var problem: ToolError? { failure.withLock { $0 } }

  func send(_ first: RawMessage?, then rest: RequestInput?) async {
    do {
      if let first { try await call.send(first) }
      if var rest {
        while let value = try await rest.next(), !Task.isCancelled {
          try await call.send(try Self.message(value, method: method, types: types))
        }
      }
      call.finish()
    } catch let error as ToolError {
      failure.withLock { $0 = error }
      call.cancel()
    } catch {
      // The call has ended; whoever reads its responses learns how.
    }
  }

  static func message(
    _ value: JSONValueSplitter.Value, method: MethodDescriptor, types: DescriptorPool
  ) throws -> RawMessage {
    var options = JSONDecodingOptions()
    options.types = types
    do {
      return RawMessage(
        try DynamicMessage(method.input, jsonUTF8Bytes: value.bytes, options: options).serializedBytes())
    } catch let error as JSONDecodingError {
      let path = error.path.isEmpty ? "" : "\(error.path): "
      throw ToolError.usage(
        "the request, line \(error.line + value.line - 1), column \(error.column): \(path)\(error.message)")
    } catch {
      throw ToolError.usage("the request: \(error)")
    }
  }
}

/// The details that an error carries as a `google.rpc.Status`.
enum ErrorDetails {
  /// A line a detail; none if the bytes aren't such a status.
  static func lines(_ status: [UInt8], types: DescriptorPool) -> [String] {
    var options = JSONEncodingOptions()
    options.types = types
    return status.withUnsafeBytes { bytes in
      var reader = WireReader(bytes)
      var lines: [String] = []
      while let tag = try? reader.nextTag(), tag != 0 {
        guard tag == 26 else {
          if (try? reader.skip(tag)) == nil { return lines }
          continue
        }
        var detail = Google_Protobuf_Any()
        if (try? reader.message(into: &detail)) == nil { return lines }
        lines.append((try? detail.jsonString(options: options)) ?? "\(detail.typeURL) (\(detail.value.count) bytes)")
      }
      return lines
    }
  }
}
