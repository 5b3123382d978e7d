import ConformanceMessages
import Foundation
import MartletProtobuf
import TestSupport
import Testing

/// The program under test.
let conformanceProgram = builtProgram("martlet-conformance")

/// A script of the folder `runner`, which has Python's protobuf judge the program.
func runScript(_ name: String, _ arguments: [String]) throws -> Finished {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("runner")
  return try run(
    python, [folder.appendingPathComponent(name).path, conformanceProgram] + arguments,
    environment: ["PYTHONDONTWRITEBYTECODE": "1"])
}

/// The program's responses to requests, in their order.
func responses(
  to requests: [Conformance_ConformanceRequest], after garbage: [UInt8] = []
) throws -> [Conformance_ConformanceResponse] {
  var input: [UInt8] = []
  for request in requests {
    let message = try request.serializedBytes()
    input += withUnsafeBytes(of: UInt32(message.count).littleEndian) { [UInt8]($0) } + message
  }
  let finished = try run(conformanceProgram, [], input: input + garbage)
  #expect(finished.status == (garbage.isEmpty ? 0 : 1))
  var rest = finished.output[...]
  var responses: [Conformance_ConformanceResponse] = []
  while rest.count >= 4 {
    let length = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    responses.append(try Conformance_ConformanceResponse(serializedBytes: [UInt8](rest.dropFirst(4).prefix(length))))
    rest = rest.dropFirst(4 + length)
  }
  #expect(rest.isEmpty)
  return responses
}
