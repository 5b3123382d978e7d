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

  /// The name of a type of the library or of Swift, with its module's name if a type of the file would hide it.
  func runtime(_ name: String, module: String = "MartletProtobuf") -> String {
    hidden.contains(name) ? "\(module).\(name)" : name
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

  /// In the order of their numbers.
  var sortedFields: [FieldPlan] { fields.sorted { $0.number < $1.number } }

  init(
    _ entry: TypeEntry, _ descriptor: Google_Protobuf_DescriptorProto, at commentPath: [Int32], _ context: FileContext
  ) throws(GenerationError) {
    self.entry = entry
    self.descriptor = descriptor
    self.commentPath = commentPath
    var names = PropertyNames()
    var oneofNames: [Int: String] = [:]
    for (index, field) in descriptor.field.enumerated() {
      // The compiler makes a oneof of its own for a proto3 `optional`.
      let oneof = field.hasOneofIndex && !field.proto3Optional ? Int(field.oneofIndex) : nil
      if let oneof, oneofNames[oneof] == nil {
        guard descriptor.oneofDecl.indices.contains(oneof) else {
          throw GenerationError("field \(entry.name).\(field.name) is in a oneof that isn't there", file: entry.file)
        }
        oneofNames[oneof] = names.oneof(descriptor.oneofDecl[oneof].name, index: oneof)
      }
      fields.append(try Self.plan(field, oneof, commentPath + [2, Int32(index)], in: entry, &names, context))
    }
    var types = Set(descriptor.nestedType.map { Naming.type($0.name, suffix: "Message") })
    types.formUnion(descriptor.enumType.map { Naming.type($0.name, suffix: "Enum") })
    for (index, name) in oneofNames.sorted(by: { $0.key < $1.key }) {
      let members = fields.filter { if case .oneof(index) = $0.kind { true } else { false } }
      var type = Naming.type(
        "OneOf_" + Naming.camelCase(descriptor.oneofDecl[index].name, capitalized: true), suffix: "Oneof")
      while !types.insert(type).inserted { type += "_" }
      oneofs.append(
        OneofPlan(index: index, name: name, type: type, storage: Self.local(name), members: members))
    }
  }

  /// A property as the body of a method names it.
  private static func local(_ name: String) -> String {
    ReservedWords.locals.contains(Naming.unquoted(name)) ? "self." + name : name
  }

  private static func plan(
    _ field: Google_Protobuf_FieldDescriptorProto, _ oneof: Int?, _ commentPath: [Int32], in entry: TypeEntry,
    _ names: inout PropertyNames, _ context: FileContext
  ) throws(GenerationError) -> FieldPlan {
    let number = Int(field.number)
    guard (1..<1 << 29).contains(number) else {
      throw GenerationError("field \(entry.name).\(field.name) has number \(number)", file: entry.file)
    }
    var value = try valueType(of: field, in: entry, context)
    let kind: FieldPlan.Kind
    if let oneof {
      kind = .oneof(oneof)
    } else if field.label != .repeated {
      let explicit = field.proto3Optional || !entry.isProto3 || field.type == .message || field.type == .group
      kind = explicit ? .explicit(required: field.label == .required) : .implicit
    } else if let (key, mapValue) = try mapTypes(of: field, in: entry, context) {
      value = mapValue
      kind = .map(key: key)
    } else {
      let packed = field.options.hasPacked ? field.options.packed : entry.isProto3
      kind = .repeated(packed: packed && value.isPackable)
    }

    let isDeprecated = field.options.deprecated
    var hasStorage = isDeprecated && oneof == nil
    var hasAccessors = false
    if case .explicit = kind { (hasStorage, hasAccessors) = (true, true) }
    // A group is named as its message is: its field's name is that in lower case.
    let name = field.type == .group ? field.typeName.split(separator: ".").last.map(String.init) : nil
    let own = names.field(name ?? field.name, number: number, accessors: hasAccessors, storage: hasStorage)
    var defaultValue = value.zero
    switch kind {
    case .repeated: defaultValue = "[]"
    case .map: defaultValue = "[:]"
    default: if field.hasDefaultValue { defaultValue = literal(field.defaultValue, of: value, field, context) }
    }
    return FieldPlan(
      number: number, kind: kind, value: value, defaultValue: defaultValue, isDeprecated: isDeprecated,
      commentPath: commentPath, name: own.name, hasName: own.has, clearName: own.clear,
      storage: hasStorage ? own.storage : local(own.name))
  }

  private static func valueType(
    of field: Google_Protobuf_FieldDescriptorProto, in entry: TypeEntry, _ context: FileContext
  ) throws(GenerationError) -> ValueType {
    if let scalar = Scalar(field.type) { return .scalar(scalar) }
    let type = try context.table.type(field.typeName, in: entry.file)
    switch (field.type, type.declaration) {
    case (.enum, .enumeration(let descriptor)):
      let cases = Naming.enumCases(descriptor.name, values: descriptor.value.map { ($0.name, $0.number) })
      guard let first = cases.first else {
        throw GenerationError("enum \(type.name) has no values", file: type.file)
      }
      let swift = try context.table.reference(to: type, from: entry.path, in: entry.file)
      return .enumeration(swift: swift, closed: type.isClosed, first: Naming.unquoted(first))
    case (.message, .message), (.group, .message):
      // An entry of a map is never named.
      let swift =
        type.message?.options.mapEntry == true
        ? "" : try context.table.reference(to: type, from: entry.path, in: entry.file)
      let recursive = field.label != .repeated && context.graph.isRecursive(entry.name, type.name)
      return .message(
        .init(swift: swift, name: type.name, isRecursive: recursive, isGroup: field.type == .group))
    default:
      throw GenerationError("field \(entry.name).\(field.name): \(type.name) is not of its kind", file: entry.file)
    }
  }

  /// The types of a map's keys and values; nil if the field isn't a map.
  private static func mapTypes(
    of field: Google_Protobuf_FieldDescriptorProto, in entry: TypeEntry, _ context: FileContext
  ) throws(GenerationError) -> (Scalar, ValueType)? {
    guard field.type == .message else { return nil }
    let type = try context.table.type(field.typeName, in: entry.file)
    guard let message = type.message, message.options.mapEntry else { return nil }
    guard message.field.count == 2, let key = Scalar(message.field[0].type) else {
      throw GenerationError("\(type.name) is not a map's entry", file: entry.file)
    }
    // A dictionary holds its values elsewhere: a map never needs storage for recursion.
    var value = try valueType(of: message.field[1], in: entry, context)
    if case .message(var message) = value {
      message.isRecursive = false
      value = .message(message)
    }
    return (key, value)
  }

  /// A default value as Swift source.
  private static func literal(
    _ text: String, of value: ValueType, _ field: Google_Protobuf_FieldDescriptorProto, _ context: FileContext
  ) -> String {
    switch value {
    case .scalar(.string): return Literals.string(text)
    case .scalar(.bytes): return Literals.bytes(escaped: text)
    case .scalar(.float), .scalar(.double):
      switch text {
      case "inf": return ".infinity"
      case "-inf": return "-.infinity"
      case "nan": return ".nan"
      default: return text
      }
    case .scalar: return text
    case .enumeration(_, _, let first):
      guard let type = try? context.table.type(field.typeName, in: ""), let descriptor = type.enumeration,
        let index = descriptor.value.firstIndex(where: { $0.name == text })
      else { return "." + first }
      let cases = Naming.enumCases(descriptor.name, values: descriptor.value.map { ($0.name, $0.number) })
      return "." + Naming.unquoted(cases[index])
    case .message: return value.zero
    }
  }
}

/// Gives each property of a message a name of its own.
private struct PropertyNames {
  private var taken: Set<String> = []

  private mutating func take(_ names: [String]) -> Bool {
    let names = names.map(Naming.unquoted)
    if names.contains(where: taken.contains) { return false }
    taken.formUnion(names)
    return true
  }

  mutating func oneof(_ name: String, index: Int) -> String {
    let lower = Naming.camelCase(name, capitalized: false)
    let property = Naming.property(lower)
    if take([property]) { return property }
    let other = "\(lower)_oneof\(index)"
    _ = take([other])
    return other
  }

  /// The names of a field's property, of its `has…` and `clear…` and of its stored property.
  ///
  /// If another field has a name already that comes out alike, the field's number is added.
  mutating func field(
    _ name: String, number: Int, accessors: Bool, storage: Bool
  ) -> (name: String, has: String, clear: String, storage: String) {
    let lower = Naming.camelCase(name, capitalized: false)
    let upper = Naming.camelCase(name, capitalized: true)
    func names(_ suffix: String) -> (name: String, has: String, clear: String, storage: String) {
      (
        Naming.property(lower + suffix), Naming.property("has" + upper + suffix, base: lower),
        Naming.property("clear" + upper + suffix, base: lower), Naming.property("_" + lower + suffix, base: lower)
      )
    }
    func all(_ own: (name: String, has: String, clear: String, storage: String)) -> [String] {
      [own.name] + (accessors ? [own.has, own.clear] : []) + (storage ? [own.storage] : [])
    }
    let own = names("")
    if take(all(own)) { return own }
    let numbered = names("_\(number)")
    _ = take(all(numbered))
    return numbered
  }
}
