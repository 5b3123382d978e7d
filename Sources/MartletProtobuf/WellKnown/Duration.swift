extension Google_Protobuf_Duration {
  /// A span of time: seconds and nanoseconds, both with the same sign.
  public init(seconds: Int64, nanos: Int32 = 0) {
    self.seconds = seconds
    self.nanos = nanos
  }

  /// A span of time, cut off after the nanoseconds.
  public init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self.init(seconds: seconds, nanos: Int32(truncatingIfNeeded: attoseconds / 1_000_000_000))
  }
}

extension Duration {
  /// A span of time as a message carries it.
  public init(_ duration: Google_Protobuf_Duration) {
    self.init(secondsComponent: duration.seconds, attosecondsComponent: Int64(duration.nanos) * 1_000_000_000)
  }
}
