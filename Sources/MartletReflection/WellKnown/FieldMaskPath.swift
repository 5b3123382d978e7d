/// The two spellings of a field mask's path. Both are refused any characters but those of names, as in C++: a comma
/// would make two paths of one.
enum FieldMaskPath {
  /// `foo_bar.baz` as `fooBar.baz`; nil if it isn't a path of names in lower case, or the way back would lead
  /// elsewhere.
  static func camelCase(_ path: String) -> String? {
    var result: [UInt8] = []
    var raise = false
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "_") where !raise: raise = true
      case UInt8(ascii: "a")...UInt8(ascii: "z"):
        result.append(raise ? byte - 32 : byte)
        raise = false
      case UInt8(ascii: "0")...UInt8(ascii: "9") where !raise, UInt8(ascii: ".") where !raise: result.append(byte)
      default: return nil
      }
    }
    return raise || result.isEmpty ? nil : String(decoding: result, as: UTF8.self)
  }

  /// `fooBar.baz` as `foo_bar.baz`; nil if it isn't a path of names in lowerCamelCase.
  static func snakeCase(_ path: Substring) -> String? {
    var result: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        result.append(UInt8(ascii: "_"))
        result.append(byte + 32)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
        result.append(byte)
      default: return nil
      }
    }
    return result.isEmpty ? nil : String(decoding: result, as: UTF8.self)
  }
}
