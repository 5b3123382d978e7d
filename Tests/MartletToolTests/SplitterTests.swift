import Testing

@testable import MartletTool

@Suite struct SplitterTests {
  static let inputs: [(String, [String])] = [
    ("", []),
    ("  \n ", []),
    ("{}", ["{}"]),
    ("{}{}", ["{}", "{}"]),
    ("{\"a\": {\"b\": [1, \"}\"]}}\n[1]", ["{\"a\": {\"b\": [1, \"}\"]}}", "[1]"]),
    ("1 2\n3", ["1", "2", "3"]),
    ("\"a\\\"b\" \"c\"", ["\"a\\\"b\"", "\"c\""]),
    ("true{}null", ["true", "{}", "null"]),
    ("{\"a\":", ["{\"a\":"]),
    ("]", ["]"]),
    ("{}]{}", ["{}", "]", "{}"]),
    ("{\"\\\\\"}{}", ["{\"\\\\\"}", "{}"]),
  ]

  @Test(arguments: inputs.indices)
  func findsTheSameValuesWhereverTheInputIsCut(index: Int) {
    let (input, expected) = Self.inputs[index]
    let bytes = Array(input.utf8)
    for size in 1...max(bytes.count, 1) {
      var splitter = JSONValueSplitter()
      var values: [JSONValueSplitter.Value] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        values += splitter.append(bytes[start..<min(start + size, bytes.count)])
      }
      if let last = splitter.finish() { values.append(last) }
      #expect(values.map { String(decoding: $0.bytes, as: UTF8.self) } == expected, "in pieces of \(size)")
    }
  }

  @Test func knowsTheLineOfEachValue() {
    var splitter = JSONValueSplitter()
    let values = splitter.append("{}\n\n{\n}\n5 ".utf8)
    #expect(values.map(\.line) == [1, 3, 5])
  }
}
