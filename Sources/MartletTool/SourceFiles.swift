import FoundationEssentials
import ProtoCompiler

/// Files on disk, and their paths.
enum SourceFiles {
  /// The files below a folder whose names end in one of some ways, in the order of their names. Folders whose names begin
  /// with a dot aren't looked into: they hold what tools have put there.
  static func below(_ folder: String, suffixes: [String]) -> [String] {
    var found: [String] = []
    var folders = [folder]
    while let folder = folders.popLast() {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where !name.hasPrefix(".") {
        let path = join(folder, name)
        if Files.isFolder(path) {
          // A link may lead back to where it is.
          if !isLink(path) { folders.append(path) }
        } else if suffixes.contains(where: name.hasSuffix) {
          found.append(path)
        }
      }
    }
    return found.sorted()
  }

  private static func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
  }

  /// A path below a folder, without `.` and, where that can be, without `..`; one that begins with a slash is itself.
  static func join(_ folder: String, _ path: String) -> String {
    var parts: [Substring] = []
    let isAbsolute = path.hasPrefix("/") || folder.hasPrefix("/")
    for part in (path.hasPrefix("/") ? path : "\(folder)/\(path)").split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
  }
}
