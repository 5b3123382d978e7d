import MartletProtobuf

/// A call's headers or trailers: pairs of a name and a value, in order; a name may stand more than once.
///
/// Names are lowercase ASCII of `0-9 a-z _ - .`; names that begin with `grpc-` belong to the protocol. Values are
/// printable ASCII, or any bytes under a name that ends in `-bin` (base64 on the wire).
public struct Metadata: Sendable, Hashable {
  private var pairs: [(name: String, value: MetadataValue)] = []

  /// No metadata.
  public init() {}

  public var isEmpty: Bool { pairs.isEmpty }

  /// The first text value under a name; nil if there is none.
  public subscript(name: String) -> String? {
    get {
      for case (let key, .text(let text)) in pairs where key == name { return text }
      return nil
    }
    set {
      pairs.removeAll { $0.name == name }
      if let newValue { append(newValue, to: name) }
    }
  }

  /// The first binary value under a name that ends in `-bin`; nil if there is none.
  public subscript(binary name: String) -> [UInt8]? {
    get {
      for case (let key, .binary(let bytes)) in pairs where key == name { return bytes }
      return nil
    }
    set {
      pairs.removeAll { $0.name == name }
      if let newValue { append(newValue, to: name) }
    }
  }

  /// All values under a name, in order.
  public func values(_ name: String) -> [MetadataValue] { pairs.filter { $0.name == name }.map(\.value) }

  /// Adds a text value. Uppercase letters of the name become lowercase.
  public mutating func append(_ value: String, to name: String) { pairs.append((name.lowercased(), .text(value))) }

  /// Adds a binary value. The name must end in `-bin`.
  public mutating func append(_ value: [UInt8], to name: String) { pairs.append((name.lowercased(), .binary(value))) }

  /// Adds all of another's pairs.
  public mutating func append(contentsOf other: Metadata) { pairs.append(contentsOf: other.pairs) }

  public static func == (left: Metadata, right: Metadata) -> Bool {
    left.pairs.elementsEqual(right.pairs) { $0 == $1 }
  }

  public func hash(into hasher: inout Hasher) {
    for pair in pairs {
      hasher.combine(pair.name)
      hasher.combine(pair.value)
    }
  }

  /// Why the metadata can't be sent; nil if it can.
  func problem() -> String? {
    for (name, value) in pairs {
      if name.isEmpty || !name.utf8.allSatisfy(Self.isNameByte) { return "\"\(name)\" is not a metadata name" }
      if name.hasPrefix("grpc-") { return "\"\(name)\" is reserved: names that begin with grpc- belong to gRPC" }
      if Self.isHTTP(name) { return "\"\(name)\" is not metadata: the field belongs to HTTP" }
      switch value {
      case .binary:
        if !name.hasSuffix("-bin") { return "\"\(name)\" has a binary value; its name must end in -bin" }
      case .text(let text):
        if name.hasSuffix("-bin") { return "\"\(name)\" has a text value; names that end in -bin are binary" }
        if !text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return "the value of \"\(name)\" is not printable ASCII" }
      }
    }
    return nil
  }

  /// Fields that have a meaning of their own in HTTP/2, or make a message malformed (RFC 9113 section 8.2.2).
  private static func isHTTP(_ name: String) -> Bool {
    switch name {
    case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "te", "host", "content-type",
      "content-length":
      true
    default: false
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: false
    }
  }
}

extension Metadata: Sequence {
  public func makeIterator() -> some IteratorProtocol<(name: String, value: MetadataValue)> { pairs.makeIterator() }
}

extension Metadata: ExpressibleByDictionaryLiteral {
  /// Text values by name.
  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { append(value, to: name) }
  }
}

extension Metadata: CustomStringConvertible {
  public var description: String { pairs.map { "\($0.name): \($0.value)" }.joined(separator: "\n") }
}

/// A value: text, or bytes under a `-bin` name.
public enum MetadataValue: Sendable, Hashable, CustomStringConvertible {
  case text(String)
  case binary([UInt8])

  /// The text; binary values as base64.
  public var description: String {
    switch self {
    case .text(let text): text
    case .binary(let bytes): Base64.encode(bytes)
    }
  }
}
