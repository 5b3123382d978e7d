import Foundation
import Synchronization

/// A program that runs beside the test. It is killed when the value goes, and also when the test crashes.
public final class RunningProgram: Sendable {
  private struct State {
    var lines: [String] = []
    var partial: [UInt8] = []
    var outputEnded = false
    var waiters: [UUID: (text: String, continuation: CheckedContinuation<String?, Never>)] = [:]
    var status: Int32?
    var exitWaiters: [CheckedContinuation<Int32, Never>] = []
  }

  private let process: Process
  private let state: SharedState

  /// Starts a program.
  public init(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws {
    let state = SharedState()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let output = Self.pipe(to: state)
    process.standardOutput = output
    process.standardError = output
    process.terminationHandler = { process in
      // A program that a signal has ended has the status of the signal, as a shell has it.
      let signalled = process.terminationReason == .uncaughtSignal
      state.exited(signalled ? 128 + process.terminationStatus : process.terminationStatus)
    }
    try process.run()
    self.process = process
    self.state = state
    try Self.startGuard(of: process.processIdentifier, state)
  }

  /// Starts a shell that waits for a line, and kills the program if the pipe closes without one: this process is gone.
  private static func startGuard(of program: Int32, _ state: SharedState) throws {
    let pipe = Pipe()
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "read line || kill -9 $0", "\(program)"]
    shell.standardInput = pipe
    shell.standardOutput = FileHandle.nullDevice
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    Task {
      _ = await state.exitStatus()
      try? pipe.fileHandleForWriting.write(contentsOf: Data("ended\n".utf8))
    }
  }

  deinit { if process.isRunning { signal(SIGKILL) } }

  /// A pipe whose lines are collected by a thread of its own. (Dispatch's sources, which `readabilityHandler` uses,
  /// crash now and then on Linux when programs come and go.)
  private static func pipe(to state: SharedState) -> Pipe {
    let pipe = Pipe()
    Thread.detachNewThread {
      while true {
        let data = pipe.fileHandleForReading.availableData
        if data.isEmpty { break }
        state.received([UInt8](data))
      }
      state.outputEnded()
    }
    return pipe
  }

  /// The first line of stdout or stderr, printed already or to come, that contains a text.
  ///
  /// - Throws: `ProgramError` if the program ends without it, or does not print it in time.
  public func line(containing text: String, within limit: Duration = .seconds(30)) async throws -> String {
    let timer = Task { [state] in
      try await Task.sleep(for: limit)
      state.giveUp(on: text)
    }
    defer { timer.cancel() }
    if let line = await state.line(containing: text) { return line }
    throw ProgramError(description: "no line contains \"\(text)\"; the program printed:\n\(output)")
  }

  /// All that the program has printed so far.
  public var output: String { state.output }

  /// Sends a signal and waits for the program to end; returns its exit status, 128 + the signal if that ended it.
  @discardableResult
  public func stop(_ number: Int32 = SIGTERM) async -> Int32 {
    signal(number)
    return await state.exitStatus()
  }

  private func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  private final class SharedState: Sendable {
    private let state = Mutex(State())

    var output: String { state.withLock { $0.lines.joined(separator: "\n") } }

    func received(_ bytes: [UInt8]) {
      let answers = state.withLock { state in
        var answers: [(CheckedContinuation<String?, Never>, String)] = []
        for byte in bytes {
          guard byte == UInt8(ascii: "\n") else {
            state.partial.append(byte)
            continue
          }
          let line = String(decoding: state.partial, as: UTF8.self)
          state.partial = []
          state.lines.append(line)
          for (id, waiter) in state.waiters where line.contains(waiter.text) {
            answers.append((waiter.continuation, line))
            state.waiters[id] = nil
          }
        }
        return answers
      }
      for (continuation, line) in answers { continuation.resume(returning: line) }
    }

    func line(containing text: String) async -> String? {
      await withCheckedContinuation { continuation in
        let (found, isOver) = state.withLock { state in
          if let line = state.lines.first(where: { $0.contains(text) }) { return (line as String?, true) }
          if state.outputEnded { return (nil, true) }
          state.waiters[UUID()] = (text, continuation)
          return (nil, false)
        }
        if isOver { continuation.resume(returning: found) }
      }
    }

    func giveUp(on text: String) {
      let waiters = state.withLock { state in
        let waiters = state.waiters.filter { $0.value.text == text }
        for id in waiters.keys { state.waiters[id] = nil }
        return waiters
      }
      for waiter in waiters.values { waiter.continuation.resume(returning: nil) }
    }

    func outputEnded() {
      let waiters = state.withLock { state in
        state.outputEnded = true
        defer { state.waiters = [:] }
        return state.waiters
      }
      for waiter in waiters.values { waiter.continuation.resume(returning: nil) }
    }

    func exited(_ status: Int32) {
      let waiters = state.withLock { state in
        state.status = status
        defer { state.exitWaiters = [] }
        return state.exitWaiters
      }
      for waiter in waiters { waiter.resume(returning: status) }
    }

    func exitStatus() async -> Int32 {
      await withCheckedContinuation { continuation in
        let status = state.withLock { state in
          if state.status == nil { state.exitWaiters.append(continuation) }
          return state.status
        }
        if let status { continuation.resume(returning: status) }
      }
    }
  }
}

/// A program did not do what was expected of it.
public struct ProgramError: Error, CustomStringConvertible {
  public let description: String

  public init(description: String) { self.description = description }
}
