import Foundation
import ProtoCompiler
import SwiftGenerator
import TestSupport
import Testing

/// Modules that Swift's compiler makes of generated code, beside this package's own. Each sees those made before it.
struct SwiftModules {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// Generates the Swift of `.proto` files, with this package's compiler.
  ///
  /// - Parameters:
  ///   - files: the texts by path.
  ///   - names: those to generate; nil for all.
  ///   - parameter: the options.
  func generate(
    _ files: [String: String], only names: [String]? = nil, _ parameter: String = ""
  ) throws -> [GeneratedFile] {
    let folder = "protos-\(UUID().uuidString)"
    for (path, text) in files { try directory.write("\(folder)/\(path)", text) }
    let result = ProtoCompiler(importPaths: [directory.url.appendingPathComponent(folder).path])
      .compile(files.keys.sorted())
    try #require(!result.hasErrors, "\(result.diagnostics)")
    let generator = try SwiftGenerator(files: result.descriptorSet().file, options: .init(parameter: parameter))
    return try generator.generate(names ?? files.keys.sorted())
  }

  /// Compiles a module and returns what the compiler has to say about it, a line for each error and warning, which
  /// begins with the file's name.
  ///
  /// - Parameters:
  ///   - module: its name.
  ///   - files: the generated part.
  ///   - programs: what users add to it, by the files' names.
  ///   - making: whether others are to see the module; if not, it is only checked.
  func compile(
    _ module: String, _ files: [GeneratedFile] = [], programs: [String: String] = [:], flags: [String] = [],
    making: Bool = false
  ) throws -> [String] {
    var arguments = [
      "-swift-version", "6", "-wmo", "-Onone", "-parse-as-library", "-module-name", module,
      "-I", directory.url.path, "-I", Self.built.appendingPathComponent("Modules").path,
    ]
    arguments +=
      making
      ? ["-emit-module", "-emit-module-path", path("\(module).swiftmodule")]
      // As far as the compiler has something to say.
      : ["-emit-sil", "-o", "/dev/null"]
    arguments += Self.moduleMaps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] } + flags
    for file in files { arguments.append(try directory.write("\(module)/\(file.path)", file.content)) }
    for (name, text) in programs { arguments.append(try directory.write("\(module)/\(name).swift", text)) }
    let finished = try run("swiftc", arguments)
    // One may come twice, from checking the file and from what is made of it.
    var findings: Set<String> = []
    for line in finished.errorText.split(separator: "\n") {
      for kind in ["error", "warning"] {
        guard let range = line.range(of: ": \(kind): ") else { continue }
        let place = line[..<range.lowerBound].split(separator: "/").last ?? ""
        findings.insert("\(place): \(kind): \(line[range.upperBound...])")
      }
    }
    if finished.status != 0 && findings.isEmpty { findings = [finished.errorText] }
    return findings.sorted()
  }

  /// Compiles a module about which the compiler should have nothing to say.
  func expect(
    _ module: String, _ files: [GeneratedFile], programs: [String: String] = [:], flags: [String] = [],
    making: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let findings = try compile(module, files, programs: programs, flags: flags, making: making)
    #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))", sourceLocation: sourceLocation)
  }

  private func path(_ name: String) -> String { directory.url.appendingPathComponent(name).path }

  private static let built = URL(fileURLWithPath: builtProgram("Modules")).deletingLastPathComponent()

  /// The module maps of the C targets that this package's modules need.
  private static let moduleMaps: [String] = {
    let manager = FileManager.default
    func contents(_ folder: URL) -> [URL] {
      (try? manager.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    }
    let checkouts = built.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("checkouts")
    var maps = contents(checkouts).filter { $0.lastPathComponent != "GRDB.swift" }
      .flatMap { contents($0.appendingPathComponent("Sources")) }
      .map { $0.appendingPathComponent("include/module.modulemap").path }
    maps += contents(built).filter { $0.pathExtension == "build" }.map {
      $0.appendingPathComponent("module.modulemap").path
    }
    maps.append(repositoryRoot.appendingPathComponent("Sources/CNghttp2/module.modulemap").path)
    return maps.filter(manager.fileExists)
  }()
}
