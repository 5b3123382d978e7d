/// Gives each property of a message a name of its own.
struct PropertyNames {
  private var taken: Set<String> = []

  private mutating func take(_ names: [String]) -> Bool {
    let names = names.map(Naming.unquoted)
    if names.contains(where: taken.contains) { return false }
    taken.formUnion(names)
    return true
  }

  mutating func oneof(_ name: String, index: Int) -> String {
    let lower = Naming.camelCase(name, capitalized: false)
    let property = Naming.property(lower)
    if take([property]) { return property }
    let other = "\(lower)_oneof\(index)"
    _ = take([other])
    return other
  }

  /// The names of a field's property, of its `has…` and `clear…` and of its stored property.
  ///
  /// If another field has a name already that comes out alike, the field's number is added.
  mutating func field(
    _ name: String, number: Int, accessors: Bool, storage: Bool
  ) -> (name: String, has: String, clear: String, storage: String) {
    let lower = Naming.camelCase(name, capitalized: false)
    let upper = Naming.camelCase(name, capitalized: true)
    func names(_ suffix: String) -> (name: String, has: String, clear: String, storage: String) {
      (
        Naming.property(lower + suffix), Naming.property("has" + upper + suffix, base: lower),
        Naming.property("clear" + upper + suffix, base: lower), Naming.property("_" + lower + suffix, base: lower)
      )
    }
    func all(_ own: (name: String, has: String, clear: String, storage: String)) -> [String] {
      [own.name] + (accessors ? [own.has, own.clear] : []) + (storage ? [own.storage] : [])
    }
    let own = names("")
    if take(all(own)) { return own }
    let numbered = names("_\(number)")
    _ = take(all(numbered))
    return numbered
  }
}
