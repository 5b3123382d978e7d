/// The form that names of a kind must have in files of edition 2024 and later, unless these opt out.
/// See https://protobuf.dev/programming-guides/style/.
package enum NameForm {
  case titleCase
  case lowerSnakeCase
  case upperSnakeCase

  /// What is wrong with a name; nil if nothing is.
  package func problem(_ name: String) -> String? {
    let bytes = Array(name.utf8)
    guard let first = bytes.first else { return nil }
    switch self {
    case .titleCase:
      if bytes.contains(UInt8(ascii: "_")) { return "must be in TitleCase" }
      return Self.isCapital(first) ? nil : "must begin with a capital letter"
    case .lowerSnakeCase:
      if bytes.contains(where: Self.isCapital) { return "must be in lower_snake_case" }
    case .upperSnakeCase:
      if bytes.contains(where: Self.isSmall) { return "must be in UPPER_SNAKE_CASE" }
    }
    if !Self.isCapital(first) && !Self.isSmall(first) { return "must begin with a letter" }
    for index in bytes.indices where bytes[index] == UInt8(ascii: "_") {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if !Self.isCapital(next) && !Self.isSmall(next) { return "must have a letter after each underscore" }
    }
    return nil
  }

  /// What is wrong with the name of a field or oneof that generated code may derive from that of another one, which files
  /// of edition 2026 and later don't allow; nil if nothing is.
  ///
  /// - Parameter others: the fields and oneofs of the same message.
  package static func collision(_ name: String, with others: Set<String>) -> String? {
    let prefix = ["has_", "get_", "set_", "clear_"].first {
      name.hasPrefix($0) && others.contains(String(name.dropFirst($0.count)))
    }
    if let prefix { return "begins with \"\(prefix)\" and goes on with the name of another field" }
    if name.hasSuffix("_value") && others.contains(String(name.dropLast(6))) {
      return "is that of another field and ends in \"_value\""
    }
    return name == "descriptor" ? "clashes with what is generated" : nil
  }

  private static func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
  private static func isSmall(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
}
