import MartletProtobuf

// What the public descriptors are handles of. A file owns its tables; tables refer to each other and to their file
// without owning: a file holds the files that it imports, so every table that one of its own refers to lives as long
// as the file does. Whoever holds a handle holds its file.
//
// Safe to send, all of them: the linker writes them before it lets the file go, and nobody does afterwards.

/// Where an element stands.
struct ElementPlace {
  let file: FileDescriptor
  /// The name with those of the package and the messages around it.
  let fullName: String
  /// The place in the file, as source info counts it.
  let path: [Int32]
  var features: ResolvedFeatures
  /// The message in which the element is declared.
  var scope: MessageTable?
}

/// What every element has.
class ElementTable: @unchecked Sendable {
  unowned(unsafe) let file: FileDescriptor
  let fullName: String
  /// The place in the file, as source info counts it.
  let path: [Int32]
  let features: ResolvedFeatures
  /// The message in which the element is declared.
  unowned(unsafe) let scope: MessageTable?

  init(_ place: ElementPlace) {
    file = place.file
    fullName = place.fullName
    path = place.path
    features = place.features
    scope = place.scope
  }
}

/// A message's data.
final class MessageTable: ElementTable, @unchecked Sendable {
  let proto: Google_Protobuf_DescriptorProto
  let wellKnown: WellKnownType?
  let isMessageSet: Bool
  /// The numbers that extensions may have.
  let extensionRanges: NumberRanges
  let reservedRanges: NumberRanges
  let reservedNames: Set<String>
  var fields: [FieldTable] = []
  var oneofs: [OneofTable] = []
  var messages: [MessageTable] = []
  var enums: [EnumTable] = []
  var extensions: [FieldTable] = []
  /// The extensions among them that go by the message's name, by the full names of the MessageSets that they extend.
  var namedExtensions: [String: FieldTable] = [:]

  /// The fields as reading and writing need them, by number in ascending order.
  private(set) var plans = UnsafeMutableBufferPointer<FieldPlan>(start: nil, count: 0)
  /// Places in `plans` by JSON name and by original name.
  private(set) var names = NameTable.empty
  /// Places in `plans` by original name, and those of groups also by their messages' names.
  private(set) var originalNames = NameTable.empty
  /// Places in `oneofs` by name.
  private(set) var oneofNames = NameTable.empty
  /// The fields without which the message is incomplete.
  private(set) var required: [FieldTable] = []
  /// Places in `plans` by field number, for the small ones; −1 where there is no field.
  private var places: [Int32] = []

  init(_ proto: Google_Protobuf_DescriptorProto, _ place: ElementPlace) {
    self.proto = proto
    wellKnown = WellKnownType(fullName: place.fullName)
    isMessageSet = proto.options.messageSetWireFormat
    extensionRanges = NumberRanges(proto.extensionRange.lazy.map { ($0.start, $0.end) })
    reservedRanges = NumberRanges(proto.reservedRange.lazy.map { ($0.start, $0.end) })
    reservedNames = Set(proto.reservedName)
    super.init(place)
  }

  deinit {
    for plan in plans { plan.destroy() }
    plans.deallocate()
  }

  var isMapEntry: Bool { proto.options.mapEntry }
  var hasExtensionRanges: Bool { !extensionRanges.isEmpty }

  /// Makes the tables that reading and writing use, once the fields' types are known.
  func finish() {
    let sorted = fields.sorted { $0.number < $1.number }
    plans = .allocate(capacity: sorted.count)
    for (place, field) in sorted.enumerated() {
      field.place = place
      plans.initializeElement(at: place, to: FieldPlan(field))
    }
    let limit = sorted.count * 4 + 16
    places = [Int32](repeating: -1, count: Int(min(sorted.last?.number ?? 0, limit)) + 1)
    for (place, field) in sorted.enumerated() where field.number < places.count {
      places[field.number] = Int32(place)
    }
    let original = sorted.map { (name: $0.proto.name, value: $0.place) }
    names = NameTable(sorted.map { ($0.jsonName, $0.place) } + original)
    originalNames = NameTable(
      original + sorted.lazy.filter(\.isGroupLike).map { ($0.message?.proto.name ?? "", $0.place) })
    if !oneofs.isEmpty { oneofNames = NameTable(oneofs.map { ($0.proto.name, $0.index) }) }
    required = sorted.filter(\.isRequired)
  }

  /// The field of a number as reading and writing need it.
  func plan(ofNumber number: Int) -> FieldPlan? {
    number < 1 ? nil : place(ofNumber: number).map { plans[$0] }
  }

  /// The place of a field in `plans`; nil if the message has no field of that number, which is at least 1.
  func place(ofNumber number: Int) -> Int? {
    if number < places.count { return places[number] < 0 ? nil : Int(places[number]) }
    var low = 0
    var high = plans.count
    while low < high {
      let middle = (low + high) / 2
      if plans[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < plans.count && plans[low].number == number ? low : nil
  }
}

/// A field's or an extension's data.
final class FieldTable: ElementTable, @unchecked Sendable {
  /// The message that has the field; for an extension, the message that it extends.
  unowned(unsafe) var container: MessageTable?
  let proto: Google_Protobuf_FieldDescriptorProto
  let jsonName: String
  let number: Int
  var type: FieldType
  unowned(unsafe) var message: MessageTable?
  unowned(unsafe) var enumeration: EnumTable?
  unowned(unsafe) var oneof: OneofTable?
  var defaultValue: FieldValue?
  /// The field's place among the message's, by number.
  var place = 0
  /// An extension as reading and writing need it; nil for a message's own field, whose message has it.
  private(set) var plan: FieldPlan?

  init(_ proto: Google_Protobuf_FieldDescriptorProto, _ place: ElementPlace) {
    self.proto = proto
    self.jsonName = proto.hasJsonName ? proto.jsonName : JSONName.make(proto.name)
    self.number = Int(proto.number)
    type = FieldType(rawValue: UInt8(truncatingIfNeeded: proto.type.rawValue)) ?? .double
    super.init(place)
  }

  deinit { plan?.destroy() }

  /// Makes what reading and writing use of an extension, once its types are known.
  func finishExtension() {
    plan = FieldPlan(self)
    guard isNamedByType, let scope, let container, scope.namedExtensions[container.fullName] == nil else { return }
    scope.namedExtensions[container.fullName] = self
  }

  var isExtension: Bool { proto.hasExtendee }
  /// The name in JSON and in text format: an extension's is its full name in brackets.
  var qualifiedName: String { isExtension ? "[\(fullName)]" : proto.name }

  /// The name in text format.
  var textName: String {
    if isNamedByType, let message { return "[\(message.fullName)]" }
    return isGroupLike && !isExtension ? message?.proto.name ?? "" : qualifiedName
  }

  /// Whether it is an extension of a MessageSet that text format names by its type, since it is declared in there.
  var isNamedByType: Bool { isExtension && container?.isMessageSet == true && scope != nil && scope === message }

  /// Whether text format names the field by its message: a group as proto2 declares it, whatever its file's language.
  var isGroupLike: Bool {
    guard type == .group, let message else { return false }
    let home = isExtension ? scope : container
    return proto.name == message.proto.name.lowercased() && message.file === file && message.scope === home
  }
  var isRepeated: Bool { proto.label == .repeated }
  var isMap: Bool { isRepeated && message?.isMapEntry == true }
  var isRequired: Bool { !isRepeated && features.presence == .required }
  var isPacked: Bool { isRepeated && type.isPackable && features.packed }

  var hasPresence: Bool {
    if isRepeated { return false }
    if isExtension || oneof != nil || type == .message || type == .group { return true }
    return features.presence != .implicit
  }
}

/// A oneof's data.
final class OneofTable: ElementTable, @unchecked Sendable {
  unowned(unsafe) let container: MessageTable
  let proto: Google_Protobuf_OneofDescriptorProto
  let index: Int
  var fields: [FieldTable] = []

  init(_ proto: Google_Protobuf_OneofDescriptorProto, index: Int, of container: MessageTable, _ place: ElementPlace) {
    self.proto = proto
    self.index = index
    self.container = container
    super.init(place)
  }

  /// Whether the oneof only carries the presence of a proto3 `optional` field.
  var isSynthetic: Bool { fields.count == 1 && fields[0].proto.proto3Optional }
}

/// An enum's data.
final class EnumTable: ElementTable, @unchecked Sendable {
  let proto: Google_Protobuf_EnumDescriptorProto
  let isClosed: Bool
  let isNullValue: Bool
  /// Places of the values by name.
  let names: NameTable
  /// The names that JSON has for values in place of the declared ones, by place; mostly none.
  private let jsonNames: [Int: String]
  /// Places by the names that JSON accepts: its own, then the declared ones.
  private let placesInJSON: NameTable
  /// The first value of each number, as its place in the declaration.
  private let firstWithNumber: [Int32: Int]

  init(_ proto: Google_Protobuf_EnumDescriptorProto, _ place: ElementPlace) {
    self.proto = proto
    isClosed = place.features.closedEnums
    isNullValue = place.fullName == "google.protobuf.NullValue"
    let declared = proto.value.enumerated().map { (name: $1.name, value: $0) }
    names = NameTable(declared)
    jsonNames = Dictionary(
      uniqueKeysWithValues: proto.value.enumerated().compactMap { place, value in
        value.hasOptions ? value.options.jsonName.map { (place, $0) } : nil
      })
    placesInJSON =
      jsonNames.isEmpty
      ? names : NameTable(jsonNames.sorted { $0.key < $1.key }.map { (name: $1, value: $0) } + declared)
    firstWithNumber = Dictionary(
      proto.value.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
    super.init(place)
  }

  var defaultNumber: Int32 { proto.value.first?.number ?? 0 }

  func name(of number: Int32) -> String? { firstWithNumber[number].map { proto.value[$0].name } }
  func number(named name: String) -> Int32? { names[name].map { proto.value[$0].number } }
  func jsonName(of number: Int32) -> String? {
    firstWithNumber[number].map { jsonNames[$0] ?? proto.value[$0].name }
  }
  func number(jsonName name: UnsafeRawBufferPointer) -> Int32? { placesInJSON[name].map { proto.value[$0].number } }
  func has(_ number: Int32) -> Bool { firstWithNumber[number] != nil }
}

/// A service's data.
final class ServiceTable: ElementTable, @unchecked Sendable {
  let proto: Google_Protobuf_ServiceDescriptorProto
  private(set) var methods: [MethodTable] = []
  /// Places in `methods` by name.
  private(set) var names = NameTable.empty

  init(_ proto: Google_Protobuf_ServiceDescriptorProto, _ place: ElementPlace) {
    self.proto = proto
    super.init(place)
  }

  func finish(_ methods: [MethodTable]) {
    self.methods = methods
    names = NameTable(methods.enumerated().map { ($1.proto.name, $0) })
  }
}

/// A method's data.
final class MethodTable: ElementTable, @unchecked Sendable {
  unowned(unsafe) let service: ServiceTable
  let proto: Google_Protobuf_MethodDescriptorProto
  unowned(unsafe) let input: MessageTable
  unowned(unsafe) let output: MessageTable

  init(
    _ proto: Google_Protobuf_MethodDescriptorProto, of service: ServiceTable, input: MessageTable, output: MessageTable,
    _ place: ElementPlace
  ) {
    self.proto = proto
    self.service = service
    self.input = input
    self.output = output
    super.init(place)
  }
}
