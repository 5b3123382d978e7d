import MartletReflection

/// Checks what goes into source text as it stands. Compilers have checked it before; a descriptor that came another way
/// must not be able to say anything but names and numbers.
enum Validation {
  static func check(_ file: Google_Protobuf_FileDescriptorProto) throws(GenerationError) {
    let name = file.name
    for part in file.package.split(separator: ".", omittingEmptySubsequences: false) where !file.package.isEmpty {
      try identifier(String(part), name)
    }
    if !file.options.swiftPrefix.isEmpty { try identifier(file.options.swiftPrefix, name) }
    for message in file.messageType { try check(message, name) }
    for field in file.extension { try check(field, name) }
    for enumeration in file.enumType { try check(enumeration, name) }
    for service in file.service {
      try identifier(service.name, name)
      for method in service.method { try identifier(method.name, name) }
    }
  }

  private static func check(_ message: Google_Protobuf_DescriptorProto, _ file: String) throws(GenerationError) {
    try identifier(message.name, file)
    for field in message.field + message.extension { try check(field, file) }
    for oneof in message.oneofDecl { try identifier(oneof.name, file) }
    for enumeration in message.enumType { try check(enumeration, file) }
    for nested in message.nestedType { try check(nested, file) }
  }

  private static func check(_ field: Google_Protobuf_FieldDescriptorProto, _ file: String) throws(GenerationError) {
    try identifier(field.name, file)
    if field.hasDefaultValue && !isValid(default: field) {
      throw GenerationError("\"\(field.defaultValue)\" is not a value of field \(field.name)", file: file)
    }
  }

  private static func check(_ enumeration: Google_Protobuf_EnumDescriptorProto, _ file: String) throws(GenerationError)
  {
    try identifier(enumeration.name, file)
    for value in enumeration.value { try identifier(value.name, file) }
  }

  private static func identifier(_ name: String, _ file: String) throws(GenerationError) {
    if !isIdentifier(name) { throw GenerationError("\(Literals.string(name)) is not a name", file: file) }
  }

  static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }

  private static func isValid(default field: Google_Protobuf_FieldDescriptorProto) -> Bool {
    let text = field.defaultValue
    switch field.type {
    case .int32, .sint32, .sfixed32: return Int32(text) != nil
    case .int64, .sint64, .sfixed64: return Int64(text) != nil
    case .uint32, .fixed32: return UInt32(text) != nil
    case .uint64, .fixed64: return UInt64(text) != nil
    case .float, .double:
      let isDecimal = text.utf8.allSatisfy { "0123456789+-.e".utf8.contains($0) }
      return ["inf", "-inf", "nan"].contains(text) || isDecimal && Double(text) != nil
    case .bool: return text == "true" || text == "false"
    case .string, .bytes, .enum: return true
    case .message, .group: return false
    }
  }
}
