import MartletProtobuf
import MartletReflection

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// `Data` is a collection of bytes, and so what MartletProtobuf and MartletReflection have takes and gives it. Here is what
// names it, and what takes Foundation's own protocol for memory.

extension Message {
  /// Decodes a message from its wire format, as `init(serializedBytes:extensions:partial:options:)` does.
  public init(
    serializedData: Data, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    try self.init(serializedBytes: serializedData, extensions: extensions, partial: partial, options: options)
  }

  /// Decodes a message from its wire format, as `init(serializedBytes:extensions:partial:options:)` does.
  public init(
    contiguousBytes: some ContiguousBytes, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    self.init()
    try merge(contiguousBytes: contiguousBytes, extensions: extensions, partial: partial, options: options)
  }

  /// Decodes a message from its wire format, as `init(serializedBytes:extensions:partial:options:)` for a collection does.
  @_disfavoredOverload
  public init(
    serializedBytes: some ContiguousBytes, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    try self.init(contiguousBytes: serializedBytes, extensions: extensions, partial: partial, options: options)
  }

  /// Merges a message in wire format into this one, as `merge(serializedBytes:extensions:partial:options:)` does.
  public mutating func merge(
    serializedData: Data, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    try merge(serializedBytes: serializedData, extensions: extensions, partial: partial, options: options)
  }

  /// Merges a message in wire format into this one, as `merge(serializedBytes:extensions:partial:options:)` does.
  public mutating func merge(
    contiguousBytes: some ContiguousBytes, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    try contiguousBytes.withUnsafeBytes { bytes in
      try merge(serializedBytes: bytes, extensions: extensions, partial: partial, options: options)
    }
  }

  /// Merges a message in wire format into this one, as `merge(serializedBytes:extensions:partial:options:)` for a
  /// collection does.
  @_disfavoredOverload
  public mutating func merge(
    serializedBytes: some ContiguousBytes, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    try merge(contiguousBytes: serializedBytes, extensions: extensions, partial: partial, options: options)
  }

  /// The message in wire format, as `serializedBytes(partial:options:)` gives it.
  public func serializedData(
    partial: Bool = false, options: BinaryEncodingOptions = BinaryEncodingOptions()
  ) throws -> Data {
    try serializedBytes(partial: partial, options: options)
  }

  /// Reads a message from JSON in UTF-8, as `init(jsonUTF8Bytes:extensions:options:)` does.
  public init(
    jsonUTF8Data: Data, extensions: (any ExtensionMap)? = nil, options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws {
    try self.init(jsonUTF8Bytes: jsonUTF8Data, extensions: extensions, options: options)
  }

  /// The message in JSON, as UTF-8.
  public func jsonUTF8Data(options: JSONEncodingOptions = JSONEncodingOptions()) throws -> Data {
    try jsonUTF8Bytes(options: options)
  }

  /// Reads messages from a JSON array in UTF-8, as `array(fromJSONUTF8Bytes:extensions:options:)` does.
  public static func array(
    fromJSONUTF8Data json: Data, extensions: (any ExtensionMap)? = nil,
    options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws -> [Self] {
    try array(fromJSONUTF8Bytes: json, extensions: extensions, options: options)
  }

  /// Messages as a JSON array, as UTF-8.
  public static func jsonUTF8Data(
    from messages: some Collection<Self>, options: JSONEncodingOptions = JSONEncodingOptions()
  ) throws -> Data {
    try jsonUTF8Bytes(from: messages, options: options)
  }
}

extension Google_Protobuf_BytesValue {
  /// A wrapper around bytes.
  public init(_ value: Data) { self.init([UInt8](value)) }
}

/// Fields that a decoder met and its schema doesn't declare.
public typealias UnknownStorage = UnknownFields

extension UnknownFields {
  /// The fields in wire format, tags included.
  public var data: Data { Data(bytes) }

  /// Adds fields in wire format, tags included.
  public mutating func append(protobufData: Data) { bytes += protobufData }
}
