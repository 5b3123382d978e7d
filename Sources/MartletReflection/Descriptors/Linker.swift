import MartletProtobuf

/// Makes tables of descriptors: orders the files, names their elements, resolves what refers to what.
struct Linker {
  private var state: DescriptorPool.State
  private let file: FileDescriptor
  /// Names of the files whose types the file may use.
  private let visible: Set<String>

  /// Links files into a pool's state and returns all of them, also those that were there.
  @discardableResult
  static func link(
    _ protos: [Google_Protobuf_FileDescriptorProto], into state: inout DescriptorPool.State
  ) throws(DescriptorError) -> [FileDescriptor] {
    var added: [FileDescriptor] = []
    for proto in try inOrder(protos, known: state.files) {
      if let known = state.files[proto.name] {
        if !same(known.proto, proto) { throw DescriptorError(.conflictingFile, file: proto.name) }
        added.append(known)
        continue
      }
      var dependencies: [FileDescriptor] = []
      for name in proto.dependency {
        guard let dependency = state.files[name] else {
          throw DescriptorError(.missingImport(name), file: proto.name)
        }
        dependencies.append(dependency)
      }
      for index in proto.publicDependency where !dependencies.indices.contains(Int(index)) {
        throw DescriptorError(.invalid("public import \(index) doesn't exist"), file: proto.name)
      }
      let file = try FileDescriptor(proto, dependencies: dependencies)
      var linker = Linker(state: state, file: file)
      // Only one of the two may hold the tables, or each change would copy them.
      state = DescriptorPool.State()
      try linker.run()
      state = linker.state
      state.files[proto.name] = file
      state.order.append(file)
      added.append(file)
    }
    return added
  }

  private init(state: DescriptorPool.State, file: FileDescriptor) {
    self.state = state
    self.file = file
    visible = Set(file.visibleFiles.map(\.name))
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
    for (index, service) in proto.service.enumerated() {
      file.serviceTables.append(try declare(service, path: [6, Int32(index)]))
    }
  }

  // MARK: - Names

  private func failure(_ reason: DescriptorError.Reason, _ element: String) -> DescriptorError {
    DescriptorError(reason, element: element, file: file.name)
  }

  private func qualified(_ name: String, in scope: String) throws(DescriptorError) -> String {
    let full = scope.isEmpty ? name : "\(scope).\(name)"
    if !Self.isIdentifier(name) { throw failure(.invalid("\"\(name)\" is not a valid name"), full) }
    return full
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

  private mutating func register(_ symbol: Symbol, as name: String) throws(DescriptorError) {
    if let other = state.symbols.updateValue(symbol, forKey: name) {
      throw failure(.duplicateSymbol(definedIn: other.firstFile), name)
    }
  }

  private mutating func declarePackage(_ package: String) throws(DescriptorError) {
    var prefix = ""
    for part in package.split(separator: ".", omittingEmptySubsequences: false) where !package.isEmpty {
      prefix = try qualified(String(part), in: prefix)
      switch state.symbols[prefix] {
      case nil: state.symbols[prefix] = .package(file)
      case .package: break
      case .some(let other): throw failure(.duplicateSymbol(definedIn: other.firstFile), prefix)
      }
    }
  }

  private mutating func declare(
    _ proto: Google_Protobuf_DescriptorProto, scope: String, features outer: Features, path: [Int32],
    in container: MessageTable?
  ) throws(DescriptorError) -> MessageTable {
    let name = try qualified(proto.name, in: scope)
    let features = outer.overridden(by: proto.options.features)
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
    _ proto: Google_Protobuf_EnumDescriptorProto, scope: String, features outer: Features, path: [Int32],
    in container: MessageTable?
  ) throws(DescriptorError) -> EnumTable {
    let name = try qualified(proto.name, in: scope)
    if proto.value.isEmpty { throw failure(.invalid("an enum needs at least one value"), name) }
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
    field proto: Google_Protobuf_FieldDescriptorProto, scope: String, features: Features, path: [Int32],
    in container: MessageTable?
  ) throws(DescriptorError) -> FieldTable {
    let name = try qualified(proto.name, in: scope)
    if proto.number < 1 || proto.number >= 1 << 29 {
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
    extension proto: Google_Protobuf_FieldDescriptorProto, scope: String, features: Features, path: [Int32],
    in container: MessageTable?
  ) throws(DescriptorError) -> FieldTable {
    let table = try declare(field: proto, scope: scope, features: features, path: path, in: container)
    if !proto.hasExtendee { throw failure(.invalid("the extension doesn't say what it extends"), table.fullName) }
    file.allExtensions.append(table)
    return table
  }
}

// MARK: - References

extension Linker {
  /// What a type name stands for, seen from an element: absolute with a leading dot, else looked up in the scopes
  /// around the element from the inside out.
  private func symbol(_ name: String, from element: String) throws(DescriptorError) -> Symbol {
    var found: Symbol?
    var hidden: Symbol?
    func look(_ full: String) -> Bool {
      guard let symbol = state.symbols[full] else { return false }
      if let owner = symbol.file {
        guard visible.contains(owner.name) else {
          hidden = symbol
          return false
        }
      }
      found = symbol
      return true
    }
    if name.hasPrefix(".") {
      _ = look(String(name.dropFirst()))
    } else {
      var scope = element[...]
      while let dot = scope.lastIndex(of: ".") {
        scope = scope[..<dot]
        if look("\(scope).\(name)"), found?.isType == true { break }
        found = nil
      }
      if found == nil { _ = look(name) }
    }
    if let found, found.isType { return found }
    if let owner = hidden?.file { throw failure(.notImported(type: name, file: owner.name), element) }
    throw failure(.unresolvedType(name), element)
  }

  private func messageSymbol(_ name: String, from element: String) throws(DescriptorError) -> MessageTable {
    guard case .message(let table) = try symbol(name, from: element) else {
      throw failure(.invalid("\"\(name)\" is not a message"), element)
    }
    return table
  }

  private func resolve(_ message: MessageTable) throws(DescriptorError) {
    for field in message.fields {
      if field.isExtension {
        throw failure(.invalid("a message's own field can't be an extension"), field.fullName)
      }
      if field.proto.hasOneofIndex {
        let index = Int(field.proto.oneofIndex)
        guard message.oneofs.indices.contains(index) else {
          throw failure(.invalid("oneof \(index) doesn't exist"), field.fullName)
        }
        if field.proto.label != .optional {
          throw failure(.invalid("a member of a oneof can be neither repeated nor required"), field.fullName)
        }
        field.oneof = message.oneofs[index]
        message.oneofs[index].fields.append(field)
      }
      try resolveType(of: field)
    }
    for oneof in message.oneofs {
      if oneof.fields.isEmpty { throw failure(.invalid("a oneof needs at least one field"), oneof.fullName) }
      if oneof.fields.count > 1, oneof.fields.contains(where: \.proto.proto3Optional) {
        throw failure(.invalid("a proto3 optional field can't share its oneof"), oneof.fullName)
      }
    }
  }

  private mutating func resolve(extension field: FieldTable) throws(DescriptorError) {
    let extendee = try messageSymbol(field.proto.extendee, from: field.fullName)
    field.container = extendee
    let isDeclared = extendee.proto.extensionRange.contains { $0.start <= field.number && field.number < $0.end }
    if !isDeclared {
      throw failure(
        .invalid("\"\(extendee.fullName)\" doesn't declare \(field.number) as an extension number"), field.fullName)
    }
    if let other = state.extensions[extendee.fullName, default: [:]].updateValue(field, forKey: field.number) {
      throw failure(
        .invalid("extension number \(field.number) is already used by \"\(other.fullName)\""), field.fullName)
    }
    try resolveType(of: field)
  }

  private func resolveType(of field: FieldTable) throws(DescriptorError) {
    let proto = field.proto
    if proto.hasTypeName {
      switch try symbol(proto.typeName, from: field.fullName) {
      case .message(let table):
        if proto.hasType && proto.type != .message && proto.type != .group {
          throw failure(.invalid("\"\(proto.typeName)\" is a message, not \(field.type.keyword)"), field.fullName)
        }
        field.type = proto.type == .group ? .group : .message
        field.message = table
        let isMap = table.isMapEntry || field.container?.isMapEntry == true
        if field.features.delimited && !isMap { field.type = .group }
      case .enumeration(let table):
        if proto.hasType && proto.type != .enum {
          throw failure(.invalid("\"\(proto.typeName)\" is an enum, not \(field.type.keyword)"), field.fullName)
        }
        field.type = .enumeration
        field.enumeration = table
      default: throw failure(.invalid("\"\(proto.typeName)\" is not a type"), field.fullName)
      }
    } else if field.type == .message || field.type == .group || field.type == .enumeration {
      throw failure(.invalid("the field has no type name"), field.fullName)
    }
    if proto.hasDefaultValue {
      guard let value = FieldValue(defaultText: proto.defaultValue, of: field), !field.isRepeated else {
        throw failure(.invalid("\"\(proto.defaultValue)\" is not a default for the field"), field.fullName)
      }
      field.defaultValue = value
    }
  }

  private func check(_ message: MessageTable) throws(DescriptorError) {
    var numbers: [Int: String] = [:]
    for field in message.fields {
      if let other = numbers.updateValue(field.proto.name, forKey: field.number) {
        throw failure(.invalid("number \(field.number) is already used by \"\(other)\""), field.fullName)
      }
      if field.message?.isMapEntry == true {
        if !field.isRepeated || field.type != .message {
          throw failure(.invalid("a map entry can only be the type of a map field"), field.fullName)
        }
      }
    }
    if message.isMapEntry {
      guard message.fields.count == 2, let key = message.fields.first(where: { $0.number == 1 }),
        let value = message.fields.first(where: { $0.number == 2 }), !key.isRepeated, !value.isRepeated,
        key.type.isMapKey, value.type != .group, message.oneofs.isEmpty
      else { throw failure(.invalid("a map entry needs a key and a value, of types that a map may have"), message.fullName) }
    }
  }

  private mutating func declare(
    _ proto: Google_Protobuf_ServiceDescriptorProto, path: [Int32]
  ) throws(DescriptorError) -> ServiceTable {
    let name = try qualified(proto.name, in: file.package)
    let table = ServiceTable(proto, fullName: name, path: path, file: file)
    try register(.service(table), as: name)
    for (index, method) in proto.method.enumerated() {
      let methodName = try qualified(method.name, in: name)
      let methodTable = MethodTable(
        method, fullName: methodName, path: path + [2, Int32(index)], service: table,
        input: try messageSymbol(method.inputType, from: methodName),
        output: try messageSymbol(method.outputType, from: methodName))
      try register(.method(methodTable), as: methodName)
      table.methods.append(methodTable)
    }
    return table
  }
}

extension Symbol {
  fileprivate var isType: Bool {
    switch self {
    case .message, .enumeration: true
    default: false
    }
  }
}
