import MartletProtobuf

// What elements refer to: the types of fields and methods, what extensions extend, what a message must keep to.

extension DescriptorLinker {
  /// What a type name stands for, seen from an element: absolute with a leading dot, else looked up in the scopes
  /// around the element from the inside out.
  private mutating func symbol(_ name: String, from element: String) throws(DescriptorError) -> DescriptorSymbol {
    var found: DescriptorSymbol?
    var hidden: DescriptorSymbol?
    func look(_ full: String, _ linker: inout DescriptorLinker) -> Bool {
      guard let symbol = linker.symbol(named: full) else { return false }
      if let owner = symbol.file, !linker.sees(owner) {
        hidden = symbol
        return false
      }
      found = symbol
      return true
    }
    if name.hasPrefix(".") {
      _ = look(String(name.dropFirst()), &self)
    } else {
      var scope = element[...]
      while let dot = scope.lastIndex(of: ".") {
        scope = scope[..<dot]
        if look("\(scope).\(name)", &self), found?.isType == true { break }
        found = nil
      }
      if found == nil { _ = look(name, &self) }
    }
    if let found, found.isType { return found }
    if let owner = hidden?.file { throw failure(.notImported(type: name, file: owner.name), element) }
    throw failure(.unresolvedType(name), element)
  }

  private mutating func messageSymbol(_ name: String, from element: String) throws(DescriptorError) -> MessageTable {
    guard case .message(let table) = try symbol(name, from: element) else {
      throw failure(.invalid("\"\(name)\" is not a message"), element)
    }
    return table
  }

  mutating func resolve(_ message: MessageTable) throws(DescriptorError) {
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

  mutating func resolve(extension field: FieldTable) throws(DescriptorError) {
    let extendee = try messageSymbol(field.proto.extendee, from: field.fullName)
    field.container = extendee
    if !extendee.extensionRanges.contains(field.number) {
      throw failure(
        .invalid("\"\(extendee.fullName)\" doesn't declare \(field.number) as an extension number"), field.fullName)
    }
    if field.number >= 1 << 29 && !extendee.isMessageSet {
      throw failure(.invalid("field number \(field.number) is not between 1 and 536870911"), field.fullName)
    }
    if let other = register(extension: field, of: extendee) {
      throw failure(
        .invalid("extension number \(field.number) is already used by \"\(other.fullName)\""), field.fullName)
    }
    try resolveType(of: field)
    if extendee.isMessageSet && (field.type != .message || field.isRepeated) {
      throw failure(.invalid("a MessageSet's extensions are single messages"), field.fullName)
    }
  }

  private mutating func resolveType(of field: FieldTable) throws(DescriptorError) {
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

  func check(_ message: MessageTable) throws(DescriptorError) {
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
      else {
        throw failure(.invalid("a map entry needs a key and a value, of types that a map may have"), message.fullName)
      }
    }
  }

  mutating func declare(
    _ proto: Google_Protobuf_ServiceDescriptorProto, in scope: ElementPlace, _ field: Int32, _ index: Int
  ) throws(DescriptorError) -> ServiceTable {
    let place = try place(proto.name, in: scope, field, index)
    let table = ServiceTable(proto, place)
    try register(.service(table), as: place.fullName)
    var methods: [MethodTable] = []
    for (index, method) in proto.method.enumerated() {
      let methodPlace = try self.place(method.name, in: place, 2, index)
      let methodTable = MethodTable(
        method, of: table, input: try messageSymbol(method.inputType, from: methodPlace.fullName),
        output: try messageSymbol(method.outputType, from: methodPlace.fullName), methodPlace)
      try register(.method(methodTable), as: methodPlace.fullName)
      methods.append(methodTable)
    }
    table.finish(methods)
    return table
  }
}

extension DescriptorSymbol {
  fileprivate var isType: Bool {
    switch self {
    case .message, .enumeration: true
    default: false
    }
  }
}
