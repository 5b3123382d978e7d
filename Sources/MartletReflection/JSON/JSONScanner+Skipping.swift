extension JSONScanner {
  /// Takes a whole value and forgets it, but for where the objects in it have a member `@type`. It doesn't recur.
  mutating func skipValue() throws(JSONDecodingError) {
    // The offsets of the objects that are open; −1 for an array.
    var open: [Int] = []
    while true {
      switch peek() {
      case UInt8(ascii: "{"):
        let start = offset
        if try beginObject() {
          open.append(start)
          try skipName(of: start)
          continue
        }
      case UInt8(ascii: "["):
        if try beginArray() {
          open.append(-1)
          continue
        }
      case UInt8(ascii: "\""): _ = try string()
      case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try boolean()
      case UInt8(ascii: "n"): _ = try takeNull()
      case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?: _ = try number()
      default: throw expected("a value")
      }
      // A value has ended; so may have what is around it.
      while let object = open.last {
        if object >= 0 {
          if try anotherMember() {
            try skipName(of: object)
            break
          }
        } else if try anotherElement() {
          break
        }
        open.removeLast()
      }
      if open.isEmpty {
        skipped = max(skipped, offset)
        return
      }
    }
  }

  private mutating func skipName(of object: Int) throws(JSONDecodingError) {
    let name = try memberName()
    if JSONParser.isTypeMember(name), typeMembers[object] == nil { typeMembers[object] = offset }
  }

  /// The string in the member `@type` of the object that begins here; nil if it has none. The scanner stays where it
  /// is.
  ///
  /// The member may be the last, and the objects before it may look for theirs in turn: no byte is searched twice.
  mutating func typeMember() throws(JSONDecodingError) -> String? {
    let object = offset
    if object >= skipped {
      try skipValue()
      rewind(to: object)
    }
    guard let member = typeMembers[object] else { return nil }
    rewind(to: member)
    let url = try string()
    rewind(to: object)
    return String(decoding: url.unescaped(), as: UTF8.self)
  }
}
