extension SwiftGenerator.Options {
  /// Reads the JSON object of strings in the file that an option names.
  public typealias MappingReader = (_ path: String) throws -> [String: String]

  /// The options with their values, for the help of commands.
  public static let summary = """
    access=public|package|internal, import_visibility=public|package|internal, messages=, server=, client=true|false, \
    file_naming=full_path|path_to_underscores|drop_path, module=NAME, module_mappings=FILE.json|PATH=MODULE;…, \
    availability=PLATFORM VERSION;…, bytes_type=array|data
    """

  /// Options as a plugin's parameter carries them: `access=package,client=false,module_mappings=common/=Common`.
  ///
  /// - Parameter readMappings: reads the file that `module_mappings` may name.
  /// - Throws: `GenerationError` that names a parameter that isn't known, or whose value isn't.
  public init(parameter: String, readMappings: MappingReader? = nil) throws(GenerationError) {
    self.init()
    for part in parameter.split(separator: ",") { try set(String(part), readMappings: readMappings) }
  }

  /// Sets one option from `name=value`; a name alone says true.
  ///
  /// - Throws: `GenerationError` if there is no such option or the value isn't one of its values.
  public mutating func set(_ assignment: String, readMappings: MappingReader? = nil) throws(GenerationError) {
    let pair = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    try set(String(pair[0]), pair.count > 1 ? String(pair[1]) : "", readMappings: readMappings)
  }

  /// Sets one option by its name in a plugin's parameter.
  ///
  /// - Parameter readMappings: reads the file that `module_mappings` may name.
  /// - Throws: `GenerationError` if there is no such option or the value isn't one of its values.
  public mutating func set(_ name: String, _ value: String, readMappings: MappingReader? = nil) throws(GenerationError)
  {
    switch name {
    case "access": access = try Self.choice(name, value)
    case "import_visibility": importVisibility = try Self.choice(name, value)
    case "bytes_type": bytesType = try Self.choice(name, value)
    case "file_naming": fileNaming = try Self.choice(name, value)
    case "messages": messages = try Self.flag(name, value)
    case "server": server = try Self.flag(name, value)
    case "client": client = try Self.flag(name, value)
    case "module": module = try Self.moduleName(name, value)
    case "module_mappings": try setModuleMappings(value, readMappings)
    case "availability":
      availability = try value.split(separator: ";").map { part throws(GenerationError) in try Self.platform(part) }
    default:
      throw GenerationError(
        """
        unknown parameter \(Literals.string(name)); known are access, availability, bytes_type, client, file_naming, \
        import_visibility, messages, module, module_mappings, server
        """)
    }
  }

  private static func flag(_ name: String, _ value: String) throws(GenerationError) -> Bool {
    switch value {
    case "true", "": return true
    case "false": return false
    default: throw GenerationError("parameter \"\(name)\" is true or false, not \(Literals.string(value))")
    }
  }

  private static func choice<C: RawRepresentable & CaseIterable>(
    _ name: String, _ value: String
  ) throws(GenerationError) -> C where C.RawValue == String {
    if let choice = C(rawValue: value) { return choice }
    let known = C.allCases.map(\.rawValue).joined(separator: ", ")
    throw GenerationError("parameter \"\(name)\" is one of \(known), not \(Literals.string(value))")
  }

  private static func moduleName(_ name: String, _ value: String) throws(GenerationError) -> String {
    if Validation.isIdentifier(value) { return value }
    throw GenerationError("parameter \"\(name)\": \(Literals.string(value)) is not a module's name")
  }

  /// `macOS 26.1` and the like: it becomes part of an attribute as it stands.
  private static func platform(_ text: Substring) throws(GenerationError) -> String {
    let words = text.split(separator: " ")
    if words.count == 2, Validation.isIdentifier(String(words[0])),
      words[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") }),
      words[1].first != ".", words[1].last != "."
    {
      return "\(words[0]) \(words[1])"
    }
    throw GenerationError(
      "parameter \"availability\" is platforms and versions such as macOS 26;iOS 26, not \(Literals.string(String(text)))"
    )
  }

  private mutating func setModuleMappings(
    _ value: String, _ readMappings: MappingReader?
  ) throws(GenerationError) {
    if value.contains("=") || value.isEmpty {
      for part in value.split(separator: ";") {
        guard let equals = part.lastIndex(of: "=") else {
          throw GenerationError("parameter \"module_mappings\": \(Literals.string(String(part))) is not PATH=MODULE")
        }
        let module = String(part[part.index(after: equals)...])
        moduleMappings[String(part[..<equals])] = try Self.moduleName("module_mappings", module)
      }
      return
    }
    let mappings: [String: String]
    do {
      mappings = try readMappings?(value) ?? [:]
    } catch {
      throw GenerationError("parameter \"module_mappings\": \(value) can't be read: \(error)")
    }
    for (path, module) in mappings { moduleMappings[path] = try Self.moduleName("module_mappings", module) }
  }
}
