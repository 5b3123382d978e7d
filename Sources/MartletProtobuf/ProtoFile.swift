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

  /// A file with its `FileDescriptorProto` in wire format, base64 without padding or line breaks.
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
    encodedDescriptor.withUTF8Buffer { encoded in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(encoded.count / 4 * 3 + 3)
      var accumulator: UInt32 = 0
      var bits = 0
      for character in encoded {
        guard let value = Self.base64Value(character) else { continue }
        accumulator = accumulator << 6 | UInt32(value)
        bits += 6
        if bits >= 8 {
          bits -= 8
          bytes.append(UInt8(truncatingIfNeeded: accumulator >> UInt32(bits)))
        }
      }
      return bytes
    }
  }

  private static func base64Value(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
