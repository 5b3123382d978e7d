import ArgumentParser
import FoundationEssentials
import MartletReflection
import ProtoCompiler
import SwiftGenerator

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Generates Swift from .proto files; protoc isn't needed.")

  @Option(
    name: [.customShort("I", allowingJoined: true), .customLong("proto-path")],
    help: ArgumentHelp("A folder in which .proto files and their imports are looked for; repeatable.", valueName: "dir")
  )
  var protoPath: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write into.", valueName: "dir"))
  var out: String

  @Option(
    name: .customLong("opt"),
    help: ArgumentHelp(
      "An option of the generator, repeatable: \(SwiftGenerator.Options.summary)", valueName: "name=value"))
  var options: [String] = []

  @Argument(help: "The .proto files, folders of them, or @LISTFILE, which names files one a line.")
  var files: [String]

  func run() throws {
    var settings = SwiftGenerator.Options()
    for option in options {
      do {
        try settings.set(option) {
          try JSONDecoder().decode([String: String].self, from: Data(contentsOf: URL(filePath: $0)))
        }
      } catch {
        throw ToolError.usage("\(error)")
      }
    }
    let result = try Compiling.compile(try Compiling.inputs(files), importPaths: protoPath)
    do {
      let generator = try SwiftGenerator(files: result.descriptorSet().file, options: settings)
      var written: Set<String> = []
      for name in result.requested where written.insert(name).inserted {
        for file in try generator.generate(name) { try write(file) }
      }
    } catch let error as GenerationError {
      throw ToolError.failure("\(error)")
    }
  }

  /// Writes a file, unless it is there already: what hasn't changed needn't be compiled again.
  private func write(_ file: GeneratedFile) throws {
    let path = "\(out)/\(file.path)"
    let content = Data(file.content.utf8)
    if FileManager.default.contents(atPath: path) == content { return }
    do {
      let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try content.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw ToolError.failure("\(path) can't be written: \(error)")
    }
  }
}
