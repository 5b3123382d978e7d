#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Threads that parse files before the linker asks for them, and write descriptors of what it has linked.
///
/// Linking itself is one thread's work, in the order of imports, so that what is found doesn't depend on timing. A file
/// belongs to one thread at a time: the worker that parses it, then the linker, then the worker that emits it, while
/// linked files are only read.
final class WorkerPool: @unchecked Sendable {
  /// How many files are parsed before the linker has asked for them: memory shouldn't grow with the number of cores.
  private static let maximumAhead = 256

  /// What has become of a file.
  private enum Slot {
    case queued
    case parsing
    case parsed(FileNode?)
    /// The linker has it.
    case taken
  }

  private let sources: any SourceTree
  private let allowsExperimentalEditions: Bool
  private let lock = Lock()
  // All below is used by who holds the lock.
  private var slots: [String: Slot] = [:]
  /// Names to parse, the next one last.
  private var queue: [String] = []
  private var ahead = 0
  private var unemitted: [(Int, FileNode)] = []
  private var emitting = 0
  private var compiled: [CompiledFile?] = []
  private var isFinished = false
  private var threads: [pthread_t] = []

  init(sources: any SourceTree, allowsExperimentalEditions: Bool) {
    self.sources = sources
    self.allowsExperimentalEditions = allowsExperimentalEditions
  }

  /// Begins to parse files and what they import.
  ///
  /// - Parameter workers: how many threads work beside that of the linker.
  func start(_ names: [String], workers: Int) {
    lock.hold {
      queue.reserveCapacity(names.count)
      for name in names.reversed() where slots.updateValue(.queued, forKey: name) == nil { queue.append(name) }
    }
    for _ in 0..<workers {
      if let thread = Thread.start({ [self] in work() }) { threads.append(thread) }
    }
  }

  /// Ends the threads once everything is emitted.
  ///
  /// - Returns: the emitted files, in the order in which they were handed over.
  func finish() -> [CompiledFile] {
    lock.hold { isFinished = true }
    lock.wakeAll()
    while let (index, file) = lock.hold({ unemitted.popLast() }) { emit(file, index) }
    for thread in threads { pthread_join(thread, nil) }
    threads = []
    return lock.hold { compiled.compactMap(\.self) }
  }

  // MARK: - For the linker

  /// A parsed file; nil if there is none of that name.
  func file(named name: String) -> FileNode? {
    let (isMine, file) = lock.hold { () -> (Bool, FileNode?) in
      while true {
        switch slots[name] {
        case .parsing: lock.wait()
        case .parsed(let file):
          slots[name] = .taken
          ahead -= 1
          lock.wakeAll()
          return (false, file)
        case .queued, .taken, nil:
          slots[name] = .taken
          return (true, nil)
        }
      }
    }
    return isMine ? parse(name) : file
  }

  /// Hands over a file that is linked.
  func emit(_ file: FileNode) {
    let index = lock.hold { () -> Int? in
      compiled.append(nil)
      if threads.isEmpty { return compiled.count - 1 }
      unemitted.append((compiled.count - 1, file))
      return nil
    }
    if let index { emit(file, index) } else { lock.wakeAll() }
  }

  // MARK: - Work

  private func parse(_ name: String) -> FileNode? {
    guard let source = sources.file(named: name) else { return nil }
    let file = FileNode(
      name: name, path: source.path, diagnostics: Diagnostics(file: name, path: source.path))
    file.isBuiltIn = WellKnownFiles.text(name).map { $0.utf8.elementsEqual(source.bytes) } ?? false
    Parser.parse(source.bytes, into: file, allowsExperimentalEditions: allowsExperimentalEditions)
    return file
  }

  private func emit(_ file: FileNode, _ index: Int) {
    let result = DescriptorEmitter(file).compiledFile()
    // Nobody needs the positions any more; they are the larger part of a file.
    file.locations = LocationTable()
    lock.hold { compiled[index] = result }
  }

  private enum Job {
    case parse(String)
    case emit(Int, FileNode)
  }

  private func work() {
    while let job = nextJob() {
      switch job {
      case .emit(let index, let file): emit(file, index)
      case .parse(let name):
        let file = parse(name)
        lock.hold {
          slots[name] = .parsed(file)
          guard let file else { return }
          // What a file imports is wanted before the file itself is.
          for item in file.optionImports + file.imports where slots[item.name] == nil {
            slots[item.name] = .queued
            queue.append(item.name)
          }
        }
        lock.wakeAll()
      }
    }
  }

  private func nextJob() -> Job? {
    lock.hold {
      while true {
        if let (index, file) = unemitted.popLast() { return .emit(index, file) }
        if isFinished { return nil }
        while ahead < Self.maximumAhead, let name = queue.popLast() {
          // The linker may have taken it meanwhile.
          guard case .queued? = slots[name] else { continue }
          slots[name] = .parsing
          ahead += 1
          return .parse(name)
        }
        lock.wait()
      }
    }
  }
}
