import MartletProtobuf
import MartletReflection

/// Compiles .proto files: proto2, proto3, and the syntax of editions.
///
/// Its descriptors are those of protoc, byte for byte.
public struct ProtoCompiler: Sendable {
  private let sources: any SourceTree

  /// Whether files may be written in editions that aren't released: 2026 and UNSTABLE. What they mean may change.
  public var allowsExperimentalEditions = false

  /// A compiler that finds files below folders, searched in order, and then among the built-in well-known files.
  ///
  /// - Parameter importPaths: the folders; none means the current one.
  public init(importPaths: [String]) {
    sources = DirectorySourceTree(importPaths: importPaths)
  }

  /// A compiler that finds files wherever `sources` says.
  public init(sources: some SourceTree) {
    self.sources = sources
  }

  /// Compiles files and all that they import.
  ///
  /// - Parameter files: names as imports spell them, or paths of files below an import path.
  /// - Returns: what could be compiled, and everything that was found wrong.
  public func compile(_ files: [String]) -> CompileResult {
    let compilation = Compilation(sources: sources, allowsExperimentalEditions: allowsExperimentalEditions)
    let tree = sources as? DirectorySourceTree
    for path in tree?.importPaths ?? [] where !Files.isFolder(path) {
      compilation.report(path, "the import path is no folder", .warning)
    }
    let inputs = files.map { tree?.input($0) ?? .name($0) }
    var requested: [String] = []
    for (file, input) in zip(files, inputs) {
      switch input {
      case .name(let name):
        requested.append(name)
      case .outside:
        compilation.report(file, "the file lies in none of the import paths \(compilation.folders)")
      case .hidden(let other):
        compilation.report(file, "the file is hidden by \"\(other)\", which comes first on the import paths")
      }
    }
    return compilation.compile(requested)
  }
}

/// What came of compiling.
public struct CompileResult: Sendable {
  /// The files without errors, in protoc's order: each after those that it imports.
  public var files: [CompiledFile]
  /// The names of the files that were asked for, as imports spell them.
  public var requested: [String]
  /// Everything that was found, file by file, in the order of lines.
  public var diagnostics: [Diagnostic]

  /// Whether any file has an error.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// What a descriptor set holds besides the files that were asked for.
  public struct SetOptions: Hashable, Sendable {
    /// Also the files that others import. Either way a file stands after those that it imports.
    public var includeImports = true
    /// Also positions and comments.
    public var includeSourceInfo = true
    /// Also options that are for compilers and the like (`retention = RETENTION_SOURCE`), and all options as the source
    /// has them. Otherwise the statements that set parts of one message are merged, and all fields stand in the order of
    /// their numbers.
    public var retainOptions = false

    public init(includeImports: Bool = true, includeSourceInfo: Bool = true, retainOptions: Bool = false) {
      self.includeImports = includeImports
      self.includeSourceInfo = includeSourceInfo
      self.retainOptions = retainOptions
    }
  }

  /// The serialized `FileDescriptorSet`.
  public func serializedDescriptorSet(_ options: SetOptions = SetOptions()) -> [UInt8] {
    let files = selection(options)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(files.reduce(0) { $0 + $1.serializedSize(options.includeSourceInfo) + 6 })
    for file in files { file.write(options.includeSourceInfo, to: &bytes) }
    return bytes
  }

  /// Hands the serialized `FileDescriptorSet` to `body` piece by piece.
  public func writeDescriptorSet<E: Error>(
    _ options: SetOptions = SetOptions(), to body: (UnsafeRawBufferPointer) throws(E) -> Void
  ) throws(E) {
    // A set of large files needn't be in memory a second time; small pieces together spare system calls.
    var pending: [UInt8] = []
    for file in selection(options) {
      file.write(options.includeSourceInfo, to: &pending)
      if pending.count < 1 << 20 { continue }
      try pending.span.withUnsafeBytes(body)
      pending.removeAll(keepingCapacity: true)
    }
    try pending.span.withUnsafeBytes(body)
  }

  /// The `FileDescriptorSet`. In comments, what isn't UTF-8 is replaced by U+FFFD.
  public func descriptorSet(_ options: SetOptions = SetOptions()) -> Google_Protobuf_FileDescriptorSet {
    .with { $0.file = selection(options).map { $0.descriptor(options.includeSourceInfo) } }
  }

  private func selection(_ options: SetOptions) -> [CompiledFile.Form] {
    let requested = Set(requested)
    return files.filter { options.includeImports || requested.contains($0.name) }.map { file in
      options.retainOptions ? file.source : file.runtime ?? file.source
    }
  }
}

/// A compiled file.
public struct CompiledFile: Sendable {
  /// The name that imports use.
  public let name: String
  /// Where it was read from; nil for a built-in file.
  public let path: String?

  let source: Form
  /// The form of a set for programs that run; nil if it is the same.
  let runtime: Form?
}
