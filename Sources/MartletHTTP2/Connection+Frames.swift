import CNghttp2

/// What nghttp2 reports, from inside `mem_recv` and `mem_send`.
extension HTTP2Connection {
  func beginHeaders(_ id: Int32, isRequest: Bool) -> Int32 {
    headers.reset()
    guard isRequest else {
      receiving = stream(id)
      return 0
    }
    guard let session = rawSession, let delegate else { return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue }
    skipped.opened(id)
    let stream = HTTP2Stream(self, id: id)
    nghttp2_session_set_stream_user_data(session, id, Unmanaged.passUnretained(stream).toOpaque())
    link(stream)
    stream.delegate = delegate.accept(stream, on: self)
    receiving = Unmanaged.passUnretained(stream)
    return 0
  }

  /// A HEADERS frame begins. nghttp2 ignores one on a stream below the last, which may be a late trailer; one on a
  /// stream that was skipped can't be (RFC 9113 section 5.1.1).
  func beginHeadersFrame(_ id: Int32) {
    guard role == .server, skipped.contains(id), let session = rawSession else { return }
    nghttp2_session_terminate_session(session, HTTP2ErrorCode.protocolError.rawValue)
  }

  func header(_ name: UnsafePointer<UInt8>, _ nameLength: Int, _ value: UnsafePointer<UInt8>, _ valueLength: Int) {
    headers.add(name, nameLength, value, valueLength)
  }

  func data(_ id: Int32, _ bytes: UnsafeRawBufferPointer) {
    guard let session = rawSession else { return }
    // The connection's window opens on receipt, so that a stream nobody reads doesn't stop the others, but only
    // within the memory budget.
    buffered += bytes.count
    if buffered <= configuration.memoryBudget {
      nghttp2_session_consume_connection(session, bytes.count)
    } else {
      withheld += bytes.count
    }
    if let stream = stream(id) {
      stream._withUnsafeGuaranteedRef { $0.received(data: bytes) }
    } else {
      release(bytes.count)
    }
  }

  /// The application has taken bytes from a stream.
  func consumed(_ count: Int, on stream: HTTP2Stream) {
    release(count)
    guard !stream.inputEnded, let session = rawSession else { return }
    nghttp2_session_consume_stream(session, stream.id, count)
    requestFlush()
  }

  func release(_ count: Int) {
    buffered -= count
    let room = configuration.memoryBudget - buffered
    if withheld > 0, room > 0, let session = rawSession {
      let freed = min(withheld, room)
      withheld -= freed
      nghttp2_session_consume_connection(session, freed)
      requestFlush()
    }
  }

  func received(_ frame: UnsafePointer<nghttp2_frame>) {
    let header = frame.pointee.hd
    let endStream = header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0
    switch UInt32(header.type) {
    case NGHTTP2_DATA.rawValue:
      if endStream { stream(header.stream_id)?._withUnsafeGuaranteedRef { $0.receivedEnd() } }
    case NGHTTP2_HEADERS.rawValue:
      receiving?._withUnsafeGuaranteedRef { $0.received(headers: headers.block, endStream: endStream) }
      receiving = nil
    case NGHTTP2_SETTINGS.rawValue:
      if !isReady && header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) == 0 {
        isReady = true
        delegate?.ready(self)
      }
    case NGHTTP2_PING.rawValue:
      if header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) != 0 { pingAcknowledged() }
    case NGHTTP2_GOAWAY.rawValue:
      let goaway = frame.pointee.goaway
      let text = UnsafeBufferPointer(start: goaway.opaque_data, count: min(goaway.opaque_data_len, 256))
      delegate?.goingAway(
        self, code: HTTP2ErrorCode(rawValue: goaway.error_code), debugData: String(decoding: text, as: UTF8.self))
      if role == .client { refuseQueued() }
    default: break
    }
  }

  /// The last frame of a response has gone out.
  func sentEnd(_ id: Int32) {
    guard role == .server, let session = rawSession, let stream = stream(id) else { return }
    if !stream._withUnsafeGuaranteedRef({ $0.resetAfterOutput }) { return }
    nghttp2_submit_rst_stream(session, 0, id, HTTP2ErrorCode.noError.rawValue)
  }

  /// Ends the requests that wait for a stream on a peer that is going away: it won't let them have one, and those that
  /// it serves now may take long.
  private func refuseQueued() {
    guard let session = rawSession else { return }
    var candidate = firstStream
    while let stream = candidate?.takeUnretainedValue() {
      candidate = stream.next
      if nghttp2_session_find_stream(session, stream.id) != nil { continue }
      nghttp2_submit_rst_stream(session, 0, stream.id, HTTP2ErrorCode.cancel.rawValue)
      abandon(stream, .code(.refusedStream))
    }
  }

  func notSent(_ frame: UnsafePointer<nghttp2_frame>, _ error: Int32) {
    guard UInt32(frame.pointee.hd.type) == NGHTTP2_HEADERS.rawValue, let session = rawSession else { return }
    let id = frame.pointee.hd.stream_id
    let isTooLarge = error == NGHTTP2_ERR_FRAME_SIZE_ERROR.rawValue
    if role == .server {
      // Without these headers or trailers the client would wait for ever.
      if isTooLarge { nghttp2_submit_rst_stream(session, 0, id, HTTP2ErrorCode.internalError.rawValue) }
    } else if let stream = stream(id)?.takeUnretainedValue(), !stream.isClosed {
      // A request that can't be sent: its headers are too large, or the peer is going away.
      abandon(stream, isTooLarge ? .headersTooLarge : .code(.refusedStream))
    }
  }

  /// Ends a stream of which the peer knows nothing.
  private func abandon(_ stream: HTTP2Stream, _ reason: StreamClosure) {
    // Whatever nghttp2 still does with the stream must not lead it to an object that is gone.
    guard let session = rawSession, nghttp2_session_set_stream_user_data(session, stream.id, nil) == 0 else { return }
    unlink(stream)
    stream.close(reason)
  }

  func streamClosed(_ id: Int32, _ code: HTTP2ErrorCode) {
    guard let stream = stream(id)?.takeUnretainedValue(), !stream.isClosed else { return }
    unlink(stream)
    stream.close(.code(code))
  }
}
