import MartletProtobuf

/// Makes tables of descriptors: orders the files, names their elements, resolves what refers to what.
struct DescriptorLinker {
  /// What the pool has.
  private let known: DescriptorPool.State
  /// What is added to it. It is kept apart, so that nothing of the pool is copied, and nothing changes if a file is
  /// wrong.
  private var change: DescriptorPool.State
  let file: FileDescriptor
  /// The file and its imports, and once a type of none of them is used, what those import publicly.
  private var visible: Set<ObjectIdentifier>
  private var visibleIsComplete = false
  /// The bytes of the file's names so far, and of the full names made of them.
  private var nameBytes = (simple: 0, full: 0)

  /// Links files with those of a pool; returns all of them, also those that were there, and what is new.
  static func link(
    _ protos: [Google_Protobuf_FileDescriptorProto], beside known: DescriptorPool.State
  ) throws(DescriptorError) -> (files: [FileDescriptor], change: DescriptorPool.State) {
    var files: [FileDescriptor] = []
    var change = DescriptorPool.State()
    for proto in try inOrder(protos, known: known.files) {
      if let present = known.files[proto.name] ?? change.files[proto.name] {
        if !same(present.proto, proto) { throw DescriptorError(.conflictingFile, file: proto.name) }
        files.append(present)
        continue
      }
      var dependencies: [FileDescriptor] = []
      for name in proto.dependency {
        guard let dependency = known.files[name] ?? change.files[name] else {
          throw DescriptorError(.missingImport(name), file: proto.name)
        }
        dependencies.append(dependency)
      }
      for index in proto.publicDependency where !dependencies.indices.contains(Int(index)) {
        throw DescriptorError(.invalid("public import \(index) doesn't exist"), file: proto.name)
      }
      let file = try FileDescriptor(proto, dependencies: dependencies)
      var linker = DescriptorLinker(known: known, change: change, file: file)
      // The tables have one holder at any time, or each change would copy them.
      change = DescriptorPool.State()
      try linker.run()
      change = (consume linker).change
      change.files[proto.name] = file
      change.order.append(file)
      files.append(file)
    }
    return (files, change)
  }

  private init(known: DescriptorPool.State, change: DescriptorPool.State, file: FileDescriptor) {
    self.known = known
    self.change = change
    self.file = file
    visible = Set(file.dependencies.map { ObjectIdentifier($0) })
    visible.insert(ObjectIdentifier(file))
  }

  /// Whether the file may use another one's types.
  mutating func sees(_ other: FileDescriptor) -> Bool {
    if visible.contains(ObjectIdentifier(other)) { return true }
    if visibleIsComplete { return false }
    visibleIsComplete = true
    for file in file.visibleFiles { visible.insert(ObjectIdentifier(file)) }
    return visible.contains(ObjectIdentifier(other))
  }

  private static func same(
    _ left: Google_Protobuf_FileDescriptorProto, _ right: Google_Protobuf_FileDescriptorProto
  ) -> Bool {
    var left = left
    var right = right
    left.clearSourceCodeInfo()
    right.clearSourceCodeInfo()
    return left == right
  }

  /// The files, each after those that it imports. Without recursion: a chain of imports may be long.
  private static func inOrder(
    _ protos: [Google_Protobuf_FileDescriptorProto], known: [String: FileDescriptor]
  ) throws(DescriptorError) -> [Google_Protobuf_FileDescriptorProto] {
    var byName: [String: Google_Protobuf_FileDescriptorProto] = [:]
    for proto in protos {
      if let other = byName[proto.name], !same(other, proto) {
        throw DescriptorError(.conflictingFile, file: proto.name)
      }
      byName[proto.name] = proto
    }
    var result: [Google_Protobuf_FileDescriptorProto] = []
    var done: Set<String> = []
    for root in protos {
      var stack: [(proto: Google_Protobuf_FileDescriptorProto, next: Int)] = []
      var open: Set<String> = []
      if !done.contains(root.name) {
        stack.append((root, 0))
        open.insert(root.name)
      }
      while let top = stack.last {
        guard top.next < top.proto.dependency.count else {
          result.append(top.proto)
          done.insert(top.proto.name)
          open.remove(top.proto.name)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let name = top.proto.dependency[top.next]
        if done.contains(name) { continue }
        if open.contains(name) {
          let circle = stack.map(\.proto.name).drop { $0 != name }
          throw DescriptorError(.importCycle(circle + [name]), file: top.proto.name)
        }
        guard let dependency = byName[name] else {
          if known[name] == nil { throw DescriptorError(.missingImport(name), file: top.proto.name) }
          done.insert(name)
          continue
        }
        stack.append((dependency, 0))
        open.insert(name)
      }
    }
    return result
  }

  // MARK: - One file

  private mutating func run() throws(DescriptorError) {
    let proto = file.proto
    let features = file.syntax.features.overridden(by: proto.options.features)
    try declarePackage(proto.package)
    for (index, message) in proto.messageType.enumerated() {
      file.topMessages.append(
        try declare(message, scope: proto.package, features: features, path: [4, Int32(index)], in: nil))
    }
    for (index, enumeration) in proto.enumType.enumerated() {
      file.topEnums.append(
        try declare(enumeration, scope: proto.package, features: features, path: [5, Int32(index)], in: nil))
    }
    for (index, field) in proto.extension.enumerated() {
      file.topExtensions.append(
        try declare(
          extension: field, scope: proto.package, features: features, path: [7, Int32(index)], in: nil))
    }
    for message in file.allMessages { try resolve(message) }
    for field in file.allExtensions { try resolve(extension: field) }
    for message in file.allMessages {
      try check(message)
      message.finish()
    }
    for field in file.allExtensions { field.finishExtension() }
    for (index, service) in proto.service.enumerated() {
      file.serviceTables.append(try declare(service, path: [6, Int32(index)]))
    }
  }

  // MARK: - Names

  func failure(_ reason: DescriptorError.Reason, _ element: String) -> DescriptorError {
    DescriptorError(reason, element: element, file: file.name)
  }

  /// A name with its scope before it.
  mutating func qualified(_ name: String, in scope: String) throws(DescriptorError) -> String {
    let full = scope.isEmpty ? name : "\(scope).\(name)"
    nameBytes.simple += name.utf8.count
    nameBytes.full += full.utf8.count
    // A full name holds those around it: many elements in a long one must not take the product of the two.
    if nameBytes.full > 65536 + 100 * nameBytes.simple { throw failure(.invalid("full names are too long"), "") }
    if !Self.isIdentifier(name) { throw failure(.invalid("\"\(name)\" is not a valid name"), full) }
    return full
  }

  /// What a full name stands for.
  func symbol(named name: String) -> DescriptorSymbol? { change.symbols[name] ?? known.symbols[name] }

  /// Notes an extension; returns the one that already has its number.
  mutating func register(extension field: FieldTable, of message: MessageTable) -> FieldTable? {
    known.extensions[message.fullName]?[field.number]
      ?? change.extensions[message.fullName, default: [:]].updateValue(field, forKey: field.number)
  }

  private static func isIdentifier(_ name: String) -> Bool {
    var first = true
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): break
      case UInt8(ascii: "0")...UInt8(ascii: "9") where !first: break
      default: return false
      }
      first = false
    }
    return !first
  }

  mutating func register(_ symbol: DescriptorSymbol, as name: String) throws(DescriptorError) {
    if let other = known.symbols[name] ?? change.symbols.updateValue(symbol, forKey: name) {
      throw failure(.duplicateSymbol(definedIn: other.firstFile), name)
    }
  }

  private mutating func declarePackage(_ package: String) throws(DescriptorError) {
    // What protoc allows. Each part is a name that holds those before it, and relative names are looked up in each.
    if package.utf8.count > 511 || package.utf8.count(where: { $0 == UInt8(ascii: ".") }) > 100 {
      throw failure(.invalid("the package's name is too long"), "")
    }
    var prefix = ""
    for part in package.split(separator: ".", omittingEmptySubsequences: false) where !package.isEmpty {
      prefix = try qualified(String(part), in: prefix)
      switch symbol(named: prefix) {
      case nil: change.symbols[prefix] = .package(file)
      case .package: break
      case .some(let other): throw failure(.duplicateSymbol(definedIn: other.firstFile), prefix)
      }
    }
  }

  private mutating func declare(
    _ proto: Google_Protobuf_DescriptorProto, scope: String, features outer: ResolvedFeatures, path: [Int32],
    in container: MessageTable?
  ) throws(DescriptorError) -> MessageTable {
    let name = try qualified(proto.name, in: scope)
    let features = outer.overridden(by: proto.options.features)
    for range in proto.extensionRange where range.start < 1 || range.end <= range.start {
      throw failure(.invalid("an extension range begins at \(range.start) and ends before \(range.end)"), name)
    }
    for range in proto.reservedRange where range.start < 1 || range.end <= range.start {
      throw failure(.invalid("a reserved range begins at \(range.start) and ends before \(range.end)"), name)
    }
    let table = MessageTable(
      proto, fullName: name, features: features, path: path, container: container, file: file)
    file.allMessages.append(table)
    try register(.message(table), as: name)
    for (index, oneof) in proto.oneofDecl.enumerated() {
      let oneofTable = OneofTable(
        oneof, fullName: try qualified(oneof.name, in: name), index: index, path: path + [8, Int32(index)],
        container: table)
      table.oneofs.append(oneofTable)
      try register(.oneof(oneofTable), as: oneofTable.fullName)
    }
    for (index, field) in proto.field.enumerated() {
      var inherited = features
      if field.hasOneofIndex, proto.oneofDecl.indices.contains(Int(field.oneofIndex)) {
        inherited = inherited.overridden(by: proto.oneofDecl[Int(field.oneofIndex)].options.features)
      }
      let fieldTable = try declare(
        field: field, scope: name, features: inherited, path: path + [2, Int32(index)], in: table)
      fieldTable.container = table
      table.fields.append(fieldTable)
    }
    for (index, nested) in proto.nestedType.enumerated() {
      table.messages.append(
        try declare(nested, scope: name, features: features, path: path + [3, Int32(index)], in: table))
    }
    for (index, enumeration) in proto.enumType.enumerated() {
      table.enums.append(
        try declare(enumeration, scope: name, features: features, path: path + [4, Int32(index)], in: table))
    }
    for (index, field) in proto.extension.enumerated() {
      table.extensions.append(
        try declare(extension: field, scope: name, features: features, path: path + [6, Int32(index)], in: table))
    }
    return table
  }

  private mutating func declare(
    _ proto: Google_Protobuf_EnumDescriptorProto, scope: String, features outer: ResolvedFeatures, path: [Int32],
    in container: MessageTable?
  ) throws(DescriptorError) -> EnumTable {
    let name = try qualified(proto.name, in: scope)
    if proto.value.isEmpty { throw failure(.invalid("an enum needs at least one value"), name) }
    for range in proto.reservedRange where range.end < range.start {
      throw failure(.invalid("a reserved range begins at \(range.start) and ends with \(range.end)"), name)
    }
    let table = EnumTable(
      proto, fullName: name, features: outer.overridden(by: proto.options.features), path: path,
      container: container, file: file)
    if !table.isClosed && table.defaultNumber != 0 {
      throw failure(.invalid("the first value of an open enum must be zero"), name)
    }
    try register(.enumeration(table), as: name)
    // An enum's values are siblings of the enum, as in C++.
    for value in proto.value { try register(.enumValue(table), as: try qualified(value.name, in: scope)) }
    return table
  }

  private mutating func declare(
    field proto: Google_Protobuf_FieldDescriptorProto, scope: String, features: ResolvedFeatures, path: [Int32],
    in container: MessageTable?
  ) throws(DescriptorError) -> FieldTable {
    let name = try qualified(proto.name, in: scope)
    // The extensions of a MessageSet have numbers of 31 bits; which message it is turns out later.
    if proto.number < 1 || proto.number >= 1 << 29 && !proto.hasExtendee {
      throw failure(.invalid("field number \(proto.number) is not between 1 and 536870911"), name)
    }
    if !proto.hasType && !proto.hasTypeName { throw failure(.invalid("the field has no type"), name) }
    let type = FieldType(rawValue: UInt8(truncatingIfNeeded: proto.type.rawValue)) ?? .double
    var resolved = features.overridden(by: proto.options.features)
    switch file.syntax {
    case .proto2, .proto3:
      if proto.label == .required { resolved.presence = .required }
      if proto.label != .required && resolved.presence == .required { resolved.presence = .explicit }
      if proto.proto3Optional { resolved.presence = .explicit }
      if proto.options.hasPacked { resolved.packed = proto.options.packed }
    case .edition: break
    }
    let table = FieldTable(
      proto, fullName: name, type: type, features: resolved, path: path, scope: container, file: file)
    try register(.field(table), as: name)
    return table
  }

  private mutating func declare(
    extension proto: Google_Protobuf_FieldDescriptorProto, scope: String, features: ResolvedFeatures, path: [Int32],
    in container: MessageTable?
  ) throws(DescriptorError) -> FieldTable {
    let table = try declare(field: proto, scope: scope, features: features, path: path, in: container)
    if !proto.hasExtendee { throw failure(.invalid("the extension doesn't say what it extends"), table.fullName) }
    file.allExtensions.append(table)
    return table
  }
}
