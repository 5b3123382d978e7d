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

/// Where files are, however their paths spell it, so that two paths can be told to mean one file.
struct FileLocations {
  /// The locations of folders that were asked for, since many files share one.
  private var folders: [String: String] = [:]

  /// A file's path from the root, with every link among its folders followed. A link in the place of the file itself
  /// isn't: writing or removing the file replaces or removes the link. Neither file nor folders need exist.
  mutating func location(of path: String) -> String {
    let parts = path.split(separator: "/")
    let isAbsolute = path.hasPrefix("/")
    let folder = (isAbsolute ? "/" : "") + parts.dropLast().joined(separator: "/")
    let known = folders[folder]
    let location = known ?? Self.followingLinks(isAbsolute ? folder : "\(Self.current)/\(folder)")
    if known == nil { folders[folder] = location }
    return "\(location)/\(parts.last ?? "")"
  }

  private static var current: String { FileManager.default.currentDirectoryPath }

  /// How many links are followed in one path, as on Linux; the rest of a circle of links is taken as it stands.
  private static let linkLimit = 40

  /// What the system's `realpath` gives, but also where folders, or what links point to, aren't there yet.
  private static func followingLinks(_ path: String) -> String {
    var found: [Substring] = []
    var rest = Array(path.split(separator: "/").reversed())
    var links = 0
    while let part = rest.popLast() {
      if part == "." { continue }
      if part == ".." {
        _ = found.popLast()
        continue
      }
      let next = "/" + (found + [part]).joined(separator: "/")
      if links < linkLimit, let target = try? FileManager.default.destinationOfSymbolicLink(atPath: next) {
        links += 1
        if target.hasPrefix("/") { found = [] }
        rest += target.split(separator: "/").reversed()
      } else {
        found.append(part)
      }
    }
    return "/" + found.joined(separator: "/")
  }
}
