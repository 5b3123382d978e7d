import Foundation
import MartletReflection
import ProtoCompiler
import TestSupport
import Testing

/// Descriptors printed as `.proto` text and compiled again.
@Suite("What is described compiles to the same descriptor")
struct DescribedTests {
  /// Of these the options come out in the order of their numbers, and those that belong together as one.
  private static let reordered = ["custom.proto", "custom3.proto", "2024/retention.proto", "message_set_options.proto"]

  private static let folders =
    ["proto3", "proto2", "editions"].map { fixtures.appendingPathComponent($0) } + [
      repositoryRoot.appendingPathComponent("protos")
    ]

  private static let files: [(URL, String)] = folders.flatMap { folder in
    ((try? protoFiles(below: folder)) ?? []).map { (folder, $0) }
  }

  @Test(arguments: files)
  func isCompiledAgain(folder: URL, name: String) throws {
    let protos = repositoryRoot.appendingPathComponent("protos").path
    let (original, text) = try Self.describe(name, [folder.path, protos])
    let scratch = try TemporaryDirectory()
    try scratch.write(name, text)
    let (again, secondText) = try Self.describe(name, [scratch.url.path, folder.path, protos])
    #expect(secondText == text)
    if !Self.reordered.contains(name) { #expect(again == original, "\(text)") }
  }

  private static func describe(
    _ name: String, _ paths: [String]
  ) throws -> (Google_Protobuf_FileDescriptorProto, String) {
    let result = ProtoCompiler(importPaths: paths).compile([name])
    #expect(!result.hasErrors, "\(result.diagnostics)")
    let pool = try DescriptorPool(result.descriptorSet(.init(retainOptions: true)))
    let file = try #require(pool.file(named: name))
    var proto = file.proto
    proto.clearSourceCodeInfo()
    return (proto, file.protoText)
  }
}
