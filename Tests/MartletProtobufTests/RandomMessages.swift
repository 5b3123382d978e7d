import MartletProtobuf

/// Makes random messages of the types that C has too, and breaks their bytes. A seed determines the sequence.
struct RandomMessages {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  mutating func below(_ limit: Int) -> Int { Int(bits() % UInt64(limit)) }

  /// A number of a random length, so that varints of every length occur.
  mutating func number<T: FixedWidthInteger>() -> T {
    switch below(4) {
    case 0: return 0
    case 1: return T(truncatingIfNeeded: -1)
    default: return T(truncatingIfNeeded: bits() >> UInt64(below(64)))
    }
  }

  mutating func real() -> Double { Double(Int64(bitPattern: bits()) >> 30) / 1024 }

  mutating func text() -> String {
    String((0..<below(12)).map { _ in "aZ0 \n\"\\é谷🪶".randomElement(at: below(10)) })
  }

  mutating func bytes() -> [UInt8] { (0..<below(12)).map { _ in UInt8(truncatingIfNeeded: bits()) } }

  mutating func color() -> Martlet_Test_Color {
    let colors: [Martlet_Test_Color] = [.unspecified, .red, .green, .blue, .negative, .UNRECOGNIZED(77)]
    return colors[below(colors.count)]
  }

  mutating func scalars() -> Martlet_Test_Scalars {
    var message = Martlet_Test_Scalars()
    for _ in 0..<below(12) {
      switch below(17) {
      case 0: message.double = real()
      case 1: message.float = Float(real())
      case 2: message.int32 = number()
      case 3: message.int64 = number()
      case 4: message.uint32 = number()
      case 5: message.uint64 = number()
      case 6: message.sint32 = number()
      case 7: message.sint64 = number()
      case 8: message.fixed32 = number()
      case 9: message.fixed64 = number()
      case 10: message.sfixed32 = number()
      case 11: message.sfixed64 = number()
      case 12: message.bool = below(2) == 1
      case 13: message.string = text()
      case 14: message.bytes = bytes()
      case 15: message.color = color()
      default: message.last = number()
      }
    }
    return message
  }

  private mutating func list<T>(_ make: (inout RandomMessages) -> T) -> [T] {
    (0..<below(5)).map { _ in make(&self) }
  }

  mutating func lists(messages: Bool = true) -> Martlet_Test_RepeatedScalars {
    var message = Martlet_Test_RepeatedScalars()
    for _ in 0..<below(8) {
      switch below(messages ? 17 : 16) {
      case 0: message.double = list { $0.real() }
      case 1: message.float = list { Float($0.real()) }
      case 2: message.int32 = list { $0.number() }
      case 3: message.int64 = list { $0.number() }
      case 4: message.uint32 = list { $0.number() }
      case 5: message.uint64 = list { $0.number() }
      case 6: message.sint32 = list { $0.number() }
      case 7: message.sint64 = list { $0.number() }
      case 8: message.fixed32 = list { $0.number() }
      case 9: message.fixed64 = list { $0.number() }
      case 10: message.sfixed32 = list { $0.number() }
      case 11: message.sfixed64 = list { $0.number() }
      case 12: message.bool = list { $0.below(2) == 1 }
      case 13: message.string = list { $0.text() }
      case 14: message.bytes = list { $0.bytes() }
      case 15: message.color = list { $0.color() }
      default: message.message = list { $0.scalars() }
      }
    }
    return message
  }

  private mutating func part() -> Martlet_Test_Mixed.Part {
    var part = Martlet_Test_Mixed.Part()
    part.id = number()
    part.data = bytes()
    part.weight = real()
    return part
  }

  mutating func mixed(depth: Int) -> Martlet_Test_Mixed {
    var message = Martlet_Test_Mixed()
    if below(2) == 0 { message.title = text() }
    if below(2) == 0 { message.first = part() }
    message.parts = list { $0.part() }
    // One at most, since C writes a map's entries in their order and Swift in any.
    if below(2) == 0 { message.counts = [text(): number()] }
    switch below(4) {
    case 0: message.number = number()
    case 1: message.text = text()
    case 2: message.part = part()
    default: break
    }
    message.words = list { $0.text() }
    if depth < 3 && below(3) == 0 { message.inner = mixed(depth: depth + 1) }
    return message
  }

  /// The bytes with some of them changed, left out or put in.
  mutating func broken(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(3) {
      let place = below(bytes.count + 1)
      switch below(4) {
      case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(below(8))
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2: bytes.removeSubrange(place...)
      default: bytes.insert(UInt8(truncatingIfNeeded: self.bits()), at: place)
      }
    }
    return bytes
  }
}

extension String {
  fileprivate func randomElement(at index: Int) -> Character { self[self.index(startIndex, offsetBy: index % count)] }
}
