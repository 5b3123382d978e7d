/// Cuts a stream of bytes into JSON values, as they arrive.
///
/// It only finds where values end; whether they are valid is for the parser to say.
struct JSONValueSplitter {
  /// A value, with the line on which it begins, from 1.
  struct Value: Hashable {
    let line: Int
    let bytes: [UInt8]
  }

  private var buffer: [UInt8] = []
  /// How much of the buffer has been looked at.
  private var scanned = 0
  /// Where the present value begins.
  private var start: Int?
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private var line = 1
  private var startLine = 1

  /// Takes more of the stream and returns the values that it completes.
  mutating func append(_ bytes: some Sequence<UInt8>) -> [Value] {
    buffer.append(contentsOf: bytes)
    var values: [Value] = []
    while scanned < buffer.count {
      let byte = buffer[scanned]
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
          if depth == 0 { end(at: scanned + 1, &values) }
        }
      } else {
        step(byte, &values)
      }
      if byte == 0x0A { line += 1 }
      scanned += 1
    }
    let done = start ?? scanned
    buffer.removeFirst(done)
    scanned -= done
    if start != nil { start = 0 }
    return values
  }

  private mutating func step(_ byte: UInt8, _ values: inout [Value]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["):
      if depth == 0 {
        // It may follow a bare value without a space.
        end(at: scanned, &values)
        begin()
      }
      if byte == UInt8(ascii: "\"") { isInString = true } else { depth += 1 }
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      if start == nil { begin() }
      depth = max(depth - 1, 0)
      if depth == 0 { end(at: scanned + 1, &values) }
    case 0x20, 0x09, 0x0A, 0x0D: if depth == 0 { end(at: scanned, &values) }
    default: if start == nil { begin() }
    }
  }

  private mutating func begin() {
    start = scanned
    startLine = line
  }

  private mutating func end(at place: Int, _ values: inout [Value]) {
    guard let first = start else { return }
    values.append(Value(line: startLine, bytes: Array(buffer[first..<place])))
    start = nil
  }

  /// What is left at the end of the stream: a bare value such as a number, or the beginning of one that was cut off.
  mutating func finish() -> Value? {
    guard start != nil else { return nil }
    defer { start = nil }
    return Value(line: startLine, bytes: buffer)
  }
}
