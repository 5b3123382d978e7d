extension Google_Protobuf_Timestamp {
  /// A point in time: seconds since 1970-01-01T00:00:00Z, and nanoseconds after that second (0 to 999,999,999).
  public init(seconds: Int64, nanos: Int32 = 0) {
    self.seconds = seconds
    self.nanos = nanos
  }
}
