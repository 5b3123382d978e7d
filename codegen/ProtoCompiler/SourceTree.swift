#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Where the text of .proto files comes from.
public protocol SourceTree: Sendable {
  /// The file that imports call `name`; nil if there is none.
  func file(named name: String) -> SourceFile?
}

/// The text of a file.
public struct SourceFile: Sendable {
  /// Where it was read from; nil if it isn't on a disk.
  public var path: String?
  public var bytes: [UInt8]

  public init(path: String?, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// Folders that are searched in order, then the files that are built in.
public struct DirectorySourceTree: SourceTree {
  /// The folders, as given.
  public let importPaths: [String]

  /// - Parameter importPaths: folders; none means the current one.
  public init(importPaths: [String]) {
    self.importPaths = importPaths.isEmpty ? ["."] : importPaths
  }

  public func file(named name: String) -> SourceFile? {
    // A name that leaves its folder, or spells a file in two ways, would let one file be compiled as two.
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    if parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) { return nil }
    for folder in importPaths {
      let path = Self.join(folder, name)
      if let bytes = Self.read(path) { return SourceFile(path: path, bytes: bytes) }
    }
    return WellKnownFiles.text(name).map { SourceFile(path: nil, bytes: Array($0.utf8)) }
  }

  /// A folder right in one of those that are searched which has a file of that name, and so could be searched too.
  func subfolder(holding name: String) -> String? {
    for folder in importPaths {
      guard let entries = opendir(folder) else { continue }
      defer { closedir(entries) }
      var found: [String] = []
      while let entry = readdir(entries) {
        let part = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        let path = Self.join(folder, part)
        if !part.hasPrefix("."), Self(importPaths: [path]).file(named: name) != nil { found.append(path) }
      }
      if let first = found.min() { return first }
    }
    return nil
  }

  /// What a command line's argument stands for.
  enum Input {
    /// A file by the name under which it is imported.
    case name(String)
    /// A file on disk that lies in no import path.
    case outside
    /// A file on disk whose import name means another one, which comes first.
    case hidden(by: String)
  }

  /// The import name of a file on disk: its path below the first folder that it lies in. A path that lies in none is taken
  /// for a name.
  func input(_ path: String) -> Input {
    let clean = Self.normalize(path)
    var earlier: [String] = []
    for folder in importPaths {
      if let name = Self.name(of: clean, below: Self.normalize(folder)), Self.exists(clean) {
        let others = earlier.map { Self.join($0, name) }
        return others.first(where: Self.exists).map { .hidden(by: $0) } ?? .name(name)
      }
      earlier.append(folder)
    }
    let isName = importPaths.contains { Self.exists(Self.join($0, clean)) } || WellKnownFiles.text(clean) != nil
    return !isName && Self.exists(clean) ? .outside : .name(clean)
  }

  private static func name(of path: String, below folder: String) -> String? {
    if folder == "." { return path.hasPrefix("/") || path.hasPrefix("../") ? nil : path }
    let prefix = folder == "/" ? folder : folder + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : nil
  }

  /// A path without `//`, `/./` and a slash at its end.
  private static func normalize(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }
    let joined = parts.joined(separator: "/")
    if path.hasPrefix("/") { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }

  private static func join(_ folder: String, _ name: String) -> String {
    if folder.isEmpty || folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  private static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

  /// A regular file's bytes.
  private static func read(_ path: String) -> [UInt8]? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return try? Files.read(path)
  }
}

/// Files in memory, then those that are built in.
public struct MemorySourceTree: SourceTree {
  /// The files' texts by name.
  public var files: [String: [UInt8]]

  public init(_ files: [String: String]) { self.files = files.mapValues { Array($0.utf8) } }

  public init(bytes files: [String: [UInt8]]) { self.files = files }

  public func file(named name: String) -> SourceFile? {
    if let bytes = files[name] { return SourceFile(path: nil, bytes: bytes) }
    return WellKnownFiles.text(name).map { SourceFile(path: nil, bytes: Array($0.utf8)) }
  }
}
