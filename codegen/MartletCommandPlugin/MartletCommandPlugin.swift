import Foundation
import PackagePlugin

/// `swift package martlet-generate [--target NAME]…`: writes the Swift of targets' `.proto` files into `Generated` in each
/// target's folder, for packages that check generated code in and build without the generator.
@main
struct MartletCommandPlugin: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) async throws {
    var extractor = ArgumentExtractor(arguments)
    let names = extractor.extractOption(named: "target")
    if let argument = extractor.remainingArguments.first {
      throw Failure("unknown argument \(argument); usage: swift package martlet-generate [--target NAME]…")
    }
    let targets = names.isEmpty ? context.package.targets : try context.package.targets(named: names)
    let tool = try context.tool(named: "protoc-gen-martlet").url
    for case let target as any SourceModuleTarget in targets {
      let protos = TargetProtos(target, in: context.package)
      if protos.files.isEmpty { continue }
      let output = target.directoryURL.appending(path: "Generated")
      try run(tool, protos.arguments + ["--out", output.path] + protos.files.map(\.path), for: target.name)
      print("\(target.name): \(protos.files.count) .proto files, Swift in \(output.path)")
    }
    let manifest = context.package.directoryURL.appending(path: "Package.swift")
    if try String(contentsOf: manifest, encoding: .utf8).contains("\"MartletPlugin\"") {
      Diagnostics.warning(
        """
        Package.swift names MartletPlugin: a target that has it makes the same code whenever it is built, which fails \
        beside code that is checked in; take the plugin from such targets
        """)
    }
  }

  private func run(_ tool: URL, _ arguments: [String], for target: String) throws {
    let process = try Process.run(tool, arguments: arguments)
    process.waitUntilExit()
    if process.terminationReason != .exit || process.terminationStatus != 0 {
      throw Failure("the Swift of target \(target) could not be generated")
    }
  }

  private struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
  }
}
