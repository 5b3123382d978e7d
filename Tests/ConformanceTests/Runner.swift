import Foundation
import TestSupport

/// The program under test.
let conformanceProgram = builtProgram("martlet-conformance")

/// A script of the folder `runner`, which has Python's protobuf judge the program.
func runScript(_ name: String, _ arguments: [String]) throws -> Finished {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("runner")
  return try run(
    python, [folder.appendingPathComponent(name).path, conformanceProgram] + arguments,
    environment: ["PYTHONDONTWRITEBYTECODE": "1"])
}
