import FoundationEssentials
import ProtoCompiler
import SwiftGenerator

/// Everything that one call generates.
struct Generation {
  private struct Target {
    var inputs: [String]
    var exclude: [String] = []
    var importPaths: [String]
    var output: String
    var options: SwiftGenerator.Options
  }

  private var targets: [Target]
  /// Whether everything in the output folders is to be its own.
  private let isWhole: Bool
  /// Whether files may be in editions that aren't released.
  var allowsExperimentalEditions = false

  /// What a command line asks for.
  init(files: [String], importPaths: [String], output: String, options: SwiftGenerator.Options) {
    targets = [Target(inputs: files, importPaths: importPaths, output: output, options: options)]
    isWhole = false
  }

  /// What a configuration asks for.
  ///
  /// - Throws: `ToolError` if it can't be read or is wrong.
  init(configuration path: String) throws {
    guard let text = FileManager.default.contents(atPath: path) else {
      throw ToolError.usage("\(path) can't be read; name .proto files, or describe the generation there")
    }
    let folder = path.contains("/") ? SourceFiles.join(path, "..") : "."
    isWhole = true
    targets = []
    do throws(ConfigurationError) {
      let configuration = try Configuration(json: [UInt8](text), file: path)
      for (index, target) in configuration.targets.enumerated() {
        let name = configuration.targets.count == 1 ? "" : "targets[\(index)]: "
        if target.inputs.isEmpty { throw ConfigurationError("\(name)inputs are missing", file: path) }
        if target.output.isEmpty { throw ConfigurationError("\(name)output is missing", file: path) }
        var options = SwiftGenerator.Options()
        try configuration.apply(target, to: &options) { try Self.mappings(SourceFiles.join(folder, $0)) }
        func resolve(_ paths: [String]) -> [String] { paths.map { SourceFiles.join(folder, $0) } }
        targets.append(
          Target(
            inputs: resolve(target.inputs), exclude: resolve(target.exclude),
            importPaths: target.importPaths.isEmpty ? [folder] : resolve(target.importPaths),
            output: SourceFiles.join(folder, target.output), options: options))
      }
    } catch {
      throw ToolError.failure(error.description)
    }
  }

  static func mappings(_ path: String) throws -> [String: String] {
    try JSONDecoder().decode([String: String].self, from: Data(contentsOf: URL(filePath: path)))
  }

  /// The folders whose .proto files, and the files, on which the outcome depends.
  var sources: (folders: [String], files: [String]) {
    var folders: Set<String> = []
    var files: Set<String> = []
    for target in targets {
      folders.formUnion(target.importPaths.isEmpty ? ["."] : target.importPaths)
      for input in target.inputs {
        if SourceFiles.isFolder(input) { folders.insert(input) } else { files.insert(input) }
      }
    }
    return (folders.sorted(), files.sorted())
  }

  /// Generates and writes what has changed; what hasn't needn't be compiled again.
  ///
  /// - Parameter check: writes nothing, and throws if anything would have changed.
  /// - Returns: how many files were written or removed.
  /// - Throws: `ToolError` if a .proto file has an error or can't be generated from, or a file can't be written; nothing is
  ///   written then unless writing itself failed.
  @discardableResult
  func run(check: Bool = false) throws -> Int {
    let output = try output()
    let leftOver = !isWhole ? [] : leftOver(beside: output.files, of: output.sources)
    var stale: [String] = []
    for (path, content) in output.files.sorted(by: { $0.key < $1.key }) {
      let found = FileManager.default.contents(atPath: path)
      if found == content { continue }
      stale.append("\(path): \(found == nil ? "is missing" : "is out of date")")
      if !check { try Self.write(content, to: path) }
    }
    for path in leftOver {
      stale.append("\(path): is left over")
      if check { continue }
      do {
        try FileManager.default.removeItem(atPath: path)
      } catch {
        throw ToolError.failure("\(path) is left over and can't be removed: \(error)")
      }
      Output.current.note("removed \(path)")
    }
    if check && !stale.isEmpty {
      for line in stale { Output.current.result(line) }
      throw ToolError.failure("\(stale.count == 1 ? "1 file isn't" : "\(stale.count) files aren't") what it would be")
    }
    return stale.count
  }

  /// The content of every file by its path, and the .proto files that each output folder has code of.
  private func output() throws -> (files: [String: Data], sources: [String: Set<String>]) {
    var files: [String: Data] = [:]
    var origins: [String: String] = [:]
    var sources: [String: Set<String>] = [:]
    var reported: Set<Diagnostic> = []
    for target in targets {
      let result = try Compiling.compile(
        try inputs(of: target), importPaths: target.importPaths, experimentalEditions: allowsExperimentalEditions,
        reporting: { reported.insert($0).inserted })
      do {
        let generator = try SwiftGenerator(files: result.descriptorSet().file, options: target.options)
        for name in Set(result.requested).sorted() {
          sources[target.output, default: []].insert(name)
          for file in try generator.generate(name) {
            let path = SourceFiles.join(target.output, file.path)
            let content = Data(file.content.utf8)
            if let other = files.updateValue(content, forKey: path), other != content {
              throw ToolError.failure("\(path) would be written for \(origins[path] ?? name) and for \(name)")
            }
            origins[path] = name
          }
        }
      } catch let error as GenerationError {
        throw ToolError.failure("\(error)")
      }
    }
    return (files, sources)
  }

  private func inputs(of target: Target) throws -> [String] {
    let inputs = try Compiling.inputs(target.inputs)
    if target.exclude.isEmpty { return inputs }
    let kept = inputs.filter { input in
      !target.exclude.contains { input == $0 || input.hasPrefix($0 == "." ? "" : $0 + "/") }
    }
    if kept.isEmpty { throw ToolError.failure("\(target.output): all inputs are excluded") }
    return kept
  }

  /// Generated files in the output folders that nothing generates any more: their .proto file is one of those compiled
  /// for the folder, which now makes other files, or it is gone.
  private func leftOver(beside files: [String: Data], of sources: [String: Set<String>]) -> [String] {
    var found: Set<String> = []
    for target in targets {
      for path in SourceFiles.below(target.output, suffixes: GeneratedFile.suffixes) where files[path] == nil {
        guard let data = FileManager.default.contents(atPath: path), let source = GeneratedFile.source(of: data)
        else { continue }
        let exists = target.importPaths.contains {
          FileManager.default.fileExists(atPath: SourceFiles.join($0, source))
        }
        if sources[target.output]?.contains(source) == true || !exists { found.insert(path) }
      }
    }
    return found.sorted()
  }

  private static func write(_ content: Data, to path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: SourceFiles.join(path, ".."), withIntermediateDirectories: true)
      try content.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw ToolError.failure("\(path) can't be written: \(error)")
    }
  }
}
