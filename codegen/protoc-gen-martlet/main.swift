import Foundation
import MartletReflection
import ProtoCompiler
import SwiftGenerator

/// Says something that isn't output.
func complain(_ line: String) {
  try? FileHandle.standardError.write(contentsOf: Data("\(line.escapingControlsInLine)\n".utf8))
}

/// A plugin of protoc and buf: a request on standard input, a response on standard output. With arguments, a compiler of
/// its own, which is how SwiftPM's plugins run it.
do {
  let arguments = Array(CommandLine.arguments.dropFirst())
  if arguments.isEmpty {
    let request = try FileHandle.standardInput.readToEnd() ?? Data()
    let response = try SwiftGenerator.respond(toPluginRequest: [UInt8](request), read: Files.read) {
      complain("warning: \($0)")
    }
    try FileHandle.standardOutput.write(contentsOf: Data(response))
  } else if arguments == ["--help"] {
    print(Arguments.usage)
  } else {
    exit(try DirectMode(arguments: Arguments(arguments)).run() ? 0 : 1)
  }
} catch let error as ConfigurationError {
  // Tools that read compilers' errors look for a line.
  complain(error.place == nil ? "\(error.file):1:1: error: \(error.message)" : "\(error)")
  exit(1)
} catch {
  complain("protoc-gen-martlet: \(error)")
  exit(error is UsageError ? 2 : 1)
}
