/// Words that can't name what generated code declares, or only in backticks. The sets are those of swift-protobuf, so
/// that both generators give a field the same name, and a few words of this library's own.
enum ReservedWords {
  /// The language's keywords, which are names if they stand in backticks.
  static let keywords: Set<String> = [
    "associatedtype", "class", "deinit", "enum", "extension", "fileprivate", "func", "import", "init", "inout",
    "internal", "let", "open", "operator", "precedencegroup", "private", "protocol", "public", "static", "struct",
    "subscript", "typealias", "var", "break", "case", "continue", "default", "defer", "do", "else", "fallthrough",
    "for", "guard", "if", "in", "repeat", "return", "switch", "where", "while", "as", "Any", "catch", "false", "is",
    "nil", "rethrows", "super", "self", "Self", "throw", "throws", "true", "try",
  ]

  private static let commonTypes: Set<String> = [
    "Bool", "Data", "Double", "Float", "Int", "Int32", "Int64", "String", "UInt", "UInt32", "UInt64", "__COLUMN__",
    "__FILE__", "__FUNCTION__", "__LINE__",
  ]

  private static let inherited: Set<String> = [
    "isInitialized", "unknownFields", "extensionFields", "debugDescription", "description", "dynamicType",
    "hashValue", "Type", "Protocol",
  ]

  /// Names that no generated type has.
  static let types: Set<String> = keywords.union(commonTypes).union(inherited).union([
    "Extensions", "protoMessageName", "protoFile", "Swift", "Equatable", "Hashable", "Sendable", "SwiftProtobuf",
    "decodeMessage", "traverse", "Martlet", "MartletFoundation", "MartletProtobuf", "MartletReflection",
  ])

  /// Names that no property of a message has.
  static let fields: Set<String> = commonTypes.union(inherited).union(["init", "self"])

  /// Names that no case has.
  static let cases: Set<String> = [
    "allCases", "debugDescription", "description", "dynamicType", "hashValue", "init", "rawValue", "self",
  ]

  /// Names that a case has in backticks only.
  static let quotedCases: Set<String> = keywords.union(["associativity", "dynamicType", "optional", "required"])

  /// Names that no method of a service or client has: they would hide what its protocol declares.
  static let methods: Set<String> = [
    "init", "self", "Type", "Protocol", "methods", "serviceName", "protoFile", "channel", "blocking", "executor",
    "description", "debugDescription", "hashValue",
  ]

  /// Names of the library and of Swift that programs like to give to types of their own, and other `.proto` files too.
  static let everyday: Set<String> = ["Channel", "BinaryDecodingError", "Duration", "Enum", "Message", "Metadata"]

  /// Names that mean something else where an expression or a type begins.
  static let contextual: Set<String> = [
    "any", "await", "borrowing", "consume", "consuming", "copy", "discard", "each", "isolated", "nonisolated",
    "sending", "some", "unsafe", "yield",
  ]

  /// What the bodies of generated methods call their own values, and what means something else there: a property or a
  /// method of such a name needs `self.`.
  static let locals = contextual.union(["reader", "writer", "tag", "key", "value", "current", "newValue", "entry"])
}
