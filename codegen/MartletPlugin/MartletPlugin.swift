import Foundation
import PackagePlugin

/// Generates the Swift of a target's `.proto` files whenever the target is built.
///
/// SwiftPM plans a build once and keeps the plan until a file comes or goes; an edit doesn't change it. So nothing in
/// the plan follows from what files say: each `.proto` file has the same two outputs, whatever it declares, and the
/// generator reads `martlet.json` by itself. Only the files that a command depends on follow from imports and import
/// paths, and the generator compares those with what was planned: see `replan`.
@main
struct MartletPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) async throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let protos = TargetProtos(target, in: context.package)
    if protos.files.isEmpty {
      Diagnostics.warning("target \(target.name) has no .proto files")
      return []
    }
    let tool = try context.tool(named: "protoc-gen-martlet").url
    let output = context.pluginWorkDirectoryURL
    // SwiftPM plans anew when something appears in the folder of a command that runs before the build.
    let replan = output.appending(path: "replan")
    var commands = [
      Command.prebuildCommand(
        displayName: "Preparing to generate Swift for \(target.name)", executable: URL(filePath: "/bin/mkdir"),
        arguments: ["-p", replan.path], outputFilesDirectory: replan)
    ]
    var graph = ImportGraph(protos.importFolders)
    let own = Set(protos.files.map(protos.name))
    let sources = Dictionary(target.sourceFiles.map { ($0.url.lastPathComponent, $0.url.path) }) { first, _ in first }
    var stems: [String: String] = [:]
    for file in protos.files {
      let name = protos.name(of: file)
      let stem = name.dropLast(".proto".count).split(separator: "/").joined(separator: "_")
      if let other = stems.updateValue(name, forKey: stem) {
        Diagnostics.error("\(stem).pb.swift would be generated from \(other) and from \(name): give one another name")
        return []
      }
      let messages = output.appending(path: "\(stem).pb.swift")
      let services = output.appending(path: "\(stem).rpc.swift")
      if let twin = sources[messages.lastPathComponent] {
        Diagnostics.error(
          "\(twin) is what MartletPlugin makes of \(name) too: remove it, or the plugin from target \(target.name)")
        return []
      }
      let imports = graph.imports(of: file).sorted()
      var arguments = protos.arguments
      arguments += ["--messages-out", messages.path, "--services-out", services.path]
      arguments += ["--planned-imports", imports.joined(separator: ",")]
      arguments += ["--beside", imports.filter(own.contains).joined(separator: ",")]
      arguments += protos.importFolders.flatMap { ["--planned-path", $0.path] }
      arguments += ["--replan", replan.path, file.path]
      commands.append(
        .buildCommand(
          displayName: "Generating Swift from \(name)", executable: tool, arguments: arguments,
          inputFiles: [file] + graph.dependencies(of: file) + protos.configurations, outputFiles: [messages, services]))
    }
    return commands
  }
}
