import FoundationEssentials
import ProtoCompiler
import SwiftGenerator

/// Everything that one call generates.
struct Generation {
  private struct Target {
    /// What errors call it; empty if there is no other.
    var name = ""
    var inputs: [String]
    var exclude: [String] = []
    var importPaths: [String]
    /// Relative to `folder`, as the paths of outputs are.
    var output: String
    var options: SwiftGenerator.Options
  }

  private var targets: [Target]
  /// Whether files may be in editions that aren't released.
  var allowsExperimentalEditions = false
  private let folder: String
  /// The file in `folder` that lists what the configuration generated before, so that what is left over can be told from
  /// what others have put into the same folders; nil without a configuration.
  private let list: String?
  private static let listSuffix = ".outputs"

  /// What a command line asks for.
  init(files: [String], importPaths: [String], output: String, options: SwiftGenerator.Options) {
    targets = [Target(inputs: files, importPaths: importPaths, output: output, options: options)]
    folder = "."
    list = nil
  }

  /// What a configuration asks for.
  ///
  /// - Throws: `ToolError` if it can't be read or is wrong.
  init(configuration path: String) throws {
    let text: [UInt8]
    do {
      text = try Files.read(path)
    } catch {
      throw ToolError.usage("\(error); name .proto files, or describe the generation there")
    }
    let folder = path.contains("/") ? SourceFiles.join(path, "..") : "."
    self.folder = folder
    let name = path.split(separator: "/").last ?? ""
    list = (name.hasSuffix(".json") ? name.dropLast(".json".count) : name) + Self.listSuffix
    targets = []
    do throws(ConfigurationError) {
      let configuration = try Configuration(json: text, file: path)
      for (index, target) in configuration.targets.enumerated() {
        let name = configuration.targets.count == 1 ? "" : "targets[\(index)]"
        func fault(_ text: String) -> ConfigurationError {
          ConfigurationError(name.isEmpty ? text : "\(name): \(text)", file: path)
        }
        if target.inputs.isEmpty { throw fault("inputs are missing") }
        if target.output.isEmpty { throw fault("output is missing") }
        var options = SwiftGenerator.Options()
        try configuration.apply(target, to: &options) { try Files.read(SourceFiles.join(folder, $0)) }
        func resolve(_ paths: [String]) -> [String] { paths.map { SourceFiles.join(folder, $0) } }
        let importPaths = target.importPaths.isEmpty ? [folder] : resolve(target.importPaths)
        if let missing = importPaths.first(where: { !Files.isFolder($0) }) {
          throw fault("import_paths: there is no folder \(missing)")
        }
        targets.append(
          Target(
            name: name, inputs: resolve(target.inputs), exclude: resolve(target.exclude), importPaths: importPaths,
            output: target.output, options: options))
      }
    } catch {
      throw ToolError.failure(error.description)
    }
  }

  /// The folders whose .proto files, and the files, on which the outcome depends.
  var sources: (folders: [String], files: [String]) {
    var folders: Set<String> = []
    var files: Set<String> = []
    for target in targets {
      folders.formUnion(target.importPaths.isEmpty ? ["."] : target.importPaths)
      for input in target.inputs {
        if Files.isFolder(input) { folders.insert(input) } else { files.insert(input) }
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
    let files = try output()
    for name in files.keys.sorted() {
      let path = SourceFiles.join(folder, name)
      if let found = try? Files.read(path), let refusal = GeneratedFile.refusal(toReplace: found, at: path) {
        throw ToolError.failure(refusal)
      }
    }
    var stale: [String] = []
    for (name, content) in files.sorted(by: { $0.key < $1.key }) { try update(name, content, check, &stale) }
    for name in leftOver(beside: files) {
      let path = SourceFiles.join(folder, name)
      stale.append("\(path): is left over")
      if check { continue }
      try Files.remove(path)
      Output.current.note("removed \(path)")
    }
    let count = stale.count
    if let list {
      let lines = ["# What `martlet generate` has written. Check it in beside that."] + files.keys.sorted()
      try update(list, Array(lines.map { $0 + "\n" }.joined().utf8), check, &stale)
    }
    if check && !stale.isEmpty {
      for line in stale { try Output.current.result(line) }
      throw ToolError.failure("\(stale.count == 1 ? "1 file isn't" : "\(stale.count) files aren't") what it would be")
    }
    return count
  }

  /// Writes a file unless it is there already, and notes that it wasn't.
  private func update(_ name: String, _ content: [UInt8], _ check: Bool, _ stale: inout [String]) throws {
    let path = SourceFiles.join(folder, name)
    let found = try? Files.read(path)
    if found == content { return }
    stale.append("\(path): \(found == nil ? "is missing" : "is out of date")")
    if !check { try Files.write(content, to: path) }
  }

  /// The content of every file by its path below `folder`.
  private func output() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var origins: [String: (path: String, target: String)] = [:]
    var locations = FileLocations()
    var folders: [String: [GeneratedFile]] = [:]
    var reported: Set<Diagnostic> = []
    var settings = Settings()
    for target in targets {
      let result = try Compiling.compile(
        try inputs(of: target, &settings), importPaths: target.importPaths,
        experimentalEditions: allowsExperimentalEditions, reporting: { reported.insert($0).inserted })
      do {
        let generator = try SwiftGenerator(files: result.descriptorSet().file, options: target.options)
        let unused = generator.unusedMappings()
        for path in target.options.moduleMappings.keys {
          settings.note("module_mappings: \"\(path)\"", isUsed: !unused.contains(path))
        }
        if let warning = target.options.moduleWarning { settings.warnings.insert(warning) }
        let generated = try generator.generate(Set(result.requested).sorted())
        folders[target.output, default: []] += generated
        for file in generated {
          let path = SourceFiles.join(target.output, file.path)
          let location = locations.location(of: SourceFiles.join(folder, path))
          if let other = origins.updateValue((path, target.name), forKey: location) {
            throw ToolError.failure(
              other.target == target.name
                ? "\(path) and \(other.path) would be one file"
                : "\(path) would be written by both \(other.target) and \(target.name)")
          }
          files[path] = Array(file.content.utf8)
        }
      } catch let error as GenerationError {
        throw ToolError.failure("\(error)")
      }
    }
    for (folder, files) in folders {
      if let warning = GeneratedFile.warning(files) { settings.warnings.insert("\(folder): \(warning)") }
    }
    for warning in settings.all.sorted() { Output.current.note("warning: \(warning)") }
    return files
  }

  /// What is set, and whether it had an effect on any target.
  private struct Settings {
    private var known: Set<String> = []
    private var used: Set<String> = []
    var warnings: Set<String> = []

    mutating func note(_ setting: String, isUsed: Bool) {
      known.insert(setting)
      if isUsed { used.insert(setting) }
    }

    /// Everything to warn of.
    var all: Set<String> { warnings.union(known.subtracting(used).map { "\($0) matches no file" }) }
  }

  private func inputs(of target: Target, _ settings: inout Settings) throws -> [String] {
    let inputs = try Compiling.inputs(target.inputs)
    var excluded: Set<String> = []
    for path in target.exclude {
      let matching = inputs.filter { $0 == path || $0.hasPrefix(path == "." ? "" : path + "/") }
      settings.note("exclude: \"\(path)\"", isUsed: !matching.isEmpty)
      excluded.formUnion(matching)
    }
    let kept = inputs.filter { !excluded.contains($0) }
    if kept.isEmpty { throw ToolError.failure("\(target.output): all inputs are excluded") }
    return kept
  }

  /// Files that the configuration generated before and now doesn't; but not those that a configuration beside it
  /// generates since, nor what somebody has written in their place. A list may spell a file's path in another way.
  private func leftOver(beside files: [String: [UInt8]]) -> [String] {
    guard let list else { return [] }
    var locations = FileLocations()
    func location(_ name: String) -> String { locations.location(of: SourceFiles.join(folder, name)) }
    let generated = Set(files.keys.map(location))
    var others: Set<String> = []
    for other in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    where other.hasSuffix(Self.listSuffix) && other != list {
      let names = lines(of: other)
      if let shared = names.first(where: { generated.contains(location($0)) }) {
        Output.current.note("warning: \(other) lists \(shared) too, which only one configuration should generate")
      }
      others.formUnion(names.map(location))
    }
    let kept = generated.union(others)
    return lines(of: list).filter { name in
      guard !kept.contains(location(name)), let content = try? Files.read(SourceFiles.join(folder, name))
      else { return false }
      return GeneratedFile.isGenerated(content)
    }
  }

  private func lines(of list: String) -> [String] {
    let content = (try? Files.read(SourceFiles.join(folder, list))) ?? []
    // To the system a path ends at a NUL: with one, a line would mean another file than it names.
    return content.split(separator: UInt8(ascii: "\n")).filter { !$0.contains(0) }
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
