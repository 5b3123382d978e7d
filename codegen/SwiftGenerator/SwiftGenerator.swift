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
  /// - Throws: `GenerationError` if two files can't live in one program, one has a syntax that isn't known, or options
  ///   contradict each other.
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

  /// The Swift files of a `.proto` file: `.pb.swift`, and `.rpc.swift` if it declares services.
  ///
  /// - Parameter file: the path that its descriptor has as its name.
  /// - Throws: `GenerationError` if there is no such file or if it can't be expressed in Swift.
  public func generate(_ file: String) throws(GenerationError) -> [GeneratedFile] {
    guard let source = table.files[file] else { throw GenerationError("there is no such file", file: file) }
    let generator = FileGenerator(context: FileContext(source, table, graph, options))
    var generated: [GeneratedFile] = []
    if options.messages {
      generated.append(GeneratedFile(path: path(file, GeneratedFile.suffixes[0]), content: try generator.messages()))
    }
    if !source.descriptor.service.isEmpty && (options.server || options.client) {
      generated.append(GeneratedFile(path: path(file, GeneratedFile.suffixes[1]), content: try generator.services()))
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
