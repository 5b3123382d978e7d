import Foundation
import MartletReflection
import ProtoCompiler
import TestSupport

/// The folder of this target's .proto files.
let fixtures = repositoryRoot.appendingPathComponent("Tests/ProtoCompilerTests/Fixtures")

/// The `.proto` files of the codec's tests.
let testProtos = repositoryRoot.appendingPathComponent("Tests/MartletProtobufTests/protos")

/// The .proto files below a folder, by their paths in it.
func protoFiles(below folder: URL) throws -> [String] {
  let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
  return paths.filter { $0.hasSuffix(".proto") }.sorted()
}

/// A compiler of .proto files to compare with.
enum Protoc {
  /// Debian's, version 3.21.
  case debian
  /// The one in grpcio-tools.
  case newest

  /// The descriptor set that it writes.
  func descriptorSet(
    _ files: [String], importPaths: [String], includeImports: Bool = true, includeSourceInfo: Bool = true,
    retainOptions: Bool = false, flags: [String] = []
  ) throws -> [UInt8] {
    let scratch = try TemporaryDirectory()
    let output = scratch.url.appendingPathComponent("set").path
    var arguments = importPaths.map { "-I\($0)" } + ["--descriptor_set_out=\(output)"] + flags
    if includeImports { arguments.append("--include_imports") }
    if includeSourceInfo { arguments.append("--include_source_info") }
    if retainOptions { arguments.append("--retain_options") }
    let finished: Finished
    switch self {
    case .debian: finished = try run("protoc", arguments + files)
    case .newest: finished = try run(python, ["-m", "grpc_tools.protoc"] + arguments + files)
    }
    guard finished.status == 0 else { throw ProtocFailure(text: finished.errorText) }
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: output)))
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
