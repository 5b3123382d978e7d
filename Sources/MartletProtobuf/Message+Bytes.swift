// A message from its wire format and back. Arrays have functions of their own beside those for any collection: they are
// what is used most, and inlined.
//
// Their errors have one type each, and yet they throw any: Swift 6.3's compiler crashes on, or never ends with, a function
// that matches a typed error against patterns, `catch BinaryDecodingError.truncated`, and catches no others.

extension Message {
  /// Decodes a message from its wire format.
  ///
  /// - Parameters:
  ///   - serializedBytes: the whole message.
  ///   - partial: whether required fields may be missing.
  ///   - options: the limits that hold for the input.
  /// - Throws: `BinaryDecodingError` with the offset at which the input stopped making sense.
  @inlinable
  public init(
    serializedBytes: [UInt8], partial: Bool = false, options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    self.init()
    try merge(serializedBytes: serializedBytes, partial: partial, options: options)
  }

  /// Decodes a message from its wire format, in place.
  ///
  /// The parameters and errors are those of `init(serializedBytes:extensions:partial:options:)` for a collection.
  @inlinable
  public init(
    serializedBytes: RawSpan, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    self.init()
    try merge(serializedBytes: serializedBytes, extensions: extensions, partial: partial, options: options)
  }

  /// Decodes a message from its wire format, in place if the collection's elements lie in memory one behind the other, as
  /// those of an array, a `Data` or an `UnsafeRawBufferPointer` do. They aren't referenced after the call.
  ///
  /// - Parameters:
  ///   - serializedBytes: the whole message.
  ///   - extensions: the extensions that are decoded; others are kept among the unknown fields.
  ///   - partial: whether required fields may be missing.
  ///   - options: the limits that hold for the input.
  /// - Throws: `BinaryDecodingError` with the offset at which the input stopped making sense.
  @inlinable
  public init(
    serializedBytes: some Collection<UInt8>, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    self.init()
    try merge(serializedBytes: serializedBytes, extensions: extensions, partial: partial, options: options)
  }

  /// Merges a message in wire format into this one, which keeps what was read before an error.
  ///
  /// - Parameters:
  ///   - serializedBytes: the whole message.
  ///   - partial: whether required fields may be missing.
  ///   - options: the limits that hold for the input.
  /// - Throws: `BinaryDecodingError` with the offset at which the input stopped making sense.
  @inlinable
  public mutating func merge(
    serializedBytes: [UInt8], partial: Bool = false, options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    var failure: BinaryDecodingError?
    serializedBytes.withUnsafeBytes { bytes in
      do throws(BinaryDecodingError) {
        try merge(bytes, knowing: nil, partial: partial, options: options)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Merges a message in wire format into this one, in place.
  ///
  /// The parameters and errors are those of `merge(serializedBytes:extensions:partial:options:)` for a collection.
  @inlinable
  public mutating func merge(
    serializedBytes: RawSpan, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    try serializedBytes.withUnsafeBytes { bytes throws(BinaryDecodingError) in
      try merge(bytes, knowing: ExtensionMapBox.retained(extensions), partial: partial, options: options)
    }
  }

  /// Merges a message in wire format into this one, in place if the collection's elements lie in memory one behind the
  /// other.
  ///
  /// - Parameters:
  ///   - serializedBytes: the whole message.
  ///   - extensions: the extensions that are decoded; others are kept among the unknown fields.
  ///   - partial: whether required fields may be missing.
  ///   - options: the limits that hold for the input.
  /// - Throws: `BinaryDecodingError` with the offset at which the input stopped making sense.
  @inlinable
  public mutating func merge(
    serializedBytes: some Collection<UInt8>, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    var failure: BinaryDecodingError?
    let isMerged: Void? = serializedBytes.withContiguousStorageIfAvailable { bytes in
      do throws(BinaryDecodingError) {
        let known = ExtensionMapBox.retained(extensions)
        try merge(UnsafeRawBufferPointer(bytes), knowing: known, partial: partial, options: options)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    if isMerged == nil {
      let bytes = [UInt8](serializedBytes)
      try merge(serializedBytes: bytes.span.bytes, extensions: extensions, partial: partial, options: options)
    }
  }

  /// Merges what lies in memory. It takes the extensions, which are retained, with it.
  @inlinable
  package mutating func merge(
    _ bytes: UnsafeRawBufferPointer, knowing extensions: Unmanaged<ExtensionMapBox>?, partial: Bool,
    options: BinaryDecodingOptions
  ) throws(BinaryDecodingError) {
    var reader = WireReader(bytes, options: options, knowing: extensions)
    if bytes.count > Int(Int32.max) { throw BinaryDecodingError(.tooLarge, offset: 0) }
    try merge(from: &reader)
    if !partial && !isInitialized {
      throw BinaryDecodingError(.missingRequiredField(Self.protoMessageName), offset: bytes.count)
    }
  }

  /// The message in wire format.
  ///
  /// - Parameters:
  ///   - partial: whether required fields may be missing.
  ///   - options: what must hold of the bytes.
  /// - Throws: `BinaryEncodingError.missingRequiredFields` if a required field isn't set, one of the kind `tooLarge` if
  ///   the result would exceed 2 GiB, protobuf's limit.
  @inlinable
  public func serializedBytes(
    partial: Bool = false, options: BinaryEncodingOptions = BinaryEncodingOptions()
  ) throws -> [UInt8] {
    if !partial && !isInitialized { throw BinaryEncodingError(.missingRequiredField(Self.protoMessageName)) }
    // Small messages never leave the stack before they are put into the result.
    let (bytes, size) = withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 8) { memory in
      var writer = WireWriter(memory)
      writer.isDeterministic = options.useDeterministicOrdering
      encode(to: &writer)
      return writer.count > Int(Int32.max) ? ([], writer.count) : (writer.bytes(), 0)
    }
    if size != 0 { throw BinaryEncodingError(.tooLarge(bytes: size)) }
    return bytes
  }

  /// The message in wire format, as any collection of bytes: `let data: Data = try message.serializedBytes()`.
  ///
  /// The parameters and errors are those of the function that returns an array.
  @inlinable
  public func serializedBytes<Bytes: RangeReplaceableCollection<UInt8>>(
    partial: Bool = false, options: BinaryEncodingOptions = BinaryEncodingOptions()
  ) throws -> Bytes {
    Bytes(try serializedBytes(partial: partial, options: options) as [UInt8])
  }
}
