import MartletProtobuf

// The calls that generated clients make, one method for each of gRPC's four kinds.

extension Channel {
  /// One request, one response.
  ///
  /// - Parameters:
  ///   - path: `/package.Service/Method`.
  ///   - timeout: how long the call may take; nil means until the deadline of the handler that makes it, if any.
  /// - Throws: `RPCError` with the call's status. Cancelling the task cancels the call.
  @inlinable
  public func unary<I: Message, O: Message>(
    _ path: String, _ request: I, metadata: Metadata = [:], timeout: Duration? = nil
  ) async throws -> O {
    let call = makeCall(path, metadata, timeout)
    let response = SingleResponse<O>()
    let bytes = try ClientCall.encode(request)
    return try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        response.deliver(to: continuation)
        call.start(response, single: bytes)
      }
    } onCancel: {
      call.cancel()
    }
  }

  /// One request, a stream of responses. The call starts at once.
  public func serverStreaming<I: Message, O: Message>(
    _ path: String, _ request: I, metadata: Metadata = [:], timeout: Duration? = nil
  ) -> ServerStreamingCall<O> {
    let call = makeCall(path, metadata, timeout)
    do {
      return ServerStreamingCall(call, request: try ClientCall.encode(request))
    } catch {
      let failed = ServerStreamingCall<O>(call, request: nil)
      call.fail(encoding: error)
      return failed
    }
  }

  /// A stream of requests, one response. The call starts at once.
  public func clientStreaming<I: Message, O: Message>(
    _ path: String, metadata: Metadata = [:], timeout: Duration? = nil
  ) -> ClientStreamingCall<I, O> {
    ClientStreamingCall(makeCall(path, metadata, timeout))
  }

  /// A stream in each direction, independent of one another. The call starts at once.
  public func bidirectional<I: Message, O: Message>(
    _ path: String, metadata: Metadata = [:], timeout: Duration? = nil
  ) -> BidirectionalCall<I, O> {
    BidirectionalCall(makeCall(path, metadata, timeout))
  }

  @usableFromInline
  func makeCall(_ path: String, _ metadata: Metadata, _ timeout: Duration?) -> ClientCall {
    ClientCall(core, path: path, metadata: metadata, timeout: timeout)
  }
}

extension ClientCall {
  /// A message with gRPC's prefix.
  @inlinable
  static func encode<M: Message>(_ message: M) throws -> [UInt8] {
    if !message.isInitialized { throw BinaryEncodingError(.missingRequiredField(M.protoMessageName)) }
    var writer = WireWriter()
    message.encode(to: &writer)
    writer.prefix(compressed: false)
    return writer.bytes()
  }

  func fail(encoding error: any Error) {
    executor.loop.execute { self.fail(RPCError(.internal, "the request can't be encoded: \(error)")) }
  }
}
