/// A `.proto` file as its generated code carries it: the source of reflection, JSON and text format.
///
/// Generated code declares each file as a static property, such as `ProtoFile.google_protobuf_timestamp`.
public struct ProtoFile: Sendable {
  /// The file's path as imports name it, such as `google/protobuf/timestamp.proto`.
  public let name: String
  /// The files it imports.
  public let dependencies: [ProtoFile]

  // Base64, since a static string must be UTF-8 and an array literal of bytes takes the type checker minutes.
  private let encodedDescriptor: StaticString

  /// A file with its `FileDescriptorProto` in wire format, base64 without padding. It may
  /// have line breaks.
  public init(name: String, descriptor: StaticString, dependencies: [ProtoFile] = []) {
    self.name = name
    self.encodedDescriptor = descriptor
    self.dependencies = dependencies
  }

  /// Where the descriptor lies: the same number means the same file. Zero if the descriptor is too short to lie anywhere.
  package var identity: UInt {
    encodedDescriptor.hasPointerRepresentation ? UInt(bitPattern: encodedDescriptor.utf8Start) : 0
  }

  /// The file's `google.protobuf.FileDescriptorProto` in wire format.
  public var serializedDescriptor: [UInt8] {
    encodedDescriptor.withUTF8Buffer {
      Base64.decode(UnsafeRawBufferPointer($0), ignoring: UInt8(ascii: "\n")) ?? []
    }
  }
}
