import MartletProtobuf
import MartletReflection
import Testing

@Suite struct FieldPathTests {
  private func message() throws -> DynamicMessage {
    try DynamicMessage(
      Legacy.message("legacy.Legacy"),
      textFormatString: """
        numbers: [1, 2] Part { name: 'a' sizes: [7, 8] } Part { name: 'b' } inner { inner { text: 'deep' } }
        by_name { key: 'x.y]"' value: DARK } children { key: -1 value { number: 5 } }
        [legacy.ext_message] { number: 9 } [legacy.ext_items] { text: 'i' }
        """)
  }

  @Test(arguments: [
    ("numbers[1]", FieldValue.int32(2)), ("part[0].sizes[1]", .int32(8)), ("part[1].name", .string("b")),
    ("inner.inner.text", .string("deep")), (#"by_name["x.y]\""]"#, .enumeration(4)), ("children[-1].number", .int32(5)),
    ("[legacy.ext_message].number", .int32(9)), ("[legacy.ext_items][0].text", .string("i")),
    ("numbers", .list([.int32(1), .int32(2)])), ("byName", .map([.string("x.y]\""): .enumeration(4)])),
  ])
  func leadToValues(path: String, value: FieldValue) throws {
    let before = try message()
    #expect(try before.value(path: path) == value)
    var copy = before
    copy[path: path] = nil
    #expect(copy != before)
    var empty = DynamicMessage(copy.descriptor)
    if path.contains("part[1]") || path.contains("numbers[1]") || path.contains("sizes[1]") { return }
    try empty.set(value, path: path)
    #expect(empty[path: path] == value)
  }

  @Test(arguments: [
    "", ".", "nope", "numbers.x", "numbers[x]", "numbers[-1]", "number[0]", "part.name", "part[0].nope", "inner.",
    "inner..text", "[legacy.nope]", "[legacy.ext_message", "by_name[\"a", "by_name[\"a\"x", "children[a]", "inner]",
    "children.number", "numbers[0]x", "number.x",
  ])
  func leadNowhere(path: String) throws {
    let before = try message()
    #expect(throws: FieldPathError.self) { try before.value(path: path) }
    var copy = before
    #expect(throws: FieldPathError.self) { try copy.set(.int32(1), path: path) }
    #expect(copy == before)
  }

  @Test func setAppendsAndClears() throws {
    var message = try message()
    try message.set(.int32(3), path: "numbers[2]")
    try message.set(nil, path: "numbers[0]")
    #expect(message["numbers"] == .list([.int32(2), .int32(3)]))
    #expect(throws: FieldPathError.self) { try message.set(.int32(3), path: "numbers[5]") }
    #expect(throws: FieldPathError.self) { try message.set(.int64(3), path: "numbers[0]") }
    #expect(try message.value(path: "numbers[99]") == nil)
    #expect(try message.value(path: "other.inner.number") == nil)
    try message.set(.string("z"), path: "part[2].name")
    #expect(message[path: "part[2].name"] == .string("z"))
    try message.set(nil, path: "other.inner.number")
    #expect(message["other"] == nil)
    try message.set(.int32(1), path: "other.inner.number")
    try message.set(.int32(2), path: "one")
    #expect(message["other"] == nil)
    try message.set(nil, path: "[legacy.ext_message]")
    #expect(message[104] == nil)
    #expect(throws: FieldPathError.self) {
      try message.set(.int32(1), path: Array(repeating: "inner", count: 5000).joined(separator: "."))
    }
  }
}
