/// The names that fields have in JSON.
package enum JSONName {
  /// The lowerCamelCase name that protobuf derives where no `json_name` is given.
  package static func make(_ name: String) -> String {
    var result: [UInt8] = []
    var raise = false
    for byte in name.utf8 {
      if byte == UInt8(ascii: "_") {
        raise = true
      } else {
        let isLower = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
        result.append(raise && isLower ? byte - 32 : byte)
        raise = false
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
