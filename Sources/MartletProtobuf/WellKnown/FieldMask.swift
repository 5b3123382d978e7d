// A mask is a set of paths; a path covers itself and all paths below it.

extension Google_Protobuf_FieldMask: ExpressibleByArrayLiteral {
  /// A mask of paths, such as `user.display_name`.
  public init(protoPaths paths: [String]) {
    self.init()
    self.paths = paths
  }

  /// A mask of paths, such as `user.display_name`.
  public init(protoPaths paths: String...) { self.init(protoPaths: paths) }

  public init(arrayLiteral paths: String...) { self.init(protoPaths: paths) }

  /// The same fields with the fewest paths, in order.
  public var canonical: Google_Protobuf_FieldMask {
    var result: [String] = []
    // No character of a name sorts before the dot, so what a path covers comes right behind it.
    for path in paths.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      if let last = result.last, Self.covers(last, path) { continue }
      result.append(path)
    }
    return Self(protoPaths: result)
  }

  /// The fields of either mask, with the fewest paths.
  public func union(_ other: Google_Protobuf_FieldMask) -> Google_Protobuf_FieldMask {
    Self(protoPaths: paths + other.paths).canonical
  }

  /// The fields of both masks, with the fewest paths.
  public func intersect(_ other: Google_Protobuf_FieldMask) -> Google_Protobuf_FieldMask {
    var left = canonical.paths[...]
    var right = other.canonical.paths[...]
    var result: [String] = []
    while let first = left.first, let second = right.first {
      if Self.covers(first, second) {
        result.append(second)
        right.removeFirst()
      } else if Self.covers(second, first) {
        result.append(first)
        left.removeFirst()
      } else if first.utf8.lexicographicallyPrecedes(second.utf8) {
        left.removeFirst()
      } else {
        right.removeFirst()
      }
    }
    return Self(protoPaths: result)
  }

  /// The mask's paths that the other mask doesn't cover, with the fewest paths. What it covers only a part of is kept whole.
  public func subtract(_ other: Google_Protobuf_FieldMask) -> Google_Protobuf_FieldMask {
    Self(protoPaths: canonical.paths.filter { !other.contains($0) })
  }

  /// Whether the mask has a path, or one that covers it.
  public func contains(_ path: String) -> Bool { paths.contains { Self.covers($0, path) } }

  private static func covers(_ path: String, _ other: String) -> Bool {
    guard other.utf8.starts(with: path.utf8) else { return false }
    return other.utf8.count == path.utf8.count || other.utf8.dropFirst(path.utf8.count).first == UInt8(ascii: ".")
  }
}
