/// A token of the source: 24 bytes, no text of its own.
struct Token {
  enum Kind: UInt8 {
    case identifier
    case integer
    case float
    case string
    case symbol
    case end
  }

  var kind: Kind
  /// The word that an identifier is, if the grammar gives it a meaning somewhere. No word is reserved.
  var keyword: Keyword
  /// The byte of a symbol; 0 for other tokens.
  var symbol: UInt8
  /// The token's bytes in the source.
  var start: Int32
  var end: Int32
  var line: Int32
  var column: Int32
  /// The column after the token. No token spans lines.
  var endColumn: Int32

  var position: Position { Position(line: line, column: column) }
  var range: Range<Int> { Int(start)..<Int(end) }
}

/// The words that mean something in some place of the grammar.
enum Keyword: UInt8 {
  case none
  case syntax, edition, package, `import`, `public`, weak, option, message, `enum`, service, extend, extensions
  case reserved, oneof, map, group, optional, required, repeated, rpc, returns, stream, to, max, `default`
  case jsonName, export, local
  case double, float, int64, uint64, int32, fixed64, fixed32, bool, string, bytes, uint32
  case sfixed32, sfixed64, sint32, sint64

  /// The keyword of up to eight letters that are packed into a number, the first letter lowest.
  static func find(_ word: UInt64, length: Int) -> Keyword {
    switch length {
    case 2: return word == w("to") ? .to : .none
    case 3:
      switch word {
      case w("rpc"): return .rpc
      case w("map"): return .map
      case w("max"): return .max
      default: return .none
      }
    case 4:
      switch word {
      case w("bool"): return .bool
      case w("enum"): return .enum
      case w("weak"): return .weak
      default: return .none
      }
    case 5:
      switch word {
      case w("int32"): return .int32
      case w("int64"): return .int64
      case w("bytes"): return .bytes
      case w("float"): return .float
      case w("oneof"): return .oneof
      case w("group"): return .group
      case w("local"): return .local
      default: return .none
      }
    case 6: return six(word)
    case 7: return seven(word)
    case 8:
      switch word {
      case w("optional"): return .optional
      case w("repeated"): return .repeated
      case w("required"): return .required
      case w("reserved"): return .reserved
      case w("sfixed32"): return .sfixed32
      case w("sfixed64"): return .sfixed64
      default: return .none
      }
    default: return .none
    }
  }

  private static func six(_ word: UInt64) -> Keyword {
    switch word {
    case w("string"): return .string
    case w("option"): return .option
    case w("uint32"): return .uint32
    case w("uint64"): return .uint64
    case w("double"): return .double
    case w("import"): return .import
    case w("public"): return .public
    case w("syntax"): return .syntax
    case w("extend"): return .extend
    case w("export"): return .export
    case w("stream"): return .stream
    case w("sint32"): return .sint32
    case w("sint64"): return .sint64
    default: return .none
    }
  }

  private static func seven(_ word: UInt64) -> Keyword {
    switch word {
    case w("message"): return .message
    case w("service"): return .service
    case w("returns"): return .returns
    case w("package"): return .package
    case w("default"): return .default
    case w("fixed32"): return .fixed32
    case w("fixed64"): return .fixed64
    case w("edition"): return .edition
    default: return .none
    }
  }

  /// A word of up to eight letters as a number; folded to a constant by the optimizer.
  @inline(__always)
  static func w(_ word: StaticString) -> UInt64 {
    var packed: UInt64 = 0
    word.withUTF8Buffer { bytes in
      for index in bytes.indices { packed |= UInt64(bytes[index]) << UInt64(index * 8) }
    }
    return packed
  }

  /// The built-in type that the word names.
  var scalar: FieldType? {
    switch self {
    case .double: .double
    case .float: .float
    case .int64: .int64
    case .uint64: .uint64
    case .int32: .int32
    case .fixed64: .fixed64
    case .fixed32: .fixed32
    case .bool: .bool
    case .string: .string
    case .group: .group
    case .bytes: .bytes
    case .uint32: .uint32
    case .sfixed32: .sfixed32
    case .sfixed64: .sfixed64
    case .sint32: .sint32
    case .sint64: .sint64
    default: nil
    }
  }
}
