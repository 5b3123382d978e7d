/// Files by their indexes in a compilation, a bit each: a chain of public imports has as many sets as files.
struct FileSet {
  private var words: [UInt64] = []

  func contains(_ file: Int) -> Bool {
    let index = file / 64
    return index < words.count && words[index] & 1 << UInt64(file % 64) != 0
  }

  mutating func insert(_ file: Int) {
    makeRoom(file / 64 + 1)
    words[file / 64] |= 1 << UInt64(file % 64)
  }

  mutating func formUnion(_ other: FileSet) {
    makeRoom(other.words.count)
    for index in other.words.indices { words[index] |= other.words[index] }
  }

  func intersects(_ other: FileSet) -> Bool { zip(words, other.words).contains { $0 & $1 != 0 } }

  /// The files, in the order of their indexes.
  var files: [Int] {
    words.indices.flatMap { word in (0..<64).filter { words[word] & 1 << UInt64($0) != 0 }.map { word * 64 + $0 } }
  }

  private mutating func makeRoom(_ count: Int) {
    if count > words.count { words.append(contentsOf: repeatElement(0, count: count - words.count)) }
  }
}
