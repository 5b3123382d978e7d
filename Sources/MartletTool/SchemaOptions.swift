import ArgumentParser
import Martlet
import MartletReflection
import ProtoCompiler

/// Where the schema comes from, if not from the server's reflection.
struct SchemaOptions: ParsableArguments {
  @Option(
    name: [.customShort("I", allowingJoined: true), .customLong("proto-path")],
    help: ArgumentHelp("A folder in which .proto files and their imports are looked for; repeatable.", valueName: "dir")
  )
  var protoPath: [String] = []

  @Option(help: ArgumentHelp("A .proto file to take the schema from; repeatable.", valueName: "file"))
  var proto: [String] = []

  @Option(help: ArgumentHelp("A serialized FileDescriptorSet to take the schema from; repeatable.", valueName: "file"))
  var protoset: [String] = []

  @Flag(help: "Also take files in editions that aren't released yet, and whose meaning may change.")
  var experimentalEditions = false

  func validate() throws {
    if !protoPath.isEmpty && proto.isEmpty { throw ValidationError("-I needs --proto") }
    if experimentalEditions && proto.isEmpty { throw ValidationError("--experimental-editions needs --proto") }
    if !proto.isEmpty && !protoset.isEmpty { throw ValidationError("--proto and --protoset exclude each other") }
  }

  /// Whether files carry the schema.
  var hasFiles: Bool { !proto.isEmpty || !protoset.isEmpty }

  /// The schema that the files carry; nil if there are none.
  func pool() throws -> DescriptorPool? {
    if !hasFiles { return nil }
    if !proto.isEmpty {
      let result = try Compiling.compile(
        proto, importPaths: protoPath, experimentalEditions: experimentalEditions)
      return try DescriptorPool(result.descriptorSet(.init(retainOptions: true)))
    }
    let pool = DescriptorPool()
    for path in protoset {
      let bytes = try Files.read(path)
      do {
        let set = try Google_Protobuf_FileDescriptorSet(serializedBytes: bytes)
        if try pool.add(set.file).isEmpty { throw ToolError.failure("it holds no file") }
      } catch {
        throw ToolError.failure("\(path): \(error)")
      }
    }
    return pool
  }
}
