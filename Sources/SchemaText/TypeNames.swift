import MartletReflection

// How a type is named where a field or a method uses it.

extension SchemaPrinter {
  func typeName(_ field: FieldDescriptor, from scope: String) -> String {
    if let name = field.messageType?.fullName ?? field.enumType?.fullName { return shortName(name, from: scope) }
    return isUnstable ? field.type.unstableKeyword : field.type.keyword
  }

  /// Whether the file is in edition UNSTABLE, whose integers have other names.
  var isUnstable: Bool { file.proto.edition == .unstable }

  /// The shortest name that means a type in a scope: without the scopes around both, if no other name comes between.
  func shortName(_ name: String, from scope: String) -> String {
    let short = shortestName(name, from: scope)
    return Self.words.contains(String(short.prefix { $0 != "." })) ? ".\(name)" : short
  }

  /// The words that mean something else where a type's name may stand.
  private static let words: Set<String> = [
    "message", "enum", "extensions", "reserved", "extend", "option", "oneof", "optional", "required", "repeated",
    "group", "map", "export", "local", "stream", "rpc", "double", "float", "int32", "int64", "uint32", "uint64",
    "sint32", "sint64", "fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "string", "bytes", "varint32", "varint64",
    "uvarint32", "uvarint64", "zigzag32", "zigzag64",
  ]

  private func shortestName(_ name: String, from scope: String) -> String {
    var outer = scope
    while !outer.isEmpty {
      if name.hasPrefix("\(outer)."), name.utf8.count > outer.utf8.count + 1 {
        let short = String(name.utf8.dropFirst(outer.utf8.count + 1)) ?? name
        if meaning(of: short, from: scope) == name { return short }
      }
      outer = outer.lastIndex(of: ".").map { String(outer[..<$0]) } ?? ""
    }
    return meaning(of: name, from: scope) == name ? name : ".\(name)"
  }

  /// What a relative name stands for: its first part is looked up from the inside out.
  private func meaning(of name: String, from scope: String) -> String? {
    let first = name.prefix { $0 != "." }
    var outer = scope
    while !outer.isEmpty {
      if names.contains("\(outer).\(first)") { return "\(outer).\(name)" }
      outer = outer.lastIndex(of: ".").map { String(outer[..<$0]) } ?? ""
    }
    return name
  }
}
