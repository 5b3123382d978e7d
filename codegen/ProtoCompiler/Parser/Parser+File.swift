// Files: the syntax statement, package, imports, and what stands at the top level.

/// The numbers of descriptor.proto's fields, which make up the paths of locations.
enum Path {
  static let filePackage: Int32 = 2
  static let fileDependency: Int32 = 3
  static let fileMessage: Int32 = 4
  static let fileEnum: Int32 = 5
  static let fileService: Int32 = 6
  static let fileExtension: Int32 = 7
  static let fileOptions: Int32 = 8
  static let filePublicDependency: Int32 = 10
  static let fileWeakDependency: Int32 = 11
  static let fileSyntax: Int32 = 12
  static let fileOptionDependency: Int32 = 15

  static let name: Int32 = 1

  static let messageField: Int32 = 2
  static let messageNested: Int32 = 3
  static let messageEnum: Int32 = 4
  static let messageExtensionRange: Int32 = 5
  static let messageExtension: Int32 = 6
  static let messageOptions: Int32 = 7
  static let messageOneof: Int32 = 8
  static let messageReservedRange: Int32 = 9
  static let messageReservedName: Int32 = 10

  static let rangeStart: Int32 = 1
  static let rangeEnd: Int32 = 2
  static let rangeOptions: Int32 = 3

  static let fieldExtendee: Int32 = 2
  static let fieldNumber: Int32 = 3
  static let fieldLabel: Int32 = 4
  static let fieldType: Int32 = 5
  static let fieldTypeName: Int32 = 6
  static let fieldDefault: Int32 = 7
  static let fieldOptions: Int32 = 8
  static let fieldJSONName: Int32 = 10

  static let oneofOptions: Int32 = 2

  static let enumValue: Int32 = 2
  static let enumOptions: Int32 = 3
  static let enumReservedRange: Int32 = 4
  static let enumReservedName: Int32 = 5
  static let enumValueNumber: Int32 = 2
  static let enumValueOptions: Int32 = 3

  static let serviceMethod: Int32 = 2
  static let serviceOptions: Int32 = 3
  static let methodInput: Int32 = 2
  static let methodOutput: Int32 = 3
  static let methodOptions: Int32 = 4
  static let methodClientStreaming: Int32 = 5
  static let methodServerStreaming: Int32 = 6

  static let uninterpretedOption: Int32 = 999
}

extension Parser {
  mutating func parseFile() {
    readFirstComments()
    let root = locations.openRoot(at: current.position)
    if lookingAt(.syntax) || lookingAt(.edition) {
      do throws(ParseFailure) {
        try parseSyntax(root)
      } catch {
        // In a language that isn't known nothing else would make sense.
        return
      }
    } else if !atEnd {
      file.diagnostics.warning(
        current.position, "no syntax is given, so proto2 is assumed: begin with `syntax = \"proto3\";`")
    }
    while !atEnd {
      do throws(ParseFailure) {
        try parseTopLevelStatement(root)
      } catch {
        skipStatement()
        if lookingAt("}") {
          self.error("unmatched \"}\"")
          _ = takeEnd("}", of: nil)
        }
      }
    }
    finish(root)
  }

  private mutating func parseSyntax(_ root: Int) throws(ParseFailure) {
    let isEdition = lookingAt(.edition)
    // protoc puts an edition's location under the path of the syntax.
    let location = begin(root, Path.fileSyntax)
    advance()
    try expect("=")
    let position = current.position
    let name = try text("a string that names the \(isEdition ? "edition" : "syntax")")
    try expectEnd(";", of: location)
    finish(location)
    if !isEdition {
      guard name == "proto2" || name == "proto3" else {
        error(at: position, "unknown syntax \"\(name)\": expected \"proto2\" or \"proto3\"")
        throw ParseFailure()
      }
      file.edition = name == "proto3" ? Edition.proto3 : Edition.proto2
    } else if let edition = Edition.released[name] {
      file.edition = edition
    } else if let edition = Edition.experimental[name] {
      if !allowsExperimentalEditions {
        error(at: position, "edition \"\(name)\" isn't released yet; experimental editions must be allowed to use it")
        throw ParseFailure()
      }
      file.edition = edition
    } else {
      error(at: position, "unknown edition \"\(name)\": expected \"2023\" or \"2024\"")
      throw ParseFailure()
    }
  }

  /// `export` or `local` before a type, from edition 2024 on.
  mutating func takeVisibility() throws(ParseFailure) -> Visibility? {
    guard file.edition >= Edition.edition2024, lookingAt(.export) || lookingAt(.local) else { return nil }
    let visibility: Visibility = lookingAt(.export) ? .export : .local
    advance()
    guard lookingAt(.message) || lookingAt(.enum) else {
      throw fail("only messages and enums can be \"export\" or \"local\"")
    }
    return visibility
  }

  private mutating func parseTopLevelStatement(_ root: Int) throws(ParseFailure) {
    if takeEnd(";", of: nil) { return }
    if try parseDeclaration(in: file, root) { return }
    switch current.keyword {
    case .service:
      let location = begin(root, Path.fileService, file.services.count)
      file.services.append(try parseService(location))
      finish(location)
    case .import:
      try parseImport(root)
    case .package:
      try parsePackage(root)
    default:
      throw fail("expected a declaration, such as \"message\", found \(found)")
    }
  }

  /// What files and messages have in common; false if it isn't that.
  mutating func parseDeclaration(in scope: any DeclarationScope, _ parent: Int) throws(ParseFailure) -> Bool {
    let visibility = try takeVisibility()
    let location: Int
    switch current.keyword {
    case .message:
      location = begin(parent, scope.paths.messages, scope.messages.count)
      let message = try parseMessage(location)
      message.visibility = visibility
      scope.messages.append(message)
    case .enum:
      location = begin(parent, scope.paths.enums, scope.enums.count)
      let enumeration = try parseEnum(location)
      enumeration.visibility = visibility
      scope.enums.append(enumeration)
    case .extend:
      location = begin(parent, scope.paths.extensions)
      try parseExtend(location, in: scope, parent: parent)
    case .option:
      location = begin(parent, scope.paths.options)
      try parseOptionStatement(&scope.options, location)
    default:
      return false
    }
    finish(location)
    return true
  }

  private mutating func parsePackage(_ root: Int) throws(ParseFailure) {
    if !file.package.isEmpty { error("the package has been declared before") }
    let location = begin(root, Path.filePackage)
    file.packagePosition = current.position
    advance()
    var name = try identifier("the package's name")
    while take(".") { name += "." + (try identifier("an identifier")) }
    file.package = name
    if name.utf8.count > Self.packageLength { error(at: file.packagePosition, "the package's name is too long") }
    if name.utf8.count(where: { $0 == UInt8(ascii: ".") }) > Self.packageDots {
      error(at: file.packagePosition, "the package has too many parts")
    }
    try expectEnd(";", of: location)
    finish(location)
  }

  /// What protoc allows.
  private static let packageLength = 511
  private static let packageDots = 100

  private mutating func parseImport(_ root: Int) throws(ParseFailure) {
    let position = current.position
    // `import option "file";`
    if file.edition >= Edition.edition2024, tokens[index + 1].keyword == .option {
      let location = begin(root, Path.fileOptionDependency, file.optionImports.count)
      advance()
      advance()
      file.optionImports.append(try parseImportedName(location, position))
      return
    }
    let location = begin(root, Path.fileDependency, file.imports.count)
    advance()
    if !file.optionImports.isEmpty { error("an import can't stand after one for options") }
    let number = Int32(truncatingIfNeeded: file.imports.count)
    let (publicCount, weakCount) = (file.publicImports.count, file.weakImports.count)
    if lookingAt(.public) {
      let modifier = begin(root, Path.filePublicDependency, publicCount)
      advance()
      finish(modifier)
      file.publicImports.append(number)
    } else if lookingAt(.weak) {
      if file.edition >= Edition.edition2024 {
        error("editions from 2024 on have no weak imports: \"import option\" takes their place")
      }
      let modifier = begin(root, Path.fileWeakDependency, weakCount)
      advance()
      finish(modifier)
      file.weakImports.append(number)
    }
    file.imports.append(try parseImportedName(location, position))
  }

  private mutating func parseImportedName(_ location: Int, _ position: Position) throws(ParseFailure) -> ImportNode {
    let name = try text("a string that names the file to import")
    if name.utf8.contains(0) { error(at: position, "a file's name can't hold a NUL") }
    try expectEnd(";", of: location)
    finish(location)
    return ImportNode(name: name, position: position)
  }
}
