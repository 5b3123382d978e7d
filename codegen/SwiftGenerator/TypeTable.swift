import MartletProtobuf
import MartletReflection

/// A `.proto` file and what its generated code is called.
struct SourceFile {
  let descriptor: Google_Protobuf_FileDescriptorProto
  /// The name of its `ProtoFile`.
  let symbol: String
  /// The module that holds its code; nil if it is the one that is being generated.
  let module: String?
  /// What stands before its types' names.
  let typePrefix: String

  var name: String { descriptor.name }
}

/// A message or an enum.
struct TypeEntry {
  enum Declaration {
    case message(Google_Protobuf_DescriptorProto)
    case enumeration(Google_Protobuf_EnumDescriptorProto)
  }

  /// The full name, such as `main.v1.Item`.
  let name: String
  /// The Swift names from the outermost type to this one.
  let path: [String]
  /// The name of its file.
  let file: String
  let declaration: Declaration

  var message: Google_Protobuf_DescriptorProto? {
    if case .message(let descriptor) = declaration { return descriptor }
    return nil
  }

  var enumeration: Google_Protobuf_EnumDescriptorProto? {
    if case .enumeration(let descriptor) = declaration { return descriptor }
    return nil
  }
}

/// Every message and enum of the files that the generator was given.
struct TypeTable {
  private(set) var files: [String: SourceFile] = [:]
  private(set) var types: [String: TypeEntry] = [:]
  private var swiftNames: Set<String> = []
  /// The types of the module that is being generated, by their names in Swift.
  private var owners: [String: String] = [:]
  /// Names of top-level types: in a module with one of these, the library's type of that name needs its module's name.
  private(set) var topLevelNames: Set<String> = []
  /// The same, with their features resolved.
  let pool = DescriptorPool()

  init(_ descriptors: [Google_Protobuf_FileDescriptorProto], _ options: SwiftGenerator.Options) throws(GenerationError)
  {
    var symbols: [String: String] = [:]
    for descriptor in descriptors {
      let name = descriptor.name
      try Validation.check(descriptor)
      let file = SourceFile(
        descriptor: descriptor, symbol: Naming.protoFile(name), module: options.module(of: name),
        typePrefix: Naming.typePrefix(
          package: descriptor.package,
          swiftPrefix: descriptor.options.hasSwiftPrefix ? descriptor.options.swiftPrefix : nil))
      if let other = symbols.updateValue(name, forKey: file.symbol), other != name {
        throw GenerationError("its ProtoFile would be named \(file.symbol), as that of \(other)", file: name)
      }
      files[name] = file
      let package = descriptor.package.isEmpty ? "" : descriptor.package + "."
      for enumeration in descriptor.enumType { try add(enumeration, in: file, prefix: package, path: []) }
      for message in descriptor.messageType { try add(message, in: file, prefix: package, path: []) }
    }
    do throws(DescriptorError) {
      try pool.add(descriptors)
    } catch {
      throw GenerationError("\(error)")
    }
  }

  private mutating func add(
    _ message: Google_Protobuf_DescriptorProto, in file: SourceFile, prefix: String, path: [String]
  ) throws(GenerationError) {
    let name = (path.isEmpty ? file.typePrefix : "") + message.name
    let path = path + [Naming.type(name, suffix: "Message")]
    try insert(
      TypeEntry(
        name: prefix + message.name, path: path, file: file.name, declaration: .message(message)))
    let inner = prefix + message.name + "."
    for enumeration in message.enumType { try add(enumeration, in: file, prefix: inner, path: path) }
    for nested in message.nestedType { try add(nested, in: file, prefix: inner, path: path) }
  }

  private mutating func add(
    _ enumeration: Google_Protobuf_EnumDescriptorProto, in file: SourceFile, prefix: String, path: [String]
  ) throws(GenerationError) {
    let name = (path.isEmpty ? file.typePrefix : "") + enumeration.name
    try insert(
      TypeEntry(
        name: prefix + enumeration.name, path: path + [Naming.type(name, suffix: "Enum")], file: file.name,
        declaration: .enumeration(enumeration)))
  }

  private mutating func insert(_ entry: TypeEntry) throws(GenerationError) {
    types[entry.name] = entry
    // A map's entry has no Swift type.
    if entry.message?.options.mapEntry == true { return }
    let path = entry.path.joined(separator: ".")
    if files[entry.file]?.module == nil, let other = owners.updateValue(entry.name, forKey: path), other != entry.name {
      throw GenerationError("\(entry.name) would be named \(path) in Swift, as \(other) is", file: entry.file)
    }
    swiftNames.insert(path)
    if entry.path.count == 1 { topLevelNames.insert(entry.path[0]) }
  }

  /// The type that a descriptor names, such as `.main.v1.Item`.
  func type(_ name: String, in file: String) throws(GenerationError) -> TypeEntry {
    guard let entry = types[name.hasPrefix(".") ? String(name.dropFirst()) : name] else {
      throw GenerationError("type \(name) is not in the files given", file: file)
    }
    return entry
  }

  /// Whether a number that the schema doesn't name is kept out of a field of an enum.
  func isClosed(_ enumeration: TypeEntry) -> Bool { pool.enumeration(named: enumeration.name)?.isClosed ?? false }

  /// The shortest prefix-complete way to name a type from inside the type at `scope`.
  ///
  /// The whole path will do unless a nested type hides its beginning.
  func reference(to entry: TypeEntry, from scope: [String], in file: String) throws(GenerationError) -> String {
    for start in entry.path.indices {
      let candidate = Array(entry.path[start...])
      if resolve(candidate, from: scope) == entry.path { return Naming.reference(candidate) }
    }
    throw GenerationError(
      "\(entry.name) can't be named inside \(scope.joined(separator: ".")), which has a type of that name", file: file)
  }

  /// What Swift finds under a name: it looks in the innermost type first.
  private func resolve(_ candidate: [String], from scope: [String]) -> [String] {
    for depth in stride(from: scope.count, through: 0, by: -1) {
      let found = scope.prefix(depth) + candidate.prefix(1)
      if swiftNames.contains(found.joined(separator: ".")) { return Array(found) + candidate.dropFirst() }
    }
    return candidate
  }
}
