extension JSONScanner {
  /// Takes a whole value and forgets it. It doesn't recur.
  mutating func skipValue() throws(JSONDecodingError) {
    var isObject: [Bool] = []
    while true {
      switch peek() {
      case UInt8(ascii: "{"):
        if try beginObject() {
          isObject.append(true)
          _ = try memberName()
          continue
        }
      case UInt8(ascii: "["):
        if try beginArray() {
          isObject.append(false)
          continue
        }
      case UInt8(ascii: "\""): _ = try string()
      case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try boolean()
      case UInt8(ascii: "n"): _ = try takeNull()
      case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?: _ = try number()
      default: throw expected("a value")
      }
      // A value has ended; so may have what is around it.
      while let object = isObject.last {
        if object {
          if try anotherMember() {
            _ = try memberName()
            break
          }
        } else if try anotherElement() {
          break
        }
        isObject.removeLast()
      }
      if isObject.isEmpty { return }
    }
  }
}
