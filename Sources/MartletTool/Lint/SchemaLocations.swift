import MartletReflection

/// Where a file's elements stand, by the paths of its `SourceCodeInfo`.
struct SchemaLocations {
  /// A place in a file, both numbers from 1.
  struct Place: Hashable, Comparable {
    var line: Int
    var column: Int

    static let start = Place(line: 1, column: 1)
    static func < (left: Self, right: Self) -> Bool { (left.line, left.column) < (right.line, right.column) }
  }

  private let source: SourceInfo

  init(_ file: Google_Protobuf_FileDescriptorProto) { source = SourceInfo(file) }

  func contains(_ path: [Int32]) -> Bool { !source.locations(path).isEmpty }

  /// The place of an element, or else that of the innermost one around it; the file's beginning without positions.
  func place(_ path: [Int32]) -> Place {
    for length in stride(from: path.count, to: 0, by: -1) {
      if let span = source.locations(Array(path[..<length])).first?.span, span.count >= 3 {
        return Place(line: Int(span[0]) + 1, column: Int(span[1]) + 1)
      }
    }
    return .start
  }

  /// What is said above an element, or behind it.
  func comments(_ path: [Int32]) -> [String] {
    guard let location = source.locations(path).first else { return [] }
    return [location.leadingComments, location.trailingComments].filter { !$0.allSatisfy(\.isWhitespace) }
  }

  /// All comments of the statement that begins the file, detached ones included: they are about the file.
  var fileComments: [String] {
    [[12], [2]].compactMap { source.locations($0).first }.flatMap { $0.leadingDetachedComments + [$0.leadingComments] }
  }
}
