// A codec for each scalar type of .proto files.

/// A codec of numbers, bools and enums: a varint, or 32 or 64 bits. Several may share one length: a packed field.
public protocol NumberCodec: FieldCodec {
  /// What stands on the wire; the 64 bits of a varint.
  associatedtype Raw: FixedWidthInteger & BitwiseCopyable & Sendable

  /// Whether values lie in memory as they stand on the wire.
  static var isMemory: Bool { get }

  /// The value that something on the wire stands for; nil if it is none of the type's (an unnamed number of a closed
  /// enum).
  static func value(of raw: Raw) -> Value?

  /// What stands on the wire for a value.
  static func raw(of value: Value) -> Raw
}

extension NumberCodec {
  @inlinable public static var wireType: WireType { .varint }
  @inlinable public static var isMemory: Bool { false }

  @inlinable
  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout Value
  ) throws(BinaryDecodingError) -> Bool {
    let raw = wireType == .varint ? Raw(truncatingIfNeeded: try reader.varint()) : Raw(littleEndian: try reader.fixed())
    guard let known = Self.value(of: raw) else { return false }
    value = known
    return true
  }

  @inlinable
  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: Value) {
    let raw = raw(of: value)
    if wireType == .varint { writer.varint(tag, UInt64(truncatingIfNeeded: raw)) } else { writer.fixed(tag, raw) }
  }
}

extension NumberCodec where Value: ExpressibleByIntegerLiteral {
  @inlinable public static var initial: Value { 0 }
}

/// `int32`, `int64`, `uint32` and `uint64`.
public enum IntegerCodec<Value: FixedWidthInteger & Sendable>: NumberCodec, MapKeyCodec {
  @inlinable public static func value(of raw: UInt64) -> Value? { Value(truncatingIfNeeded: raw) }
  @inlinable public static func raw(of value: Value) -> UInt64 { UInt64(truncatingIfNeeded: value) }
}

/// `sint32` and `sint64`: small magnitudes take few bytes, whatever their sign.
public enum ZigZagCodec<Value: FixedWidthInteger & SignedInteger & Sendable>: NumberCodec, MapKeyCodec {
  // 0, −1, 1, −2 are 0, 1, 2, 3.
  @inlinable
  public static func value(of raw: UInt64) -> Value? {
    let raw = Value.Magnitude(truncatingIfNeeded: raw)
    return Value(truncatingIfNeeded: raw &>> 1) ^ (0 &- Value(truncatingIfNeeded: raw & 1))
  }
  @inlinable
  public static func raw(of value: Value) -> UInt64 {
    UInt64(Value.Magnitude(truncatingIfNeeded: value &<< 1 ^ value &>> Value(Value.bitWidth - 1)))
  }
}

/// `fixed32`, `fixed64`, `sfixed32` and `sfixed64`.
public enum FixedCodec<Value: FixedWidthInteger & BitwiseCopyable & Sendable>: NumberCodec, MapKeyCodec {
  @inlinable public static var wireType: WireType { Value.bitWidth == 32 ? .fixed32 : .fixed64 }
  @inlinable public static var isMemory: Bool { Value(1).littleEndian == 1 }
  @inlinable public static func value(of raw: Value) -> Value? { raw }
  @inlinable public static func raw(of value: Value) -> Value { value }
}

/// `float`.
public enum FloatCodec: NumberCodec {
  @inlinable public static var initial: Float { 0 }
  @inlinable public static var wireType: WireType { .fixed32 }
  @inlinable public static var isMemory: Bool { Fixed32Codec.isMemory }
  @inlinable public static func value(of raw: UInt32) -> Float? { Float(bitPattern: raw) }
  @inlinable public static func raw(of value: Float) -> UInt32 { value.bitPattern }
}

/// `double`.
public enum DoubleCodec: NumberCodec {
  @inlinable public static var initial: Double { 0 }
  @inlinable public static var wireType: WireType { .fixed64 }
  @inlinable public static var isMemory: Bool { Fixed64Codec.isMemory }
  @inlinable public static func value(of raw: UInt64) -> Double? { Double(bitPattern: raw) }
  @inlinable public static func raw(of value: Double) -> UInt64 { value.bitPattern }
}

/// `bool`.
public enum BoolCodec: NumberCodec, MapKeyCodec {
  @inlinable public static var initial: Bool { false }
  // Its byte is its varint.
  @inlinable public static var isMemory: Bool { true }
  @inlinable public static func value(of raw: UInt64) -> Bool? { raw != 0 }
  @inlinable public static func raw(of value: Bool) -> UInt64 { value ? 1 : 0 }
  @inlinable public static func precedes(_ left: Bool, _ right: Bool) -> Bool { !left && right }
}

/// An open enum.
public enum EnumCodec<E: Enum>: NumberCodec {
  @inlinable public static var initial: E { E() }
  @inlinable public static func value(of raw: UInt64) -> E? { ClosedEnumCodec<E>.value(of: raw) ?? E() }
  @inlinable public static func raw(of value: E) -> UInt64 { ClosedEnumCodec<E>.raw(of: value) }
}

/// A closed enum: a number that the schema doesn't name is none of its values.
public enum ClosedEnumCodec<E: Enum>: NumberCodec {
  @inlinable public static var initial: E { E() }
  @inlinable public static func value(of raw: UInt64) -> E? { E(rawValue: Int(Int32(truncatingIfNeeded: raw))) }
  @inlinable public static func raw(of value: E) -> UInt64 { UInt64(bitPattern: Int64(value.rawValue)) }
}

/// `int32`.
public typealias Int32Codec = IntegerCodec<Int32>
/// `int64`.
public typealias Int64Codec = IntegerCodec<Int64>
/// `uint32`.
public typealias UInt32Codec = IntegerCodec<UInt32>
/// `uint64`.
public typealias UInt64Codec = IntegerCodec<UInt64>
/// `sint32`.
public typealias SInt32Codec = ZigZagCodec<Int32>
/// `sint64`.
public typealias SInt64Codec = ZigZagCodec<Int64>
/// `fixed32`.
public typealias Fixed32Codec = FixedCodec<UInt32>
/// `fixed64`.
public typealias Fixed64Codec = FixedCodec<UInt64>
/// `sfixed32`.
public typealias SFixed32Codec = FixedCodec<Int32>
/// `sfixed64`.
public typealias SFixed64Codec = FixedCodec<Int64>
