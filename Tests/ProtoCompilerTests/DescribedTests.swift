import Foundation
import MartletReflection
import ProtoCompiler
import SchemaText
import TestSupport
import Testing

/// Descriptors printed as `.proto` text and compiled again.
@Suite("What is described compiles to the same descriptor")
struct DescribedTests {
  /// Of these the options come out in the order of their numbers, and those that belong together as one.
  private static let reordered = [
    "aggregates.proto", "custom.proto", "custom3.proto", "merged_options.proto", "2024/retention.proto",
    "message_set_options.proto", "self_options.proto", "map_features.proto", "2024/map_features.proto",
  ]

  private static let folders =
    ["proto3", "proto2", "editions"].map { fixtures.appendingPathComponent($0) } + [
      contracts, testProtos,
    ]

  private static let files: [(URL, String)] = folders.flatMap { folder in
    ((try? protoFiles(below: folder)) ?? []).map { (folder, $0) }
  }

  @Test(arguments: files)
  func isCompiledAgain(folder: URL, name: String) throws {
    let (original, text) = try Self.describe(name, [folder.path, contracts.path])
    let scratch = try TemporaryDirectory()
    try scratch.write(name, text)
    let (again, secondText) = try Self.describe(name, [scratch.url.path, folder.path, contracts.path])
    #expect(secondText == text)
    let comments = Self.comments(original)
    let commentsAgain = Self.comments(again)
    for path in Set(comments.keys).union(commentsAgain.keys) {
      #expect(commentsAgain[path] == comments[path], "\(path)\n\(text)")
    }
    let (before, after) = (Self.withoutSourceInfo(original), Self.withoutSourceInfo(again))
    if Self.reordered.contains(name) {
      #expect(Self.withoutOptions(after) == Self.withoutOptions(before), "\(text)")
    } else {
      #expect(after == before, "\(text)")
    }
  }

  @Test("edition UNSTABLE has its own name and names of types")
  func unstable() throws {
    let paths = [fixtures.appendingPathComponent("experimental").path, contracts.path]
    let (original, text) = try Self.describe("unstable.proto", paths)
    #expect(text.hasPrefix("edition = \"UNSTABLE\";\n"))
    let scratch = try TemporaryDirectory()
    try scratch.write("unstable.proto", text)
    let (again, _) = try Self.describe("unstable.proto", [scratch.url.path] + paths)
    let files = [again, original].map(Self.withoutSourceInfo).map(Self.withoutOptions)
    #expect(files[0] == files[1], "\(text)")
  }

  @Test(
    "names in another style than the edition's get the option for it, which descriptors of servers have lost",
    arguments: [
      "edition = \"2024\"; option features.enforce_naming_style = STYLE_LEGACY; message lower { string CamelCase = 1; }",
      "edition = \"2024\"; message A { message B { enum E { option features.enforce_naming_style = STYLE_LEGACY; x = 0; } } }",
      """
      edition = "2024"; service s { option features.enforce_naming_style = STYLE_LEGACY; rpc call(A) returns (A); }
      message A {}
      """,
      "edition = \"2026\"; message A { string a = 1; string has_a = 2 [features.enforce_naming_style = STYLE2024]; }",
    ])
  func namingStyle(_ source: String) throws {
    var compiler = ProtoCompiler(sources: MemorySourceTree(["a.proto": source]))
    compiler.allowsExperimentalEditions = true
    let original = compiler.compile(["a.proto"]).descriptorSet()
    let text = try #require(try DescriptorPool(original).file(named: "a.proto")).protoText
    #expect(text.contains("option features.enforce_naming_style = STYLE_LEGACY;"))
    compiler = ProtoCompiler(sources: MemorySourceTree(["a.proto": text]))
    compiler.allowsExperimentalEditions = true
    let again = compiler.compile(["a.proto"])
    #expect(again.diagnostics == [], "\(text)")
    let files = (again.descriptorSet().file + original.file).map(Self.withoutSourceInfo).map(Self.withoutOptions)
    #expect(files.count == 2 && files[0] == files[1])
  }

  @Test("a method has braces if its options are there and empty, not if nothing is known of them")
  func methodBraces() throws {
    let source = "syntax = \"proto3\"; message A {} service S { rpc M(A) returns (A) {} rpc N(A) returns (A); }"
    let compiler = ProtoCompiler(sources: MemorySourceTree(["a.proto": source]))
    var file = try #require(compiler.compile(["a.proto"]).descriptorSet().file.first)
    func text() throws -> String {
      try #require(try DescriptorPool(.with { $0.file = [file] }).service(named: "S")).protoText
    }
    #expect(try text() == "service S {\n  rpc M(A) returns (A) {}\n  rpc N(A) returns (A);\n}\n")
    file.service[0].method[0].options = try .init(serializedBytes: [0x82, 0xB5, 0x18, 0x01, 0x78])
    #expect(try text() == "service S {\n  rpc M(A) returns (A);\n  rpc N(A) returns (A);\n}\n")
  }

  private static func describe(
    _ name: String, _ paths: [String]
  ) throws -> (Google_Protobuf_FileDescriptorProto, String) {
    var compiler = ProtoCompiler(importPaths: paths)
    compiler.allowsExperimentalEditions = true
    let result = compiler.compile([name])
    #expect(!result.hasErrors, "\(result.diagnostics)")
    let pool = try DescriptorPool(result.descriptorSet(.init(retainOptions: true)))
    let file = try #require(pool.file(named: name))
    return (file.proto, file.protoText)
  }

  private static func withoutSourceInfo(
    _ file: Google_Protobuf_FileDescriptorProto
  ) -> Google_Protobuf_FileDescriptorProto {
    var file = file
    file.clearSourceCodeInfo()
    return file
  }

  /// The comments before an element, at its end, and apart before it. Several statements may have one path.
  private struct Comments: Hashable {
    var leading: String
    var trailing: String
    var detached: [String]
  }

  private static func comments(_ file: Google_Protobuf_FileDescriptorProto) -> [[Int32]: [Comments]] {
    var result: [[Int32]: [Comments]] = [:]
    for location in file.sourceCodeInfo.location {
      let comments = Comments(
        leading: location.leadingComments, trailing: location.trailingComments,
        detached: location.leadingDetachedComments)
      if comments.leading.isEmpty && comments.trailing.isEmpty && comments.detached.isEmpty { continue }
      result[location.path, default: []].append(comments)
    }
    return result
  }

  private static func withoutOptions(
    _ file: Google_Protobuf_FileDescriptorProto
  ) -> Google_Protobuf_FileDescriptorProto {
    var file = file
    file.clearOptions()
    for index in file.extension.indices { file.extension[index].clearOptions() }
    for index in file.messageType.indices { clearOptions(&file.messageType[index]) }
    for index in file.service.indices {
      file.service[index].clearOptions()
      for method in file.service[index].method.indices { file.service[index].method[method].clearOptions() }
    }
    for index in file.enumType.indices {
      file.enumType[index].clearOptions()
      for value in file.enumType[index].value.indices { file.enumType[index].value[value].clearOptions() }
    }
    return file
  }

  private static func clearOptions(_ message: inout Google_Protobuf_DescriptorProto) {
    message.clearOptions()
    for index in message.field.indices { message.field[index].clearOptions() }
    for index in message.extension.indices { message.extension[index].clearOptions() }
    for index in message.oneofDecl.indices { message.oneofDecl[index].clearOptions() }
    for index in message.extensionRange.indices { message.extensionRange[index].clearOptions() }
    for index in message.enumType.indices {
      message.enumType[index].clearOptions()
      for value in message.enumType[index].value.indices { message.enumType[index].value[value].clearOptions() }
    }
    for index in message.nestedType.indices { clearOptions(&message.nestedType[index]) }
  }
}
