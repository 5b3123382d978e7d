import MartletProtobuf

/// A `.proto` file of a `DescriptorPool`.
///
/// A file holds the files that it imports, and each descriptor holds its file: a descriptor stays valid whatever
/// becomes of the pool. A message's descriptor also holds the pool, since only the pool knows the message's extensions.
// Safe to send: the linker fills it before it lets it go, and nobody writes it afterwards.
public final class FileDescriptor: @unchecked Sendable {
  /// The descriptor that the file was made of.
  public let proto: Google_Protobuf_FileDescriptorProto
  /// The language of the file.
  public let syntax: Syntax
  /// The files that it imports, in the order of its import statements.
  public let dependencies: [FileDescriptor]

  /// The pool that the file is in. It isn't owned: the pool owns the file.
  package internal(set) weak var pool: DescriptorPool?
  var topMessages: [MessageTable] = []
  var topEnums: [EnumTable] = []
  var serviceTables: [ServiceTable] = []
  var topExtensions: [FieldTable] = []
  /// Every message of the file, nested ones too.
  var allMessages: [MessageTable] = []
  /// Every extension that the file declares, nested ones too.
  var allExtensions: [FieldTable] = []

  init(_ proto: Google_Protobuf_FileDescriptorProto, dependencies: [FileDescriptor]) throws(DescriptorError) {
    self.proto = proto
    self.dependencies = dependencies
    syntax = try Syntax(proto)
  }

  /// The path by which imports name the file.
  public var name: String { proto.name }
  /// The package, or an empty string.
  public var package: String { proto.package }
  /// The messages at the file's top level.
  public var messages: [MessageDescriptor] { topMessages.map(MessageDescriptor.init) }
  /// The enums at the file's top level.
  public var enums: [EnumDescriptor] { topEnums.map(EnumDescriptor.init) }
  /// The services.
  public var services: [ServiceDescriptor] { serviceTables.map(ServiceDescriptor.init) }
  /// The extensions at the file's top level.
  public var extensions: [FieldDescriptor] { topExtensions.map(FieldDescriptor.init) }

  /// The files whose types this one may use: what it imports, and what those import publicly.
  package var visibleFiles: [FileDescriptor] { [self] + Self.published(dependencies, besides: self) }

  /// The files whose types one that imports this one may use: itself, and what it imports publicly.
  package var publishedFiles: [FileDescriptor] { Self.published([self]) }

  private static func published(_ files: [FileDescriptor], besides file: FileDescriptor? = nil) -> [FileDescriptor] {
    var seen: Set<ObjectIdentifier?> = [file.map(ObjectIdentifier.init)]
    var result: [FileDescriptor] = []
    var next = files
    while let file = next.popLast() {
      if !seen.insert(ObjectIdentifier(file)).inserted { continue }
      result.append(file)
      for index in file.proto.publicDependency where file.dependencies.indices.contains(Int(index)) {
        next.append(file.dependencies[Int(index)])
      }
    }
    return result
  }
}
