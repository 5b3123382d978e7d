import MartletProtobuf
import MartletReflection

extension SwiftGenerator.Options {
  /// Reads the file that an option names; what it throws says of itself which file that is.
  public typealias FileReader = (_ path: String) throws -> [UInt8]

  /// The options with their values, for the help of commands.
  public static let summary = """
    access=public|package|internal, import_visibility=public|package|internal, messages=, server=, client=, \
    unimplemented_defaults=true|false, file_naming=full_path|path_to_underscores|drop_path, module=NAME, \
    module_mappings=FILE.json|PATH=MODULE;…, availability=PLATFORM VERSION;…, bytes_type=array|data
    """

  /// Options as a plugin's parameter carries them: `access=package,client=false,module_mappings=common/=Common`.
  ///
  /// - Parameter read: reads the file that `module_mappings` may name.
  /// - Throws: `GenerationError` that names a parameter that isn't known, or whose value isn't.
  public init(parameter: String, read: FileReader? = nil) throws(GenerationError) {
    self.init()
    try set(parameter, read: read)
  }

  /// Sets options from `name=value`, with commas between several; a name alone says true.
  ///
  /// - Throws: `GenerationError` if there is no such option or the value isn't one of its values.
  public mutating func set(_ assignments: String, read: FileReader? = nil) throws(GenerationError) {
    for assignment in assignments.split(separator: ",") {
      let pair = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      try set(String(pair[0]), pair.count > 1 ? String(pair[1]) : "", read: read)
    }
  }

  /// Sets one option by its name in a plugin's parameter.
  ///
  /// - Parameter read: reads the file that `module_mappings` may name.
  /// - Throws: `GenerationError` if there is no such option or the value isn't one of its values.
  public mutating func set(_ name: String, _ value: String, read: FileReader? = nil) throws(GenerationError) {
    switch name {
    case "access": access = try Self.choice(name, value)
    case "import_visibility": importVisibility = try Self.choice(name, value)
    case "bytes_type": bytesType = try Self.choice(name, value)
    case "file_naming": fileNaming = try Self.choice(name, value)
    case "messages": messages = try Self.flag(name, value)
    case "server": server = try Self.flag(name, value)
    case "client": client = try Self.flag(name, value)
    case "unimplemented_defaults": unimplementedDefaults = try Self.flag(name, value)
    case "module": module = try Self.moduleName(name, value)
    case "module_mappings": try setModuleMappings(value, read)
    case "availability":
      availability = try value.split(separator: ";").map { part throws(GenerationError) in try Self.platform(part) }
    default:
      let hint = Self.hint(name, value).map { "did you mean \($0)?" } ?? "known are \(Self.summary)"
      throw GenerationError("unknown parameter \(Literals.string(name)); \(hint)")
    }
  }

  /// What is meant by the options of other generators for Swift, and by ours in other letters; keys are in lower case
  /// and without underscores.
  private static let otherNames = [
    "visibility": "access", "access": "access", "filenaming": "file_naming", "bytestype": "bytes_type",
    "client": "client", "server": "server", "importvisibility": "import_visibility",
    "useaccesslevelonimports": "import_visibility=public", "implementationonlyimports": "import_visibility=internal",
    "protopathmodulemappings": "module_mappings=PATH=MODULE;…", "modulemappings": "module_mappings=PATH=MODULE;…",
  ]

  /// The assignment that was probably meant: `file_naming=path_to_underscores` by `FileNaming=PathToUnderscores`.
  private static func hint(_ name: String, _ value: String) -> String? {
    guard let own = otherNames[name.lowercased().replacing("_", with: "")] else { return nil }
    let words = value.reduce(into: "") { $0 += ($1.isUppercase && !$0.isEmpty ? "_" : "") + $1.lowercased() }
    var probe = Self()
    return (try? probe.set(own, words)) == nil ? own : "\(own)=\(words)"
  }

  private static func flag(_ name: String, _ value: String) throws(GenerationError) -> Bool {
    if let flag = value.isEmpty ? true : Bool(value) { return flag }
    throw GenerationError("parameter \"\(name)\" is true or false, not \(Literals.string(value))")
  }

  private static func choice<C: RawRepresentable & CaseIterable>(
    _ name: String, _ value: String
  ) throws(GenerationError) -> C where C.RawValue == String {
    if let choice = C(rawValue: value) { return choice }
    let known = C.allCases.map(\.rawValue).joined(separator: ", ")
    throw GenerationError("parameter \"\(name)\" is one of \(known), not \(Literals.string(value))")
  }

  private static func moduleName(_ name: String, _ value: String) throws(GenerationError) -> String {
    if Naming.isIdentifier(value) { return value }
    throw GenerationError("parameter \"\(name)\": \(Literals.string(value)) is not a module's name")
  }

  /// `macOS 26.1` and the like: it becomes part of an attribute as it stands.
  private static func platform(_ text: Substring) throws(GenerationError) -> String {
    if let match = text.wholeMatch(of: #/ *([A-Za-z_][A-Za-z_0-9]*) +([0-9]+(?:\.[0-9]+)*) */#) {
      return "\(match.1) \(match.2)"
    }
    let found = Literals.string(String(text))
    throw GenerationError(
      "parameter \"availability\" is platforms and versions such as macOS 26;iOS 26, not \(found)")
  }

  private mutating func setModuleMappings(_ value: String, _ read: FileReader?) throws(GenerationError) {
    var mappings: [(path: String, module: String)] = []
    if value.contains("=") || value.isEmpty {
      for part in value.split(separator: ";") {
        guard let equals = part.lastIndex(of: "=") else {
          throw GenerationError("parameter \"module_mappings\": \(Literals.string(String(part))) is not PATH=MODULE")
        }
        mappings.append((String(part[..<equals]), String(part[part.index(after: equals)...])))
      }
    } else {
      let bytes: [UInt8]
      do {
        bytes = try read?(value) ?? Array("{}".utf8)
      } catch {
        throw GenerationError("parameter \"module_mappings\": \(error)")
      }
      do {
        let object = try Google_Protobuf_Struct(jsonUTF8Bytes: bytes.withoutByteOrderMark)
        mappings = object.fields.map { ($0.key, $0.value.stringValue) }
      } catch {
        throw GenerationError("parameter \"module_mappings\": \(value): \(error)")
      }
    }
    for (path, module) in mappings { moduleMappings[path] = try Self.moduleName("module_mappings", module) }
  }
}
