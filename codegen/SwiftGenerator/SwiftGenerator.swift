import MartletReflection

/// Turns descriptors into Swift: messages and enums, and for services a protocol to implement and a client.
public struct SwiftGenerator: Sendable {
  private let table: TypeTable
  private let graph: MessageGraph
  private let options: Options

  /// A generator for files.
  ///
  /// - Parameters:
  ///   - files: every file to generate and all that they import, directly or through others.
  ///   - options: what to generate.
  /// - Throws: `GenerationError` if the files aren't a schema or can't live in one program, or options contradict each
  ///   other.
  public init(
    files: [Google_Protobuf_FileDescriptorProto], options: Options = Options()
  ) throws(GenerationError) {
    if let visibility = options.importVisibility, visibility < options.access {
      throw GenerationError(
        "declarations that are \(options.access.rawValue) can't have imports that are \(visibility.rawValue)")
    }
    table = try TypeTable(files, options)
    graph = MessageGraph(table)
    self.options = options
  }

  /// The paths of `module_mappings` that no file follows.
  package func unusedMappings() -> Set<String> {
    Set(options.moduleMappings.keys).subtracting(table.files.keys.compactMap(options.mapping))
  }

  /// The Swift files of `.proto` files: for each `.pb.swift`, and `.rpc.swift` if it declares services.
  ///
  /// - Parameters:
  ///   - files: the paths that their descriptors have as names.
  ///   - others: files whose code the module has too. A file that is imported for its options alone is part of what the
  ///     importing file tells of itself at run time if it is one of these; else no code of it is needed.
  /// - Throws: `GenerationError` if there is no such file, one can't be expressed in Swift, or two outputs have one
  ///   path.
  public func generate(
    _ files: [String], beside others: Set<String> = []
  ) throws(GenerationError) -> [GeneratedFile] {
    let module = others.union(files)
    var generated: [GeneratedFile] = []
    var origins: [String: String] = [:]
    func path(_ file: String, _ suffix: String) throws(GenerationError) -> String {
      let path = self.path(file, suffix)
      if let other = origins.updateValue(file, forKey: path), other != file {
        throw GenerationError("\(path) would be written for \(other) too; \(GeneratedFile.remedy)", file: file)
      }
      return path
    }
    for file in files {
      guard let source = table.files[file] else { throw GenerationError("there is no such file", file: file) }
      // A context each, since each has imports of its own.
      func generator() -> FileGenerator { .init(context: .init(source, table, graph, options), module: module) }
      if options.messages { generated.append(try generator().messages(path(file, GeneratedFile.suffixes[0]))) }
      if !source.descriptor.services.isEmpty && (options.server || options.client) {
        generated.append(try generator().services(path(file, GeneratedFile.suffixes[1])))
      }
    }
    return generated
  }

  private func path(_ file: String, _ suffix: String) -> String {
    let stem = Naming.withoutExtension(file)
    switch options.fileNaming {
    case .fullPath: return stem + suffix
    case .pathToUnderscores: return stem.split(separator: "/").joined(separator: "_") + suffix
    case .dropPath: return (stem.split(separator: "/").last.map(String.init) ?? "") + suffix
    }
  }
}
