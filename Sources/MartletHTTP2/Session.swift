import CNghttp2

/// Owns an nghttp2 session. Not copyable: the session is freed exactly once, when its owner lets go of it.
struct Session: ~Copyable {
  let raw: OpaquePointer

  /// A session that reports to `connection`, which must outlive it.
  init?(_ connection: HTTP2Connection) {
    var option: OpaquePointer?
    guard nghttp2_option_new(&option) == 0, let option else { return nil }
    defer { nghttp2_option_del(option) }
    // Windows open as the application consumes; see HTTP2Connection.consumed.
    nghttp2_option_set_no_auto_window_update(option, 1)
    // Closed streams are kept by nghttp2 only for RFC 7540's priorities, which nobody uses here.
    nghttp2_option_set_no_closed_streams(option, 1)
    // gRPC's values may begin and end with spaces, and nghttp2 would drop such fields without a word.
    nghttp2_option_set_no_rfc9113_leading_and_trailing_ws_validation(option, 1)

    var raw: OpaquePointer?
    let user = Unmanaged.passUnretained(connection).toOpaque()
    let result =
      connection.role == .server
      ? nghttp2_session_server_new2(&raw, SessionCallbacks.shared, user, option)
      : nghttp2_session_client_new2(&raw, SessionCallbacks.shared, user, option)
    guard result == 0, let raw else { return nil }
    self.raw = raw
  }

  deinit { nghttp2_session_del(raw) }
}
