import CNghttp2

/// The functions through which nghttp2 reports. User data is the connection; a stream's user data is its HTTP2Stream,
/// which the connection's list keeps alive until the stream has closed.
enum SessionCallbacks {
  // Safe: made once, never changed, and nghttp2 copies it into each session.
  nonisolated(unsafe) static let shared: OpaquePointer? = make()

  static func dataProvider(_ stream: HTTP2Stream) -> nghttp2_data_provider {
    var provider = nghttp2_data_provider()
    provider.source.ptr = Unmanaged.passUnretained(stream).toOpaque()
    provider.read_callback = { _, _, _, limit, flags, source, _ in
      guard let flags, let stream = source?.pointee.ptr else { return Int(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue) }
      flags.pointee |= NGHTTP2_DATA_FLAG_NO_COPY.rawValue
      return Unmanaged<HTTP2Stream>.fromOpaque(stream)._withUnsafeGuaranteedRef {
        $0.outputAvailable(limit, &flags.pointee)
      }
    }
    return provider
  }

  private static func make() -> OpaquePointer? {
    var made: OpaquePointer?
    guard nghttp2_session_callbacks_new(&made) == 0, let callbacks = made else { return nil }

    nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks) { _, header, user in
      guard let header, UInt32(header.pointee.type) == NGHTTP2_HEADERS.rawValue else { return 0 }
      let id = header.pointee.stream_id
      _ = with(user) { $0.beginHeadersFrame(id) }
      return 0
    }

    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, user in
      guard let frame else { return 0 }
      let id = frame.pointee.hd.stream_id
      let begins = frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST
      return with(user) { $0.beginHeaders(id, isRequest: begins) } ?? 0
    }

    nghttp2_session_callbacks_set_on_header_callback(callbacks) { _, _, name, nameLength, value, valueLength, _, user in
      guard let name, let value else { return 0 }
      _ = with(user) { $0.header(name, nameLength, value, valueLength) }
      return 0
    }

    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, _, id, bytes, count, user in
      _ = with(user) { $0.data(id, UnsafeRawBufferPointer(start: bytes, count: count)) }
      return 0
    }

    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, user in
      guard let frame else { return 0 }
      _ = with(user) { $0.received(frame) }
      return 0
    }

    nghttp2_session_callbacks_set_on_frame_send_callback(callbacks) { _, frame, user in
      guard let frame else { return 0 }
      let header = frame.pointee.hd
      // Only the end of a response is of interest.
      if header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) == 0 || header.type > 1 { return 0 }
      _ = with(user) { $0.sentEnd(header.stream_id) }
      return 0
    }

    nghttp2_session_callbacks_set_on_frame_not_send_callback(callbacks) { _, frame, error, user in
      guard let frame else { return 0 }
      _ = with(user) { $0.notSent(frame, error) }
      return 0
    }

    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, id, code, user in
      _ = with(user) { $0.streamClosed(id, HTTP2ErrorCode(rawValue: code)) }
      return 0
    }

    nghttp2_session_callbacks_set_send_data_callback(callbacks) { _, _, header, length, source, user in
      guard let header, let stream = source?.pointee.ptr else {
        return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
      }
      return with(user) { connection in
        Unmanaged<HTTP2Stream>.fromOpaque(stream)._withUnsafeGuaranteedRef {
          connection.sendData($0, header: header, length: length)
        }
      } ?? NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
    }
    return callbacks
  }
}

// A free function, since a closure that becomes a C function can't capture even its type.
@inline(__always)
private func with<R>(_ user: UnsafeMutableRawPointer?, _ body: (HTTP2Connection) -> R) -> R? {
  guard let user else { return nil }
  return Unmanaged<HTTP2Connection>.fromOpaque(user)._withUnsafeGuaranteedRef(body)
}
