// The program under test of protobuf's public conformance runner: a request a frame on standard input, a response each
// on standard output, until the input ends.

let testee = Testee()
while let request = readFrame(from: 0) {
  if !writeFrame(testee.response(to: request), to: 1) { break }
}
