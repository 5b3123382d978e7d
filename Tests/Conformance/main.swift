// The program under test of protobuf's public conformance runner: a request a frame on standard input, a response each
// on standard output, until the input ends.

import Foundation

let testee = Testee()
do {
  while let request = try readFrame(from: 0) {
    if !writeFrame(testee.response(to: request), to: 1) { break }
  }
} catch {
  FileHandle.standardError.write(Data("the input ends inside a request\n".utf8))
  exit(1)
}
