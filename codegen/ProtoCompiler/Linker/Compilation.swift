/// One run of the compiler: the files it has read, and the names that they declare.
///
/// Files are parsed, and their descriptors written, several at once. Linking is one thread's work, in the order of imports,
/// so that what is found doesn't depend on timing.
final class Compilation {
  private let sources: any SourceTree
  private let reader: FileReader
  /// The files that have been parsed; nil for names that have no file.
  private var parsed: [String: FileNode?] = [:]
  /// The files that are linked or failed, each after its imports.
  private(set) var files: [FileNode] = []
  private var indexes: [String: Int] = [:]
  private var compiled: [CompiledFile] = []
  /// The files that are linked and have no descriptors yet.
  private var linked: [FileNode] = []
  let declarations = DeclarationTable()
  private var missing: [Diagnostic] = []
  private var requestedFiles: Set<String> = []
  private var builtInOptions: Compilation?
  /// The folders in which files are looked for, as messages name them; empty if that isn't on a disk.
  let folders: String

  init(sources: any SourceTree, allowsExperimentalEditions: Bool = false) {
    self.sources = sources
    folders = ((sources as? DirectorySourceTree)?.importPaths ?? []).map { "\"\($0)\"" }.joined(separator: ", ")
    reader = FileReader(sources: sources, allowsExperimentalEditions: allowsExperimentalEditions)
  }

  /// How many files are compiled at a time with what they import: the positions in them take much memory.
  private static let batch = 256

  /// Compiles files and all that they import.
  func compile(_ names: [String]) -> CompileResult {
    for start in stride(from: 0, to: names.count, by: Self.batch) {
      let batch = names[start..<min(start + Self.batch, names.count)]
      parseAll(Array(batch))
      for name in batch { add(name) }
      emit()
    }
    let found = files.flatMap { file in
      file.diagnostics.list.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }
    return CompileResult(files: compiled, requested: names, diagnostics: missing + found)
  }

  /// Writes the descriptors of the files that have been linked.
  private func emit() {
    compiled += linked.concurrentMap { file in
      defer { file.locations = LocationTable() }
      return DescriptorEmitter(file).compiledFile()
    }
    linked = []
  }

  // MARK: - Parsing

  /// Parses files, then all that those import, and so on.
  private func parseAll(_ names: [String]) {
    var names = names
    while !names.isEmpty {
      var seen: Set<String> = []
      names = names.filter { parsed[$0] == nil && seen.insert($0).inserted }
      let files = names.concurrentMap { [reader] in reader.read($0) }
      for (name, file) in zip(names, files) { parsed.updateValue(file, forKey: name) }
      names = files.flatMap { file in (file?.imports ?? []).map(\.name) + (file?.optionImports ?? []).map(\.name) }
    }
  }

  // MARK: - Loading

  private var notFound: String { folders.isEmpty ? "was not found" : "was not found in \(folders)" }

  /// For how many imports a remedy is still looked for: it is mostly one for all, and each takes a look at many folders.
  private var remedies = 10

  /// What to add to the error about an import that isn't found.
  private func remedy(for name: String) -> String {
    guard remedies > 0, let tree = sources as? DirectorySourceTree else { return "" }
    remedies -= 1
    guard let folder = tree.subfolder(holding: name) else { return "" }
    return "; it is in \"\(folder)\": name that folder with -I, or among the import_paths of martlet.json"
  }

  /// A file whose imports are being read.
  private struct Pending {
    var file: FileNode
    var nextImport = 0
  }

  /// Reads, parses and links a file after everything that it imports. An explicit stack, since chains of imports may be
  /// of any length.
  private func add(_ name: String) {
    requestedFiles.insert(name)
    if indexes[name] != nil { return }
    guard let first = load(name) else { return report(name, "the file \(notFound)") }
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
      } else if indexes[dependency.name] == nil, let next = load(dependency.name) {
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
    if parsed[name] == nil { parseAll([name]) }
    return parsed[name] ?? nil
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
    if !file.diagnostics.hasErrors { linked.append(file) }
  }

  /// The file that an import stands for, if it could be compiled.
  private func imported(_ item: ImportNode, by file: FileNode) -> Int? {
    guard let index = indexes[item.name] else {
      file.diagnostics.error(item.position, "the imported file \"\(item.name)\" \(notFound)\(remedy(for: item.name))")
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
}

/// Finds files and parses them.
private struct FileReader: Sendable {
  let sources: any SourceTree
  let allowsExperimentalEditions: Bool

  func read(_ name: String) -> FileNode? {
    guard let source = sources.file(named: name) else { return nil }
    let file = FileNode(name: name, path: source.path, diagnostics: Diagnostics(file: name, path: source.path))
    file.isBuiltIn = WellKnownFiles.text(name).map { $0.utf8.elementsEqual(source.bytes) } ?? false
    Parser.parse(source.bytes, into: file, allowsExperimentalEditions: allowsExperimentalEditions)
    return file
  }
}
