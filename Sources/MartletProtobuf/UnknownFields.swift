/// Fields that a decoder met and its schema doesn't declare, kept byte for byte in the order of their arrival.
public struct UnknownFields: Hashable, Sendable {
  /// The fields in wire format, tags included.
  public var bytes: [UInt8]

  /// No fields.
  @inlinable public init() { bytes = [] }

  /// Fields in wire format, tags included.
  @inlinable public init(bytes: [UInt8]) { self.bytes = bytes }

  /// Whether there are none.
  @inlinable public var isEmpty: Bool { bytes.isEmpty }
}
