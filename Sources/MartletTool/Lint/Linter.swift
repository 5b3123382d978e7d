import MartletReflection

/// One thing that a rule finds wrong.
struct Finding: Hashable, CustomStringConvertible {
  var file: String
  var place: SchemaLocations.Place
  var rule: String
  var message: String

  /// `file:line:column: RULE: message`
  var description: String { "\(file):\(place.line):\(place.column): \(rule): \(message)" }
}

/// Looks through one file's descriptor.
struct Linter {
  /// What can be chosen.
  struct Options {
    var rules = LintRule.standard
    var enumZeroSuffix = "_UNSPECIFIED"
    var serviceSuffix = "Service"
  }

  typealias Path = [Int32]

  let file: Google_Protobuf_FileDescriptorProto
  let options: Options
  /// What findings call the file.
  let name: String
  let locations: SchemaLocations
  private let fileIgnores: Set<String>
  private(set) var findings: [Finding] = []

  init(_ file: Google_Protobuf_FileDescriptorProto, path: String?, options: Options) {
    self.file = file
    self.options = options
    name = path ?? file.name
    locations = SchemaLocations(file)
    fileIgnores = Set(locations.fileComments.flatMap(Self.ignored))
  }

  /// The rules that a comment switches off: `martlet:ignore RULE RULE`.
  private static func ignored(by comment: String) -> [String] {
    comment.split(whereSeparator: \.isNewline).flatMap { line -> ArraySlice<String> in
      let words = line.split { $0 == " " || $0 == "," }.map(String.init)
      return words.firstIndex(of: "martlet:ignore").map { words[($0 + 1)...] } ?? []
    }
  }

  /// Notes a finding unless a comment on the element, on one around it or on the file says otherwise.
  mutating func report(_ rule: LintRule, _ path: Path, _ message: String) {
    guard options.rules.contains(rule), !fileIgnores.contains(rule.rawValue) else { return }
    for length in stride(from: path.count, to: 0, by: -1) {
      let comments = locations.comments(Array(path[..<length]))
      if comments.flatMap(Self.ignored).contains(rule.rawValue) { return }
    }
    findings.append(Finding(file: name, place: locations.place(path), rule: rule.rawValue, message: message))
  }

  mutating func run() {
    checkFile()
    for (index, message) in file.messageType.enumerated() { check(message, [4, Int32(index)]) }
    for (index, enumeration) in file.enumType.enumerated() { check(enumeration, [5, Int32(index)]) }
    for (index, service) in file.service.enumerated() { check(service, [6, Int32(index)]) }
    for (index, field) in file.extension.enumerated() { check(field, [7, Int32(index)]) }
  }

  // MARK: - The file

  private mutating func checkFile() {
    let parts = file.name.split(separator: "/")
    if let last = parts.last, !last.hasSuffix(".proto") || !NameStyle.isLowerSnakeCase(last.dropLast(6)) {
      report(.fileLowerSnakeCase, [], "the file's name should be lower_snake_case.proto")
    }
    if !locations.contains([12]) { report(.syntaxSpecified, [], "the file should begin with its syntax or edition") }
    checkPackage(folder: parts.dropLast().joined(separator: "/"))
    for index in file.publicDependency {
      report(.importNoPublic, [10, Int32(file.publicDependency.firstIndex(of: index) ?? 0)], "the import is public")
    }
    for (at, _) in file.weakDependency.enumerated() { report(.importNoWeak, [11, Int32(at)], "the import is weak") }
  }

  private mutating func checkPackage(folder: String) {
    if file.package.isEmpty {
      report(.packageDefined, [], "the file should have a package")
      return
    }
    let parts = file.package.split(separator: ".")
    if !parts.allSatisfy({ NameStyle.isLowerSnakeCase($0) }) {
      report(.packageLowerSnakeCase, [2], "package \"\(file.package)\" should be lower_snake_case")
    }
    if let last = parts.last, !NameStyle.isVersion(last) {
      report(.packageVersionSuffix, [2], "package \"\(file.package)\" should end in a version such as \"v1\"")
    }
    let expected = parts.joined(separator: "/")
    if folder != expected {
      report(
        .packageDirectoryMatch, [2],
        "files of package \"\(file.package)\" belong into the folder \"\(expected)\", not \"\(folder)\"")
    }
  }

  // MARK: - Messages

  private mutating func check(_ message: Google_Protobuf_DescriptorProto, _ path: Path) {
    if message.options.mapEntry { return }
    requireComment(.commentMessage, path, "message \(message.name)")
    if !NameStyle.isPascalCase(message.name) {
      report(.messagePascalCase, path + [1], "message \"\(message.name)\" should be PascalCase")
    }
    let synthetic = Set(message.field.filter(\.proto3Optional).map(\.oneofIndex))
    for (index, oneof) in message.oneofDecl.enumerated() where !synthetic.contains(Int32(index)) {
      let place = path + [8, Int32(index)]
      requireComment(.commentOneof, place, "oneof \(oneof.name)")
      if !NameStyle.isLowerSnakeCase(oneof.name) {
        report(.oneofLowerSnakeCase, place + [1], "oneof \"\(oneof.name)\" should be lower_snake_case")
      }
    }
    for (index, field) in message.field.enumerated() { check(field, path + [2, Int32(index)]) }
    for (index, field) in message.extension.enumerated() { check(field, path + [6, Int32(index)]) }
    let fields = message.field.enumerated().map { ($1.name, path + [2, Int32($0), 1]) }
    checkReserved(message.reservedName, fields)
    for (index, nested) in message.nestedType.enumerated() { check(nested, path + [3, Int32(index)]) }
    for (index, enumeration) in message.enumType.enumerated() { check(enumeration, path + [4, Int32(index)]) }
  }

  private mutating func check(_ field: Google_Protobuf_FieldDescriptorProto, _ path: Path) {
    requireComment(.commentField, path, "field \(field.name)")
    if !NameStyle.isLowerSnakeCase(field.name) {
      report(.fieldLowerSnakeCase, path + [1], "field \"\(field.name)\" should be lower_snake_case")
    }
    let isRequired = field.label == .required || field.options.features.fieldPresence == .legacyRequired
    if isRequired { report(.fieldNotRequired, path, "field \"\(field.name)\" is required, which can never be undone") }
  }

  /// Names that are the same without case and underscores have the same name in JSON, or look alike.
  private mutating func checkReserved(_ reserved: [String], _ names: [(String, Path)]) {
    if reserved.isEmpty { return }
    func folded(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }
    let taken = Dictionary(reserved.map { (folded($0), $0) }, uniquingKeysWith: { first, _ in first })
    for (name, path) in names {
      if let other = taken[folded(name)] {
        report(.reservedReuse, path, "\"\(name)\" is the reserved \"\(other)\" again")
      }
    }
  }

  // MARK: - Enums

  private mutating func check(_ enumeration: Google_Protobuf_EnumDescriptorProto, _ path: Path) {
    requireComment(.commentEnum, path, "enum \(enumeration.name)")
    if !NameStyle.isPascalCase(enumeration.name) {
      report(.enumPascalCase, path + [1], "enum \"\(enumeration.name)\" should be PascalCase")
    }
    if enumeration.options.allowAlias {
      report(.enumNoAllowAlias, path + [3, 2], "enum \"\(enumeration.name)\" has values that share a number")
    }
    if let first = enumeration.value.first, first.number != 0 {
      report(.enumFirstValueZero, path + [2, 0, 2], "the first value of enum \"\(enumeration.name)\" should be 0")
    }
    let prefix = NameStyle.upperSnakeCase(enumeration.name) + "_"
    for (index, value) in enumeration.value.enumerated() {
      let place = path + [2, Int32(index)]
      requireComment(.commentEnumValue, place, "value \(value.name)")
      if !NameStyle.isUpperSnakeCase(value.name) {
        report(.enumValueUpperSnakeCase, place + [1], "value \"\(value.name)\" should be UPPER_SNAKE_CASE")
      }
      if !value.name.hasPrefix(prefix) {
        report(.enumValuePrefix, place + [1], "value \"\(value.name)\" should begin with \"\(prefix)\"")
      }
      if value.number == 0 && !value.name.hasSuffix(options.enumZeroSuffix) {
        report(
          .enumZeroValueSuffix, place + [1],
          "the zero value \"\(value.name)\" should end in \"\(options.enumZeroSuffix)\"")
      }
    }
    checkReserved(enumeration.reservedName, enumeration.value.enumerated().map { ($1.name, path + [2, Int32($0), 1]) })
  }

  // MARK: - Services

  private mutating func check(_ service: Google_Protobuf_ServiceDescriptorProto, _ path: Path) {
    requireComment(.commentService, path, "service \(service.name)")
    if !NameStyle.isPascalCase(service.name) {
      report(.servicePascalCase, path + [1], "service \"\(service.name)\" should be PascalCase")
    }
    if !service.name.hasSuffix(options.serviceSuffix) {
      report(.serviceSuffix, path + [1], "service \"\(service.name)\" should end in \"\(options.serviceSuffix)\"")
    }
    var users: [String: String] = [:]
    for (index, method) in service.method.enumerated() {
      let place = path + [2, Int32(index)]
      requireComment(.commentRPC, place, "rpc \(method.name)")
      if !NameStyle.isPascalCase(method.name) {
        report(.rpcPascalCase, place + [1], "rpc \"\(method.name)\" should be PascalCase")
      }
      for (type, component) in [(method.inputType, Int32(2)), (method.outputType, 3)] {
        if let other = users.updateValue(method.name, forKey: type) {
          report(
            .rpcTypesUnique, place + [component],
            "rpc \"\(method.name)\" uses \"\(type.dropFirst())\", as \(other == method.name ? "both types" : "\"\(other)\" does")"
          )
        }
      }
    }
  }

  private mutating func requireComment(_ rule: LintRule, _ path: Path, _ what: @autoclosure () -> String) {
    if options.rules.contains(rule) && locations.comments(path).isEmpty {
      report(rule, path, "\(what()) should have a comment")
    }
  }
}
