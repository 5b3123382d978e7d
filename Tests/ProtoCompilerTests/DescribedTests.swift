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
    "custom.proto", "custom3.proto", "2024/retention.proto", "message_set_options.proto", "self_options.proto",
  ]

  private static let folders =
    ["proto3", "proto2", "editions"].map { fixtures.appendingPathComponent($0) } + [
      repositoryRoot.appendingPathComponent("protos"), testProtos,
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

  private static func describe(
    _ name: String, _ paths: [String]
  ) throws -> (Google_Protobuf_FileDescriptorProto, String) {
    let result = ProtoCompiler(importPaths: paths).compile([name])
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

  /// The lines of the comments before an element, at its end, and apart before it. Several statements may have one
  /// path.
  private struct Comments: Hashable {
    var leading: [Substring]
    var trailing: [Substring]
    var detached: [[Substring]]

    init(_ location: Google_Protobuf_SourceCodeInfo.Location) {
      // A comment in `/* */` comes out as lines behind `//`, the last of which has an end.
      func lines(_ text: String) -> [Substring] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
      }
      leading = lines(location.leadingComments)
      trailing = lines(location.trailingComments)
      detached = location.leadingDetachedComments.map(lines)
    }
  }

  private static func comments(_ file: Google_Protobuf_FileDescriptorProto) -> [[Int32]: [Comments]] {
    var result: [[Int32]: [Comments]] = [:]
    for location in file.sourceCodeInfo.location {
      let comments = Comments(location)
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
