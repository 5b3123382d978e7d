import MartletProtobuf
import MartletReflection

/// Compiles .proto files: proto2, proto3, and the syntax of editions.
///
/// Its descriptors are those of protoc, byte for byte.
public struct ProtoCompiler: Sendable {
  private let sources: any SourceTree

  /// A compiler that finds files below folders, searched in order, and then among the built-in well-known files.
  ///
  /// - Parameter importPaths: the folders; none means the current one.
  public init(importPaths: [String]) {
    sources = DirectorySourceTree(importPaths: importPaths)
  }

  /// A compiler that finds files wherever `sources` says.
  public init(sources: some SourceTree) {
    self.sources = sources
  }

  /// Compiles files and all that they import.
  ///
  /// - Parameter files: names as imports spell them, or paths of files below an import path.
  /// - Returns: what could be compiled, and everything that was found wrong.
  public func compile(_ files: [String]) -> CompileResult {
    let compilation = Compilation(sources: sources)
    let inputs = files.map { (sources as? DirectorySourceTree)?.input($0) ?? .name($0) }
    var requested: [String] = []
    for (file, input) in zip(files, inputs) {
      switch input {
      case .name(let name):
        requested.append(name)
      case .outside:
        compilation.reject(file, "the file lies in none of the import paths")
      case .hidden(let other):
        compilation.reject(file, "the file is hidden by \"\(other)\", which comes first on the import paths")
      }
    }
    compilation.prepare(requested)
    for name in requested { compilation.add(name) }
    let result = compilation.result(requested: requested)
    // Taking a large tree apart takes as long as writing it, so that happens beside what the caller does next.
    if result.files.count > 100 { Thread.release(compilation) }
    return result
  }
}

/// What came of compiling.
public struct CompileResult: Sendable {
  /// The files without errors, in protoc's order: each after those that it imports.
  public var files: [CompiledFile]
  /// The names of the files that were asked for, as imports spell them.
  public var requested: [String]
  /// Everything that was found, file by file, in the order of lines.
  public var diagnostics: [Diagnostic]

  /// Whether any file has an error.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The serialized `FileDescriptorSet`.
  ///
  /// - Parameters:
  ///   - includeImports: also the files that others import, not only those that were asked for. Either way a file stands
  ///     after those that it imports.
  ///   - includeSourceInfo: also positions and comments.
  public func serializedDescriptorSet(includeImports: Bool = true, includeSourceInfo: Bool = true) -> [UInt8] {
    let files = selection(includeImports)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(files.reduce(0) { $0 + $1.serializedSize(includeSourceInfo: includeSourceInfo) + 6 })
    for file in files { file.write(includeSourceInfo: includeSourceInfo) { bytes.append(contentsOf: $0) } }
    return bytes
  }

  /// Hands the serialized `FileDescriptorSet` to `body` piece by piece; parameters as of `serializedDescriptorSet`.
  public func writeDescriptorSet<E: Error>(
    includeImports: Bool = true, includeSourceInfo: Bool = true, to body: (UnsafeRawBufferPointer) throws(E) -> Void
  ) throws(E) {
    // A set of large files needn't be in memory a second time; small pieces together spare system calls.
    var pending: [UInt8] = []
    for file in selection(includeImports) {
      file.write(includeSourceInfo: includeSourceInfo) { pending.append(contentsOf: $0) }
      if pending.count < 1 << 20 { continue }
      try Self.drain(&pending, body)
    }
    try Self.drain(&pending, body)
  }

  private static func drain<E: Error>(
    _ bytes: inout [UInt8], _ body: (UnsafeRawBufferPointer) throws(E) -> Void
  ) throws(E) {
    let result = bytes.withUnsafeBytes { (buffer) -> Result<Void, E> in
      do throws(E) {
        return .success(try body(buffer))
      } catch {
        return .failure(error)
      }
    }
    bytes.removeAll(keepingCapacity: true)
    try result.get()
  }

  /// The `FileDescriptorSet`; parameters as of `serializedDescriptorSet`.
  public func descriptorSet(
    includeImports: Bool = true, includeSourceInfo: Bool = true
  ) -> Google_Protobuf_FileDescriptorSet {
    .with {
      $0.file = selection(includeImports).map { $0.descriptor(includeSourceInfo: includeSourceInfo) }
    }
  }

  private func selection(_ includeImports: Bool) -> [CompiledFile] {
    if includeImports { return files }
    let requested = Set(requested)
    return files.filter { requested.contains($0.name) }
  }
}

/// A compiled file.
public struct CompiledFile: Sendable {
  /// The name that imports use.
  public let name: String
  /// Where it was read from; nil for a built-in file.
  public let path: String?

  // The descriptor's fields below and above `source_code_info`, and that field's message.
  let head: [UInt8]
  let sourceInfo: [UInt8]
  /// The same with comments that decode, if those of the file don't.
  let repairedSourceInfo: [UInt8]?
  let tail: [UInt8]

  /// The `FileDescriptorProto` in wire format.
  public func serializedDescriptor(includeSourceInfo: Bool = true) -> [UInt8] {
    serialized(includeSourceInfo ? sourceInfo : nil)
  }

  private func serialized(_ sourceInfo: [UInt8]?) -> [UInt8] {
    guard let sourceInfo else { return head + tail }
    var bytes = head
    bytes.reserveCapacity(head.count + sourceInfo.count + tail.count + 6)
    Self.openField(74, sourceInfo.count, &bytes)
    bytes += sourceInfo
    bytes += tail
    return bytes
  }

  fileprivate func serializedSize(includeSourceInfo: Bool) -> Int {
    let size = head.count + tail.count
    if !includeSourceInfo { return size }
    var prefix: [UInt8] = []
    Self.openField(74, sourceInfo.count, &prefix)
    return size + prefix.count + sourceInfo.count
  }

  /// Writes the file as an element of a `FileDescriptorSet`.
  fileprivate func write(includeSourceInfo: Bool, to body: ([UInt8]) -> Void) {
    var prefix: [UInt8] = []
    Self.openField(10, serializedSize(includeSourceInfo: includeSourceInfo), &prefix)
    body(prefix)
    body(head)
    if includeSourceInfo {
      prefix.removeAll(keepingCapacity: true)
      Self.openField(74, sourceInfo.count, &prefix)
      body(prefix)
      body(sourceInfo)
    }
    body(tail)
  }

  private static func openField(_ tag: UInt8, _ count: Int, _ bytes: inout [UInt8]) {
    bytes.append(tag)
    OptionWire.varint(UInt64(count), to: &bytes)
  }

  /// The `FileDescriptorProto`. In comments, what isn't UTF-8 is replaced by U+FFFD.
  public func descriptor(includeSourceInfo: Bool = true) -> Google_Protobuf_FileDescriptorProto {
    // The compiler wrote these bytes itself: they decode.
    let bytes = serialized(includeSourceInfo ? repairedSourceInfo ?? sourceInfo : nil)
    let options = DecodingOptions(recursionLimit: 1000, allowPartial: true)
    return (try? Google_Protobuf_FileDescriptorProto(serializedBytes: bytes, options: options)) ?? .init()
  }
}
