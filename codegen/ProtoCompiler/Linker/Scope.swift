/// Looks names up as a file sees them: its own, those of its imports, and those that imports make public.
final class Scope {
  let file: FileNode
  private let compilation: Compilation
  private var visible: FileSet
  private var used = FileSet()

  /// How a name was looked up in vain.
  enum Failure {
    case unknown
    /// The name's first part was found in an inner scope, where the rest isn't.
    case shadowed(String)
    /// Declared by the file with that index, which isn't imported.
    case notImported(Int)
  }
  private var failure = Failure.unknown

  private struct OuterKey: Hashable {
    var name: String
    var typesOnly: Bool
  }
  private struct Outer {
    var declaration: Declaration?
    var failure: Failure
  }
  /// What names mean from the file's package outwards.
  private var outer: [OuterKey: Outer] = [:]

  /// The packages of visible files and what surrounds those, once somebody asks for one.
  private var visiblePackages: Set<String>?

  init(file: FileNode, compilation: Compilation) {
    self.file = file
    self.compilation = compilation
    visible = FileSet()
    visible.insert(file.index)
    see(file.imports)
  }

  /// Makes visible what is imported for options alone.
  func includeOptionImports() {
    if file.optionImports.isEmpty { return }
    see(file.optionImports)
    outer = [:]
    visiblePackages = nil
  }

  private func see(_ imports: [ImportNode]) {
    for item in imports {
      if let index = item.file { visible.formUnion(compilation.files[index].publicFiles) }
    }
  }

  /// Whether something was found in an imported file, or in what it imports publicly.
  func isUsed(_ dependency: Int) -> Bool { used.intersects(compilation.files[dependency].publicFiles) }

  /// A full name without a leading dot, if the file may use it.
  func find(_ fullName: String) -> Declaration? {
    guard let entry = compilation.declarations.find(fullName) else { return nil }
    if visible.contains(entry.file) {
      used.insert(entry.file)
      return entry.declaration
    }
    // A package may be declared by many files; one that is visible is enough.
    if case .package = entry.declaration, isVisiblePackage(fullName) { return entry.declaration }
    failure = .notImported(entry.file)
    return nil
  }

  private func isVisiblePackage(_ name: String) -> Bool {
    if let known = visiblePackages { return known.contains(name) }
    var names = Set(visible.files.map { compilation.files[$0].package })
    for package in names {
      for end in package.utf8.indices where package.utf8[end] == UInt8(ascii: ".") {
        names.insert(String(package[..<end]))
      }
    }
    visiblePackages = names
    return names.contains(name)
  }

  /// A name as written in the source, searched from the innermost scope outwards. The first part of the name decides:
  /// once that is found, the rest must be there.
  ///
  /// - Parameters:
  ///   - name: the name; with a leading dot it is a full one.
  ///   - element: the full name of the element that uses it. The search begins in what surrounds that.
  ///   - typesOnly: pass over names that are neither messages nor enums.
  func look(up name: String, from element: String, typesOnly: Bool = false) -> Declaration? {
    failure = .unknown
    let dot = UInt8(ascii: ".")
    if name.utf8.first == dot { return find(String(name.dropFirst())) }
    let first = name.utf8.firstIndex(of: dot).map { String(name[..<$0]) } ?? name
    var scope = element[...]
    while let end = scope.utf8.lastIndex(of: dot) {
      scope = scope[..<end]
      // The surroundings of the file's package are the same for all its elements.
      if scope.utf8.count <= file.package.utf8.count { break }
      switch look(up: name, first, in: scope, typesOnly) {
      case .found(let declaration): return declaration
      case .missing: return nil
      case .nothing: continue
      }
    }
    let key = OuterKey(name: name, typesOnly: typesOnly)
    if let known = outer[key] {
      if case .unknown = failure { failure = known.failure }
      return known.declaration
    }
    let declaration = lookFromPackage(up: name, first, typesOnly)
    outer[key] = Outer(declaration: declaration, failure: failure)
    return declaration
  }

  private func lookFromPackage(up name: String, _ first: String, _ typesOnly: Bool) -> Declaration? {
    var scope = file.package[...]
    while !scope.isEmpty {
      switch look(up: name, first, in: scope, typesOnly) {
      case .found(let declaration): return declaration
      case .missing: return nil
      case .nothing: break
      }
      scope = scope.utf8.lastIndex(of: UInt8(ascii: ".")).map { scope[..<$0] } ?? ""
    }
    return find(name)
  }

  private enum Step {
    case found(Declaration)
    /// The first part is there, but not the rest.
    case missing
    case nothing
  }

  private func look(up name: String, _ first: String, in scope: Substring, _ typesOnly: Bool) -> Step {
    var full = String(scope)
    full += "."
    full += first
    guard let declaration = find(full) else { return .nothing }
    if first.utf8.count == name.utf8.count {
      return typesOnly && !declaration.isType ? .nothing : .found(declaration)
    }
    if !declaration.isScope { return .nothing }
    full += name[name.utf8.index(name.startIndex, offsetBy: first.utf8.count)...]
    if let result = find(full) { return .found(result) }
    if case .unknown = failure { failure = .shadowed(full) }
    return .missing
  }

  /// Why the last name wasn't found.
  func explain(_ name: String) -> String {
    switch failure {
    case .unknown:
      return "\"\(name)\" is not declared"
    case .shadowed(let full):
      return
        "\"\(name)\" means \"\(full)\" here, since the innermost scope is searched first, and that is not declared: "
        + "a leading dot, as in \".\(name)\", starts from the outermost scope"
    case .notImported(let index):
      return "\"\(name)\" seems to be declared in \"\(compilation.files[index].name)\", which is not imported"
    }
  }
}
