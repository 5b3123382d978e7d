import Foundation
import MartletProtobuf
import TestSupport
import Testing

/// Protobuf for Python, and what it makes of this library's messages.
enum Peer {
  private static func peer(_ command: String, input: String = "") throws -> [Substring] {
    let script = repositoryRoot.appendingPathComponent("Tests/MartletProtobufTests/peer.py").path
    let finished = try run(python, [script, command], input: Array(input.utf8))
    try #require(finished.status == 0, "\(finished.errorText)")
    return finished.outputText.split(separator: "\n")
  }

  private static let cases = Result {
    var cases: [String: [UInt8]] = [:]
    for line in try peer("cases") {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      let bytes: [UInt8] = try #require(unhex(String(parts[1])))
      cases[String(parts[0])] = bytes
    }
    return cases
  }

  /// The bytes that Python made of the message of a name.
  static func bytes(of name: String) throws -> [UInt8] {
    try #require(try cases.get()[name], "peer.py has no case \"\(name)\"")
  }

  /// What Python makes of messages: their bytes again, nil for those that it refuses.
  static func reserialize(_ messages: [(type: String, bytes: [UInt8])]) throws -> [[UInt8]?] {
    let input = messages.map { "\($0.type)\t\(hex($0.bytes))\n" }.joined()
    return try peer("reserialize", input: input).map { unhex(String($0)) }
  }
}

/// Bytes in hex.
func hex(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// The bytes that hex digits stand for, whatever spaces are between them; nil for anything else.
func unhex(_ text: String) -> [UInt8]? {
  let digits = text.filter { $0 != " " }.map(\.hexDigitValue)
  if digits.count % 2 != 0 { return nil }
  return stride(from: 0, to: digits.count, by: 2).reduce(into: [UInt8]?([])) { result, index in
    guard let high = digits[index], let low = digits[index + 1] else { return result = nil }
    result?.append(UInt8(high * 16 + low))
  }
}

/// Expects that a message is what Python's bytes decode to, and that it encodes to the same bytes.
func expectAsPython<M: Message>(
  _ name: String, _ message: M, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let bytes = try Peer.bytes(of: name)
  #expect(try M(serializedBytes: bytes) == message, sourceLocation: sourceLocation)
  #expect(hex(try message.serializedBytes()) == hex(bytes), sourceLocation: sourceLocation)
}

/// Expects that a message is what Python's bytes decode to, and that Python makes the same of its bytes, which may have
/// their fields in another order.
func expectSameAsPython<M: Message>(
  _ name: String, _ message: M, extensions: SimpleExtensionMap = [], sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let bytes = try Peer.bytes(of: name)
  let decoded = try M(serializedBytes: bytes, extensions: extensions)
  #expect(decoded == message, sourceLocation: sourceLocation)
  let again = try Peer.reserialize([(M.protoMessageName, try message.serializedBytes())])
  #expect(again == [bytes], sourceLocation: sourceLocation)
}

/// What decoding throws; nil if the bytes are a message.
func failure<M: Message>(_ type: M.Type, _ text: String, partial: Bool = false) throws -> Failure? {
  let input = try #require(unhex(text))
  do {
    _ = try M(serializedBytes: input, partial: partial)
    return nil
  } catch let error as BinaryDecodingError {
    return Failure(error)
  }
}

/// A `BinaryDecodingError` with its place: errors themselves are equal if their kinds are.
struct Failure: Equatable {
  let reason: BinaryDecodingError.Reason
  let offset: Int

  init(_ reason: BinaryDecodingError.Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  init(_ error: BinaryDecodingError) { self.init(error.reason, offset: error.offset) }
}
