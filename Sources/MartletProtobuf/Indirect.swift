/// Storage for a field whose type contains itself: a struct can't hold its own kind in line.
///
/// It copies on write: a change through one copy of a message never shows in another.
public struct Indirect<Value: Hashable & Sendable>: Hashable, Sendable {
  // Safe to send: `value` is only written while the box is uniquely referenced.
  private final class Box: @unchecked Sendable {
    var value: Value
    init(_ value: Value) { self.value = value }
  }

  private var box: Box

  /// A box that holds a value.
  public init(_ value: Value) { box = Box(value) }

  /// The value in the box.
  public var value: Value {
    get { box.value }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
      yield &box.value
    }
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.box === right.box || left.box.value == right.box.value
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(box.value) }
}
