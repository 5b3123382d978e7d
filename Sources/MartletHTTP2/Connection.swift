import CNghttp2
import NIOCore

/// An nghttp2 session on a NIO channel: the channel's only handler above the transport. All methods must be called
/// on the connection's loop.
// Safe to send: state is only touched on the channel's event loop.
package final class HTTP2Connection: ChannelInboundHandler, @unchecked Sendable {
  package typealias InboundIn = ByteBuffer
  package typealias OutboundOut = ByteBuffer

  package let role: HTTP2Role
  package let executor: LoopExecutor
  let configuration: HTTP2Configuration
  @exclusivity(unchecked) var delegate: (any ConnectionDelegate)?

  @exclusivity(unchecked) private var session: Session?
  @exclusivity(unchecked) private var context: ChannelHandlerContext?
  @exclusivity(unchecked) private var output = ByteBuffer()
  /// While frames are moved: where they go, and how far that is filled.
  @exclusivity(unchecked) private var room = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  @exclusivity(unchecked) private var filled = 0
  /// Whether a turn's limit left frames behind.
  @exclusivity(unchecked) private var hasMore = false
  /// What nghttp2 said when it was last asked for frames: their size, 0, or an error.
  @exclusivity(unchecked) private var sendResult = 0
  /// Set while nghttp2 is on the stack: it may be neither fed, drained nor freed then.
  @exclusivity(unchecked) private var insideSession = false
  @exclusivity(unchecked) private var failure: (any Error)?
  @exclusivity(unchecked) var isReady = false
  @exclusivity(unchecked) private var isClosing = false

  @exclusivity(unchecked) var firstStream: Unmanaged<HTTP2Stream>?
  @exclusivity(unchecked) var headers: HeaderGatherer
  @exclusivity(unchecked) var skipped = SkippedStreams()
  /// The stream whose header block is being received.
  @exclusivity(unchecked) var receiving: Unmanaged<HTTP2Stream>?

  /// Received bytes that the application hasn't consumed, and those of them withheld from the connection's window.
  @exclusivity(unchecked) var buffered = 0
  @exclusivity(unchecked) var withheld = 0

  @exclusivity(unchecked) package private(set) var streamCount = 0

  package init(
    role: HTTP2Role, loop: any EventLoop, configuration: HTTP2Configuration, delegate: any ConnectionDelegate
  ) {
    self.role = role
    self.executor = LoopExecutor(loop: loop)
    self.configuration = configuration
    self.headers = HeaderGatherer(limit: Int(configuration.maxHeaderListSize))
    self.delegate = delegate
  }

  /// nil once the connection has closed: every entry into the session checks.
  var rawSession: OpaquePointer? { session?.raw }

  package var loop: any EventLoop { executor.loop }
  package var isOpen: Bool { context != nil && !isClosing }
  package var remoteAddress: SocketAddress? { context?.remoteAddress }

  // MARK: - The channel's life

  package func channelActive(context: ChannelHandlerContext) {
    begin(context)
  }

  package func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { begin(context) }
  }

  private func begin(_ context: ChannelHandlerContext) {
    guard session == nil, delegate != nil, let session = Session(self) else { return }
    self.context = context
    output = context.channel.allocator.buffer(capacity: Self.outputCapacity)
    let raw = session.raw
    self.session = consume session
    executor.attach(self)

    var settings = [
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue), value: configuration.streamWindow),
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE.rawValue), value: configuration.maxHeaderListSize),
    ]
    if role == .server {
      settings.append(
        nghttp2_settings_entry(
          settings_id: Int32(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS.rawValue),
          value: configuration.maxConcurrentStreams))
    } else {
      settings.append(
        nghttp2_settings_entry(settings_id: Int32(NGHTTP2_SETTINGS_ENABLE_PUSH.rawValue), value: 0))
    }
    nghttp2_submit_settings(raw, 0, settings, settings.count)
    nghttp2_session_set_local_window_size(raw, 0, 0, configuration.connectionWindow)
    if draining { submitDrain(raw) }
    flush()
  }

  package func channelInactive(context: ChannelHandlerContext) {
    teardown()
    context.fireChannelInactive()
  }

  package func handlerRemoved(context: ChannelHandlerContext) { teardown() }

  package func errorCaught(context: ChannelHandlerContext, error: any Error) {
    failure = failure ?? error
    context.close(promise: nil)
  }

  private func teardown() {
    // A channel that never became active has no session, but whoever waits for its end must still learn of it.
    guard let delegate else { return }
    self.delegate = nil
    context = nil
    isClosing = true
    while let stream = firstStream?.takeUnretainedValue() {
      unlink(stream)
      stream.close(.connectionLost)
    }
    executor.detach()
    session = nil
    receiving = nil
    delegate.closed(self, error: failure)
  }

  /// Closes at once; streams that are open end as lost.
  package func close() {
    isClosing = true
    // nghttp2 must not be freed under its own feet; who called it looks at `isClosing` afterwards.
    if !insideSession { context?.close(promise: nil) }
  }

  // MARK: - Receiving

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    executor.duringTurn { receive(buffer) }
  }

  package func channelReadComplete(context: ChannelHandlerContext) { executor.turn() }

  package func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { executor.requestTurn() }
  }

  private func receive(_ buffer: ByteBuffer) {
    guard let session = rawSession, !isClosing else { return }
    insideSession = true
    let result = buffer.withUnsafeReadableBytes {
      nghttp2_session_mem_recv(session, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), $0.count)
    }
    insideSession = false
    if result < 0 {
      failure = HTTP2SessionError(code: Int32(truncatingIfNeeded: result))
      flush()
      close()
      return
    }
    if isClosing {
      close()
    } else if nghttp2_session_get_outbound_queue_size(session) > mostQueuedFrames {
      failure = HTTP2SessionError(code: NGHTTP2_ERR_FLOODED.rawValue)
      close()
    }
  }

  /// A peer that makes us answer and never reads what we send is cut off when so many frames wait for it. Each stream
  /// may rightly cause a few; nghttp2 itself limits only the acknowledgements of PING and SETTINGS.
  private var mostQueuedFrames: Int {
    role == .server ? 10_000 + 8 * Int(min(configuration.maxConcurrentStreams, 1_000_000)) : .max
  }

  // MARK: - Sending

  /// How much a turn sends before it lets the loop see to other connections.
  static let bytesPerTurn = 64 * 1024
  /// A turn's bytes, and room for the frame that exceeds them: frames are at most 16 KiB and nine bytes.
  private static let outputCapacity = bytesPerTurn + 32 * 1024

  /// Makes sure that a flush comes, once for all that is queued in this turn.
  package func requestFlush() { executor.requestTurn() }

  /// Moves frames from nghttp2 to the channel while the channel takes them. What doesn't fit stays in nghttp2, whose
  /// limits then hold against a peer that makes us answer and never reads.
  func flush() {
    guard let context, let session = rawSession, !insideSession else { return }
    guard context.channel.isWritable else { return }
    output.clear()
    output.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.outputCapacity) { fill($0, session) }
    if output.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(output), promise: nil) }
    // A write that fails closes the channel, and the session with it.
    guard rawSession != nil else { return }
    if isClosing {
      close()
    } else if sendResult < 0 {
      failure = failure ?? HTTP2SessionError(code: Int32(truncatingIfNeeded: sendResult))
      close()
    } else if hasMore {
      // There is more; it goes on in the next turn, or when the channel is writable again.
      executor.requestNextTurn()
    } else if nghttp2_session_want_read(session) == 0 && nghttp2_session_want_write(session) == 0 {
      close()
    }
  }

  /// Moves frames into `room`; returns how many bytes they take.
  private func fill(_ room: UnsafeMutableRawBufferPointer, _ session: OpaquePointer) -> Int {
    insideSession = true
    self.room = room
    filled = 0
    hasMore = false
    repeat {
      var bytes: UnsafePointer<UInt8>?
      sendResult = nghttp2_session_mem_send(session, &bytes)
      if sendResult > 0 { put(UnsafeRawBufferPointer(start: bytes, count: sendResult)) }
    } while sendResult > 0 && filled < Self.bytesPerTurn
    hasMore = hasMore || sendResult > 0
    self.room = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    insideSession = false
    return filled
  }

  private func put(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, let start = room.baseAddress, bytes.count <= room.count - filled else {
      // Not to be expected: no frame that nghttp2 makes is larger than the margin behind a turn's bytes.
      failure = HTTP2SessionError(code: NGHTTP2_ERR_BUFFER_ERROR.rawValue)
      isClosing = true
      return
    }
    (start + filled).copyMemory(from: source, byteCount: bytes.count)
    filled += bytes.count
  }

  /// A DATA frame is due. nghttp2 sends one after another without coming back, so the turn's limit is kept here: a
  /// frame that would block is asked for again.
  func sendData(_ stream: HTTP2Stream, header: UnsafePointer<UInt8>, length: Int) -> Int32 {
    if filled >= Self.bytesPerTurn {
      hasMore = true
      return NGHTTP2_ERR_WOULDBLOCK.rawValue
    }
    put(UnsafeRawBufferPointer(start: header, count: 9))
    stream.takeOutput(length) { put($0) }
    return 0
  }

  // MARK: - Streams

  /// Opens a stream. nil if the session takes no more: it is closing, or has used up its stream ids.
  package func open(_ headers: HeaderList, delegate: any StreamDelegate) -> HTTP2Stream? {
    guard isOpen, let session = rawSession else { return nil }
    let stream = HTTP2Stream(self, id: 0)
    var source = SessionCallbacks.dataProvider(stream)
    let id = headers.withFields {
      nghttp2_submit_request(
        session, nil, $0.baseAddress, $0.count, &source, Unmanaged.passUnretained(stream).toOpaque())
    }
    if id < 0 { return nil }
    stream.id = id
    stream.delegate = delegate
    link(stream)
    requestFlush()
    return stream
  }

  /// The stream behind an id, alive for as long as it is in the list.
  func stream(_ id: Int32) -> Unmanaged<HTTP2Stream>? {
    guard let session = rawSession, let user = nghttp2_session_get_stream_user_data(session, id) else { return nil }
    return Unmanaged<HTTP2Stream>.fromOpaque(user)
  }

  func link(_ stream: HTTP2Stream) {
    streamCount += 1
    let this = Unmanaged.passRetained(stream)
    stream.next = firstStream
    firstStream?._withUnsafeGuaranteedRef { $0.previous = this }
    firstStream = this
  }

  /// Takes a stream out of the list, which gives up its reference: the caller must hold one.
  func unlink(_ stream: HTTP2Stream) {
    streamCount -= 1
    let this = Unmanaged.passUnretained(stream)
    if let previous = stream.previous {
      previous._withUnsafeGuaranteedRef { $0.next = stream.next }
    } else {
      firstStream = stream.next
    }
    stream.next?._withUnsafeGuaranteedRef { $0.previous = stream.previous }
    stream.next = nil
    stream.previous = nil
    if receiving?.toOpaque() == this.toOpaque() { receiving = nil }
    release(stream.forgetUnconsumed())
    this.release()
    if draining && role == .client && streamCount == 0, let session = rawSession {
      nghttp2_submit_goaway(session, 0, 0, 0, nil, 0)
      requestFlush()
    }
  }

  // MARK: - Shutting down

  @exclusivity(unchecked) var draining = false
  @exclusivity(unchecked) private var drainPingIsOut = false

  /// Closes once the open streams have ended. A server tells the peer to open no more: it first sends GOAWAY with the
  /// highest stream id and a PING, so that requests already on their way are still served; the real id follows when
  /// the PING has come back (RFC 9113 section 6.8). A client says nothing until its last stream has ended, since after
  /// a GOAWAY of its own nghttp2 would refuse the requests that wait for a stream.
  package func drain() {
    if draining { return }
    draining = true
    if let session = rawSession { submitDrain(session) }
  }

  func submitDrain(_ session: OpaquePointer) {
    if role == .server {
      drainPingIsOut = true
      nghttp2_submit_shutdown_notice(session)
      nghttp2_submit_ping(session, 0, nil)
    } else if streamCount == 0 {
      nghttp2_submit_goaway(session, 0, 0, 0, nil, 0)
    }
    requestFlush()
  }

  func pingAcknowledged() {
    guard drainPingIsOut, let session = rawSession else { return }
    drainPingIsOut = false
    nghttp2_submit_goaway(session, 0, nghttp2_session_get_last_proc_stream_id(session), 0, nil, 0)
    requestFlush()
  }
}
