/// Breaks inputs at random, for runs without libFuzzer. A seed determines the sequence.
public struct Mutator {
  private var state: UInt64
  /// Bytes that mean something to a target.
  private let tokens: [[UInt8]]

  public init(seed: UInt64, target: FuzzTarget) {
    state = seed
    let words =
      switch target {
      case .wire, .dynamic: [] as [String]
      case .descriptors: ["proto2", "proto3", "editions", ".", "google.protobuf."]
      case .json:
        ["{", "}", "[", "]", ":", ",", "\"", "null", "true", "-", "1e9", "\\u", "\\ud83d\\ude00", "\"@type\""]
      case .proto:
        [
          "{", "}", "[", "]", "(", ")", "<", ">", ";", "=", ",", ".", "/*", "*/", "//", "\"", "'", "-", "0", "0x",
          "1e9",
          "536870911", "19000", "message ", "enum ", "oneof ", "map<", "extend ", "extensions ", "reserved ", "max",
          "group ", "option ", "import ", "optional ", "repeated ", "rpc ", "stream ", "edition = \"2023\";",
          "features.",
        ]
      case .text: ["{", "}", "[", "]", "<", ">", ":", ",", ";", "#", "'", "\"", "0x", "-", "inf", "1e9", "\\x", "\\U"]
      }
    tokens =
      words.map { [UInt8]($0.utf8) } + [
        [0], [0xFF], [0x80], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [UInt8](repeating: 0x80, count: 9) + [1], [0x0B], [0x0C],
        [UInt8](repeating: 0xFF, count: 9) + [1], [0xED, 0xA0, 0x80], [0xC3, 0x28],
      ]
  }

  /// SplitMix64.
  private mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  /// A number from 0 up to, but without, `limit`, which must be positive.
  public mutating func below(_ limit: Int) -> Int { Int(bits() % UInt64(limit)) }

  /// An input of the corpus, with some of its bytes changed, left out, put in, or taken from another one.
  public mutating func input(from corpus: [[UInt8]]) -> [UInt8] {
    if corpus.isEmpty { return [] }
    var input = corpus[below(corpus.count)]
    for _ in 0...below(4) {
      let place = below(input.count + 1)
      let length = min(input.count - place, 1 + below(8))
      switch below(7) {
      case 0 where place < input.count: input[place] ^= 1 << UInt8(below(8))
      case 1: input.removeSubrange(place..<place + length)
      case 2: input.removeSubrange(place...)
      case 3: input.insert(contentsOf: tokens[below(tokens.count)], at: place)
      case 4: input.insert(contentsOf: input[place..<place + length], at: below(input.count + 1))
      case 5:
        let other = corpus[below(corpus.count)]
        input.replaceSubrange(place..., with: other[min(place, other.count)...])
      default: input.insert(UInt8(truncatingIfNeeded: bits()), at: place)
      }
    }
    return input
  }
}
