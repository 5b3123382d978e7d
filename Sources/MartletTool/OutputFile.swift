#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file that appears under its name once it is complete, so that nobody reads half of it.
struct OutputFile {
  private let path: String
  private let temporary: String?
  private let descriptor: Int32

  static let standardOutput = OutputFile(path: "standard output", temporary: nil, descriptor: 1)

  private init(path: String, temporary: String?, descriptor: Int32) {
    self.path = path
    self.temporary = temporary
    self.descriptor = descriptor
  }

  /// - Throws: `ToolError` if the file can't be written.
  init(path: String) throws {
    self.path = path
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
    if descriptor < 0 { throw Self.failure(path) }
  }

  private static func failure(_ path: String) -> ToolError {
    .failure("\(path) can't be written: \(String(cString: strerror(errno)))")
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
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
      if count <= 0 { throw Self.failure(path) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Gives the file its name.
  func finish() throws {
    if descriptor == 1 { return }
    if close(descriptor) != 0 { throw Self.failure(path) }
    if let temporary, rename(temporary, path) != 0 { throw Self.failure(path) }
  }

  /// Leaves nothing behind.
  func discard() {
    if let temporary { unlink(temporary) }
  }
}
