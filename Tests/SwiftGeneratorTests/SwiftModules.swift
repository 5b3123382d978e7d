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
    return try (names ?? files.keys.sorted()).flatMap { try generator.generate($0) }
  }

  /// Compiles a module and returns what the compiler has to say about it, a line for each error and warning.
  ///
  /// - Parameters:
  ///   - module: its name.
  ///   - files: the generated part.
  ///   - program: what a user adds to it.
  func compile(
    _ module: String, _ files: [GeneratedFile], program: String = "", flags: [String] = []
  ) throws -> [String] {
    var arguments = [
      "-swift-version", "6", "-wmo", "-Onone", "-parse-as-library", "-module-name", module, "-c",
      "-o", path("\(module).o"), "-emit-module", "-emit-module-path", path("\(module).swiftmodule"),
      "-I", directory.url.path, "-I", Self.built.appendingPathComponent("Modules").path,
    ]
    arguments += Self.moduleMaps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] } + flags
    for file in files { arguments.append(try directory.write("\(module)/\(file.path)", file.content)) }
    arguments.append(try directory.write("\(module)/program.swift", program))
    let finished = try run("swiftc", arguments)
    var findings: [String] = []
    for line in finished.errorText.split(separator: "\n") {
      for kind in ["error", "warning"] {
        guard let range = line.range(of: ": \(kind): ") else { continue }
        let place = line[..<range.lowerBound].split(separator: "/").last.map { $0.split(separator: ":").first ?? "" }
        findings.append("\(place ?? ""): \(kind): \(line[range.upperBound...])")
      }
    }
    if finished.status != 0 && findings.isEmpty { findings = [finished.errorText] }
    return findings
  }

  /// Compiles a module about which the compiler should have nothing to say.
  func expect(
    _ module: String, _ files: [GeneratedFile], program: String = "", flags: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let findings = try compile(module, files, program: program, flags: flags)
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
