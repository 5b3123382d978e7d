/// Cuts a stream's body into gRPC messages: a flag byte, a four-byte big-endian length, and the message.
///
/// A message that lies within the bytes at hand is passed on in place; one that spans several pieces is gathered once.
struct MessageAssembler {
  /// The largest message accepted, in bytes.
  let limit: Int

  private var prefix: [UInt8] = []
  private var gathered: [UInt8] = []
  /// The length of the message being gathered; nil between messages.
  private var expected: Int?

  init(limit: Int) {
    self.limit = limit
  }

  /// Whether the bytes so far end inside a message.
  var isInsideMessage: Bool { expected != nil || !prefix.isEmpty }

  /// Takes the next piece of the body and calls `message` for each message that it completes.
  mutating func receive(
    _ data: UnsafeRawBufferPointer, _ message: (UnsafeRawBufferPointer) throws(RPCError) -> Void
  ) throws(RPCError) {
    var data = data
    while true {
      if let length = expected {
        let taken = min(length - gathered.count, data.count)
        gathered.append(contentsOf: data[..<taken])
        data = UnsafeRawBufferPointer(rebasing: data[taken...])
        if gathered.count < length { return }
        let whole = gathered
        gathered = []
        expected = nil
        try whole.lend(message)
        continue
      }
      if data.isEmpty { return }
      if prefix.isEmpty && data.count >= 5 {
        let length = try checkedLength(data)
        data = UnsafeRawBufferPointer(rebasing: data[5...])
        if length <= data.count {
          try message(UnsafeRawBufferPointer(rebasing: data[..<length]))
          data = UnsafeRawBufferPointer(rebasing: data[length...])
        } else {
          begin(length)
        }
        continue
      }
      let taken = min(5 - prefix.count, data.count)
      prefix.append(contentsOf: data[..<taken])
      data = UnsafeRawBufferPointer(rebasing: data[taken...])
      if prefix.count == 5 {
        let whole = prefix
        prefix = []
        var length = 0
        try whole.lend { bytes throws(RPCError) in length = try checkedLength(bytes) }
        begin(length)
      }
    }
  }

  private mutating func begin(_ length: Int) {
    expected = length
    gathered.reserveCapacity(length)
  }

  /// The length in a prefix, once it has been found acceptable.
  private func checkedLength(_ prefix: UnsafeRawBufferPointer) throws(RPCError) -> Int {
    if prefix[0] == 1 {
      throw RPCError(.internal, "a message is marked as compressed, but grpc-encoding is absent or identity")
    }
    if prefix[0] != 0 { throw RPCError(.internal, "a message has an invalid compression flag (\(prefix[0]))") }
    let length = Int(prefix[1]) << 24 | Int(prefix[2]) << 16 | Int(prefix[3]) << 8 | Int(prefix[4])
    if length > limit {
      throw RPCError(.resourceExhausted, "a message of \(length) bytes exceeds the limit of \(limit)")
    }
    return length
  }
}

extension [UInt8] {
  /// Lends the array's bytes to a function with a typed error, which `withUnsafeBytes` doesn't carry.
  func lend(_ body: (UnsafeRawBufferPointer) throws(RPCError) -> Void) throws(RPCError) {
    var failure: RPCError?
    withUnsafeBytes { bytes in
      do throws(RPCError) { try body(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
