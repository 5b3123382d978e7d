/// The names of enum values as generators shorten them.
enum EnumValueName {
  /// The name without the enum's, in one case and without underscores.
  static func stripped(_ value: String, of enumeration: String) -> String {
    let prefix = enumeration.utf8.filter { $0 != UInt8(ascii: "_") }.map(\.lowercased)
    return pascalCase(Array(value.utf8)[dropCount(value, prefix)...])
  }

  /// How many bytes of the value's name spell the enum's; 0 if nothing would remain.
  private static func dropCount(_ value: String, _ prefix: [UInt8]) -> Int {
    let bytes = Array(value.utf8)
    var at = 0
    var matched = 0
    while at < bytes.count && matched < prefix.count {
      if bytes[at] != UInt8(ascii: "_") {
        if bytes[at].lowercased != prefix[matched] { return 0 }
        matched += 1
      }
      at += 1
    }
    if matched < prefix.count { return 0 }
    while at < bytes.count && bytes[at] == UInt8(ascii: "_") { at += 1 }
    return at == bytes.count ? 0 : at
  }

  private static func pascalCase(_ bytes: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var capitalize = true
    for byte in bytes {
      if byte == UInt8(ascii: "_") {
        capitalize = true
      } else {
        result.append(capitalize ? byte.uppercased : byte.lowercased)
        capitalize = false
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
