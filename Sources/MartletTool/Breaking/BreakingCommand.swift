import ArgumentParser
import MartletReflection
import ProtoCompiler

struct BreakingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "breaking", abstract: "Finds changes of a schema that break those who use the older one.",
    discussion: """
      Findings go to standard output, one a line: file:line:column: RULE: message, with places in the new files. The \
      exit status is 1 if there are any. The mode says whom changes may not break: wire, programs that exchange \
      binary messages; json, also those that exchange JSON; source, also code that uses generated code.
      """)

  @Option(
    name: [.customShort("I", allowingJoined: true), .customLong("proto-path")],
    help: ArgumentHelp("A folder in which .proto files and their imports are looked for; repeatable.", valueName: "dir")
  )
  var protoPath: [String] = []

  @Option(help: "Whom changes may not break: wire, json or source.")
  var mode = BreakingMode.source

  @Option(help: ArgumentHelp("Rules that don't hold, with commas between them.", valueName: "rules"))
  var except: [String] = []

  @Argument(
    help: ArgumentHelp(
      "The older schema: a serialized FileDescriptorSet, or a folder of .proto files.", valueName: "against"))
  var against: String

  @Argument(help: "The .proto files, folders of them, or @LISTFILE, which names files one a line.")
  var files: [String]

  func run() throws {
    var exceptions: Set<BreakingRule> = []
    for word in except.flatMap({ $0.split(separator: ",") }) {
      guard let rule = BreakingRule(rawValue: String(word)) else {
        throw ToolError.usage("there is no rule \"\(word)\"")
      }
      exceptions.insert(rule)
    }
    let (old, compared) = try olderSchema()
    let result = try Compiling.compile(try Compiling.inputs(files), importPaths: protoPath)
    let names = result.files.compactMap { file in file.path.map { (file.name, $0) } }
    var checker = BreakingChecker(
      old: old, new: try DescriptorPool(result.descriptorSet()),
      names: Dictionary(names, uniquingKeysWith: { first, _ in first }), mode: mode, except: exceptions)
    for file in compared { checker.compare(file) }
    try Compiling.report(checker.findings.sorted { ($0.file, $0.place, $0.rule) < ($1.file, $1.place, $1.rule) })
  }

  /// The older schema, and those of its files that are compared: not the well-known ones, which come with compilers.
  private func olderSchema() throws -> (DescriptorPool, [FileDescriptor]) {
    let set: Google_Protobuf_FileDescriptorSet
    if Files.isFolder(against) {
      // What the folder doesn't have, such as files of others, is taken from where the new files find it.
      set = try Compiling.compile(try Compiling.inputs([against]), importPaths: [against] + protoPath) {
        $0.severity == .error
      }.descriptorSet()
    } else {
      let bytes = try Files.read(against)
      do {
        set = try Google_Protobuf_FileDescriptorSet(serializedBytes: bytes)
      } catch {
        throw ToolError.failure("\(against) is not a descriptor set: \(error)")
      }
      // A set that was cut off at its beginning would find nothing changed.
      if set.file.isEmpty { throw ToolError.failure("\(against) holds no file") }
    }
    let pool = try DescriptorPool(set)
    return (pool, pool.files.filter { !$0.name.hasPrefix("google/protobuf/") })
  }
}
