import MartletReflection

/// The files whose types a file's code has mentioned, and the libraries that it needs for them.
final class Mentions {
  var files: [String: SourceFile] = [:]
  var libraries: Set<String> = []
}

/// What a file's generators share.
struct FileContext {
  let file: SourceFile
  let sourceInfo: SourceInfo
  let table: TypeTable
  let graph: MessageGraph
  let options: SwiftGenerator.Options
  let mentions = Mentions()
  /// Names of the library and of Swift that types of this file hide.
  let hidden: Set<String>

  var modifier: String { options.modifier }

  init(_ file: SourceFile, _ table: TypeTable, _ graph: MessageGraph, _ options: SwiftGenerator.Options) {
    self.file = file
    sourceInfo = SourceInfo(file.descriptor.proto)
    self.table = table
    self.graph = graph
    self.options = options
    hidden = table.topLevelNames.union(file.nestedNames)
  }

  /// The name of a type of the library or of Swift, with its module's name if a type of the file would hide it or one
  /// that the generator doesn't see well might.
  func runtime(_ name: String, module: String = "MartletProtobuf") -> String {
    hidden.contains(name) || ReservedWords.everyday.contains(name) ? "\(module).\(name)" : name
  }

  /// Prints the attribute that a declaration at the top of a file needs.
  func availability(_ printer: inout CodePrinter) {
    if options.availability.isEmpty { return }
    printer.line("@available(\(options.availability.joined(separator: ", ")), *)")
  }

  /// The Swift name, inside the type at `scope`, of the type that has a full name and is declared in a file.
  func reference(
    _ type: String, in declaring: FileDescriptor, from scope: [String]
  ) throws(GenerationError) -> String {
    mentions.files[declaring.name] = table.files[declaring.name]
    return try table.reference(to: type, from: scope, in: file.name)
  }
}

/// A message with its fields and oneofs as their code needs to know them.
struct MessagePlan {
  let descriptor: MessageDescriptor
  /// The Swift names from the outermost type to the message's.
  let path: [String]
  /// In the order of their declaration.
  private(set) var fields: [SwiftField] = []
  private(set) var oneofs: [OneofPlan] = []
  /// The Swift type of an extensible message, as its own methods name it.
  let type: String

  /// Whether other files may add fields.
  var isExtensible: Bool { !descriptor.proto.extensionRange.isEmpty }
  var isMessageSet: Bool { descriptor.isMessageSet }
  /// The numbers of extensions, in ascending order.
  var extensionRanges: [Range<Int>] {
    descriptor.proto.extensionRange.filter { $0.start < $0.end }.map { Int($0.start)..<Int($0.end) }
      .sorted { $0.lowerBound < $1.lowerBound }
  }

  /// In the order of their numbers.
  var sortedFields: [SwiftField] { fields.sorted { $0.number < $1.number } }

  init(_ descriptor: MessageDescriptor, _ context: FileContext) throws(GenerationError) {
    self.descriptor = descriptor
    path = context.table.path(of: descriptor.fullName)
    // A type inside may hide the message's own name; an extensible one must be named.
    type =
      descriptor.proto.extensionRange.isEmpty
      ? "" : try context.reference(descriptor.fullName, in: descriptor.file, from: path)
    var names = PropertyNames()
    var oneofNames: [OneofDescriptor: String] = [:]
    let types = FieldTypes(container: descriptor, scope: path, context: context)
    for field in descriptor.fields {
      if let oneof = field.realOneof, oneofNames[oneof] == nil {
        oneofNames[oneof] = names.oneof(oneof.name, index: oneof.index)
      }
      fields.append(try Self.plan(field, types, &names))
    }
    var typeNames = Set(descriptor.nestedMessages.map { Naming.type($0.name, suffix: "Message") })
    typeNames.formUnion(descriptor.nestedEnums.map { Naming.type($0.name, suffix: "Enum") })
    for oneof in descriptor.oneofs {
      guard let name = oneofNames[oneof] else { continue }
      var type = Naming.type("OneOf_" + Naming.camelCase(oneof.name, capitalized: true), suffix: "Oneof")
      while !typeNames.insert(type).inserted { type += "_" }
      let members = fields.filter { $0.descriptor.realOneof == oneof }
      oneofs.append(
        OneofPlan(descriptor: oneof, name: name, type: type, storage: Self.local(name), members: members))
    }
  }

  /// A property as the body of a method names it.
  private static func local(_ name: String) -> String {
    ReservedWords.locals.contains(Naming.unquoted(name)) ? "self." + name : name
  }

  private static func plan(
    _ field: FieldDescriptor, _ types: FieldTypes, _ names: inout PropertyNames
  ) throws(GenerationError) -> SwiftField {
    var value = try types.value(of: field)
    var kind = SwiftField.Kind.implicit
    var defaultValue = types.defaultValue(of: field) ?? value.zero
    var hasStorage = field.proto.options.deprecated
    var hasAccessors = false
    if let oneof = field.realOneof {
      kind = .oneof(oneof.index)
      hasStorage = false
    } else if let (key, mapValue) = try types.map(of: field) {
      value = mapValue
      kind = .map(key: key)
      defaultValue = "[:]"
    } else if field.isRepeated {
      kind = .repeated(packed: field.isPacked)
      defaultValue = "[]"
    } else if field.hasPresence {
      kind = .explicit(required: field.isRequired)
      (hasStorage, hasAccessors) = (true, true)
    }
    let own = names.field(
      FieldTypes.baseName(of: field), number: field.number, accessors: hasAccessors, storage: hasStorage)
    return SwiftField(
      descriptor: field, kind: kind, value: value, defaultValue: defaultValue, names: own,
      storage: hasStorage ? own.storage : local(own.name))
  }
}
