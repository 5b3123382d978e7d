import MartletReflection

/// Completes one file: declares its names, finds what its type names stand for, interprets its options, and checks what
/// the grammar can't.
///
/// Each step needs the one before it, so a file with errors isn't taken further.
struct FileLinker {
  let file: FileNode
  let compilation: Compilation
  let scope: Scope

  init(file: FileNode, compilation: Compilation) {
    self.file = file
    self.compilation = compilation
    scope = Scope(file: file, compilation: compilation)
  }

  private var declarations: DeclarationTable { compilation.declarations }

  func error(_ position: Position, _ message: @autoclosure () -> String) {
    file.diagnostics.error(position, message())
  }

  /// - Parameter warnUnused: warn of imports that nothing uses.
  func link(warnUnused: Bool) {
    linkDeclarations()
    if file.diagnostics.hasErrors { return }
    scope.includeOptionImports()
    OptionInterpreter(file: file, compilation: compilation, scope: scope).interpretAll()
    if file.diagnostics.hasErrors { return }
    Validator(file: file).validate()
    if warnUnused && !file.diagnostics.hasErrors { warnOfUnusedImports() }
  }

  /// Declares names and resolves types.
  func linkDeclarations() {
    checkImports()
    declarePackage()
    for message in file.messages { declare(message, in: file.package) }
    for enumeration in file.enums { declare(enumeration, in: file.package) }
    for service in file.services { declare(service) }
    for field in file.extensions { declare(field, in: file.package) }
    FeatureResolver(file: file).resolve()
    NumberChecker(file: file).check()
    resolveAll()
  }

  private func checkImports() {
    var seen: Set<String> = []
    for item in file.imports + file.optionImports where !seen.insert(item.name).inserted {
      error(item.position, "\"\(item.name)\" is imported twice")
    }
  }

  private func warnOfUnusedImports() {
    let publicImports = Set(file.publicImports)
    for (index, item) in file.imports.enumerated() {
      guard let dependency = item.file, !scope.isUsed(dependency) else { continue }
      if publicImports.contains(Int32(truncatingIfNeeded: index)) { continue }
      file.diagnostics.warning(item.position, "the import \"\(item.name)\" is unused", category: .unusedImport)
    }
  }

  // MARK: - Declaring

  /// How long the full name of a message or service may be: all that is in it repeats the name.
  private static let maximumNameLength = 2048

  private func checkLength(_ name: String, _ position: Position) -> Bool {
    if name.utf8.count <= Self.maximumNameLength { return true }
    error(position, "the full name has more than \(Self.maximumNameLength) bytes")
    return false
  }

  private func declarePackage() {
    if file.package.isEmpty { return }
    var end = file.package.startIndex
    while true {
      end = file.package[end...].firstIndex(of: ".") ?? file.package.endIndex
      let name = String(file.package[..<end])
      if let existing = declarations.insert(name, .package, file: file.index) {
        if case .package = existing.declaration {
        } else {
          let other = compilation.files[existing.file].name
          error(file.packagePosition, "\"\(name)\" is declared in \"\(other)\", as something other than a package")
        }
      }
      if end == file.package.endIndex { return }
      end = file.package.index(after: end)
    }
  }

  /// Names a node by its surroundings, and declares the name.
  ///
  /// - Returns: whether the name was free.
  @discardableResult
  private func declare(
    _ node: DeclarationNode, in scope: String, _ declaration: Declaration, note: String = ""
  ) -> Bool {
    let fullName = scope.isEmpty ? node.name : scope + "." + node.name
    node.fullName = fullName
    guard let existing = declarations.insert(fullName, declaration, file: file.index) else { return true }
    if existing.file != file.index {
      let other = compilation.files[existing.file].name
      error(node.position, "\"\(fullName)\" is already declared in \"\(other)\"")
    } else if scope.isEmpty {
      error(node.position, "\"\(fullName)\" is already declared\(note)")
    } else {
      error(node.position, "\"\(node.name)\" is already declared in \"\(scope)\"\(note)")
    }
    return false
  }

  private func declare(_ message: MessageNode, in scope: String) {
    let isNew = declare(message, in: scope, .message(message))
    message.isMessageSet = message.options.flag("message_set_wire_format") == true
    let name = message.fullName
    guard checkLength(name, message.position) else { return }
    for oneof in message.oneofs { declare(oneof, in: name, .oneof(oneof)) }
    // Of two maps whose entry types clash one complaint is enough.
    for field in message.fields { declare(field, in: name, isSilent: message.isMapEntry && !isNew) }
    for enumeration in message.enums { declare(enumeration, in: name) }
    for field in message.extensions { declare(field, in: name) }
    for nested in message.messages { declare(nested, in: name) }
  }

  private func declare(_ field: FieldNode, in scope: String, isSilent: Bool = false) {
    if field.jsonName == nil { field.jsonName = JSONName.make(field.name) }
    if isSilent { return field.fullName = scope + "." + field.name }
    declare(field, in: scope, .field(field))
  }

  /// An enum's values are named as if they were declared beside it.
  private func declare(_ enumeration: EnumNode, in scope: String) {
    declare(enumeration, in: scope, .enumeration(enumeration))
    for value in enumeration.values {
      declare(
        value, in: scope, .enumValue(value),
        note: ": an enum's values are siblings of the enum, so each name must be unique in its surroundings")
    }
  }

  private func declare(_ service: ServiceNode) {
    declare(service, in: file.package, .service(service))
    guard checkLength(service.fullName, service.position) else { return }
    for method in service.methods { declare(method, in: service.fullName, .method(method)) }
  }
}
