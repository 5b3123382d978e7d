import MartletReflection

/// What a file's generators share.
struct FileContext {
  let file: SourceFile
  let table: TypeTable
  let graph: MessageGraph
  let options: SwiftGenerator.Options
  let comments: Comments
  /// Names of the library and of Swift that types of this file hide.
  let hidden: Set<String>

  var modifier: String { options.modifier }

  init(_ file: SourceFile, _ table: TypeTable, _ graph: MessageGraph, _ options: SwiftGenerator.Options) {
    self.file = file
    self.table = table
    self.graph = graph
    self.options = options
    comments = Comments(file.descriptor.sourceCodeInfo)
    var hidden = table.topLevelNames
    for entry in table.types.values where entry.file == file.name && entry.path.count > 1 {
      hidden.formUnion(entry.path.suffix(1))
    }
    self.hidden = hidden
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

  /// A Swift type's name inside the type at `scope`.
  func reference(_ typeName: String, from scope: [String]) throws(GenerationError) -> String {
    try table.reference(to: table.type(typeName, in: file.name), from: scope, in: file.name)
  }
}

/// A message with its fields and oneofs as their code needs to know them.
struct MessagePlan {
  let entry: TypeEntry
  let descriptor: Google_Protobuf_DescriptorProto
  let commentPath: [Int32]
  /// In the order of their declaration.
  private(set) var fields: [FieldPlan] = []
  private(set) var oneofs: [OneofPlan] = []
  /// The Swift type of an extensible message, as its own methods name it.
  let type: String

  /// Whether other files may add fields.
  var isExtensible: Bool { !descriptor.extensionRange.isEmpty }
  var isMessageSet: Bool { descriptor.options.messageSetWireFormat }
  /// The numbers of extensions, in ascending order.
  var extensionRanges: [Range<Int>] {
    descriptor.extensionRange.filter { $0.start < $0.end }.map { Int($0.start)..<Int($0.end) }
      .sorted { $0.lowerBound < $1.lowerBound }
  }

  /// In the order of their numbers.
  var sortedFields: [FieldPlan] { fields.sorted { $0.number < $1.number } }

  init(
    _ entry: TypeEntry, _ descriptor: Google_Protobuf_DescriptorProto, at commentPath: [Int32], _ context: FileContext
  ) throws(GenerationError) {
    self.entry = entry
    self.descriptor = descriptor
    self.commentPath = commentPath
    // A type inside may hide the message's own name; an extensible one must be named.
    type =
      descriptor.extensionRange.isEmpty
      ? "" : try context.table.reference(to: entry, from: entry.path, in: entry.file)
    guard let resolved = context.table.pool.message(named: entry.name) else {
      throw GenerationError("there is no message \(entry.name)", file: entry.file)
    }
    var names = PropertyNames()
    var oneofNames: [Int: String] = [:]
    let types = FieldTypes(container: entry.name, scope: entry.path, file: entry.file, context: context)
    for (index, field) in resolved.fields.enumerated() {
      let oneof = field.realOneof == nil ? nil : Int(field.proto.oneofIndex)
      if let oneof, oneofNames[oneof] == nil {
        oneofNames[oneof] = names.oneof(descriptor.oneofDecl[oneof].name, index: oneof)
      }
      fields.append(try Self.plan(field, oneof, commentPath + [2, Int32(index)], types, &names))
    }
    var typeNames = Set(descriptor.nestedType.map { Naming.type($0.name, suffix: "Message") })
    typeNames.formUnion(descriptor.enumType.map { Naming.type($0.name, suffix: "Enum") })
    for (index, name) in oneofNames.sorted(by: { $0.key < $1.key }) {
      let members = fields.filter { if case .oneof(index) = $0.kind { true } else { false } }
      var type = Naming.type(
        "OneOf_" + Naming.camelCase(descriptor.oneofDecl[index].name, capitalized: true), suffix: "Oneof")
      while !typeNames.insert(type).inserted { type += "_" }
      oneofs.append(
        OneofPlan(index: index, name: name, type: type, storage: Self.local(name), members: members))
    }
  }

  /// A property as the body of a method names it.
  private static func local(_ name: String) -> String {
    ReservedWords.locals.contains(Naming.unquoted(name)) ? "self." + name : name
  }

  private static func plan(
    _ field: FieldDescriptor, _ oneof: Int?, _ commentPath: [Int32], _ types: FieldTypes, _ names: inout PropertyNames
  ) throws(GenerationError) -> FieldPlan {
    var value = try types.value(of: field)
    let kind: FieldPlan.Kind
    if let oneof {
      kind = .oneof(oneof)
    } else if !field.isRepeated {
      kind = field.hasPresence ? .explicit(required: field.isRequired) : .implicit
    } else if let (key, mapValue) = try types.map(of: field) {
      value = mapValue
      kind = .map(key: key)
    } else {
      kind = .repeated(packed: field.isPacked)
    }

    let isDeprecated = field.proto.options.deprecated
    var hasStorage = isDeprecated && oneof == nil
    var hasAccessors = false
    if case .explicit = kind { (hasStorage, hasAccessors) = (true, true) }
    let own = names.field(
      types.baseName(of: field), number: field.number, accessors: hasAccessors, storage: hasStorage)
    var defaultValue = value.zero
    switch kind {
    case .repeated: defaultValue = "[]"
    case .map: defaultValue = "[:]"
    default: defaultValue = types.defaultValue(of: field, value) ?? value.zero
    }
    return FieldPlan(
      number: field.number, kind: kind, value: value, defaultValue: defaultValue, isDeprecated: isDeprecated,
      commentPath: commentPath, name: own.name, hasName: own.has, clearName: own.clear,
      storage: hasStorage ? own.storage : local(own.name))
  }
}
