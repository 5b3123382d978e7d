import ArgumentParser
import ProtoCompiler

struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Compiles .proto files to a descriptor set, byte for byte as protoc writes it.",
    discussion: """
      Files on the given paths win over the built-in ones of google/protobuf. Without -o the files are only checked.
      """)

  @Option(
    name: [.customShort("I", allowingJoined: true), .customLong("proto-path")],
    help: ArgumentHelp("A folder in which .proto files and their imports are looked for; repeatable.", valueName: "dir")
  )
  var protoPath: [String] = []

  @Option(
    name: [.customShort("o"), .customLong("out")],
    help: ArgumentHelp("Where to write the serialized FileDescriptorSet; - is standard output.", valueName: "file"))
  var out: String?

  @Flag(help: "Also write the files that others import.")
  var includeImports = false

  @Flag(help: "Also write positions and comments.")
  var includeSourceInfo = false

  @Flag(help: "Also write options that are for compilers only, and all options as the source has them.")
  var retainOptions = false

  @Flag(help: "Also compile files in editions that aren't released yet, and whose meaning may change.")
  var experimentalEditions = false

  @Argument(help: "The .proto files, folders of them, or @LISTFILE, which names files one a line.")
  var files: [String]

  func run() throws {
    let inputs = try Compiling.inputs(files)
    if inputs.isEmpty { throw ToolError.usage("no files are given") }
    let result = try Compiling.compile(
      inputs, importPaths: protoPath, experimentalEditions: experimentalEditions)
    guard let out else { return }
    let output = out == "-" ? OutputFile.standardOutput : try OutputFile(path: out)
    do {
      try result.writeDescriptorSet(
        .init(includeImports: includeImports, includeSourceInfo: includeSourceInfo, retainOptions: retainOptions)
      ) { try output.write($0) }
      try output.finish()
    } catch {
      output.discard()
      throw error
    }
  }
}
