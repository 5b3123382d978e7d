/// The options of one element.
struct OptionsNode {
  var statements: [OptionStatement] = []
  /// Whether the descriptor has an options message, be it empty: a method's empty braces make one.
  var isPresent = false
  /// The options message in wire format, once the options are interpreted.
  var encoded: [UInt8] = []
  /// The same as programs are to see it when they run, if that differs.
  var runtime: RuntimeOptions?
  /// How many elements have these options, each with locations of its own.
  var copies = 1
  /// How far the locations of one element's options are from those of the next.
  var copyStride = 0

  var copyOffsets: StrideTo<Int> { stride(from: 0, to: copies * max(copyStride, 1), by: max(copyStride, 1)) }
}

/// One `name = value`.
struct OptionStatement {
  var name: [NamePart] = []
  var value = OptionValue.aggregate([])
  var namePosition = Position.none
  var valuePosition = Position.none
  /// The statement's entry in the file's location table, and that of the options that it is one of.
  var location = 0
  var container = 0

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
  case scalar(WrittenValue)
  /// The text between the braces.
  case aggregate([UInt8])
}

/// A number, word or string as written in an option.
enum WrittenValue {
  case positive(UInt64)
  case negative(Int64)
  case double(Double)
  case identifier(String, isNegative: Bool)
  case string([UInt8])
}

extension OptionsNode {
  /// The value of a built-in option as written.
  func value(_ name: String) -> OptionValue? {
    statements.first { $0.name.count == 1 && !$0.name[0].isExtension && $0.name[0].text == name }?.value
  }

  /// The value of a built-in option that is a word.
  func word(_ name: String) -> String? {
    guard case .scalar(.identifier(let word, isNegative: false))? = value(name) else { return nil }
    return word
  }

  /// The features alone, for an element that has no locations.
  var features: OptionsNode {
    let set = statements.filter { $0.name.first?.text == "features" && $0.name.first?.isExtension == false }
    return OptionsNode(statements: set, isPresent: isPresent, copies: 0)
  }

  /// The value of a built-in bool option; nil if it isn't set.
  func flag(_ name: String) -> Bool? { word(name).map { $0 == "true" } }
}

/// What the options of a field say of it where it is an option itself.
struct OptionUse {
  /// It is for the compiler and its like only.
  let isForSource: Bool
  let isPacked: Bool?
  /// The kinds of element that it is for, as `OptionTargetType` calls them; all if there are none.
  let targets: Set<String>
  let support: EditionSupport

  init(_ options: OptionsNode) {
    isForSource = options.word("retention") == "RETENTION_SOURCE"
    isPacked = options.flag("packed")
    var targets: Set<String> = []
    for statement in options.statements where statement.displayName == "targets" {
      if case .scalar(.identifier(let word, _)) = statement.value { targets.insert(word) }
    }
    self.targets = targets
    support = EditionSupport(options)
  }
}

/// In which editions there is an option, or a value of one, as the option `feature_support` tells.
struct EditionSupport {
  private var words: [String: String] = [:]

  init(_ options: OptionsNode) {
    guard case .aggregate(let text)? = options.value("feature_support") else { return }
    words = Dictionary(Features.words(in: text), uniquingKeysWith: { $1 })
  }

  /// What contradicts itself; nil if nothing does.
  var contradiction: String? {
    func edition(_ name: String) -> Int32? { words[name].flatMap { Edition.names[$0] } }
    let (introduced, deprecated, removed) = (
      edition("edition_introduced") ?? 0, edition("edition_deprecated"), edition("edition_removed")
    )
    let (isWarnedOf, isExplained) = (words["deprecation_warning"] != nil, words["removal_error"] != nil)
    if let deprecated, deprecated < introduced { return "is deprecated before it is introduced" }
    if let removed, removed < introduced { return "is removed before it is introduced" }
    if let removed, let deprecated, deprecated >= removed { return "is deprecated after it is removed" }
    if isWarnedOf != (deprecated != nil) { return "needs both edition_deprecated and deprecation_warning, or neither" }
    if let removed, removed == introduced { return nil }
    return isExplained != (removed != nil) ? "needs both edition_removed and removal_error, or neither" : nil
  }

  /// Why a file can't use it; nil if it can.
  func problem(in edition: Int32) -> String? {
    if let word = words["edition_introduced"], let number = Edition.names[word], number > edition {
      return "can't be set before \(word)"
    }
    if let word = words["edition_removed"], let number = Edition.names[word], number <= edition {
      return "can't be set from \(word) on"
    }
    return nil
  }

  /// Since which edition a file should no longer use it; nil if it may.
  func deprecation(in edition: Int32) -> String? {
    guard let word = words["edition_deprecated"], let number = Edition.names[word] else { return nil }
    return number <= edition ? word : nil
  }
}
