// The protoc plugin: a request on standard input, a response on standard output.
import Foundation
import SwiftGenerator

do {
  let request = try FileHandle.standardInput.readToEnd() ?? Data()
  let response = try SwiftGenerator.respond(toPluginRequest: [UInt8](request))
  try FileHandle.standardOutput.write(contentsOf: Data(response))
} catch {
  try? FileHandle.standardError.write(contentsOf: Data("protoc-gen-martlet: \(error)\n".utf8))
  exit(1)
}
