import ArgumentParser
import MartletReflection
import ProtoCompiler

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Checks .proto files against style rules.",
    discussion: """
      Findings go to standard output, one a line: file:line:column: RULE: message. The exit status is 1 if there are any. \
      A comment "martlet:ignore RULE" on an element switches a rule off there; above the syntax, for the file.

      Rules (those marked + only if they are chosen):

      """
        + LintRule.allCases.map { rule in
          "\(LintRule.standard.contains(rule) ? " " : "+") \(rule.rawValue): \(rule.summary)"
        }.joined(separator: "\n"))

  @Option(
    name: [.customShort("I", allowingJoined: true), .customLong("proto-path")],
    help: ArgumentHelp("A folder in which .proto files and their imports are looked for; repeatable.", valueName: "dir")
  )
  var protoPath: [String] = []

  @Option(
    help: ArgumentHelp(
      "The rules that hold, with commas between them; DEFAULT, COMMENTS and ALL are sets of rules.", valueName: "rules")
  )
  var rules: [String] = []

  @Option(help: ArgumentHelp("Rules that don't hold, with commas between them.", valueName: "rules"))
  var except: [String] = []

  @Option(help: ArgumentHelp("What the name of an enum's zero value ends in.", valueName: "suffix"))
  var enumZeroSuffix = "_UNSPECIFIED"

  @Option(help: ArgumentHelp("What the names of services end in.", valueName: "suffix"))
  var serviceSuffix = "Service"

  @Argument(help: "The .proto files, folders of them, or @LISTFILE, which names files one a line.")
  var files: [String]

  func run() throws {
    var options = Linter.Options()
    if !rules.isEmpty { options.rules = try Self.parse(rules) }
    options.rules.subtract(try Self.parse(except))
    options.enumZeroSuffix = enumZeroSuffix
    options.serviceSuffix = serviceSuffix

    let inputs = try Compiling.inputs(files)
    let result = try Compiling.compile(inputs, importPaths: protoPath) { $0.category != .unusedImport }
    var findings: [Finding] = []
    let unused = Dictionary(grouping: result.diagnostics.filter { $0.category == .unusedImport }, by: \.file)
    let paths = Dictionary(result.files.map { ($0.name, $0.path) }) { first, _ in first }
    for file in result.descriptorSet(.init(includeImports: false, retainOptions: true)).file {
      var linter = Linter(file, path: paths[file.name] ?? nil, options: options)
      for diagnostic in unused[file.name] ?? [] { linter.report(unusedImport: diagnostic) }
      linter.run()
      findings += linter.findings.sorted { ($0.place, $0.rule) < ($1.place, $1.rule) }
    }
    try Compiling.report(findings)
  }

  private static func parse(_ lists: [String]) throws -> Set<LintRule> {
    var rules: Set<LintRule> = []
    for word in lists.flatMap({ $0.split(separator: ",") }) {
      guard let named = LintRule.named(String(word)) else {
        throw ToolError.usage("there is no rule \"\(word)\"; martlet lint --help lists them")
      }
      rules.formUnion(named)
    }
    // Such as what an unset variable of the shell leaves.
    if rules.isEmpty && !lists.isEmpty { throw ToolError.usage("\"\(lists.joined(separator: ","))\" names no rule") }
    return rules
  }
}

extension Linter {
  /// Takes over what the compiler has found.
  mutating func report(unusedImport diagnostic: Diagnostic) {
    let index = file.dependency.indices.first { index in
      locations.place([3, Int32(index)]) == SchemaLocations.Place(line: diagnostic.line, column: diagnostic.column)
    }
    report(.importUsed, [3, Int32(index ?? 0)], diagnostic.message)
  }
}
