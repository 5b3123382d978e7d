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
    let scope = ElementPlace(file: file, fullName: proto.package, path: [], features: features, scope: nil)
    for (index, message) in proto.messageType.enumerated() {
      file.topMessages.append(try declare(message, in: scope, 4, index))
    }
    for (index, enumeration) in proto.enumType.enumerated() {
      file.topEnums.append(try declare(enumeration, in: scope, 5, index))
    }
    for (index, field) in proto.extension.enumerated() {
      file.topExtensions.append(try declare(extension: field, in: scope, 7, index))
    }
    for message in file.allMessages { try resolve(message) }
    for field in file.allExtensions { try resolve(extension: field) }
    for message in file.allMessages {
      try check(message)
      message.finish()
    }
    for field in file.allExtensions { field.finishExtension() }
    for (index, service) in proto.service.enumerated() {
      file.serviceTables.append(try declare(service, in: scope, 6, index))
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

  /// The place of an element inside another one, whose descriptor has it in a field, at an index.
  mutating func place(
    _ name: String, in scope: ElementPlace, _ field: Int32, _ index: Int,
    features: Google_Protobuf_FeatureSet = Google_Protobuf_FeatureSet()
  ) throws(DescriptorError) -> ElementPlace {
    ElementPlace(
      file: file, fullName: try qualified(name, in: scope.fullName), path: scope.path + [field, Int32(index)],
      features: scope.features.overridden(by: features), scope: scope.scope)
  }

  private mutating func declare(
    _ proto: Google_Protobuf_DescriptorProto, in scope: ElementPlace, _ field: Int32, _ index: Int
  ) throws(DescriptorError) -> MessageTable {
    var place = try place(proto.name, in: scope, field, index, features: proto.options.features)
    for range in proto.extensionRange where range.start < 1 || range.end <= range.start {
      throw failure(
        .invalid("an extension range begins at \(range.start) and ends before \(range.end)"), place.fullName)
    }
    for range in proto.reservedRange where range.start < 1 || range.end <= range.start {
      throw failure(
        .invalid("a reserved range begins at \(range.start) and ends before \(range.end)"), place.fullName)
    }
    let table = MessageTable(proto, place)
    place.scope = table
    file.allMessages.append(table)
    try register(.message(table), as: table.fullName)
    for (index, oneof) in proto.oneofDecl.enumerated() {
      let oneofPlace = try self.place(oneof.name, in: place, 8, index, features: oneof.options.features)
      table.oneofs.append(OneofTable(oneof, index: index, of: table, oneofPlace))
      try register(.oneof(table.oneofs[index]), as: oneofPlace.fullName)
    }
    for (index, field) in proto.field.enumerated() {
      var inside = place
      if field.hasOneofIndex, table.oneofs.indices.contains(Int(field.oneofIndex)) {
        inside.features = table.oneofs[Int(field.oneofIndex)].features
      }
      let fieldTable = try declare(field: field, in: inside, 2, index)
      fieldTable.container = table
      table.fields.append(fieldTable)
    }
    for (index, nested) in proto.nestedType.enumerated() {
      table.messages.append(try declare(nested, in: place, 3, index))
    }
    for (index, enumeration) in proto.enumType.enumerated() {
      table.enums.append(try declare(enumeration, in: place, 4, index))
    }
    for (index, field) in proto.extension.enumerated() {
      table.extensions.append(try declare(extension: field, in: place, 6, index))
    }
    return table
  }

  private mutating func declare(
    _ proto: Google_Protobuf_EnumDescriptorProto, in scope: ElementPlace, _ field: Int32, _ index: Int
  ) throws(DescriptorError) -> EnumTable {
    let place = try place(proto.name, in: scope, field, index, features: proto.options.features)
    if proto.value.isEmpty { throw failure(.invalid("an enum needs at least one value"), place.fullName) }
    for range in proto.reservedRange where range.end < range.start {
      throw failure(
        .invalid("a reserved range begins at \(range.start) and ends with \(range.end)"), place.fullName)
    }
    let table = EnumTable(proto, place)
    if !table.isClosed && table.defaultNumber != 0 {
      throw failure(.invalid("the first value of an open enum must be zero"), place.fullName)
    }
    try register(.enumeration(table), as: place.fullName)
    // An enum's values are siblings of the enum, as in C++.
    for value in proto.value { try register(.enumValue(table), as: try qualified(value.name, in: scope.fullName)) }
    return table
  }

  private mutating func declare(
    field proto: Google_Protobuf_FieldDescriptorProto, in scope: ElementPlace, _ field: Int32, _ index: Int
  ) throws(DescriptorError) -> FieldTable {
    var place = try place(proto.name, in: scope, field, index, features: proto.options.features)
    // The extensions of a MessageSet have numbers of 31 bits; which message it is turns out later.
    if proto.number < 1 || proto.number >= 1 << 29 && !proto.hasExtendee {
      throw failure(.invalid("field number \(proto.number) is not between 1 and 536870911"), place.fullName)
    }
    if !proto.hasType && !proto.hasTypeName { throw failure(.invalid("the field has no type"), place.fullName) }
    switch file.syntax {
    case .proto2, .proto3:
      if proto.label == .required { place.features.presence = .required }
      if proto.label != .required && place.features.presence == .required { place.features.presence = .explicit }
      if proto.proto3Optional { place.features.presence = .explicit }
      if proto.options.hasPacked { place.features.packed = proto.options.packed }
    case .edition: break
    }
    let table = FieldTable(proto, place)
    try register(.field(table), as: place.fullName)
    return table
  }

  private mutating func declare(
    extension proto: Google_Protobuf_FieldDescriptorProto, in scope: ElementPlace, _ field: Int32, _ index: Int
  ) throws(DescriptorError) -> FieldTable {
    let table = try declare(field: proto, in: scope, field, index)
    if !proto.hasExtendee { throw failure(.invalid("the extension doesn't say what it extends"), table.fullName) }
    file.allExtensions.append(table)
    return table
  }
}
