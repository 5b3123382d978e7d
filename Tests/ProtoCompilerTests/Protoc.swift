import Foundation
import MartletReflection
import ProtoCompiler
import Synchronization
import TestSupport

/// The folder of this target's .proto files.
let fixtures = repositoryRoot.appendingPathComponent("Tests/ProtoCompilerTests/Fixtures")

/// The `.proto` files of the codec's tests.
let testProtos = repositoryRoot.appendingPathComponent("Tests/MartletProtobufTests/protos")

/// The .proto files below a folder, by their paths in it.
func protoFiles(below folder: URL) throws -> [String] {
  let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.resolvingSymlinksInPath().path)
  return paths.filter { $0.hasSuffix(".proto") }.sorted()
}

/// The folder of this repository's contracts, which has protobuf's own files too.
let contracts = repositoryRoot.appendingPathComponent("protos")

/// The newest protoc that there is, that of grpcio-tools, to compare with.
enum Protoc {
  /// The descriptor set that it writes.
  static func descriptorSet(
    _ files: [String], importPaths: [String], includeImports: Bool = true, includeSourceInfo: Bool = true,
    retainOptions: Bool = false, flags: [String] = []
  ) throws -> [UInt8] {
    let scratch = try TemporaryDirectory()
    let output = scratch.url.appendingPathComponent("set")
    var arguments = importPaths.map { "-I\($0)" } + ["--descriptor_set_out=\(output.path)"] + flags
    if includeImports { arguments.append("--include_imports") }
    if includeSourceInfo { arguments.append("--include_source_info") }
    if retainOptions { arguments.append("--retain_options") }
    let outcome = try runner.get().run(arguments + files)
    guard outcome.status == 0 else { throw ProtocFailure(text: outcome.text) }
    return [UInt8](try Data(contentsOf: output))
  }

  private static let runner = Result { try ProtocRunner() }
}

/// A process that runs protoc again and again, and ends with the tests.
private final class ProtocRunner: Sendable {
  struct Outcome: Decodable {
    var status: Int32
    var text: String
  }

  private let pipes: Mutex<(input: FileHandle, output: FileHandle)>

  init() throws {
    let (input, output) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [fixtures.appendingPathComponent("protoc.py").path]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    pipes = Mutex((input.fileHandleForWriting, output.fileHandleForReading))
  }

  func run(_ arguments: [String]) throws -> Outcome {
    try pipes.withLock { pipes in
      try pipes.input.write(contentsOf: JSONEncoder().encode(arguments) + Data("\n".utf8))
      var line = Data()
      while line.last != UInt8(ascii: "\n") {
        let part = pipes.output.availableData
        if part.isEmpty { throw ProtocFailure(text: "protoc isn't there") }
        line += part
      }
      return try JSONDecoder().decode(Outcome.self, from: line)
    }
  }
}

struct ProtocFailure: Error {
  var text: String
}

/// Says where two descriptor sets differ; nil if they don't.
func difference(_ ours: [UInt8], _ theirs: [UInt8]) -> String? {
  if ours == theirs { return nil }
  guard let left = try? Google_Protobuf_FileDescriptorSet(serializedBytes: ours),
    let right = try? Google_Protobuf_FileDescriptorSet(serializedBytes: theirs)
  else { return "one isn't a descriptor set" }
  if left.file.map(\.name) != right.file.map(\.name) {
    return "files \(left.file.map(\.name)) instead of \(right.file.map(\.name))"
  }
  for (file, expected) in zip(left.file, right.file) where file != expected {
    let pairs = zip(file.sourceCodeInfo.location, expected.sourceCodeInfo.location)
    for (location, other) in pairs where location != other {
      return "\(file.name): location \(location) instead of \(other)"
    }
    for (message, other) in zip(file.messageType, expected.messageType) where message != other {
      return "\(file.name): message \(message) instead of \(other)"
    }
    return "\(file.name): \(file) instead of \(expected)"
  }
  return "the same files in other bytes"
}

/// Numbers that are the same in every run.
struct Random: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
