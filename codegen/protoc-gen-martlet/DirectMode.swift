import Foundation
import MartletReflection
import ProtoCompiler
import SwiftGenerator

/// Compiles `.proto` files and generates their Swift.
struct DirectMode {
  private let arguments: Arguments
  private var options = SwiftGenerator.Options()
  private var protoPath: [String]

  init(arguments: Arguments) throws {
    self.arguments = arguments
    protoPath = arguments.protoPath
    for setting in arguments.settings {
      switch setting {
      case .option(let assignment): try options.set(assignment, read: Files.read)
      case .config(let path): try apply(configuration: path)
      }
    }
    for dependency in arguments.dependencies where !protoPath.contains(dependency.folder) {
      protoPath.append(dependency.folder)
    }
  }

  /// Takes a configuration's import paths and options. What is compiled, and where to, isn't for it to say here.
  private mutating func apply(configuration path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent()
    func resolve(_ path: String) -> String { folder.appending(path: path).standardizedFileURL.path }
    let configuration = try Configuration(json: Files.read(path), file: path)
    guard configuration.targets.count == 1, let target = configuration.targets.first,
      target.inputs.isEmpty && target.exclude.isEmpty && target.output.isEmpty
    else {
      throw ConfigurationError(
        "a build's configuration has import_paths and options only: the build says what is compiled, and where to",
        file: path)
    }
    for path in target.importPaths where !protoPath.contains(resolve(path)) { protoPath.append(resolve(path)) }
    try configuration.apply(target, to: &options) { try Files.read(resolve($0)) }
  }

  /// - Returns: whether all went well. What didn't has been reported, as Swift's compiler does.
  func run() throws -> Bool {
    let result = ProtoCompiler(importPaths: protoPath).compile(arguments.files)
    let requested = Set(result.requested)
    for diagnostic in result.diagnostics where diagnostic.severity == .error || requested.contains(diagnostic.file) {
      var shown = diagnostic
      shown.file = diagnostic.path ?? diagnostic.file
      Files.complain(shown.description)
    }
    if result.hasErrors { return false }
    do throws(GenerationError) {
      let files = result.descriptorSet().file
      try noteImports(files, requested)
      let generated = try SwiftGenerator(files: files, options: mapped(result))
        .generate(result.requested, beside: arguments.beside)
      if let warning = GeneratedFile.warning(generated) { Files.complain("warning: \(warning)") }
      try write(generated)
    } catch {
      let path = result.files.first { $0.name == error.file }?.path
      Files.complain(path.map { "\($0):1:1: error: \(error.message)" } ?? "error: \(error)")
      return false
    }
    return true
  }

  /// The options with the modules of what other folders hold.
  private func mapped(_ result: CompileResult) -> SwiftGenerator.Options {
    var options = options
    for file in result.files {
      guard let path = file.path, options.moduleMappings[file.name] == nil else { continue }
      let owner = arguments.dependencies.first {
        path.hasPrefix($0.folder.hasSuffix("/") ? $0.folder : $0.folder + "/")
      }
      if let owner { options.moduleMappings[file.name] = owner.module }
    }
    return options
  }

  private func write(_ generated: [GeneratedFile]) throws(GenerationError) {
    do {
      if let folder = arguments.out {
        for file in generated { try Files.write(file.content, to: "\(folder)/\(file.path)") }
        return
      }
      for (path, suffix) in [(arguments.messagesOut, ".pb.swift"), (arguments.servicesOut, ".rpc.swift")] {
        guard let path else { continue }
        let content = generated.first { $0.path.hasSuffix(suffix) }?.content
        try Files.write(content ?? "// Nothing is generated here: the .proto file declares none.\n", to: path)
      }
    } catch {
      throw GenerationError("output can't be written: \(error)")
    }
  }

  /// Makes a folder, or removes the one that is there, if the imports aren't those that the build was planned with. SwiftPM,
  /// which has the folder above among the inputs of its plan, then plans anew and knows which files depend on which. It
  /// would bundle a folder of any other kind with the target, as a resource.
  private func noteImports(
    _ files: [Google_Protobuf_FileDescriptorProto], _ requested: Set<String>
  ) throws(GenerationError) {
    guard let planned = arguments.plannedImports, let folder = arguments.replan,
      let file = files.first(where: { requested.contains($0.name) }),
      Set(file.dependency + file.optionDependency) != planned
    else { return }
    let note = "\(folder)/\(file.name.replacing("/", with: "_")).docc"
    do {
      if FileManager.default.fileExists(atPath: note) { return try FileManager.default.removeItem(atPath: note) }
      try FileManager.default.createDirectory(atPath: note, withIntermediateDirectories: true)
    } catch {
      throw GenerationError("\(folder) can't be written to: \(error)")
    }
  }
}
