/// The extensions that a message has, by number.
public struct ExtensionFields: Hashable, Sendable {
  /// In ascending order of their numbers.
  private var fields: [any StoredExtension] = []

  /// No extensions.
  public init() {}

  /// Whether every message in them has its required fields.
  public var isInitialized: Bool { fields.allSatisfy(\.isInitialized) }

  public static func == (left: Self, right: Self) -> Bool {
    left.fields.count == right.fields.count && zip(left.fields, right.fields).allSatisfy { $0.equals($1) }
  }

  public func hash(into hasher: inout Hasher) {
    for field in fields { field.hash(into: &hasher) }
  }

  // MARK: - Values

  /// The place of the first extension whose number isn't below a number.
  private func place(_ number: Int) -> Int {
    var low = 0
    var high = fields.count
    while low < high {
      let middle = (low + high) / 2
      if fields[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func value<Base, Codec>(_ key: MessageExtension<Base, Codec>) -> Codec.Value? {
    let place = place(key.fieldNumber)
    if place == fields.count || fields[place].number != key.fieldNumber { return nil }
    return (fields[place] as? Stored<Base, Codec>)?.value
  }

  /// Removes a value and returns it, so that it can be changed in place.
  mutating func take<Base, Codec>(_ key: MessageExtension<Base, Codec>) -> Codec.Value? {
    let place = place(key.fieldNumber)
    if place == fields.count || fields[place].number != key.fieldNumber { return nil }
    return (fields.remove(at: place) as? Stored<Base, Codec>)?.value
  }

  mutating func set<Base, Codec>(_ key: MessageExtension<Base, Codec>, _ value: Codec.Value) {
    let place = place(key.fieldNumber)
    let stored = Stored(key: key, value: value)
    if place < fields.count && fields[place].number == key.fieldNumber {
      fields[place] = stored
    } else {
      fields.insert(stored, at: place)
    }
  }

  // MARK: - Writing

  func write(_ range: Range<Int>, to writer: inout WireWriter) {
    for field in fields.reversed() where range.contains(field.number) {
      writer.seen?.takeUnretainedValue().map.insert(field.untyped)
      field.write(to: &writer)
    }
  }

  func writeItems(to writer: inout WireWriter) {
    for field in fields.reversed() {
      writer.seen?.takeUnretainedValue().map.insert(field.untyped)
      field.writeItem(to: &writer)
    }
  }
}

/// An extension and its value.
private protocol StoredExtension: Sendable {
  var number: Int { get }
  var untyped: any AnyMessageExtension { get }
  var isInitialized: Bool { get }
  func write(to writer: inout WireWriter)
  func writeItem(to writer: inout WireWriter)
  func equals(_ other: any StoredExtension) -> Bool
  func hash(into hasher: inout Hasher)
}

private struct Stored<Base: ExtensibleMessage, Codec: ExtensionCodec>: StoredExtension {
  let key: MessageExtension<Base, Codec>
  var value: Codec.Value

  var number: Int { key.fieldNumber }
  var untyped: any AnyMessageExtension { key }
  var isInitialized: Bool { Codec.isInitialized(value) }

  func write(to writer: inout WireWriter) { Codec.write(&writer, number, value) }

  // The extension as a message field that has number 3, between the type's number and the tags of a group.
  func writeItem(to writer: inout WireWriter) {
    writer.reserve(16)
    writer.store(tag: MessageSet.itemEnd)
    Codec.write(&writer, MessageSet.message.fieldNumber, value)
    writer.varint(MessageSet.typeID, UInt64(number))
    writer.reserve(16)
    writer.store(tag: MessageSet.item)
  }

  func equals(_ other: any StoredExtension) -> Bool {
    guard let other = other as? Self else { return false }
    return number == other.number && value == other.value
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(number)
    hasher.combine(value)
  }
}

extension WireWriter {
  /// The extensions that have a number in a range.
  public mutating func extensions(_ fields: ExtensionFields, _ range: Range<Int>) { fields.write(range, to: &self) }
}
