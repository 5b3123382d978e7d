import MartletReflection

/// A `.proto` file and what its generated code is called.
struct SourceFile {
  let descriptor: FileDescriptor
  /// The name of its `ProtoFile`.
  let symbol: String
  /// The module that holds its code; nil if it is the one that is being generated.
  let module: String?
  /// What stands before its types' names.
  let typePrefix: String
  /// The names of the types that are declared inside others.
  fileprivate(set) var nestedNames: Set<String> = []

  var name: String { descriptor.name }
}

/// The files that the generator was given, and the Swift names of their messages and enums.
struct TypeTable {
  let pool = DescriptorPool()
  private(set) var files: [String: SourceFile] = [:]
  /// Every message, map entries too.
  private(set) var messages: [MessageDescriptor] = []
  /// Names of top-level types: in a module with one of these, the library's type of that name needs its module's name.
  private(set) var topLevelNames: Set<String> = []
  /// The names from the outermost type to a type, by the type's full name in `.proto` files.
  private var paths: [String: [String]] = [:]
  private var swiftNames: Set<String> = []
  /// The types of the module that is being generated, by their names in Swift.
  private var owners: [String: String] = [:]
  /// How many of the module's files would give their registry of extensions the same name.
  private var registries: [String: Int] = [:]

  init(
    _ descriptors: [Google_Protobuf_FileDescriptorProto], _ options: SwiftGenerator.Options
  ) throws(GenerationError) {
    do throws(DescriptorError) {
      // It checks whatever goes into source text as it stands, such as names: a descriptor need not be a compiler's.
      try pool.add(descriptors)
    } catch {
      throw GenerationError("\(error)")
    }
    var symbols: [String: String] = [:]
    for descriptor in pool.files {
      let name = descriptor.name
      let prefix = descriptor.proto.options.hasSwiftPrefix ? descriptor.proto.options.swiftPrefix : nil
      if let prefix, !prefix.isEmpty, !Naming.isIdentifier(prefix) {
        throw GenerationError("swift_prefix \(Literals.string(prefix)) is not a valid name", file: name)
      }
      var file = SourceFile(
        descriptor: descriptor, symbol: Naming.protoFile(name), module: options.module(of: name),
        typePrefix: Naming.typePrefix(package: descriptor.package, swiftPrefix: prefix))
      if let other = symbols.updateValue(name, forKey: file.symbol) {
        throw GenerationError("its ProtoFile would be named \(file.symbol), as that of \(other)", file: name)
      }
      try add(descriptor.messages, descriptor.enums, to: &file, inside: [])
      if file.module == nil && !descriptor.allExtensions.isEmpty { registries[file.shortRegistryName, default: 0] += 1 }
      files[name] = file
    }
  }

  private mutating func add(
    _ messages: [MessageDescriptor], _ enums: [EnumDescriptor], to file: inout SourceFile, inside path: [String]
  ) throws(GenerationError) {
    let prefix = path.isEmpty ? file.typePrefix : ""
    for type in enums {
      try insert(type.fullName, path + [Naming.type(prefix + type.name, suffix: "Enum")], &file)
    }
    self.messages += messages
    // A map's entry has no Swift type.
    for type in messages where !type.isMapEntry {
      let path = path + [Naming.type(prefix + type.name, suffix: "Message")]
      try insert(type.fullName, path, &file)
      try add(type.nestedMessages, type.nestedEnums, to: &file, inside: path)
    }
  }

  private mutating func insert(
    _ type: String, _ path: [String], _ file: inout SourceFile
  ) throws(GenerationError) {
    paths[type] = path
    let name = path.joined(separator: ".")
    if file.module == nil, let other = owners.updateValue(type, forKey: name) {
      throw GenerationError("\(type) would be named \(name) in Swift, as \(other) is", file: file.name)
    }
    swiftNames.insert(name)
    if path.count == 1 { topLevelNames.insert(name) } else { file.nestedNames.formUnion(path.suffix(1)) }
  }

  /// The Swift names from the outermost type to the one that has a full name.
  func path(of type: String) -> [String] { paths[type] ?? [] }

  /// The shortest prefix-complete way to name a type from inside the type at `scope`.
  ///
  /// The whole path will do unless a nested type hides its beginning.
  func reference(to type: String, from scope: [String], in file: String) throws(GenerationError) -> String {
    let path = path(of: type)
    for start in path.indices {
      let candidate = Array(path[start...])
      if resolve(candidate, from: scope) == path { return Naming.reference(candidate) }
    }
    throw GenerationError(
      "\(type) can't be named inside \(scope.joined(separator: ".")), which has a type of that name", file: file)
  }

  /// What Swift finds under a name: it looks in the innermost type first.
  private func resolve(_ candidate: [String], from scope: [String]) -> [String] {
    for depth in stride(from: scope.count, through: 0, by: -1) {
      let found = scope.prefix(depth) + candidate.prefix(1)
      if swiftNames.contains(found.joined(separator: ".")) { return Array(found) + candidate.dropFirst() }
    }
    return candidate
  }

  /// The name of a file's registry of extensions. It has the file's whole path if another file of the package, in
  /// another folder, is called alike.
  func registryName(_ file: SourceFile) -> String {
    let name = file.shortRegistryName
    return registries[name, default: 0] < 2 ? name : file.registryName(file.symbol)
  }
}

extension FileDescriptor {
  /// The extensions that the file declares, those inside messages behind the others.
  var allExtensions: [FieldDescriptor] { extensions + messages.flatMap(Self.extensions) }

  private static func extensions(in message: MessageDescriptor) -> [FieldDescriptor] {
    message.nestedExtensions + message.nestedMessages.flatMap(extensions)
  }
}

extension SourceFile {
  fileprivate var shortRegistryName: String {
    registryName(Naming.withoutExtension(name).split(separator: "/").last.map(String.init) ?? "")
  }

  fileprivate func registryName(_ stem: String) -> String {
    "\(typePrefix)\(Naming.camelCase(Naming.word(stem), capitalized: true))_Extensions"
  }
}
