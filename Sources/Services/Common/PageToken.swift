import Martlet

/// The place where a page ended. Opaque to clients: the last id, and a checksum over it and the filter, so that a token
/// that was made up, or that belongs to another list, is refused instead of answered with nonsense.
public struct PageToken: Sendable, Hashable {
  /// The id of the page's last entry.
  public let lastID: Int64
  private let checksum: UInt64

  /// The token of a page that ended with `lastID`, of a list that `filter` describes.
  public init(after lastID: Int64, filter: String) {
    self.lastID = lastID
    checksum = Self.checksum(lastID, filter)
  }

  /// Reads a token; nil from an empty text, which asks for the first page.
  ///
  /// - Throws: INVALID_ARGUMENT if the text isn't a token of the list that `filter` describes.
  public init?(_ text: String, filter: String) throws(RPCError) {
    if text.isEmpty { return nil }
    let bytes = Array(text.utf8)
    guard bytes.count == 32, let id = UInt64(hexadecimal: bytes[..<16]),
      let checksum = UInt64(hexadecimal: bytes[16...])
    else { throw RPCError(.invalidArgument, "page_token: is not a token that this method has answered") }
    self.init(after: Int64(bitPattern: id), filter: filter)
    if checksum != self.checksum {
      throw RPCError(.invalidArgument, "page_token: belongs to a list with another filter")
    }
  }

  /// What clients send back.
  public var text: String { UInt64(bitPattern: lastID).hexadecimal + checksum.hexadecimal }

  private static func checksum(_ id: Int64, _ filter: String) -> UInt64 {
    var hash = FNV1a()
    hash.add("\(id) \(filter)".utf8)
    return hash.value
  }
}

/// The hash function FNV-1a, 64 bits wide: the same in every process, unlike Swift's own.
public struct FNV1a: Sendable {
  public private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  public init() {}

  public mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }
}

extension UInt64 {
  /// Sixteen digits.
  public var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  init?(hexadecimal digits: ArraySlice<UInt8>) {
    self = 0
    for digit in digits {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): self = self << 4 | UInt64(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): self = self << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
  }
}
