import MartletHTTP2
import MartletProtobuf

/// Where a call's incoming messages go. Used on the call's loop.
@usableFromInline
protocol MessageSink: AnyObject {
  /// Takes a message, lent for the duration of the call, that took `size` bytes of the stream's window.
  func receive(_ message: UnsafeRawBufferPointer, size: Int) throws(RPCError)
  /// No more messages come; `error` says why if that is no ordinary end. A call that broke, other than by the peer's
  /// own status, discards what was not read.
  func finish(_ error: RPCError?, discardingUnread: Bool)
  /// Whether the application has taken all that came.
  var isEmpty: Bool { get }
}

/// Messages that have arrived and not been read. Each is decoded in place on arrival; its bytes count against the
/// stream's window until it is taken, which is what slows a fast sender down.
// Safe to send: state is only touched on the loop.
@usableFromInline
final class Inbox<M: Message>: MessageSink, @unchecked Sendable {
  @usableFromInline let executor: LoopExecutor
  private let waiter: Waiter<M?>
  private var queue: [(message: M, size: Int)] = []
  private var head = 0
  private var end: Result<Void, RPCError>?
  /// Told how many bytes of the window a taken message gives back.
  private var consume: ((Int) -> Void)?

  @usableFromInline
  init(executor: LoopExecutor, consume: @escaping (Int) -> Void) {
    self.executor = executor
    self.waiter = Waiter(loop: executor.loop)
    self.consume = consume
  }

  @usableFromInline var isEmpty: Bool { head == queue.count }

  @usableFromInline
  func receive(_ bytes: UnsafeRawBufferPointer, size: Int) throws(RPCError) {
    let message: M
    do {
      message = try M(serializedBytes: bytes)
    } catch {
      throw .decoding(error)
    }
    if waiter.isWaiting {
      consume?(size)
      waiter.resume(returning: message)
    } else {
      queue.append((message, size))
    }
  }

  @usableFromInline
  func finish(_ error: RPCError?, discardingUnread: Bool) {
    if end != nil { return }
    end = error.map { .failure($0) } ?? .success(())
    if discardingUnread {
      queue.removeAll()
      head = 0
      consume?(.max)
    }
    // What is unread counts against the connection's memory until it is taken, though the stream's end has come.
    if isEmpty { consume = nil }
    if let error {
      waiter.resume(throwing: error)
    } else {
      waiter.resume(returning: nil)
    }
  }

  /// The next message; nil after the last. On the loop.
  @usableFromInline
  func take() async throws -> M? {
    if head < queue.count {
      let (message, size) = queue[head]
      head += 1
      if head == queue.count {
        queue.removeAll(keepingCapacity: true)
        head = 0
      } else if head >= 64 && head * 2 >= queue.count {
        queue.removeFirst(head)
        head = 0
      }
      consume?(size)
      return message
    }
    switch end {
    case .success?: return nil
    case .failure(let error)?: throw error
    case nil: return try await waiter.wait()
    }
  }

  /// The next message; nil after the last. From anywhere.
  @usableFromInline
  func next() async throws -> M? {
    if executor.loop.inEventLoop { return try await take() }
    return try await withTaskExecutorPreference(executor) { try await self.take() }
  }
}
