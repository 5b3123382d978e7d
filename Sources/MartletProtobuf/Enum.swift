/// A protobuf enum. Generated enums have a case a value, and `UNRECOGNIZED` for numbers that the schema doesn't name:
/// proto3's enums are open.
public protocol Enum: RawRepresentable, Sendable, Hashable where RawValue == Int {
  /// The value that a field has when nothing sets it.
  init()
  /// The value of a number. Never nil for an open enum.
  init?(rawValue: Int)
}
