/// The extensions that a message has.
public struct ExtensionFields: Hashable, Sendable {
  // By number. In a sorted array each new extension would move those above it.
  private var fields: [Int: any StoredExtension] = [:]

  /// No extensions.
  public init() {}

  /// Whether every message in them has its required fields.
  public var isInitialized: Bool { fields.values.allSatisfy(\.isInitialized) }

  public static func == (left: Self, right: Self) -> Bool {
    left.fields.count == right.fields.count
      && left.fields.allSatisfy { number, field in right.fields[number].map(field.equals) ?? false }
  }

  public func hash(into hasher: inout Hasher) {
    for field in descending { field.hash(into: &hasher) }
  }

  // MARK: - Values

  func value<Base, Codec>(_ key: MessageExtension<Base, Codec>) -> Codec.Value? {
    (fields[key.fieldNumber] as? Stored<Base, Codec>)?.value
  }

  /// Removes a value and returns it, so that it can be changed in place.
  mutating func take<Base, Codec>(_ key: MessageExtension<Base, Codec>) -> Codec.Value? {
    (fields.removeValue(forKey: key.fieldNumber) as? Stored<Base, Codec>)?.value
  }

  mutating func set<Base, Codec>(_ key: MessageExtension<Base, Codec>, _ value: Codec.Value) {
    fields[key.fieldNumber] = Stored(key: key, value: value)
  }

  // MARK: - Writing

  private var descending: [any StoredExtension] { fields.values.sorted { $0.number > $1.number } }

  func write(_ range: Range<Int>, asItems: Bool = false, to writer: inout WireWriter) {
    if fields.isEmpty { return }
    for field in descending where range.contains(field.number) {
      writer.seen?.takeUnretainedValue().map.insert(field.untyped)
      if asItems { field.writeItem(to: &writer) } else { field.write(to: &writer) }
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

  func writeItem(to writer: inout WireWriter) {
    writer.messageSetItem(number) { Codec.write(&$0, $1.fieldNumber, value) }
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
