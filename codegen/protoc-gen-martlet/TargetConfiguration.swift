import Foundation
import ProtoCompiler
import SwiftGenerator

/// The `martlet.json` of a target that is built: where its `.proto` files are looked for, and options. What is
/// compiled, and where to, isn't for it to say.
struct TargetConfiguration {
  private let path: String
  private let content: Configuration

  /// - Throws: `FileError` or `ConfigurationError`.
  init(_ path: String) throws {
    self.path = path
    content = try Configuration(json: Files.read(path), file: path)
  }

  /// A path as the configuration has it, which is relative to its folder.
  private func resolve(_ other: String) -> String {
    URL(filePath: path).deletingLastPathComponent().appending(path: other).standardizedFileURL.path
  }

  /// The folders that are searched before the target's own.
  var importPaths: [String] { content.targets.flatMap(\.importPaths).map(resolve) }

  /// Sets the options.
  ///
  /// - Throws: `ConfigurationError` if anything is wrong.
  func apply(to options: inout SwiftGenerator.Options) throws {
    guard content.targets.count == 1, let target = content.targets.first,
      target.inputs.isEmpty && target.exclude.isEmpty && target.output.isEmpty
    else {
      throw ConfigurationError(
        "a build's configuration has import_paths and options only: the build says what is compiled, and where to",
        file: path)
    }
    if let missing = importPaths.first(where: { !Files.isFolder($0) }) {
      throw ConfigurationError("import_paths: there is no folder \(missing)", file: path)
    }
    try content.apply(target, to: &options) { try Files.read(resolve($0)) }
  }
}

/// A target whose code the module imports.
struct Dependency {
  let module: String
  /// Where its `.proto` files are looked for.
  let importPaths: [String]
  private let configuration: String
  /// Who may use its code.
  private let access: SwiftGenerator.Options.Access
  /// Who must be able to: those of the package, or everybody; nil if its configuration doesn't decide that.
  private let required: SwiftGenerator.Options.Access?

  /// - Parameter text: `MODULE=DIR` or `MODULE:ACCESS=DIR`.
  /// - Throws: `UsageError`, `FileError` or `ConfigurationError`.
  init(_ text: String) throws {
    guard let equals = text.firstIndex(of: "=") else { throw UsageError(description: "--dependency needs MODULE=DIR") }
    let name = text[..<equals].split(separator: ":").map(String.init)
    let folder = String(text[text.index(after: equals)...])
    module = name.first ?? ""
    required = name.dropFirst().first.flatMap(SwiftGenerator.Options.Access.init)
    configuration = folder + "/" + Configuration.fileName
    var options = SwiftGenerator.Options()
    options.access = .internal
    var paths: [String] = []
    if required == nil {
      // What else it says is for whoever generated the code.
      paths = (try? TargetConfiguration(configuration))?.importPaths ?? []
    } else if FileManager.default.fileExists(atPath: configuration) {
      let content = try TargetConfiguration(configuration)
      try content.apply(to: &options)
      paths = content.importPaths
    }
    importPaths = paths + [folder]
    access = options.access
  }

  /// What is wrong if code that users of `access` see uses the module's; nil if nothing is.
  func fault(forUseBy user: SwiftGenerator.Options.Access) -> String? {
    guard let needed = required.map({ max($0, user) }), access < needed else { return nil }
    let remedy = "set \"options\": {\"access\": \"\(needed.rawValue)\"} in \(configuration)"
    return "the code of module \(module) is \(access.rawValue): \(remedy)"
  }
}
