import MartletProtobuf
import Synchronization

/// Files whose names are resolved: where a schema is looked up by name.
///
/// A pool only grows. Adding checks everything that reading and writing rely on, and either adds all the files given
/// or, when it throws, none. Descriptors stay valid after their pool is gone.
public final class DescriptorPool: Sendable {
  struct State {
    var files: [String: FileDescriptor] = [:]
    var order: [FileDescriptor] = []
    var symbols: [String: DescriptorSymbol] = [:]
    /// Extensions by the extended message's full name, then by number.
    var extensions: [String: [Int: FieldTable]] = [:]
    /// Where the descriptors of generated files lie, so that a file that is added again is known at once.
    var generated: [String: UInt] = [:]

    mutating func add(_ change: State) {
      files.merge(change.files) { $1 }
      order.append(contentsOf: change.order)
      symbols.merge(change.symbols) { $1 }
      for (message, fields) in change.extensions { extensions[message, default: [:]].merge(fields) { $1 } }
      generated.merge(change.generated) { $1 }
    }
  }

  private let state = Mutex(State())

  /// An empty pool.
  public init() {}

  /// A pool of generated files and all that they import.
  public convenience init(_ files: [ProtoFile]) throws(DescriptorError) {
    self.init()
    for file in files { try add(file) }
  }

  /// A pool of the files of a descriptor set, in any order. The set must hold what they import.
  public convenience init(_ set: Google_Protobuf_FileDescriptorSet) throws(DescriptorError) {
    self.init()
    try add(set.file)
  }

  /// A pool of a `FileDescriptorSet` in wire format.
  public convenience init(serializedSet: [UInt8]) throws(DescriptorError) {
    self.init()
    let set: Google_Protobuf_FileDescriptorSet = try Self.decode(serializedSet, file: "")
    try add(set.file)
  }

  // MARK: - Adding

  /// Adds files, in any order. What they import must be among them or in the pool. A file that the pool already has
  /// is skipped if it is the same, and refused if it isn't; source info doesn't count.
  @discardableResult
  public func add(_ files: [Google_Protobuf_FileDescriptorProto]) throws(DescriptorError) -> [FileDescriptor] {
    try modify { (state) throws(DescriptorError) in try DescriptorLinker.link(files, beside: state) }
  }

  /// Adds a `FileDescriptorProto` in wire format.
  @discardableResult
  public func add(serializedFile: [UInt8]) throws(DescriptorError) -> FileDescriptor {
    let proto: Google_Protobuf_FileDescriptorProto = try Self.decode(serializedFile, file: "")
    let added = try add([proto])
    guard let file = added.first else { throw DescriptorError(.unknownSymbol, file: proto.name) }
    return file
  }

  /// Adds a generated file and all that it imports, but for those imports whose code it doesn't come with: no type of
  /// such a file is used in it. The file's descriptor in the pool doesn't mention them, so that whoever gets it needn't
  /// look for them either; what their options say stays as unknown fields.
  @discardableResult
  public func add(_ file: ProtoFile) throws(DescriptorError) -> FileDescriptor {
    let added = try modify { (state) throws(DescriptorError) in
      var pending: [Google_Protobuf_FileDescriptorProto] = []
      var seen: [String: UInt] = [:]
      try Self.gather(file, state: state, into: &pending, seen: &seen)
      var (added, change) = try DescriptorLinker.link(pending, beside: state)
      change.generated = seen
      if let known = state.files[file.name] { added = [known] }
      return (added, change)
    }
    guard let added = added.last else { throw DescriptorError(.unknownSymbol, file: file.name) }
    return added
  }

  private static func gather(
    _ file: ProtoFile, state: State, into pending: inout [Google_Protobuf_FileDescriptorProto],
    seen: inout [String: UInt]
  ) throws(DescriptorError) {
    let identity = file.identity
    if state.generated[file.name] == identity || seen[file.name] == identity { return }
    seen[file.name] = identity
    for dependency in file.dependencies { try gather(dependency, state: state, into: &pending, seen: &seen) }
    var proto: Google_Protobuf_FileDescriptorProto = try decode(file.serializedDescriptor, file: file.name)
    proto.keepImports(of: Set(file.dependencies.map(\.name)))
    pending.append(proto)
  }

  private static func decode<M: Message>(_ bytes: [UInt8], file: String) throws(DescriptorError) -> M {
    var message = M()
    do throws(BinaryDecodingError) {
      try bytes.span.withUnsafeBytes { bytes throws(BinaryDecodingError) in
        try message.merge(bytes, knowing: nil, partial: false, options: BinaryDecodingOptions())
      }
    } catch {
      throw DescriptorError(.undecodable(error), file: file)
    }
    return message
  }

  /// Adds what `body` makes of the state, or nothing if it throws, and returns the files.
  private func modify(
    _ body: (State) throws(DescriptorError) -> (files: [FileDescriptor], change: State)
  ) throws(DescriptorError) -> [FileDescriptor] {
    try state.withLock { (state) throws(DescriptorError) in
      let (files, change) = try body(state)
      for file in change.order { file.pool = self }
      // Nobody else holds the state any more: it grows in place, at the cost of what is added.
      state.add(change)
      return files
    }
  }

  // MARK: - Looking up

  /// The files, each after those that it imports.
  public var files: [FileDescriptor] { state.withLock { $0.order } }

  /// The file of a path.
  public func file(named name: String) -> FileDescriptor? { state.withLock { $0.files[name] } }

  /// The file that declares an element: a message, enum, enum value, field, oneof, extension, service or method.
  public func file(declaring name: String) -> FileDescriptor? { symbol(name)?.file }

  /// The message of a full name, without a leading dot.
  public func message(named name: String) -> MessageDescriptor? {
    if case .message(let table) = symbol(name) { MessageDescriptor(table) } else { nil }
  }

  /// The enum of a full name.
  public func enumeration(named name: String) -> EnumDescriptor? {
    if case .enumeration(let table) = symbol(name) { EnumDescriptor(table) } else { nil }
  }

  /// The service of a full name.
  public func service(named name: String) -> ServiceDescriptor? {
    if case .service(let table) = symbol(name) { ServiceDescriptor(table) } else { nil }
  }

  /// The method of a name: `package.Service/Method`, with or without a leading slash, or `package.Service.Method`.
  public func method(named name: String) -> MethodDescriptor? {
    let trimmed = name.hasPrefix("/") ? name.dropFirst() : name[...]
    guard let separator = trimmed.lastIndex(of: "/") ?? trimmed.lastIndex(of: ".") else { return nil }
    let method = String(trimmed[trimmed.index(after: separator)...])
    return service(named: String(trimmed[..<separator]))?.method(named: method)
  }

  /// The field or extension of a full name.
  public func field(named name: String) -> FieldDescriptor? {
    if case .field(let table) = symbol(name) { FieldDescriptor(table) } else { nil }
  }

  /// The extension of a message that has a number.
  public func `extension`(of message: String, number: Int) -> FieldDescriptor? {
    state.withLock { $0.extensions[message]?[number].map(FieldDescriptor.init) }
  }

  /// The extensions of a message, by number.
  public func extensions(of message: String) -> [FieldDescriptor] {
    state.withLock { state in
      (state.extensions[message] ?? [:]).values.sorted { $0.number < $1.number }.map(FieldDescriptor.init)
    }
  }

  /// The extension of a message that has a full name. An extension of a MessageSet that is declared inside its own type
  /// also goes by the name of the type.
  func `extension`(of message: String, named name: String) -> FieldDescriptor? {
    switch symbol(name) {
    case .field(let table) where table.isExtension && table.container?.fullName == message:
      return FieldDescriptor(table)
    case .message(let table):
      return table.namedExtensions[message].map(FieldDescriptor.init)
    default: return nil
    }
  }

  private func symbol(_ name: String) -> DescriptorSymbol? { state.withLock { $0.symbols[name] } }
}

extension Google_Protobuf_FileDescriptorProto {
  /// Leaves out the imports of all other files.
  fileprivate mutating func keepImports(of names: Set<String>) {
    let kept = dependency.indices.filter { names.contains(dependency[$0]) }
    if kept.count == dependency.count { return }
    let places = Dictionary(uniqueKeysWithValues: zip(kept.map(Int32.init), Int32(0)...))
    dependency = kept.map { dependency[$0] }
    publicDependency = publicDependency.compactMap { places[$0] }
    weakDependency = weakDependency.compactMap { places[$0] }
  }
}

/// What a full name stands for.
enum DescriptorSymbol: Sendable {
  case message(MessageTable)
  case enumeration(EnumTable)
  case enumValue(EnumTable)
  case field(FieldTable)
  case oneof(OneofTable)
  case service(ServiceTable)
  case method(MethodTable)
  /// A package, or one of the packages around it, first seen in a file.
  case package(FileDescriptor)

  /// The file that declares it; nil for a package, which any number of files share.
  var file: FileDescriptor? {
    switch self {
    case .message(let table): table.file
    case .enumeration(let table), .enumValue(let table): table.file
    case .field(let table): table.file
    case .oneof(let table): table.file
    case .service(let table): table.file
    case .method(let table): table.file
    case .package: nil
    }
  }

  var firstFile: String {
    if case .package(let file) = self { file.name } else { file?.name ?? "" }
  }
}
