import TestSupport
import Testing

/// Random messages through every pair of formats, and broken bytes, against Python's protobuf.
@Suite struct DifferentialTests {
  @Test func randomMessagesAndBrokenBytesAgreeWithPython() throws {
    let finished = try runScript(
      "differential.py", ["--seed", "\(testSeed)", "--messages", "600", "--mutations", "6000"])
    print(finished.outputText)
    #expect(finished.status == 0, "\(finished.outputText)\(finished.errorText)")
  }
}
