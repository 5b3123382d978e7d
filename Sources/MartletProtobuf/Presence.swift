// Generated accessors of message fields go through `orEmpty`, so that a change inside the message is made in place
// instead of on a copy.

extension Optional where Wrapped: Message {
  /// The message, or an empty one if there is none. A change makes it present.
  @inlinable public var orEmpty: Wrapped {
    @inline(never)
    get { self ?? Wrapped() }
    _modify {
      var message = take() ?? Wrapped()
      // Without `consume`: in debug builds Swift 6.3 destroys a message twice that was consumed here.
      defer { self = message }
      yield &message
    }
  }
}

/// A box that a message can be made in.
public protocol MessageBox: Sendable, Hashable {
  /// What is in the box.
  associatedtype Content: Message
  /// A box that holds a message.
  init(_ message: Content)
  /// The message in the box.
  var value: Content { get set }
}

extension Indirect: MessageBox where Value: Message {
  public typealias Content = Value
}

extension Optional where Wrapped: MessageBox {
  /// The message in the box, or an empty one if there is none. A change makes it present.
  @inlinable public var orEmpty: Wrapped.Content {
    @inline(never)
    get { self?.value ?? Wrapped.Content() }
    _modify {
      var box = take() ?? Wrapped(Wrapped.Content())
      defer { self = box }
      yield &box.value
    }
  }
}
