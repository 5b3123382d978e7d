import Foundation

/// Where the checkout is.
public let repositoryRoot = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The Python of the virtual environment that `make test` makes.
public let python =
  ProcessInfo.processInfo.environment["MARTLET_PYTHON"]
  ?? repositoryRoot.appendingPathComponent(".build/venv/bin/python").path

/// What a finished program left behind.
public struct Finished: Sendable {
  public var status: Int32
  public var output: [UInt8]
  public var errors: [UInt8]
  public var outputText: String { String(decoding: output, as: UTF8.self) }
  public var errorText: String { String(decoding: errors, as: UTF8.self) }
}

/// Runs a program to its end. A name without a slash is looked up in PATH.
///
/// Output goes through files, so that a program that prints much can't block on a full pipe.
public func run(
  _ program: String, _ arguments: [String], input: [UInt8] = [], directory: URL? = nil,
  environment: [String: String] = [:]
) throws -> Finished {
  let scratch = try TemporaryDirectory()
  let inputFile = scratch.url.appendingPathComponent("in")
  let outputFile = scratch.url.appendingPathComponent("out")
  let errorFile = scratch.url.appendingPathComponent("err")
  try Data(input).write(to: inputFile)
  try Data().write(to: outputFile)
  try Data().write(to: errorFile)

  let process = Process()
  if program.contains("/") {
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
  } else {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
  }
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  process.currentDirectoryURL = directory
  process.standardInput = try FileHandle(forReadingFrom: inputFile)
  process.standardOutput = try FileHandle(forWritingTo: outputFile)
  process.standardError = try FileHandle(forWritingTo: errorFile)
  try process.run()
  process.waitUntilExit()
  return Finished(
    status: process.terminationStatus,
    output: [UInt8](try Data(contentsOf: outputFile)),
    errors: [UInt8](try Data(contentsOf: errorFile)))
}

/// A directory that goes when the value goes.
public final class TemporaryDirectory: Sendable {
  public let url: URL

  public init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file below the directory, making the folders on its way; returns its path.
  @discardableResult
  public func write(_ path: String, _ text: String) throws -> String {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }
}

/// A program of this package, beside the test bundle.
public func builtProgram(_ name: String) -> String {
  URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent(name).path
}

/// The seed of tests on random input: the same in every run, so that a failure is one of the code and not of chance.
/// MARTLET_SEED in the environment sets another, to look further.
public let testSeed = ProcessInfo.processInfo.environment["MARTLET_SEED"].flatMap(UInt64.init) ?? 4
