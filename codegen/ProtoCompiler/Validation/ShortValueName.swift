import MartletReflection

/// The names of enum values as generators shorten them.
enum ShortValueName {
  /// The name in PascalCase, without the enum's.
  ///
  /// - Parameter prefix: the enum's name in lower case, without underscores.
  static func make(_ value: String, without prefix: [UInt8]) -> String {
    let bytes = value.utf8.map(\.lowercased)
    return JSONName.make("_" + String(decoding: bytes[dropCount(bytes, prefix)...], as: UTF8.self))
  }

  /// How many bytes of the value's name spell the enum's; 0 if nothing would remain.
  private static func dropCount(_ bytes: [UInt8], _ prefix: [UInt8]) -> Int {
    var at = 0
    var matched = 0
    while at < bytes.count && matched < prefix.count {
      if bytes[at] != UInt8(ascii: "_") {
        if bytes[at] != prefix[matched] { return 0 }
        matched += 1
      }
      at += 1
    }
    if matched < prefix.count { return 0 }
    while at < bytes.count && bytes[at] == UInt8(ascii: "_") { at += 1 }
    return at == bytes.count ? 0 : at
  }
}
