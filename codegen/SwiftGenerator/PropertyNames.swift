/// The names of a field's property, of its `has…` and `clear…`, and of its stored property.
struct PropertyName {
  let name: String
  let has: String
  let clear: String
  let storage: String

  /// - Parameters:
  ///   - field: the field's name in the `.proto` file.
  ///   - prefix: what stands before an extension's names, but for those of files without a package. Where there is
  ///     none, reserved words are avoided.
  ///   - suffix: what sets the names apart from others that come out alike.
  init(_ field: String, prefix: String = "", suffix: String = "") {
    let lower = Naming.camelCase(field, capitalized: false)
    if prefix.isEmpty {
      let upper = Naming.camelCase(field, capitalized: true) + suffix
      name = Naming.property(lower + suffix)
      has = Naming.property("has" + upper, base: lower)
      clear = Naming.property("clear" + upper, base: lower)
      storage = Naming.property("_" + lower + suffix, base: lower)
    } else {
      name = prefix + lower + suffix
      has = "has" + name
      clear = "clear" + name
      storage = "_" + name
    }
  }
}

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

  /// A field's names. If another field has one already that comes out alike, the field's number is added.
  mutating func field(_ name: String, number: Int, accessors: Bool, storage: Bool) -> PropertyName {
    func all(_ own: PropertyName) -> [String] {
      [own.name] + (accessors ? [own.has, own.clear] : []) + (storage ? [own.storage] : [])
    }
    let own = PropertyName(name)
    if take(all(own)) { return own }
    let numbered = PropertyName(name, suffix: "_\(number)")
    _ = take(all(numbered))
    return numbered
  }
}
