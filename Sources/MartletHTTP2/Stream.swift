import CNghttp2

/// What a stream reports to the layer above. All calls come on the connection's loop; those marked so come from
/// inside nghttp2, where no user code may run: tasks may be made there, since their jobs wait for the turn's end.
package protocol StreamDelegate: AnyObject {
  /// A header block, or trailers. Inside nghttp2; the block is valid during the call.
  func received(headers: HeaderBlock, endStream: Bool, on stream: HTTP2Stream)
  /// A piece of the body. Inside nghttp2; the bytes are valid during the call. `consume` opens the window again.
  func received(data: UnsafeRawBufferPointer, on stream: HTTP2Stream)
  /// The peer has sent everything. Inside nghttp2.
  func receivedEnd(on stream: HTTP2Stream)
  /// Queued output has fallen under the low mark.
  func outputDrained(on stream: HTTP2Stream)
  /// The stream is over; nothing else will be reported.
  func closed(_ reason: StreamClosure, on stream: HTTP2Stream)
}

/// How a stream ended.
package enum StreamClosure: Sendable, Hashable {
  /// It ended by itself or by RST_STREAM, with this code.
  case code(HTTP2ErrorCode)
  /// The connection was lost under it.
  case connectionLost
  /// A client's request was never sent, since its headers are too large for a frame.
  case headersTooLarge
}

/// One HTTP/2 stream. nghttp2 keeps the protocol's state; this keeps what nghttp2 doesn't know: the queued output
/// and how much input the application hasn't consumed. Used on the connection's loop only.
package final class HTTP2Stream {
  package let connection: HTTP2Connection
  @exclusivity(unchecked) package internal(set) var id: Int32
  @exclusivity(unchecked) package var delegate: (any StreamDelegate)?

  /// Output beyond this many queued bytes makes a writer wait, until it has fallen to half of it.
  package static let highMark = 64 * 1024

  @exclusivity(unchecked) private var output = OutboundBuffer()
  @exclusivity(unchecked) private var outputEnded = false
  @exclusivity(unchecked) private var trailers: HeaderList?
  @exclusivity(unchecked) private var trailerTemplate: HeaderTemplate?
  /// Whether the data source has told nghttp2 to wait for more.
  @exclusivity(unchecked) private var deferred = false
  /// Whether a writer waits for `outputDrained`.
  @exclusivity(unchecked) package private(set) var writerWaits = false
  /// Whether RST_STREAM(NO_ERROR) must follow the end of the response, since the client still sends.
  @exclusivity(unchecked) var resetAfterOutput = false
  @exclusivity(unchecked) private(set) var inputEnded = false
  @exclusivity(unchecked) package private(set) var isClosed = false

  /// Bytes received and not consumed yet.
  @exclusivity(unchecked) private var unconsumed = 0

  // The connection's list of live streams. It owns them by hand: a strong reference in each direction would be
  // counted up and down several times a call.
  @exclusivity(unchecked) var next: Unmanaged<HTTP2Stream>?
  @exclusivity(unchecked) var previous: Unmanaged<HTTP2Stream>?

  init(_ connection: HTTP2Connection, id: Int32) {
    self.connection = connection
    self.id = id
  }

  // MARK: - Output

  /// How many bytes wait to be sent.
  package var queuedOutput: Int { output.count }

  /// Sends a response's headers. With `endStream` they are all of it.
  package func respond(_ headers: HeaderList, endStream: Bool = false) {
    headers.withFields { submitResponse($0, endStream: endStream) }
  }

  /// Sends a response's headers.
  package func respond(_ headers: HeaderTemplate) { submitResponse(headers.fields, endStream: false) }

  private func submitResponse(_ fields: UnsafeBufferPointer<nghttp2_nv>, endStream: Bool) {
    guard !isClosed, let session = connection.rawSession else { return }
    if endStream {
      outputEnded = true
      resetAfterOutput = !inputEnded
      nghttp2_submit_response(session, id, fields.baseAddress, fields.count, nil)
    } else {
      var source = SessionCallbacks.dataProvider(self)
      nghttp2_submit_response(session, id, fields.baseAddress, fields.count, &source)
    }
    connection.requestFlush()
  }

  /// Queues body bytes. True if the writer should wait for `outputDrained` before it writes more.
  @discardableResult
  package func write(_ bytes: [UInt8]) -> Bool {
    guard !isClosed, !outputEnded else { return false }
    output.append(bytes)
    resume()
    if output.count > Self.highMark { writerWaits = true }
    return writerWaits
  }

  /// Ends the output once what is queued has been sent, with trailers or with the last DATA frame.
  package func finish(trailers: HeaderList? = nil) {
    guard !isClosed, !outputEnded else { return }
    outputEnded = true
    self.trailers = trailers
    resetAfterOutput = connection.role == .server && !inputEnded
    resume()
  }

  /// Ends the output once what is queued has been sent.
  package func finish(trailers: HeaderTemplate) {
    trailerTemplate = trailers
    finish()
  }

  /// Ends the stream in both directions at once; queued output is dropped.
  package func reset(_ code: HTTP2ErrorCode) {
    guard !isClosed, let session = connection.rawSession else { return }
    outputEnded = true
    output.removeAll()
    nghttp2_submit_rst_stream(session, 0, id, code.rawValue)
    connection.requestFlush()
  }

  private func resume() {
    if deferred, let session = connection.rawSession {
      deferred = false
      nghttp2_session_resume_data(session, id)
    }
    connection.requestFlush()
  }

  /// nghttp2 asks how much of the body it may send now, up to `limit` bytes; `take` follows with the same length.
  func outputAvailable(_ limit: Int, _ flags: inout UInt32) -> Int {
    let length = min(limit, output.count)
    if output.count > length { return length }
    if !outputEnded {
      if length > 0 { return length }
      deferred = true
      return Int(NGHTTP2_ERR_DEFERRED.rawValue)
    }
    flags |= NGHTTP2_DATA_FLAG_EOF.rawValue
    if trailerTemplate != nil || trailers != nil {
      flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue
      submitTrailers()
    }
    return length
  }

  private func submitTrailers() {
    guard let session = connection.rawSession else { return }
    if let template = trailerTemplate {
      nghttp2_submit_trailer(session, id, template.fields.baseAddress, template.fields.count)
    } else if let trailers {
      _ = trailers.withFields { nghttp2_submit_trailer(session, id, $0.baseAddress, $0.count) }
    }
  }

  func takeOutput(_ length: Int, _ write: (UnsafeRawBufferPointer) -> Void) {
    output.take(length, write)
    if writerWaits && output.count <= Self.highMark / 2 {
      writerWaits = false
      delegate?.outputDrained(on: self)
    }
  }

  // MARK: - Input

  /// Opens the stream's window again by bytes that the application has taken.
  package func consume(_ count: Int) {
    let count = min(count, unconsumed)
    if count == 0 { return }
    unconsumed -= count
    connection.consumed(count, on: self)
  }

  /// The stream leaves the connection, which stops counting what the application hasn't consumed.
  func forgetUnconsumed() -> Int {
    defer { unconsumed = 0 }
    return unconsumed
  }

  func received(data: UnsafeRawBufferPointer) {
    unconsumed += data.count
    delegate?.received(data: data, on: self)
  }

  func received(headers: HeaderBlock, endStream: Bool) {
    if endStream {
      inputEnded = true
      resetAfterOutput = false
    }
    delegate?.received(headers: headers, endStream: endStream, on: self)
    if endStream { delegate?.receivedEnd(on: self) }
  }

  func receivedEnd() {
    inputEnded = true
    resetAfterOutput = false
    delegate?.receivedEnd(on: self)
  }

  func close(_ reason: StreamClosure) {
    if isClosed { return }
    isClosed = true
    output.removeAll()
    let delegate = self.delegate
    self.delegate = nil
    delegate?.closed(reason, on: self)
  }
}
