import Foundation
import MartletReflection
import SwiftGenerator
import TestSupport
import Testing

/// Descriptors as protoc makes them, from text.
func descriptors(
  _ files: [String: String], sourceInfo: Bool = true
) throws -> [Google_Protobuf_FileDescriptorProto] {
  let directory = try TemporaryDirectory()
  for (path, text) in files { try directory.write(path, text) }
  let set = directory.url.appendingPathComponent("set").path
  var arguments = ["-I", directory.url.path, "-I", protos, "--include_imports", "-o", set]
  if sourceInfo { arguments.append("--include_source_info") }
  let finished = try run("protoc", arguments + files.keys.sorted())
  try #require(finished.status == 0, "\(finished.errorText)")
  let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: set)))
  return try Google_Protobuf_FileDescriptorSet(serializedBytes: bytes).file
}

/// The project's own `.proto` files.
let protos = repositoryRoot.appendingPathComponent("protos").path

/// The `.proto` files of the codec's tests.
let testProtos = repositoryRoot.appendingPathComponent("Tests/MartletProtobufTests/protos").path

/// The message part that is generated for one file's text.
func messages(
  _ text: String, options: SwiftGenerator.Options = .init(), file: String = "a/test.proto"
) throws -> String {
  let generated = try SwiftGenerator(files: descriptors([file: text]), options: options).generate([file])
  return try #require(generated.first { $0.path.hasSuffix(".pb.swift") }).content
}

/// The service part that is generated for one file's text.
func services(_ text: String, options: SwiftGenerator.Options = .init()) throws -> String {
  let generated = try SwiftGenerator(files: descriptors(["a/test.proto": text]), options: options)
    .generate(["a/test.proto"])
  return try #require(generated.first { $0.path.hasSuffix(".rpc.swift") }).content
}

/// The lines of generated code that contain a text, without their indentation.
func lines(_ code: String, with part: String) -> [String] {
  code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0.contains(part) }
}
