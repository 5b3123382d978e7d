import MartletReflection

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
enum Keyword: String, CaseIterable {
  case none = ""
  case syntax, edition, package, `import`, `public`, weak, option, message, `enum`, service, extend, extensions
  case reserved, oneof, map, group, optional, required, repeated, rpc, returns, stream, to, max, `default`
  case jsonName = "json_name"
  case export, local
  case double, float, int64, uint64, int32, fixed64, fixed32, bool, string, bytes, uint32
  case sfixed32, sfixed64, sint32, sint64

  /// The built-in type that the word names.
  var scalar: FieldType? { Self.scalars[self] }

  private static let scalars = Dictionary(
    uniqueKeysWithValues: (1...18).compactMap(FieldType.init).compactMap { type in
      Keyword(rawValue: type.keyword).map { ($0, type) }
    }.filter { $0.0 != .message && $0.0 != .enum })
}

/// Finds the keywords by their first eight letters, packed into a number with the first letter lowest, and their length.
struct KeywordTable {
  static let shared = KeywordTable()

  private struct Slot {
    var letters: UInt64 = 0
    var length = 0
    var keyword = Keyword.none
  }
  /// A quarter full, so that few words meet another's slot.
  private var slots = [Slot](repeating: Slot(), count: 256)

  private init() {
    for keyword in Keyword.allCases where keyword != .none {
      let letters = keyword.rawValue.utf8.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      var index = Self.start(letters)
      while slots[index].length > 0 { index = (index + 1) % slots.count }
      slots[index] = Slot(letters: letters, length: keyword.rawValue.utf8.count, keyword: keyword)
    }
  }

  private static func start(_ letters: UInt64) -> Int { Int((letters &* 0x9E37_79B9_7F4A_7C15) >> 56) }

  /// The keyword that a word may be; one of more than eight letters is to be compared.
  func find(_ letters: UInt64, length: Int) -> Keyword {
    var index = Self.start(letters)
    while slots[index].length > 0 {
      if slots[index].letters == letters && slots[index].length == length { return slots[index].keyword }
      index = (index + 1) % slots.count
    }
    return .none
  }
}
