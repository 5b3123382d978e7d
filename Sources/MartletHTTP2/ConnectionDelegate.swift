import CNghttp2

/// Which end of a connection this is.
package enum HTTP2Role: Sendable { case client, server }

/// Limits of a connection.
package struct HTTP2Configuration: Sendable {
  /// How many streams the peer may have open at once.
  package var maxConcurrentStreams: UInt32 = 1000
  /// Each stream's receive window in bytes.
  package var streamWindow: UInt32 = 256 * 1024
  /// The connection's receive window in bytes.
  package var connectionWindow: Int32 = 4 * 1024 * 1024
  /// How many received bytes may wait for the application, over all streams, before the connection's window shuts.
  package var memoryBudget = 16 * 1024 * 1024
  /// The largest header list accepted, each field counted as name + value + 32 bytes (RFC 9113 section 10.5.1).
  package var maxHeaderListSize: UInt32 = 16 * 1024

  package init() {}
}

/// What a connection reports to the layer above, on its loop.
package protocol ConnectionDelegate: AnyObject {
  /// The peer has opened a stream. Inside nghttp2.
  func accept(_ stream: HTTP2Stream, on connection: HTTP2Connection) -> any StreamDelegate
  /// The peer's first SETTINGS have arrived.
  func ready(_ connection: HTTP2Connection)
  /// The peer will accept no more streams.
  func goingAway(_ connection: HTTP2Connection, code: HTTP2ErrorCode, debugData: String)
  /// The connection is gone, and all its streams have been closed.
  func closed(_ connection: HTTP2Connection, error: (any Error)?)
}

/// A session that nghttp2 gave up, such as on flooding or bytes that aren't HTTP/2.
package struct HTTP2SessionError: Error, CustomStringConvertible {
  package let code: Int32
  package var description: String { "HTTP/2 session failed: \(String(cString: nghttp2_strerror(code)))" }
}
