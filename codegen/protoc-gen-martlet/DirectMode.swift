import Foundation
import MartletReflection
import ProtoCompiler
import SwiftGenerator

/// Compiles `.proto` files and generates their Swift.
struct DirectMode {
  private let arguments: Arguments
  private var options = SwiftGenerator.Options()
  private var importPaths: [String] = []
  private let dependencies: [Dependency]
  /// The folders in which only a dependency's `.proto` files are looked for, and its module.
  private var modules: [(folder: String, module: String)] = []

  /// - Throws: `GenerationError`, `ConfigurationError` or `FileError` if an argument is wrong.
  init(arguments: Arguments) throws {
    self.arguments = arguments
    dependencies = try arguments.dependencies.map(Dependency.init)
    for setting in arguments.settings {
      switch setting {
      case .option(let assignment): try options.set(assignment, read: Files.read)
      case .importPath(let folder): importPaths.append(folder)
      case .config(let path):
        let configuration = try TargetConfiguration(path)
        try configuration.apply(to: &options)
        importPaths += configuration.importPaths
      }
    }
    for dependency in dependencies {
      for folder in dependency.importPaths where !importPaths.contains(folder) {
        importPaths.append(folder)
        modules.append((folder, dependency.module))
      }
    }
  }

  /// - Returns: whether all went well. What didn't has been reported, as Swift's compiler does.
  func run() throws -> Bool {
    let result = ProtoCompiler(importPaths: importPaths).compile(arguments.files)
    let paths = Dictionary(result.files.map { ($0.name, $0.path ?? $0.name) }) { first, _ in first }
    func report(_ diagnostic: Diagnostic) {
      var shown = diagnostic
      shown.file = diagnostic.path ?? paths[diagnostic.file] ?? diagnostic.file
      complain(shown.description)
    }
    let concerned = Set(result.requested + importPaths)
    for diagnostic in result.diagnostics where diagnostic.severity == .error || concerned.contains(diagnostic.file) {
      report(diagnostic)
    }
    if result.hasErrors { return false }
    do throws(GenerationError) {
      let files = result.descriptorSet().file
      if let file = files.first(where: { $0.name == result.requested.first }) { try askForPlan(file) }
      let options = mapped(result)
      let generator = try SwiftGenerator(files: files, options: options)
      let generated = try generator.generate(result.requested, beside: arguments.beside)
      let wrong = generated.flatMap { code in
        files.first { $0.name == code.source }.map { faults(code, $0, options) } ?? []
      }
      for fault in wrong { report(fault) }
      if !wrong.isEmpty { return false }
      if arguments.out != nil {
        // Of one file alone, nothing can be said.
        var warnings = [GeneratedFile.warning(generated), options.moduleWarning].compactMap(\.self)
        warnings += generator.unusedMappings().sorted().map { "module_mappings: \"\($0)\" matches no file" }
        for warning in warnings { complain("warning: \(warning)") }
      }
      try write(generated)
    } catch {
      if error.file.isEmpty {
        complain("error: \(error)")
      } else {
        report(Diagnostic(file: error.file, line: 1, column: 1, message: error.message))
      }
      return false
    }
    return true
  }

  /// The options with the modules of what other folders hold.
  private func mapped(_ result: CompileResult) -> SwiftGenerator.Options {
    var options = options
    for file in result.files {
      guard let path = file.path, options.moduleMappings[file.name] == nil else { continue }
      let owner = modules.first { path.hasPrefix($0.folder.hasSuffix("/") ? $0.folder : $0.folder + "/") }
      if let owner { options.moduleMappings[file.name] = owner.module }
    }
    return options
  }

  /// What would not compile because of the modules that code imports, at the import of the `.proto` file that needs it.
  private func faults(
    _ code: GeneratedFile, _ file: Google_Protobuf_FileDescriptorProto, _ options: SwiftGenerator.Options
  ) -> [Diagnostic] {
    code.modules.sorted().compactMap { module in
      let message =
        arguments.lacks.contains(module)
        ? "the code needs the product \(module), which the target doesn't depend on"
        : dependencies.first { $0.module == module }?.fault(forUseBy: options.access)
      guard let message else { return nil }
      let index = file.dependency.firstIndex { options.module(of: $0) == module }
      // What needs a module without an import is a service.
      let place = SourceInfo(file).locations(index.map { [3, Int32($0)] } ?? [6, 0]).first?.span ?? []
      let (line, column) = place.count > 1 ? (Int(place[0]) + 1, Int(place[1]) + 1) : (1, 1)
      return Diagnostic(file: file.name, line: line, column: column, message: message)
    }
  }

  private func write(_ generated: [GeneratedFile]) throws(GenerationError) {
    var outputs: [(path: String, content: String)] = []
    if let folder = arguments.out {
      outputs = generated.map { ("\(folder)/\($0.path)", $0.content) }
      for (path, _) in outputs {
        let refusal = (try? Files.read(path)).flatMap { GeneratedFile.refusal(toReplace: $0, at: path) }
        if let refusal { throw GenerationError(refusal) }
      }
    } else {
      for (path, suffix) in zip([arguments.messagesOut, arguments.servicesOut], GeneratedFile.suffixes) {
        let content = generated.first { $0.path.hasSuffix(suffix) }?.content
        let nothing = "// Nothing is generated here: the .proto file declares none.\n"
        if let path { outputs.append((path, content ?? nothing)) }
      }
    }
    do throws(FileError) {
      for (path, content) in outputs { try Files.write(Array(content.utf8), to: path) }
    } catch {
      throw GenerationError("\(error)")
    }
  }

  /// Makes a folder, or removes the one that is there, if the file's imports, or the folders that are searched, aren't
  /// those that the build was planned with. SwiftPM, which has the folder above among the inputs of its plan, then plans
  /// anew and knows which files depend on which. It would bundle a folder of any other kind with the target, as a
  /// resource.
  private func askForPlan(_ file: Google_Protobuf_FileDescriptorProto) throws(GenerationError) {
    guard let planned = arguments.plannedImports, let folder = arguments.replan, let output = arguments.messagesOut,
      Set(file.dependency + file.optionDependency) != planned || importPaths != arguments.plannedPaths
    else { return }
    let note = "\(folder)/\(URL(filePath: output).lastPathComponent).docc"
    do {
      if FileManager.default.fileExists(atPath: note) { return try FileManager.default.removeItem(atPath: note) }
      try FileManager.default.createDirectory(atPath: note, withIntermediateDirectories: true)
    } catch {
      throw GenerationError("\(folder) can't be written to: \(error)")
    }
  }
}
