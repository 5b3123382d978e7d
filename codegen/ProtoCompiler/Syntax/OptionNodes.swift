/// The options of one element.
struct OptionsNode {
  var statements: [OptionStatement] = []
  /// Whether the descriptor has an options message, be it empty: a method's empty braces make one.
  var isPresent = false
  /// The options message in wire format, once the options are interpreted.
  var encoded: [UInt8] = []
  /// The same as programs are to see it when they run, if that isn't the same; see `RuntimeOptions`.
  var runtime: RuntimeOptions?
}

/// An options message without what only the compiler and its like are to see (`retention = RETENTION_SOURCE`), and with
/// the extensions in the order of their numbers and merged: so newer protocs write a set. Older ones know no retention.
struct RuntimeOptions {
  /// The message in wire format; nil if nothing is left of it.
  var encoded: [UInt8]?
}

/// One `name = value`.
struct OptionStatement {
  var name: [NamePart] = []
  var value = OptionValue.none
  var namePosition = Position.none
  var valuePosition = Position.none
  /// The statement's entry in the file's location table.
  var location = 0

  struct NamePart {
    /// As written, without parentheses.
    var text: String
    var isExtension: Bool
  }

  /// The name as a message would quote it.
  var displayName: String {
    name.map { $0.isExtension ? "(\($0.text))" : $0.text }.joined(separator: ".")
  }
}

enum OptionValue {
  case none
  case identifier(String, isNegative: Bool)
  case positive(UInt64)
  case negative(Int64)
  case double(Double)
  case string([UInt8])
  /// The text between the braces.
  case aggregate([UInt8])
}
