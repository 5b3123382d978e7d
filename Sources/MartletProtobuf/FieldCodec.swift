/// How one value of a field type stands on the wire, as a type: what maps and extensions are made of.
///
/// Generated code names the types that conform to it and never makes values of them.
public protocol FieldCodec {
  /// The Swift type of the value.
  associatedtype Value: Hashable & Sendable

  /// The wire type of one value.
  static var wireType: WireType { get }

  /// What a value is before anything is read.
  static var initial: Value { get }

  /// Reads a value whose tag was just read. Messages are merged into the value that is there, others replace it.
  ///
  /// - Returns: false, with the value as it was, if what was read is none of the type's values (an unnamed number of a
  ///   closed enum): it belongs to the unknown fields.
  static func read(_ reader: inout WireReader, _ tag: WireTag, into value: inout Value) throws(BinaryDecodingError)
    -> Bool

  /// Writes a value and the tag before it.
  static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: Value)

  /// Whether the value has its required fields.
  static func isInitialized(_ value: Value) -> Bool
}

extension FieldCodec {
  @inlinable public static func isInitialized(_ value: Value) -> Bool { true }

  /// Whether several values may share one length-delimited field.
  static var isPackable: Bool { wireType != .lengthDelimited && wireType != .startGroup }
}

/// A type that a map's keys may have.
public protocol MapKeyCodec: FieldCodec {
  /// The order in which deterministic output has the keys: numbers by size, strings by their bytes.
  static func precedes(_ left: Value, _ right: Value) -> Bool
}

extension MapKeyCodec where Value: Comparable {
  @inlinable public static func precedes(_ left: Value, _ right: Value) -> Bool { left < right }
}
