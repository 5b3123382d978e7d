import ArgumentParser
import FoundationEssentials
import MartletReflection
import ProtoCompiler
import SwiftGenerator

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Generates Swift from .proto files; protoc isn't needed.")

  @Option(
    name: [.customShort("I"), .customLong("proto-path")],
    help: ArgumentHelp("A folder in which .proto files and their imports are looked for; repeatable.", valueName: "dir")
  )
  var protoPath: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write into.", valueName: "dir"))
  var out: String

  @Option(
    name: .customLong("opt"),
    help: ArgumentHelp(
      """
      An option of the generator: access=public|package|internal, file_naming=fullPath|pathToUnderscores|dropPath, \
      messages=, server=, client=true|false, module=NAME, module:PATH=NAME; repeatable.
      """, valueName: "name=value"))
  var options: [String] = []

  @Argument(help: "The .proto files, or folders of them.")
  var files: [String]

  func run() throws {
    var settings = SwiftGenerator.Options()
    for option in options {
      let pair = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      do {
        try settings.set(String(pair[0]), pair.count > 1 ? String(pair[1]) : "")
      } catch {
        throw ToolError.usage("\(error)")
      }
    }
    let result = try Compiling.compile(try files.flatMap(Self.protoFiles), importPaths: protoPath)
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

  /// A file itself; the .proto files below a folder, by name.
  private static func protoFiles(_ path: String) throws -> [String] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else { return [path] }
    let found = try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.hasSuffix(".proto") }.sorted()
    if found.isEmpty { throw ToolError.failure("\(path) has no .proto files") }
    return found.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
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
