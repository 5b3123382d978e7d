import MartletProtobuf
import MartletReflection
import Testing

@Suite struct JSONNumberTests {
  /// The nearest values, by the standard library's own parser.
  private func check(_ text: String) throws {
    let double = Double(text).flatMap { $0.isFinite ? $0 : nil }
    let float = Float(text).flatMap { $0.isFinite ? $0 : nil }
    let ours = try? Google_Protobuf_DoubleValue(jsonString: text).value
    #expect(ours?.bitPattern == double?.bitPattern, "\(text) as double: \(ours as Any)")
    let narrow = try? Google_Protobuf_FloatValue(jsonString: text).value
    #expect(narrow?.bitPattern == float?.bitPattern, "\(text) as float: \(narrow as Any)")
  }

  @Test func randomDecimalsAreRoundedOnce() throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<20_000 {
      let digits = Int.random(in: 1...22, using: &random)
      var text = Bool.random(using: &random) ? "-" : ""
      text += String(Int.random(in: 1...9, using: &random))
      let point = Int.random(in: 1...22, using: &random)
      for place in 1..<max(digits, 2) {
        if place == point { text += "." }
        text += String(Int.random(in: 0...9, using: &random))
      }
      if Int.random(in: 0..<3, using: &random) == 0 { text += "e\(Int.random(in: -45...45, using: &random))" }
      try check(text)
    }
  }

  @Test func shortestFormsComeBack() throws {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<20_000 {
      let double = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random))
      if double.isFinite { try check("\(double)") }
      let usual = Double.random(in: -1e6...1e6, using: &random)
      try check("\(usual)")
      try check("\(Float(usual))")
    }
  }

  /// Halfway between two values, and next to it.
  @Test func tiesGoToTheEvenValue() throws {
    var random = SeededGenerator(seed: 13)
    for _ in 0..<2_000 {
      let even = UInt64.random(in: 1 << 52..<1 << 53, using: &random)
      for offset in -1...1 { try check("\((even * 2 + 1) * 512 &+ UInt64(bitPattern: Int64(offset)))") }
      // Of 53 bits and a half, with digits behind the point: 2⁻¹ and 2⁻² are exact in decimal.
      try check("\(even).5")
      try check("\(even / 2).25")
      let narrow = UInt64.random(in: 1 << 23..<1 << 24, using: &random)
      for offset in -1...1 { try check("\((narrow * 2 + 1) * 65_536 &+ UInt64(bitPattern: Int64(offset)))") }
      try check("\(narrow).5")
    }
    for text in [
      "0", "-0", "0.0", "-0.0", "0e5", "9007199254740993", "9007199254740993.0", "1e19", "1e-19", "1e20", "1e-20",
      "18446744073709551615", "18446744073709551616", "9999999999999999999e19", "1.7976931348623157e308", "5e-324",
      "3.4028235e38", "3.4028236e38", "1e-45", "0.00000000000000000000000000000000000001", "10000000000000000000000.5",
    ] {
      try check(text)
    }
  }

  @Test func integersOfEveryLengthAreExact() throws {
    var random = SeededGenerator(seed: 14)
    for digits in 1...20 {
      for _ in 0..<50 {
        var text = String(Int.random(in: 1...9, using: &random))
        while text.count < digits { text += String(Int.random(in: 0...9, using: &random)) }
        for sign in ["", "-"] {
          for (open, close) in [("", ""), ("\"", "\""), (" ", " "), ("", ".0"), ("\"", "e0\"")] {
            let json = open + sign + text + close
            #expect((try? Google_Protobuf_Int64Value(jsonString: json).value) == Int64(sign + text), "\(json)")
            #expect((try? Google_Protobuf_Int32Value(jsonString: json).value) == Int32(sign + text), "\(json)")
            #expect((try? Google_Protobuf_UInt64Value(jsonString: json).value) == UInt64(sign + text), "\(json)")
            #expect((try? Google_Protobuf_UInt32Value(jsonString: json).value) == UInt32(sign + text), "\(json)")
          }
        }
      }
    }
    for bad in [
      "01", "\"01\"", "-", "\"-\"", "1-", "\"1 \"", "\" 1\"", "1x", "12345678x", "\"12345678x\"", "--1", "\"\"",
    ] {
      #expect(throws: JSONDecodingError.self) { try Google_Protobuf_Int64Value(jsonString: bad) }
    }
  }
}
