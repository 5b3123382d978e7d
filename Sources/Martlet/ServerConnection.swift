import Logging
import MartletHTTP2
import MartletProtobuf
import NIOCore

/// A method as the server looks it up.
final class RegisteredMethod: Sendable {
  /// `package.Service/Method`.
  let fullName: String
  let handler: MethodHandler
  let executor: HandlerExecutor

  init(service: any Service, _ handler: MethodHandler) {
    fullName = "\(type(of: service).serviceName)/\(handler.name)"
    self.handler = handler
    self.executor = service.executor
  }
}

/// What the calls of one connection share. Used on the connection's loop.
// Safe to send: mutable state is only touched on the loop.
final class ServerConnection: ConnectionDelegate, @unchecked Sendable {
  let configuration: Server.Configuration
  let logger: Logger
  let methods: [String: RegisteredMethod]
  private let onClose: @Sendable (ServerConnection) -> Void
  @exclusivity(unchecked) private var writer = WireWriter(capacity: 4096)
  @exclusivity(unchecked) private var idleTasks: [HandlerTask] = []
  @exclusivity(unchecked) private var lastHead: RequestHead?
  /// Set once, when the channel is made.
  @exclusivity(unchecked) var http2: HTTP2Connection?
  let peer: String

  init(
    configuration: Server.Configuration, logger: Logger, methods: [String: RegisteredMethod], peer: String,
    onClose: @escaping @Sendable (ServerConnection) -> Void
  ) {
    self.configuration = configuration
    self.logger = logger
    self.methods = methods
    self.peer = peer
    self.onClose = onClose
  }

  /// What a header block says.
  func head(_ block: HeaderBlock) -> RequestHead {
    if let lastHead, lastHead.isCopied(from: block) { return lastHead }
    let head = RequestHead(block, self)
    lastHead = head
    return head
  }

  /// A message with gRPC's prefix, written in the connection's own buffer.
  func encode<M: Message>(_ message: M) -> [UInt8] {
    writer.reset()
    message.encode(to: &writer)
    writer.prefix(compressed: false)
    return writer.bytes()
  }

  /// Logs handlers that hold their loop for too long.
  func watch(_ executor: LoopExecutor) {
    guard let limit = configuration.loopHoldLimit else { return }
    executor.watch(limit: TimeAmount(limit)) { [logger, methods] held, subject in
      // The handler that began or ended last in that turn; none if only ones went on that had waited.
      let method = methods.values.first { subject == UnsafeRawPointer(Unmanaged.passUnretained($0).toOpaque()) }
      logger.warning(
        "an event loop was held",
        metadata: ["method": "\(method?.fullName ?? "")", "milliseconds": "\(held.nanoseconds / 1_000_000)"])
    }
  }

  // MARK: - Handlers' tasks

  /// Runs a call's handler. May be called inside nghttp2.
  func start(_ call: ServerCall) -> HandlerTask {
    if let task = idleTasks.popLast() {
      task.resume(with: call)
      return task
    }
    return HandlerTask(call, self)
  }

  /// Keeps a task for the next call.
  func keep(_ task: HandlerTask) {
    if http2 == nil || idleTasks.count >= Self.mostIdleTasks {
      task.resume(with: nil)
    } else {
      idleTasks.append(task)
    }
  }

  /// An idle task takes about two kilobytes.
  private static let mostIdleTasks = 128

  func accept(_ stream: HTTP2Stream, on connection: HTTP2Connection) -> any StreamDelegate {
    ServerCall(stream, self)
  }

  func ready(_ connection: HTTP2Connection) {}

  func goingAway(_ connection: HTTP2Connection, code: HTTP2ErrorCode, debugData: String) {}

  func closed(_ connection: HTTP2Connection, error: (any Error)?) {
    if let error { logger.debug("connection ended", metadata: ["peer": "\(peer)", "error": "\(error)"]) }
    http2 = nil
    for task in idleTasks { task.resume(with: nil) }
    idleTasks = []
    onClose(self)
  }
}
