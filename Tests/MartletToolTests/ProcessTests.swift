import Foundation
import Martlet
import MartletServices
import TestSupport
import Testing

/// The program itself: pipes, flushing and exit statuses.
@Suite struct ProcessTests {
  @Test func keepsResultsAndMessagesApart() async throws {
    try await TestServer.run { server in
      let finished = try await offPool {
        try run(
          builtProgram("martlet"),
          ["call", "-v", server.address, "martlet.test.EchoService/Expand", "-d", "@", "--compact"],
          input: Array(#"{"text": "x", "repeat": 1, "failCode": 5, "failMessage": "gone"}"#.utf8))
      }
      #expect(finished.status == 69)
      #expect(finished.outputText == "{\"text\":\"x\"}\n")
      #expect(finished.errorText.contains("martlet: NOT_FOUND: gone\n"))
    }
  }

  @Test(
    arguments: [
      ["list"], ["list", "m.S"], ["describe", "m.M"], ["describe", "--template", "m.M"], ["describe", "--help"],
      ["--help"],
    ])
  func resultsThatCannotBeWrittenAreAnError(arguments: [String]) throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write(
      "m.proto", "syntax = \"proto3\";\npackage m;\nmessage M {}\nservice S { rpc Get(M) returns (M); }\n")
    let schema = arguments.contains("--help") ? [] : ["-I", folder.url.path, "--proto", file]
    let full = try run(
      "/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/full", builtProgram("martlet")] + arguments + schema)
    #expect(full.status == 1)
    #expect(full.errorText == "martlet: standard output can't be written: No space left on device\n")
  }

  @Test func streamsStandardInputAsItArrives() async throws {
    try await TestServer.run { server in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: builtProgram("martlet"))
      process.arguments = ["call", server.address, "martlet.test.EchoService/Chat", "-d", "@", "--compact"]
      let (input, output) = (Pipe(), Pipe())
      process.standardInput = input
      process.standardOutput = output
      try process.run()
      defer { process.terminate() }
      // Each answer is read before the next question is asked: nothing may wait for the end of the input.
      for text in ["one", "two", "three"] {
        try input.fileHandleForWriting.write(contentsOf: Data(#"{"text":"\#(text)"}"#.utf8))
        let line = try await offPool { try readLine(output.fileHandleForReading) }
        #expect(line.hasPrefix(#"{"text":"\#(text)""#))
      }
      try input.fileHandleForWriting.close()
      try await offPool { process.waitUntilExit() }
      #expect(process.terminationStatus == 0)
    }
  }

  @Test func endsWithTheCallThoughInputGoesOn() async throws {
    try await TestServer.run { server in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: builtProgram("martlet"))
      process.arguments = ["call", server.address, "martlet.test.EchoService/Chat", "-d", "@"]
      let input = Pipe()
      process.standardInput = input
      process.standardOutput = Pipe()
      process.standardError = Pipe()
      try process.run()
      defer { process.terminate() }
      try input.fileHandleForWriting.write(contentsOf: Data(#"{"failCode": 9}"#.utf8))
      // The input stays open; the server's status ends the program all the same.
      try await offPool { process.waitUntilExit() }
      #expect(process.terminationStatus == 73)
    }
  }
}

/// Reads up to a line's end.
func readLine(_ handle: FileHandle) throws -> String {
  var line: [UInt8] = []
  while let byte = try handle.read(upToCount: 1)?.first, byte != 10 { line.append(byte) }
  return String(decoding: line, as: UTF8.self)
}

/// Runs what blocks its thread on a thread of its own: Swift's pool has only as many as there are cores.
func offPool<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
  }
}
