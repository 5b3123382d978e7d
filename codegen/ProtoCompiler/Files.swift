#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Why something can't be done with a file: its path, and what the system says.
package struct FileError: Error, CustomStringConvertible {
  package let description: String

  /// - Parameter action: what couldn't be done, as in "read"; why is taken from `errno`.
  init(_ path: String, _ action: String) {
    description = "\(path) can't be \(action): \(String(cString: strerror(errno)))"
  }
}

/// Files on disk.
package enum Files {
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// A file's bytes.
  package static func read(_ path: String) throws(FileError) -> [UInt8] {
    guard let file = fopen(path, "re") else { throw FileError(path, "read") }
    defer { fclose(file) }
    var status = stat()
    var bytes: [UInt8] = []
    // One byte more than the file has, so that one read is enough to see its end.
    var room = fstat(fileno(file), &status) == 0 ? max(Int(status.st_size), 0) + 1 : 1
    while true {
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        count = fread(buffer.baseAddress, 1, buffer.count, file)
      }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if ferror(file) != 0 { throw FileError(path, "read") }
      if chunk.count < room { return bytes }
      room = 64 * 1024
    }
  }

  /// Writes a file, and the folders on its way, unless its content is there already: what hasn't changed needn't be
  /// compiled again.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    if let found = try? read(path), found == bytes { return }
    for end in path.indices.dropFirst() where path[end] == "/" {
      let folder = String(path[..<end])
      if !isFolder(folder) && mkdir(folder, 0o777) != 0 && errno != EEXIST { throw FileError(path, "written") }
    }
    let file = try OutputFile(path: path)
    do throws(FileError) {
      try bytes.span.withUnsafeBytes { bytes throws(FileError) in try file.write(bytes) }
      try file.finish()
    } catch {
      file.discard()
      throw error
    }
  }

  package static func remove(_ path: String) throws(FileError) {
    if unlink(path) != 0 { throw FileError(path, "removed") }
  }
}
