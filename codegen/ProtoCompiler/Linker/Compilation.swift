/// One run of the compiler: the files it has read, and the names that they declare.
final class Compilation {
  private let pool: WorkerPool
  /// The files that are linked or failed, each after its imports.
  private(set) var files: [FileNode] = []
  private var indexes: [String: Int] = [:]
  /// Names that have no file.
  private var absent: Set<String> = []
  let declarations = DeclarationTable()
  private var missing: [Diagnostic] = []
  private var requestedFiles: Set<String> = []
  private var builtInOptions: Compilation?
  /// The folders in which files are looked for, as messages name them; empty if that isn't on a disk.
  let folders: String

  init(sources: any SourceTree, allowsExperimentalEditions: Bool = false) {
    folders = ((sources as? DirectorySourceTree)?.importPaths ?? []).map { "\"\($0)\"" }.joined(separator: ", ")
    pool = WorkerPool(sources: sources, allowsExperimentalEditions: allowsExperimentalEditions)
  }

  /// Begins to parse files that will be added.
  func prepare(_ names: [String]) {
    // A thread costs more than a file or two.
    if names.count > 4 { pool.start(names, workers: min(Thread.processors - 1, 7)) }
  }

  // MARK: - Loading

  private var notFound: String { folders.isEmpty ? "was not found" : "was not found in \(folders)" }

  /// A file whose imports are being read.
  private struct Pending {
    var file: FileNode
    var nextImport = 0
  }

  /// Reads, parses and links a file after everything that it imports. An explicit stack, since chains of imports may be
  /// of any length.
  func add(_ name: String) {
    requestedFiles.insert(name)
    if indexes[name] != nil { return }
    guard !absent.contains(name), let first = load(name) else {
      report(name, "the file \(notFound)")
      return
    }
    var stack = [Pending(file: first)]
    /// Where files stand in the stack.
    var open = [name: 0]
    while var top = stack.popLast() {
      let file = top.file
      if file.diagnostics.hasErrors || top.nextImport >= file.imports.count + file.optionImports.count {
        open[file.name] = nil
        finish(file)
        continue
      }
      let dependency =
        top.nextImport < file.imports.count
        ? file.imports[top.nextImport] : file.optionImports[top.nextImport - file.imports.count]
      top.nextImport += 1
      stack.append(top)
      if let start = open[dependency.name] {
        file.diagnostics.error(
          dependency.position, "the import is circular: \(Self.cycle(stack[start...]))")
      } else if indexes[dependency.name] == nil, !absent.contains(dependency.name), let next = load(dependency.name) {
        open[dependency.name] = stack.count
        stack.append(Pending(file: next))
      }
    }
  }

  /// Files that import each other, the first one again at the end. Of a long circle the middle is left out.
  private static func cycle(_ files: ArraySlice<Pending>) -> String {
    let end = 10
    let isLong = files.count > 2 * end
    var names = (isLong ? files.prefix(end) : files).map(\.file.name)
    if isLong { names += ["… \(files.count - 2 * end) more …"] + files.suffix(end).map(\.file.name) }
    return (names + names.prefix(1)).joined(separator: " -> ")
  }

  /// Reports something about a file or folder that isn't read.
  func report(_ name: String, _ message: String, _ severity: Diagnostic.Severity = .error) {
    missing.append(Diagnostic(file: name, line: 0, column: 0, message: message, severity: severity))
  }

  private func load(_ name: String) -> FileNode? {
    if let file = pool.file(named: name) { return file }
    absent.insert(name)
    return nil
  }

  private func finish(_ file: FileNode) {
    file.index = files.count
    files.append(file)
    indexes[file.name] = file.index
    if file.diagnostics.hasErrors { return }
    for at in file.imports.indices { file.imports[at].file = imported(file.imports[at], by: file) }
    for at in file.optionImports.indices { file.optionImports[at].file = imported(file.optionImports[at], by: file) }
    file.publicFiles.insert(file.index)
    for at in file.publicImports {
      if let index = file.imports[Int(at)].file { file.publicFiles.formUnion(files[index].publicFiles) }
    }
    FileLinker(file: file, compilation: self).link(warnUnused: requestedFiles.contains(file.name))
    if !file.diagnostics.hasErrors { pool.emit(file) }
  }

  /// The file that an import stands for, if it could be compiled.
  private func imported(_ item: ImportNode, by file: FileNode) -> Int? {
    guard let index = indexes[item.name] else {
      file.diagnostics.error(item.position, "the imported file \"\(item.name)\" \(notFound)")
      return nil
    }
    if files[index].diagnostics.hasErrors {
      file.diagnostics.error(item.position, "the imported file \"\(item.name)\" has errors")
      return nil
    }
    return index
  }

  // MARK: - Options' own schema

  /// The message that declares the options of a kind of element. It comes from the descriptor.proto that takes part in the
  /// compilation, or else from the one that is built in.
  func optionsMessage(_ name: String) -> MessageNode? {
    let fullName = "google.protobuf." + name
    if case .message(let message)? = declarations.find(fullName)?.declaration { return message }
    if builtInOptions == nil {
      let compilation = Compilation(sources: MemorySourceTree([:]))
      compilation.addDeclarations(of: "google/protobuf/descriptor.proto")
      builtInOptions = compilation
    }
    if case .message(let message)? = builtInOptions?.declarations.find(fullName)?.declaration { return message }
    return nil
  }

  /// Links a file as far as its declarations go: no options, no descriptor.
  private func addDeclarations(of name: String) {
    guard let file = load(name) else { return }
    files.append(file)
    FileLinker(file: file, compilation: self).linkDeclarations()
  }

  // MARK: - The result

  func result(requested: [String]) -> CompileResult {
    let compiled = pool.finish()
    let found = files.flatMap { file in
      file.diagnostics.list.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }
    return CompileResult(files: compiled, requested: requested, diagnostics: missing + found)
  }
}
