/// Storage for a field whose type contains itself, which a struct can't hold in line, or is wide.
///
/// It copies on write: a change through one copy of a message never shows in another.
@frozen
public struct Indirect<Value: Hashable & Sendable>: Hashable, Sendable {
  // Safe to send: `value` is only written while the box is uniquely referenced.
  @usableFromInline
  final class Box: @unchecked Sendable {
    // Nothing reads it while `_modify` below holds it: to do so one would need the `Indirect` that is being changed.
    @exclusivity(unchecked) @usableFromInline var value: Value
    @inlinable init(_ value: Value) { self.value = value }
  }

  @usableFromInline var box: Box

  /// A box that holds a value.
  @inlinable public init(_ value: Value) { box = Box(value) }

  /// The value in the box.
  @inlinable public var value: Value {
    // Lends the value in place: it may be a large message's fields, of which one is asked for.
    _read { yield box.value }
    _modify {
      if !isKnownUniquelyReferenced(&box) { copy() }
      yield &box.value
    }
  }

  // A function of its own, since it stands wherever a message may be changed.
  @inlinable
  @inline(never)
  mutating func copy() { box = Box(box.value) }

  @inlinable
  public static func == (left: Self, right: Self) -> Bool {
    left.box === right.box || left.box.value == right.box.value
  }

  @inlinable public func hash(into hasher: inout Hasher) { hasher.combine(box.value) }
}
