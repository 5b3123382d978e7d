/// The locations of a file's `SourceCodeInfo`, in the order in which their elements begin.
///
/// Paths share one array, since a file has some ten locations a field.
struct LocationTable {
  struct Entry {
    var pathStart: Int32
    var pathCount: Int32
    var start: Position
    var end: Position
    /// An index into `comments`; nil for the most part.
    var comments: Int32?
    /// Left out of the descriptor.
    var isHidden = false
    /// Left out of a descriptor for programs that run.
    var isForSource = false
  }

  struct Comments {
    var leading: [UInt8]?
    var trailing: [UInt8]?
    var detached: [[UInt8]]
  }

  private(set) var entries: [Entry] = []
  private(set) var paths: [Int32] = []
  private(set) var comments: [Comments] = []

  /// Adds the location of the file as a whole, whose path is empty.
  mutating func openRoot(at position: Position) -> Int { add(from: paths.count, at: position) }

  /// Adds a location with another one's path, to which its own component is added later.
  mutating func open(_ parent: Int, at position: Position) -> Int {
    let start = paths.count
    copyPath(of: parent)
    return add(from: start, at: position)
  }

  /// Adds a location below another one's path.
  mutating func open(_ parent: Int, _ first: Int32, at position: Position) -> Int {
    let start = paths.count
    copyPath(of: parent)
    paths.append(first)
    return add(from: start, at: position)
  }

  /// Adds a location two components below another one's path: a field, and an index into it.
  mutating func open(_ parent: Int, _ first: Int32, _ second: Int, at position: Position) -> Int {
    let start = paths.count
    copyPath(of: parent)
    paths.append(first)
    paths.append(Int32(truncatingIfNeeded: second))
    return add(from: start, at: position)
  }

  private mutating func copyPath(of parent: Int) {
    let entry = entries[parent]
    for index in Int(entry.pathStart)..<Int(entry.pathStart + entry.pathCount) { paths.append(paths[index]) }
  }

  private mutating func add(from start: Int, at position: Position) -> Int {
    entries.append(
      Entry(
        pathStart: Int32(truncatingIfNeeded: start), pathCount: Int32(truncatingIfNeeded: paths.count - start),
        start: position, end: position))
    return entries.count - 1
  }

  func start(of index: Int) -> Position { entries[index].start }
  mutating func setStart(of index: Int, _ position: Position) { entries[index].start = position }
  mutating func close(_ index: Int, at end: Position) { entries[index].end = end }

  /// Completes the path of an element whose kind wasn't known when it began.
  mutating func appendToPath(of index: Int, _ component: Int32) {
    let entry = entries[index]
    let start = paths.count
    copyPath(of: index)
    paths.append(component)
    entries[index].pathStart = Int32(truncatingIfNeeded: start)
    entries[index].pathCount = entry.pathCount + 1
  }

  /// Replaces the last components of a path.
  mutating func replacePath(of index: Int, dropping count: Int, appending suffix: [Int32]) {
    let entry = entries[index]
    let start = paths.count
    let kept = max(Int(entry.pathCount) - count, 0)
    for at in Int(entry.pathStart)..<Int(entry.pathStart) + kept { paths.append(paths[at]) }
    paths.append(contentsOf: suffix)
    entries[index].pathStart = Int32(truncatingIfNeeded: start)
    entries[index].pathCount = Int32(truncatingIfNeeded: kept + suffix.count)
  }

  mutating func attach(to index: Int, leading: [UInt8]?, trailing: [UInt8]?, detached: [[UInt8]]) {
    // A comment without text isn't recorded.
    let leading = leading?.isEmpty == true ? nil : leading
    let trailing = trailing?.isEmpty == true ? nil : trailing
    if leading == nil && trailing == nil && detached.isEmpty { return }
    entries[index].comments = Int32(truncatingIfNeeded: comments.count)
    comments.append(Comments(leading: leading, trailing: trailing, detached: detached))
  }

  /// Copies a location for the same element at another index: `component` takes the place of the path's at `depth`.
  mutating func duplicate(_ index: Int, replacing component: Int32, at depth: Int) -> Int {
    var entry = entries[index]
    let start = paths.count
    copyPath(of: index)
    if depth < Int(entry.pathCount) { paths[start + depth] = component }
    entry.pathStart = Int32(truncatingIfNeeded: start)
    entry.isHidden = false
    entries.append(entry)
    return entries.count - 1
  }

  mutating func hide(_ index: Int) { entries[index].isHidden = true }

  /// Leaves an option out of descriptors for programs that run.
  mutating func keepForSource(_ index: Int) { entries[index].isForSource = true }

  func pathCount(of index: Int) -> Int { Int(entries[index].pathCount) }
}
