import MartletProtobuf

/// A client's messages, in order. Iterate it once. Throws `RPCError` if the call breaks before the client has
/// finished. A client that sends faster than the handler reads is slowed down by flow control.
public struct RequestStream<M: Message>: AsyncSequence, Sendable {
  @usableFromInline let inbox: Inbox<M>

  @usableFromInline
  init(_ inbox: Inbox<M>) {
    self.inbox = inbox
  }

  public func makeAsyncIterator() -> Iterator { Iterator(inbox: inbox) }

  public struct Iterator: AsyncIteratorProtocol {
    @usableFromInline let inbox: Inbox<M>

    public mutating func next() async throws -> M? { try await inbox.next() }
  }
}

/// Sends a handler's messages. Only one task may write at a time.
public struct ResponseWriter<M: Message>: Sendable {
  @usableFromInline let call: ServerCall

  @usableFromInline
  init(_ call: ServerCall) {
    self.call = call
  }

  /// Sends a message. Returns at once while little is queued; waits when the client reads more slowly than the
  /// handler writes (more than 64 KiB queued).
  ///
  /// - Throws: `RPCError` if the call has ended, `CancellationError` if the task was cancelled while it waited.
  @inlinable
  public func write(_ message: M) async throws {
    let bytes = try call.encode(message)
    if call.isOnLoop {
      if try call.send(bytes) { try await call.waitForDrain() }
    } else {
      try await call.sendFromElsewhere(bytes)
    }
  }
}
