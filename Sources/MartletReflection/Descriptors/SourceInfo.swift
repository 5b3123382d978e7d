/// Where a file's elements stand in its source, and their comments, if the descriptor says so.
package struct SourceInfo {
  package typealias Location = Google_Protobuf_SourceCodeInfo.Location

  private let all: [Location]
  private let places: [[Int32]: [Int]]

  package init(_ file: Google_Protobuf_FileDescriptorProto) {
    all = file.sourceCodeInfo.location
    places = Dictionary(grouping: all.indices) { [all] in all[$0].path }
  }

  /// The locations of an element: statements that declare several elements have one path, be they more than one.
  package func locations(_ path: [Int32]) -> [Location] { places[path]?.map { all[$0] } ?? [] }

  /// The statements that declare the elements below a path, such as `reserved`, with the elements that each declares,
  /// by their places. Without source info there is one.
  package func statements(_ path: [Int32], count: Int) -> [(location: Location?, members: [Int])] {
    if count == 0 { return [] }
    let found = locations(path)
    var result = found.map { (location: Optional($0), members: [Int]()) }
    if result.isEmpty { result = [(nil, [])] }
    var current = 0
    for member in 0..<count {
      let start = locations(path + [Int32(truncatingIfNeeded: member)]).first?.span ?? []
      // Both come in the order of the source.
      while current + 1 < found.count, !start.lexicographicallyPrecedes(found[current + 1].span.prefix(2)) {
        current += 1
      }
      result[current].members.append(member)
    }
    return result.filter { !$0.members.isEmpty }
  }
}
