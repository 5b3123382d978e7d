/// The low three bits of a tag: how the field's value is laid out.
/// See https://protobuf.dev/programming-guides/encoding/#structure.
public enum WireType: UInt8, Sendable {
  case varint = 0
  case fixed64 = 1
  case lengthDelimited = 2
  case startGroup = 3
  case endGroup = 4
  case fixed32 = 5
}

/// A tag as it stands on the wire: `field number << 3 | wire type`.
public typealias WireTag = UInt32

extension WireTag {
  /// A tag's field number.
  @inlinable public var fieldNumber: Int { Int(self >> 3) }

  /// A tag's wire type; nil for 6 and 7, which no version of the format defines.
  @inlinable public var wireType: WireType? { WireType(rawValue: UInt8(self & 7)) }

  /// The tag of a field.
  @inlinable public init(fieldNumber: Int, wireType: WireType) {
    self = WireTag(truncatingIfNeeded: fieldNumber) << 3 | WireTag(wireType.rawValue)
  }
}
