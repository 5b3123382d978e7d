import ArgumentParser
import ProtoCompiler
import SwiftGenerator

struct GenerateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Generates Swift from .proto files; protoc isn't needed.",
    discussion: """
      Without files, does what martlet.json says, and removes what it generated before and now doesn't; martlet.outputs, \
      beside it, lists that.
      """)

  @Option(
    name: [.customShort("I", allowingJoined: true), .customLong("proto-path")],
    help: ArgumentHelp("A folder in which .proto files and their imports are looked for; repeatable.", valueName: "dir")
  )
  var protoPath: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write into.", valueName: "dir"))
  var out: String?

  @Option(
    name: .customLong("opt"),
    help: ArgumentHelp(
      "An option of the generator, repeatable: \(SwiftGenerator.Options.summary)", valueName: "name=value"))
  var options: [String] = []

  @Option(help: ArgumentHelp("The configuration to follow instead of ./martlet.json.", valueName: "file"))
  var config: [String] = []

  @Flag(help: "Write nothing, and fail if any generated file isn't what it would be.")
  var check = false

  @Flag(help: "Generate again whenever a file has changed, until interrupted.")
  var watch = false

  @Flag(help: "Also generate from files in editions that aren't released yet, and whose meaning may change.")
  var experimentalEditions = false

  @Argument(help: "The .proto files, folders of them, or @LISTFILE, which names files one a line.")
  var files: [String] = []

  func validate() throws {
    if files.isEmpty && (out != nil || !protoPath.isEmpty || !options.isEmpty) {
      throw ValidationError("-I, --out and --opt go with files; without files, martlet.json has them.")
    }
    if !files.isEmpty && !config.isEmpty { throw ValidationError("--config is for generating without files.") }
    if config.count > 1 { throw ValidationError("--config names one file; a configuration may have several targets.") }
    if !files.isEmpty && out == nil { throw ValidationError("--out is missing.") }
    if check && watch { throw ValidationError("--check looks once and --watch goes on: one of them.") }
  }

  func run() async throws {
    if watch {
      try await Watch(generation: generation, configuration: configurationPath).run()
    } else {
      try generation().run(check: check)
    }
  }

  private var configurationPath: String? { files.isEmpty ? config.first ?? Configuration.fileName : nil }

  /// What is to be done, by the arguments or by the configuration as it now is.
  private func generation() throws -> Generation {
    var generation = try described()
    generation.allowsExperimentalEditions = experimentalEditions
    return generation
  }

  private func described() throws -> Generation {
    if let configurationPath { return try Generation(configuration: configurationPath) }
    var settings = SwiftGenerator.Options()
    for option in options {
      do {
        try settings.set(option, read: Files.read)
      } catch {
        throw ToolError.usage("\(error)")
      }
    }
    return Generation(files: files, importPaths: protoPath, output: out ?? ".", options: settings)
  }
}
