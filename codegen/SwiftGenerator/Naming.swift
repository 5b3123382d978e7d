import MartletReflection

/// How names of `.proto` files become Swift names. The rules are swift-protobuf's, so that code moves over unchanged.
enum Naming {
  /// Whether a text is a name in `.proto` files and in Swift, though it may be a reserved word.
  static func isIdentifier(_ name: String) -> Bool {
    name.first?.isNumber == false
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" }
  }

  // MARK: - Words

  private enum Letter {
    case start, digit, lower, upper, underscore

    init(_ byte: UInt8) {
      self =
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
        case UInt8(ascii: "_"): .underscore
        default: .lower
        }
    }
  }

  private static let abbreviations: Set<String> = ["url", "http", "https", "id"]

  /// `foo_bar_id` as `fooBarID`, or `FooBarID` if the first word is capitalized too.
  ///
  /// Words end at underscores, before digits, and where case changes from lower to upper. Of several underscores in a
  /// row all but the first stay, and one at the end stays.
  static func camelCase(_ name: String, capitalized: Bool) -> String {
    var result = ""
    var word = ""
    var previous = Letter.start
    func endWord() {
      if word.isEmpty { return }
      if result.isEmpty && !capitalized {
        result = word
      } else {
        result += abbreviations.contains(word) ? word.uppercased() : capitalizedFirst(word)
      }
      word = ""
    }
    for byte in name.utf8 {
      let letter = Letter(byte)
      switch letter {
      case .digit:
        if previous != .digit { endWord() }
        // A name can't begin with a digit.
        if result.isEmpty { result = "_" }
      case .upper: if previous != .upper { endWord() }
      case .lower: if previous != .lower && previous != .upper { endWord() }
      case .underscore:
        endWord()
        if previous == .underscore { result += "_" }
      case .start: break
      }
      if letter != .underscore { word.unicodeScalars.append(Unicode.Scalar(letter == .upper ? byte | 0x20 : byte)) }
      previous = letter
    }
    endWord()
    if previous == .underscore { result += "_" }
    return result
  }

  static func capitalizedFirst(_ word: String) -> String {
    guard let first = word.first else { return word }
    return first.uppercased() + word.dropFirst()
  }

  // MARK: - Types

  /// What stands before the names of a file's types: `Main_V1_` for package `main.v1`.
  static func typePrefix(package: String, swiftPrefix: String?) -> String {
    if let swiftPrefix { return swiftPrefix }
    if package.isEmpty { return "" }
    var prefix = ""
    var capital = true
    for character in package {
      switch character {
      case "_": capital = true
      case ".":
        capital = true
        prefix += "_"
      default:
        if prefix.isEmpty && character.isNumber { prefix = "_" }
        prefix += capital ? character.uppercased() : String(character)
        capital = false
      }
    }
    return prefix + "_"
  }

  /// A message's, enum's or oneof's name; `suffix` (`Message`, `Enum`, `Oneof`) sets it apart from reserved words.
  static func type(_ name: String, suffix: String) -> String {
    if ReservedWords.types.contains(name) || isUnderscores(name) { return name + suffix }
    // `TypeMessage` beside `Type`, which becomes `TypeMessage`, becomes `TypeMessageMessage`.
    if name.hasSuffix(suffix) { return type(String(name.dropLast(suffix.count)), suffix: suffix) + suffix }
    return name
  }

  /// A type as code refers to it, by its names from the outermost type inwards.
  static func reference(_ path: [String]) -> String {
    guard let first = path.first, ReservedWords.contextual.contains(first) else { return path.joined(separator: ".") }
    return (["`\(first)`"] + path.dropFirst()).joined(separator: ".")
  }

  // MARK: - Fields

  /// A property's name. `base` is the field's own lower camel case name if `name` was made from it (`hasFoo`).
  static func property(_ name: String, base: String? = nil) -> String {
    let original = base ?? name
    if hasAccessorPrefix(original, "has") || hasAccessorPrefix(original, "clear")
      || ReservedWords.fields.contains(original)
    {
      return name + "_p"
    }
    if base == nil && ReservedWords.keywords.contains(name) { return "`\(name)`" }
    return isUnderscores(original) ? name + "__" : name
  }

  /// `hasFoo` and `clearFoo` are what field `foo` brings with it.
  private static func hasAccessorPrefix(_ name: String, _ prefix: String) -> Bool {
    guard name.hasPrefix(prefix), let next = name.utf8.dropFirst(prefix.utf8.count).first else { return false }
    return (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(next)
  }

  private static func isUnderscores(_ name: String) -> Bool { !name.isEmpty && name.utf8.allSatisfy { $0 == 0x5F } }

  /// A name without the backticks that a declaration needs: after a dot every word is a name.
  static func unquoted(_ name: String) -> String {
    name.hasPrefix("`") ? String(name.dropFirst().dropLast()) : name
  }

  // MARK: - Enum cases

  /// A case's name.
  static func enumCase(_ name: String) -> String {
    if ReservedWords.cases.contains(name) { return name + "_" }
    if ReservedWords.quotedCases.contains(name) { return "`\(name)`" }
    return isUnderscores(name) ? name + "__" : name
  }

  /// The names of an enum's cases, in the order of its values.
  ///
  /// Values whose names come out alike although their numbers differ get their number as a suffix.
  static func enumCases(_ descriptor: EnumDescriptor) -> [String] {
    enumCases(descriptor.name, values: descriptor.proto.value.map { ($0.name, $0.number) })
  }

  static func enumCases(_ name: String, values: [(name: String, number: Int32)]) -> [String] {
    let candidates = values.map { camelCase(withoutPrefix(name, $0.name), capitalized: false) }
    var numbers: [String: Set<Int32>] = [:]
    for (candidate, value) in zip(candidates, values) { numbers[candidate, default: []].insert(value.number) }
    return zip(candidates, values).map { candidate, value in
      if numbers[candidate]?.count == 1 { return enumCase(candidate) }
      return enumCase(candidate + (value.number < 0 ? "_n\(value.number.magnitude)" : "_\(value.number)"))
    }
  }

  /// `KIND_FIRST` of enum `Kind` as `FIRST`; case and underscores don't count. What would then begin with a digit, or
  /// be empty, keeps its prefix.
  static func withoutPrefix(_ prefix: String, _ name: String) -> String {
    var rest = Substring(name)
    for character in prefix.lowercased() where character != "_" {
      rest = rest.drop { $0 == "_" }
      guard let first = rest.first, first.lowercased() == String(character) else { return name }
      rest = rest.dropFirst()
    }
    rest = rest.drop { $0 == "_" }
    guard let first = rest.first, first.isASCII, first.isLetter else { return name }
    return String(rest)
  }

  // MARK: - Services

  /// A method's name: its first word in lower case, and words between underscores joined.
  static func method(_ name: String) -> String {
    var joined = ""
    for part in name.split(separator: "_") { joined += joined.isEmpty ? String(part) : capitalizedFirst(String(part)) }
    let capitals = joined.prefix { $0.isUppercase }
    // `HTTPGet` is `httpGet`: the last capital of several begins the next word.
    let word =
      capitals.count > 1 && capitals.count < joined.count && joined.dropFirst(capitals.count).first?.isLetter == true
      ? capitals.dropLast() : capitals
    let result = word.lowercased() + joined.dropFirst(word.count)
    // One underscore alone is no name.
    if result.isEmpty { return "__" }
    if ReservedWords.methods.contains(result) { return result + "_" }
    if let first = result.first, first.isNumber { return "_" + result }
    return ReservedWords.keywords.contains(result) ? "`\(result)`" : result
  }

  // MARK: - Files

  /// The name of a file's `ProtoFile`: `main_v1_catalog` for `main/v1/catalog.proto`.
  static func protoFile(_ path: String) -> String {
    var name = word(withoutExtension(path))
    if let first = name.first, first.isNumber { name = "_" + name }
    return ReservedWords.keywords.contains(name) || ReservedWords.fields.contains(name) || name.isEmpty
      ? name + "_" : name
  }

  /// A text with underscores for whatever can't be part of a name.
  static func word(_ text: String) -> String {
    String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }

  /// A `.proto` file's path without `.proto`.
  static func withoutExtension(_ path: String) -> String {
    path.hasSuffix(".proto") ? String(path.dropLast(".proto".count)) : path
  }
}
