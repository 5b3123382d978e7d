import FoundationEssentials

/// Generates again whenever a .proto file or the configuration changes.
///
/// It looks again and again, which works on every file system and finds files that weren't there.
struct Watch {
  /// How long it waits between two looks; ten times as long as a look takes, if that is more.
  private static let interval = Duration.milliseconds(200)

  /// How long nothing may have changed before it generates.
  private static let settling = Duration.milliseconds(50)

  /// What is to be done, as it now is.
  let generation: () throws -> Generation
  /// The configuration's path; nil if there is none.
  let configuration: String?

  /// - Throws: `CancellationError`.
  func run() async throws {
    var seen: [String: Date?]?
    while true {
      let start = ContinuousClock.now
      var found = modificationDates()
      let looked = start.duration(to: .now)
      // Whoever writes files may not be done yet.
      while found != seen {
        try await Task.sleep(for: Self.settling)
        let again = modificationDates()
        if again == found { break }
        found = again
      }
      if found != seen {
        seen = found
        generate()
      }
      try await Task.sleep(for: max(Self.interval, looked * 10))
    }
  }

  private func generate() {
    let start = ContinuousClock.now
    do {
      let count = try generation().run()
      let milliseconds = Int(start.duration(to: .now) / .milliseconds(1))
      Output.current.note("\(count == 1 ? "1 file" : "\(count) files") changed, \(milliseconds) ms; watching")
    } catch {
      Output.current.note("martlet: \(error); watching")
    }
  }

  /// When each file on which the outcome depends was modified; nil for one that isn't there.
  private func modificationDates() -> [String: Date?] {
    var files = configuration.map { [$0] } ?? []
    if let sources = try? generation().sources {
      files += sources.files
      for folder in sources.folders { files += SourceFiles.below(folder, suffixes: [".proto"]) }
    }
    var dates: [String: Date?] = [:]
    for file in files where dates[file] == nil {
      let date = try? FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date
      dates.updateValue(date, forKey: file)
    }
    return dates
  }
}
