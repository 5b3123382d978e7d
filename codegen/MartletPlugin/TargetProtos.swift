import Foundation
import PackagePlugin

/// The `.proto` files of a target, and where it finds those that they import: in the folders that its `martlet.json`
/// names, below its own folder, and in the same places of the targets that it depends on.
struct TargetProtos {
  /// The target's own files, by name.
  let files: [URL]
  /// The configurations of the target and of those that it depends on.
  let configurations: [URL]
  /// Where imports are looked for, in this order.
  let importFolders: [URL]
  /// What the generator is told about all this. It reads the configurations by itself, since they may change while
  /// SwiftPM keeps its plan.
  let arguments: [String]

  private let folder: URL

  /// - Parameter package: the target's.
  init(_ target: any SourceModuleTarget, in package: Package) {
    let own = Folder(target)
    folder = own.url
    files = own.files
    var configurations = own.configuration.map { [$0] } ?? []
    var importFolders = own.importFolders
    // What others see of a target is for its author to say.
    var arguments = ["--opt", "access=internal", "--opt", "file_naming=path_to_underscores"]
    if let configuration = own.configuration { arguments += ["--config", configuration.path] }
    arguments += ["-I", own.url.path]
    let dependencies = target.recursiveTargetDependencies
    let neighbours = Set(package.targets.map(\.id))
    for case let dependency as any SourceModuleTarget in dependencies {
      let other = Folder(dependency)
      if other.files.isEmpty { continue }
      if let configuration = other.configuration { configurations.append(configuration) }
      for folder in other.importFolders where !importFolders.contains(folder) { importFolders.append(folder) }
      // Who may use code that is checked in was said to another generator.
      let needed = neighbours.contains(dependency.id) ? ":package" : ":public"
      arguments += ["--dependency", "\(dependency.moduleName)\(other.hasCode ? "" : needed)=\(other.url.path)"]
    }
    let modules = Set(dependencies.map(\.name))
    for module in ["Martlet", "MartletFoundation", "MartletProtobuf", "MartletReflection"]
    where !modules.contains(module) {
      arguments += ["--lacks", module]
    }
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
    /// Whether generated code is checked in.
    let hasCode: Bool

    init(_ target: any SourceModuleTarget) {
      url = target.directoryURL.standardizedFileURL
      let sources = target.sourceFiles.map(\.url)
      files = sources.filter { $0.pathExtension == "proto" }.sorted { $0.path < $1.path }
      hasCode = sources.contains { $0.lastPathComponent.hasSuffix(".pb.swift") }
      let configuration = url.appending(path: "martlet.json")
      self.configuration = FileManager.default.fileExists(atPath: configuration.path) ? configuration : nil
      importFolders = Self.importPaths(configuration) + [url]
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
