#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file that appears under its name once it is complete, so that nobody reads half of it.
package struct OutputFile {
  private let path: String
  private let temporary: String?
  private let descriptor: Int32
  /// Whether the process was given it open, and others go on writing to it.
  private let isStandard: Bool

  package static let standardOutput = OutputFile("standard output", 1)
  package static let standardError = OutputFile("standard error", 2)

  private init(_ name: String, _ descriptor: Int32) {
    path = name
    temporary = nil
    self.descriptor = descriptor
    isStandard = true
  }

  /// - Throws: `FileError` if the file can't be written.
  package init(path: String) throws(FileError) {
    self.path = path
    isStandard = false
    var status = stat()
    if stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG {
      // A pipe or a device has no second name to write under.
      temporary = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      let name = "\(path).\(getpid()).tmp"
      temporary = name
      descriptor = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    }
    if descriptor < 0 { throw FileError(path, "written") }
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var rest = bytes
    while !rest.isEmpty {
      #if canImport(Glibc)
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      #elseif canImport(Musl)
      let count = Musl.write(descriptor, rest.baseAddress, rest.count)
      #else
      let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
      #endif
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { throw FileError(path, "written") }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Gives the file its name.
  package func finish() throws(FileError) {
    if isStandard { return }
    if close(descriptor) != 0 { throw FileError(path, "written") }
    if let temporary, rename(temporary, path) != 0 { throw FileError(path, "written") }
  }

  /// Leaves nothing behind.
  package func discard() {
    if let temporary { unlink(temporary) }
  }
}
