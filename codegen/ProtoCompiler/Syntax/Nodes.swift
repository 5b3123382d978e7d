import MartletReflection

// The tree that the parser makes of a file, that the linker completes, and that the emitter writes as descriptors.
// Classes, since names resolve to nodes; references that could close a circle are unowned. Files own their tree, and
// the compilation owns the files.

/// What files are written in, by the numbers of `google.protobuf.Edition`.
enum Edition {
  static let proto2: Int32 = 998
  static let proto3: Int32 = 999
  static let edition2023: Int32 = 1000
  static let edition2024: Int32 = 1001
  static let edition2026: Int32 = 1002
  static let unstable: Int32 = 9999

  /// The editions that an edition statement can name.
  static let released = ["2023": edition2023, "2024": edition2024]
  /// Those that may still change.
  static let experimental = ["2026": edition2026, "UNSTABLE": unstable]
  /// All that options name.
  static let names = [
    "EDITION_1_TEST_ONLY": 1, "EDITION_2_TEST_ONLY": 2, "EDITION_LEGACY": 900, "EDITION_PROTO2": proto2,
    "EDITION_PROTO3": proto3, "EDITION_2023": edition2023, "EDITION_2024": edition2024, "EDITION_2026": edition2026,
    "EDITION_UNSTABLE": unstable, "EDITION_99997_TEST_ONLY": 99997, "EDITION_99998_TEST_ONLY": 99998,
    "EDITION_99999_TEST_ONLY": 99999, "EDITION_MAX": .max,
  ]
}

/// A field's label; the numbers are those of `FieldDescriptorProto.Label`.
enum FieldLabel: UInt8 {
  case optional = 1
  case required = 2
  case repeated = 3
}

/// Which files may use a type; the numbers are those of `SymbolVisibility`.
enum Visibility: UInt8 {
  case local = 1
  case export = 2
}

/// What messages, enums and extensions are declared in: a file or a message.
protocol DeclarationScope: AnyObject {
  var messages: [MessageNode] { get set }
  var enums: [EnumNode] { get set }
  var extensions: [FieldNode] { get set }
  var options: OptionsNode { get set }
  /// The numbers of the descriptor's fields for these.
  static var paths: ScopePaths { get }
}

extension DeclarationScope {
  var paths: ScopePaths { Self.paths }
}

struct ScopePaths {
  var messages: Int32
  var enums: Int32
  var extensions: Int32
  var options: Int32
}

/// A file.
final class FileNode: DeclarationScope {
  static let paths = ScopePaths(
    messages: Path.fileMessage, enums: Path.fileEnum, extensions: Path.fileExtension, options: Path.fileOptions)
  let name: String
  /// Where it was read from; nil for a built-in file.
  let path: String?
  var diagnostics: Diagnostics
  /// Whether the text is that of the built-in file.
  var isBuiltIn = false
  var isUTF8 = true
  var edition = Edition.proto2
  var package = ""
  var packagePosition = Position.none
  var imports: [ImportNode] = []
  /// Imports for the sake of options alone.
  var optionImports: [ImportNode] = []
  var publicImports: [Int32] = []
  var weakImports: [Int32] = []
  var messages: [MessageNode] = []
  var enums: [EnumNode] = []
  var services: [ServiceNode] = []
  var extensions: [FieldNode] = []
  var options = OptionsNode()
  /// Set by the linker.
  var features = Features()
  var locations = LocationTable()
  /// Whether any options have a form of their own for programs that run.
  var hasRuntimeOptions = false
  /// Whether any option is left out of that form.
  var hasSourceOptions = false
  /// Where the file stands among those of its compilation.
  var index = 0
  /// The files that who imports this one sees: itself and what it imports publicly. Set by the linker.
  var publicFiles = FileSet()
  /// How many bytes copies of options may still add to the descriptor; see `takeCopies`.
  private var copyAllowance = 0

  init(name: String, path: String?, diagnostics: Diagnostics) {
    self.name = name
    self.path = path
    self.diagnostics = diagnostics
  }

  var isProto3: Bool { edition == Edition.proto3 }
  var isEdition: Bool { edition >= Edition.edition2023 }

  /// All messages, those in others, of groups and of maps included, each after those in it.
  private(set) lazy var allMessages: [MessageNode] = {
    var all: [MessageNode] = []
    func add(_ messages: [MessageNode]) {
      for message in messages {
        add(message.messages)
        all.append(message)
      }
    }
    add(messages)
    return all
  }()
  var allEnums: [EnumNode] { allMessages.flatMap(\.enums) + enums }
  var allExtensions: [FieldNode] { allMessages.flatMap(\.extensions) + extensions }

  /// The options of an `extensions` statement are copied to each of its ranges, so that a small file could ask for an
  /// enormous descriptor. Copies may therefore take at most this many bytes for each byte of the file.
  private static let copiesPerByte = 64

  /// Sets how large the copies of options may be.
  func allowCopies(sourceSize: Int) { copyAllowance = sourceSize * Self.copiesPerByte }

  /// Notes copies of options; false if there are too many in the file.
  func takeCopies(_ count: Int, size: Int) -> Bool {
    copyAllowance -= count * size
    return copyAllowance >= 0
  }
}

struct ImportNode {
  var name: String
  var position: Position
  /// The file that the name stands for, by its index; nil if there is none, or none without errors.
  var file: Int?
}

/// What has a name and options.
class DeclarationNode {
  final var name: String
  final var position: Position
  /// Set by the linker, without a leading dot.
  final var fullName = ""
  final var options = OptionsNode()
  /// Set by the linker for messages, fields and enums.
  final var features = Features()

  init(name: String, position: Position) {
    self.name = name
    self.position = position
  }
}

/// A message or an enum.
class TypeNode: DeclarationNode {
  unowned final let file: FileNode
  /// As written; nil where the file's default holds.
  final var visibility: Visibility?
  /// Whether other files may use the type. Set by the linker.
  final var isExported = true
  final var reservedRanges: [NumberRange] = []
  final var reservedNames: [ReservedName] = []

  init(name: String, position: Position, file: FileNode) {
    self.file = file
    super.init(name: name, position: position)
  }
}

final class MessageNode: TypeNode, DeclarationScope {
  static let paths = ScopePaths(
    messages: Path.messageNested, enums: Path.messageEnum, extensions: Path.messageExtension,
    options: Path.messageOptions)
  var fields: [FieldNode] = []
  var oneofs: [OneofNode] = []
  var messages: [MessageNode] = []
  var enums: [EnumNode] = []
  var extensions: [FieldNode] = []
  var extensionRanges: [ExtensionRangeNode] = []
  /// The options of `extensionRanges`, each once.
  var rangeOptions: [RangeOptions] = []
  /// Stands for a map field's entries; no source declares it.
  var isMapEntry = false
  /// Encoded in the wire format of proto1's message sets. Set by the linker.
  var isMessageSet = false

  // Tables that are made when the linker first needs them, once the message is complete.

  private(set) lazy var fieldsByName = fields.firstByKey(\.name)
  /// The fields by their names in text format, where a group also goes by the name of its type.
  private(set) lazy var fieldsByTextName = fieldsByName.merging(
    fields.filter { $0.type == .group }.firstByKey { $0.message?.name ?? "" }, uniquingKeysWith: { field, _ in field })
  private(set) lazy var fieldsByNumber = fields.firstByKey(\.number)
  /// The extension ranges by number, without those that lie in others.
  private lazy var rangesByNumber: [ExtensionRangeNode] = {
    var ranges: [ExtensionRangeNode] = []
    for range in extensionRanges.sorted(by: { $0.start < $1.start }) {
      if let other = ranges.last, last(other.end) >= last(range.end) { continue }
      ranges.append(range)
    }
    return ranges
  }()

  /// The extension range that a number lies in.
  func extensionRange(of number: Int32) -> ExtensionRangeNode? {
    let index = rangesByNumber.firstIndex(behind: { last($0.end) < number })
    guard index < rangesByNumber.count, rangesByNumber[index].start <= number else { return nil }
    return rangesByNumber[index]
  }

  /// The greatest field number that there is, or for a message set extension number.
  var maximumNumber: Int32 { isMessageSet ? Int32.max - 1 : 536_870_911 }

  /// The last number of a range whose end may be written as `max`.
  func last(_ end: Int32) -> Int32 { end == NumberRange.max ? maximumNumber : end }
}

extension Array {
  /// The elements by a key; of those with the same key the first.
  func firstByKey<Key: Hashable>(_ key: (Element) -> Key) -> [Key: Element] {
    Dictionary(map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Hands over each element whose key an earlier one has, and the first of those.
  func forEachDuplicate<Key: Hashable>(by key: (Element) -> Key, _ body: (_ element: Element, _ first: Element) -> Void)
  {
    var seen: [Key: Element] = [:]
    seen.reserveCapacity(count)
    for element in self {
      let key = key(element)
      if let first = seen[key] { body(element, first) } else { seen[key] = element }
    }
  }

  /// The index of the first element behind those that a condition holds for, which come first.
  func firstIndex(behind condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

final class FieldNode: DeclarationNode {
  unowned let file: FileNode
  var number: Int32 = 0
  var label: FieldLabel?
  /// Nil until the linker has seen what the type name stands for.
  var type: FieldType?
  var typeName = ""
  unowned var message: MessageNode?
  unowned var enumeration: EnumNode?
  /// The message that declares the field; nil for extensions.
  unowned var parent: MessageNode?
  /// What an extension extends, as written, and as found.
  var extendeeName: String?
  unowned var extendee: MessageNode?
  var defaultValue: DefaultValue?
  var jsonName: String?
  var hasCustomJSONName = false
  var oneofIndex: Int32?
  var isProto3Optional = false
  /// Written as `map<…>`.
  var isMap = false

  var typePosition = Position.none
  var numberPosition = Position.none
  var extendeePosition = Position.none
  var defaultPosition = Position.none
  var jsonNamePosition = Position.none

  init(name: String, position: Position = .none, file: FileNode) {
    self.file = file
    super.init(name: name, position: position)
  }

  var isExtension: Bool { extendeeName != nil }
  /// What its options say of the field where it is an option itself. Made when the linker first needs it.
  private(set) lazy var use = OptionUse(options)
  /// Whether the field, as an option, is for the compiler and its like only.
  var isForSource: Bool { use.isForSource }
  var isRepeated: Bool { label == .repeated }
  /// The entry type of a map field.
  var mapEntry: MessageNode? {
    isMap ? message : nil
  }
}

/// A default as a descriptor spells it.
enum DefaultValue {
  case text(String)
  /// A bytes field's, escaped, or a string that isn't UTF-8.
  case bytes([UInt8])
}

final class OneofNode: DeclarationNode {
  var isSynthetic = false
}

final class EnumNode: TypeNode {
  var values: [EnumValueNode] = []

  // Tables that are made when the linker first needs them.
  private(set) lazy var valuesByName = values.firstByKey(\.name)
  private(set) lazy var valuesByNumber = values.firstByKey(\.number)

  /// The value that a word or number stands for.
  func value(_ written: WrittenValue) -> EnumValueNode? {
    switch written {
    case .identifier(let name, isNegative: false): valuesByName[name]
    case .positive(let number): Int32(exactly: number).flatMap { valuesByNumber[$0] }
    case .negative(let number): Int32(exactly: number).flatMap { valuesByNumber[$0] }
    default: nil
    }
  }
}

final class EnumValueNode: DeclarationNode {
  var number: Int32 = 0
  var numberPosition = Position.none
  /// In which editions options may have the value. Made when the linker first needs it.
  private(set) lazy var support = EditionSupport(options)
}

final class ServiceNode: DeclarationNode {
  var methods: [MethodNode] = []
}

final class MethodNode: DeclarationNode {
  var input = TypeName()
  var output = TypeName()
  var clientStreaming = false
  var serverStreaming = false

  /// A type as written; the linker replaces the text by the full name with a leading dot.
  struct TypeName {
    var text = ""
    var position = Position.none
  }
}

/// Numbers from one to another, both included.
struct NumberRange {
  /// The end of a range of field numbers that is written as `max`: how much that is depends on the message.
  static let max: Int32 = -1

  var start: Int32
  var end: Int32
  var position: Position
}

struct ReservedName {
  var name: String
  var position: Position
}

struct ExtensionRangeNode {
  var start: Int32
  var end: Int32
  var position: Position
  /// What the ranges of one statement share; nil if it sets no options.
  var options: RangeOptions?
}

/// The options of the ranges of one `extensions` statement.
final class RangeOptions {
  var node: OptionsNode
  init(_ node: OptionsNode) { self.node = node }

  /// Which extensions the ranges take; nil if nothing is said of that. Asked for when the options are interpreted.
  private(set) lazy var declarations: ExtensionDeclarations? = ExtensionDeclarations(node)
}
