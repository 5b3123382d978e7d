// The tree that the parser makes of a file, that the linker completes, and that the emitter writes as descriptors.
// Classes, since names resolve to nodes; references that could close a circle are unowned. Files own their tree, and
// the compilation owns the files.

/// What a file is written in.
enum Syntax: Equatable {
  case proto2
  case proto3
  /// The number that `google.protobuf.Edition` gives the edition.
  case edition(Int32)
}

/// Which files may use a type; the numbers are those of `SymbolVisibility`.
enum Visibility: UInt8 {
  case local = 1
  case export = 2
}

/// A file.
final class FileNode {
  let name: String
  /// Where it was read from; nil for a built-in file.
  let path: String?
  var diagnostics: Diagnostics
  /// Whether the text is that of the built-in file.
  var isBuiltIn = false
  var isUTF8 = true
  var syntax = Syntax.proto2
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

  init(name: String, path: String?, diagnostics: Diagnostics) {
    self.name = name
    self.path = path
    self.diagnostics = diagnostics
  }

  var isProto3: Bool { syntax == .proto3 }
}

struct ImportNode {
  var name: String
  var position: Position
  /// The file that the name stands for, by its index; nil if there is none, or none without errors.
  var file: Int?
}

final class MessageNode {
  let name: String
  let position: Position
  unowned let file: FileNode
  /// Set by the linker, without a leading dot.
  var fullName = ""
  /// As written; nil where the file's default holds.
  var visibility: Visibility?
  /// Whether other files may use the type. Set by the linker.
  var isExported = true
  var fields: [FieldNode] = []
  var oneofs: [OneofNode] = []
  var messages: [MessageNode] = []
  var enums: [EnumNode] = []
  var extensions: [FieldNode] = []
  var extensionRanges: [ExtensionRangeNode] = []
  var reservedRanges: [ReservedRange] = []
  var reservedNames: [ReservedName] = []
  var options = OptionsNode()
  /// Set by the linker.
  var features = Features()
  /// Stands for a map field's entries; no source declares it.
  var isMapEntry = false
  /// Encoded in the wire format of proto1's message sets. Set by the linker.
  var isMessageSet = false

  init(name: String, position: Position, file: FileNode) {
    self.name = name
    self.position = position
    self.file = file
  }
}

final class FieldNode {
  var name: String
  unowned let file: FileNode
  var fullName = ""
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
  var options = OptionsNode()
  /// Set by the linker.
  var features = Features()

  var position = Position.none
  var typePosition = Position.none
  var numberPosition = Position.none
  var extendeePosition = Position.none
  var defaultPosition = Position.none
  var jsonNamePosition = Position.none

  init(name: String, file: FileNode) {
    self.name = name
    self.file = file
  }

  var isExtension: Bool { extendeeName != nil }
  /// Whether the field, as an option, is for the compiler and its like only.
  var isForSource: Bool {
    options.statements.contains { statement in
      guard case .identifier("RETENTION_SOURCE", isNegative: false) = statement.value else { return false }
      return statement.displayName == "retention"
    }
  }
  var isRepeated: Bool { label == .repeated }
  /// The entry type of a map field.
  var mapEntry: MessageNode? {
    guard let message, message.isMapEntry, label == .repeated else { return nil }
    return message
  }
}

/// A default as a descriptor spells it.
enum DefaultValue {
  case text(String)
  /// A bytes field's, escaped.
  case bytes([UInt8])
}

final class OneofNode {
  let name: String
  let position: Position
  var fullName = ""
  var options = OptionsNode()
  var isSynthetic = false

  init(name: String, position: Position) {
    self.name = name
    self.position = position
  }
}

final class EnumNode {
  let name: String
  let position: Position
  unowned let file: FileNode
  var fullName = ""
  /// As written; nil where the file's default holds.
  var visibility: Visibility?
  /// Whether other files may use the type. Set by the linker.
  var isExported = true
  var values: [EnumValueNode] = []
  var reservedRanges: [ReservedRange] = []
  var reservedNames: [ReservedName] = []
  var options = OptionsNode()
  /// Set by the linker.
  var features = Features()

  init(name: String, position: Position, file: FileNode) {
    self.name = name
    self.position = position
    self.file = file
  }

  func value(named name: String) -> EnumValueNode? { values.first { $0.name == name } }
}

final class EnumValueNode {
  let name: String
  let position: Position
  var fullName = ""
  var number: Int32 = 0
  var numberPosition = Position.none
  var options = OptionsNode()

  init(name: String, position: Position) {
    self.name = name
    self.position = position
  }
}

final class ServiceNode {
  let name: String
  let position: Position
  var fullName = ""
  var methods: [MethodNode] = []
  var options = OptionsNode()

  init(name: String, position: Position) {
    self.name = name
    self.position = position
  }
}

final class MethodNode {
  let name: String
  let position: Position
  var fullName = ""
  var input = TypeName()
  var output = TypeName()
  var clientStreaming = false
  var serverStreaming = false
  var options = OptionsNode()

  init(name: String, position: Position) {
    self.name = name
    self.position = position
  }

  /// A type as written; the linker replaces the text by the full name with a leading dot.
  struct TypeName {
    var text = ""
    var position = Position.none
  }
}

/// Numbers as written, both ends included.
struct ReservedRange {
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
  var options = OptionsNode()
}
