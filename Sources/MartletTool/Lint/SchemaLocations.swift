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

  private var locations: [[Int32]: Google_Protobuf_SourceCodeInfo.Location] = [:]

  init(_ file: Google_Protobuf_FileDescriptorProto) {
    for location in file.sourceCodeInfo.location where locations[location.path] == nil {
      locations[location.path] = location
    }
  }

  func contains(_ path: [Int32]) -> Bool { locations[path] != nil }

  /// The place of an element, or else that of the innermost one around it; the file's beginning without positions.
  func place(_ path: [Int32]) -> Place {
    var path = path
    while !path.isEmpty {
      if let span = locations[path]?.span, span.count >= 3 {
        return Place(line: Int(span[0]) + 1, column: Int(span[1]) + 1)
      }
      path.removeLast()
    }
    return .start
  }

  /// What is said above an element, or behind it.
  func comments(_ path: [Int32]) -> [String] {
    guard let location = locations[path] else { return [] }
    return [location.leadingComments, location.trailingComments].filter { !$0.allSatisfy(\.isWhitespace) }
  }

  /// All comments of the statement that begins the file, detached ones included: they are about the file.
  var fileComments: [String] {
    [[12], [2]].compactMap { locations[$0] }.flatMap { $0.leadingDetachedComments + [$0.leadingComments] }
  }
}
