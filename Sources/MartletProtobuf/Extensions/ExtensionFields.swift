import Synchronization

/// The extensions that a message has.
public struct ExtensionFields: Hashable, Sendable {
  // By number. In a sorted array each new extension would move those above it.
  private var fields: [Int: any StoredExtension] = [:]
  /// What was looked for among the message's unknown fields; nil while those are few.
  private(set) var finds: UnknownExtensionFinds?

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
    fields[key.fieldNumber]?.value(of: key)
  }

  /// Removes a value and returns it, so that it can be changed in place.
  mutating func take<Base, Codec>(_ key: MessageExtension<Base, Codec>) -> Codec.Value? {
    fields.removeValue(forKey: key.fieldNumber)?.value(of: key)
  }

  mutating func set<Base, Codec>(_ key: MessageExtension<Base, Codec>, _ value: Codec.Value) {
    fields[key.fieldNumber] = Stored(key, value)
  }

  /// Remembers from here on what is looked for among unknown fields, if they are many.
  mutating func expectSearches(of unknown: UnknownFields) {
    if finds == nil && unknown.bytes.count > 256 { finds = UnknownExtensionFinds() }
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
protocol StoredExtension: AnyObject, Sendable {
  var number: Int { get }
  var untyped: any AnyMessageExtension { get }
  var isInitialized: Bool { get }
  func write(to writer: inout WireWriter)
  func writeItem(to writer: inout WireWriter)
  func equals(_ other: any StoredExtension) -> Bool
  func hash(into hasher: inout Hasher)
}

extension StoredExtension {
  /// The value, if it is that of an extension.
  func value<Base, Codec>(of key: MessageExtension<Base, Codec>) -> Codec.Value? {
    (self as? Stored<Base, Codec>)?.value
  }
}

// A class, since to find that an existential holds a struct of a generic type takes thousands of instructions.
private final class Stored<Base: ExtensibleMessage, Codec: ExtensionCodec>: StoredExtension {
  let key: MessageExtension<Base, Codec>
  let value: Codec.Value

  init(_ key: MessageExtension<Base, Codec>, _ value: Codec.Value) {
    self.key = key
    self.value = value
  }

  var number: Int { key.fieldNumber }
  var untyped: any AnyMessageExtension { key }
  var isInitialized: Bool { Codec.isInitialized(value) }

  func write(to writer: inout WireWriter) { Codec.write(&writer, number, value) }

  func writeItem(to writer: inout WireWriter) {
    writer.messageSetItem(number) { Codec.write(&$0, $1.fieldNumber, value) }
  }

  func equals(_ other: any StoredExtension) -> Bool {
    guard let other = other as? Stored else { return false }
    return number == other.number && value == other.value
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(number)
    hasher.combine(value)
  }
}

/// What was looked for among a message's unknown fields, so that asking again and again takes no search each time. It says
/// something about the bytes of those fields only, so copies of the message share it.
final class UnknownExtensionFinds: Sendable {
  enum Find {
    case nothing
    case value(any StoredExtension)
  }

  private struct State {
    // Kept, so that nobody changes them in place, and none others come to lie at their address.
    var bytes: [UInt8] = []
    // By number; nil where nothing was found.
    var values: [Int: (any StoredExtension)?] = [:]
  }

  private let state = Mutex(State())

  /// What was found of the extension of a number; nil if it wasn't looked for.
  func find(_ number: Int, in unknown: UnknownFields) -> Find? {
    state.withLock { state in
      guard state.bytes.isSameMemory(as: unknown.bytes), let found = state.values[number] else { return nil }
      return found.map { .value($0) } ?? .nothing
    }
  }

  func remember<Base, Codec>(_ key: MessageExtension<Base, Codec>, _ value: Codec.Value?, in unknown: UnknownFields) {
    state.withLock { state in
      if !state.bytes.isSameMemory(as: unknown.bytes) { state = State(bytes: unknown.bytes) }
      state.values.updateValue(value.map { Stored(key, $0) }, forKey: key.fieldNumber)
    }
  }
}

extension [UInt8] {
  fileprivate func isSameMemory(as other: [UInt8]) -> Bool {
    count == other.count && withUnsafeBytes { mine in other.withUnsafeBytes { mine.baseAddress == $0.baseAddress } }
  }
}

extension WireWriter {
  /// The extensions that have a number in a range.
  public mutating func extensions(_ fields: ExtensionFields, _ range: Range<Int>) { fields.write(range, to: &self) }
}
