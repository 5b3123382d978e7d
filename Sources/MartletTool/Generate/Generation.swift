import FoundationEssentials
import ProtoCompiler
import SwiftGenerator

/// Everything that one call generates.
struct Generation {
  private struct Target {
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
    guard let text = FileManager.default.contents(atPath: path) else {
      throw ToolError.usage("\(path) can't be read; name .proto files, or describe the generation there")
    }
    let folder = path.contains("/") ? SourceFiles.join(path, "..") : "."
    self.folder = folder
    let name = path.split(separator: "/").last ?? ""
    list = (name.hasSuffix(".json") ? name.dropLast(".json".count) : name) + Self.listSuffix
    targets = []
    do throws(ConfigurationError) {
      let configuration = try Configuration(json: [UInt8](text), file: path)
      for (index, target) in configuration.targets.enumerated() {
        let name = configuration.targets.count == 1 ? "" : "targets[\(index)]: "
        if target.inputs.isEmpty { throw ConfigurationError("\(name)inputs are missing", file: path) }
        if target.output.isEmpty { throw ConfigurationError("\(name)output is missing", file: path) }
        var options = SwiftGenerator.Options()
        try configuration.apply(target, to: &options) { try Self.read(SourceFiles.join(folder, $0)) }
        func resolve(_ paths: [String]) -> [String] { paths.map { SourceFiles.join(folder, $0) } }
        targets.append(
          Target(
            inputs: resolve(target.inputs), exclude: resolve(target.exclude),
            importPaths: target.importPaths.isEmpty ? [folder] : resolve(target.importPaths),
            output: target.output, options: options))
      }
    } catch {
      throw ToolError.failure(error.description)
    }
  }

  static func read(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }

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
    let files = try output()
    var stale: [String] = []
    for (name, content) in files.sorted(by: { $0.key < $1.key }) { try update(name, content, check, &stale) }
    for name in leftOver(beside: files) {
      let path = SourceFiles.join(folder, name)
      stale.append("\(path): is left over")
      if check { continue }
      do {
        try FileManager.default.removeItem(atPath: path)
      } catch {
        throw ToolError.failure("\(path) is left over and can't be removed: \(error)")
      }
      Output.current.note("removed \(path)")
    }
    let count = stale.count
    if let list {
      let lines = ["# What `martlet generate` has written. Check it in beside that."] + files.keys.sorted()
      try update(list, Data(lines.map { $0 + "\n" }.joined().utf8), check, &stale)
    }
    if check && !stale.isEmpty {
      for line in stale { Output.current.result(line) }
      throw ToolError.failure("\(stale.count == 1 ? "1 file isn't" : "\(stale.count) files aren't") what it would be")
    }
    return count
  }

  /// Writes a file unless it is there already, and notes that it wasn't.
  private func update(_ name: String, _ content: Data, _ check: Bool, _ stale: inout [String]) throws {
    let path = SourceFiles.join(folder, name)
    let found = FileManager.default.contents(atPath: path)
    if found == content { return }
    stale.append("\(path): \(found == nil ? "is missing" : "is out of date")")
    if check { return }
    do {
      try FileManager.default.createDirectory(
        atPath: SourceFiles.join(path, ".."), withIntermediateDirectories: true)
      try content.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw ToolError.failure("\(path) can't be written: \(error)")
    }
  }

  /// The content of every file by its path below `folder`.
  private func output() throws -> [String: Data] {
    var files: [String: Data] = [:]
    var folders: [String: [GeneratedFile]] = [:]
    var reported: Set<Diagnostic> = []
    for target in targets {
      let result = try Compiling.compile(
        try inputs(of: target), importPaths: target.importPaths, experimentalEditions: allowsExperimentalEditions,
        reporting: { reported.insert($0).inserted })
      do {
        let generated = try SwiftGenerator(files: result.descriptorSet().file, options: target.options)
          .generate(Set(result.requested).sorted())
        folders[target.output, default: []] += generated
        for file in generated {
          let path = SourceFiles.join(target.output, file.path)
          let content = Data(file.content.utf8)
          if let other = files.updateValue(content, forKey: path), other != content {
            throw ToolError.failure("\(path) would be written twice, with different contents")
          }
        }
      } catch let error as GenerationError {
        throw ToolError.failure("\(error)")
      }
    }
    for (folder, files) in folders.sorted(by: { $0.key < $1.key }) {
      if let warning = GeneratedFile.warning(files) { Output.current.note("\(folder): warning: \(warning)") }
    }
    return files
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

  /// Files that the configuration generated before and now doesn't; but not those that a configuration beside it generates
  /// since, nor what somebody has written in their place.
  private func leftOver(beside files: [String: Data]) -> [String] {
    guard let list else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let others = Set(names.filter { $0.hasSuffix(Self.listSuffix) && $0 != list }.flatMap(lines))
    return lines(of: list).filter { name in
      guard files[name] == nil, !others.contains(name),
        let content = FileManager.default.contents(atPath: SourceFiles.join(folder, name))
      else { return false }
      return GeneratedFile.isGenerated(content)
    }
  }

  private func lines(of list: String) -> [String] {
    let content = FileManager.default.contents(atPath: SourceFiles.join(folder, list)) ?? Data()
    return content.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }
}
