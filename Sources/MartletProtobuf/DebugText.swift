// Text format needs descriptors, and those are another target's. A program that links it has messages described in text
// format, others in hexadecimal: the conformance below is declared there, and looked up when a message is described.

/// What a message is described by.
package struct DebugText {
  package let message: any Message
}

/// A description that can be had where text format is linked.
package protocol DebugTextPrinting {
  /// The message in text format.
  var text: String { get }
}

extension Message {
  /// The message's Swift type, and on the lines behind it the message in text format, unknown fields included. In a
  /// program without MartletReflection it is the wire format, in hexadecimal.
  public var debugDescription: String {
    "\(String(reflecting: Self.self)):\n\((DebugText(message: self) as? any DebugTextPrinting)?.text ?? hexadecimal)"
  }

  private var hexadecimal: String {
    var writer = WireWriter()
    encode(to: &writer)
    return writer.withUnsafeBytes { bytes in
      bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    }
  }
}
