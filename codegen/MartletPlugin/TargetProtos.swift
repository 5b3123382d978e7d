import Foundation
import PackagePlugin

/// The `.proto` files of a target, and where it finds those that they import: below its own folder, or the folders that its
/// `martlet.json` names, and below those of the targets that it depends on.
struct TargetProtos {
  /// The target's own files, by name.
  let files: [URL]
  /// The configurations of the target and of those that it depends on.
  let configurations: [URL]
  /// Where imports are looked for, in this order.
  let importFolders: [URL]
  /// What the generator is told about all this.
  let arguments: [String]
  /// Whether the target may use the code of descriptor.proto.
  let hasReflection: Bool

  private let folder: URL

  init(_ target: any SourceModuleTarget) {
    let own = Folder(target)
    folder = own.url
    files = own.files
    var configurations = own.configuration.map { [$0] } ?? []
    var importFolders = own.importFolders
    // What others see of a target is for its author to say.
    var arguments = ["--opt", "access=internal", "--opt", "file_naming=path_to_underscores"]
    if let configuration = own.configuration { arguments += ["--config", configuration.path] }
    for folder in own.importFolders { arguments += ["-I", folder.path] }
    for case let dependency as any SourceModuleTarget in target.recursiveTargetDependencies {
      let other = Folder(dependency)
      if other.files.isEmpty { continue }
      if let configuration = other.configuration { configurations.append(configuration) }
      for folder in other.importFolders where !importFolders.contains(folder) {
        importFolders.append(folder)
        arguments += ["--dependency", "\(dependency.moduleName)=\(folder.path)"]
      }
    }
    hasReflection = target.recursiveTargetDependencies.contains { $0.name == "MartletReflection" }
    self.configurations = configurations
    self.importFolders = importFolders
    self.arguments = arguments
  }

  /// A file's name as others import it; its path below the target's folder if it is in none of those where imports are
  /// looked for, which the generator will tell.
  func name(of file: URL) -> String {
    let folder = importFolders.first { file.path.hasPrefix($0.path + "/") } ?? folder
    return String(file.path.dropFirst(folder.path.count + 1))
  }

  /// What a target's folder says by itself.
  private struct Folder {
    let url: URL
    let files: [URL]
    let configuration: URL?
    let importFolders: [URL]

    init(_ target: any SourceModuleTarget) {
      url = target.directoryURL.standardizedFileURL
      files = target.sourceFiles.map(\.url).filter { $0.pathExtension == "proto" }.sorted { $0.path < $1.path }
      let configuration = url.appending(path: "martlet.json")
      self.configuration = FileManager.default.fileExists(atPath: configuration.path) ? configuration : nil
      let named = Self.importPaths(configuration)
      importFolders = named.isEmpty ? [url] : named
    }

    /// The folders that a configuration names. What is wrong with it the generator will tell.
    private static func importPaths(_ configuration: URL) -> [URL] {
      guard let data = try? Data(contentsOf: configuration),
        let content = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
      else { return [] }
      let paths = content["import_paths"] ?? content["importPaths"]
      return (paths as? [String] ?? []).map {
        configuration.deletingLastPathComponent().appending(path: $0).standardizedFileURL
      }
    }
  }
}
