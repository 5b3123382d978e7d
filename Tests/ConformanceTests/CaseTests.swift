import Testing

/// The families of the public conformance suite, with Python's protobuf as the oracle. Each test prints its table.
@Suite struct CaseTests {
  @Test(arguments: ["binary", "json", "text"])
  func everyCaseOfAFormatPasses(format: String) throws {
    let finished = try runScript("run.py", [format])
    print(finished.outputText)
    #expect(finished.status == 0, "\(finished.outputText)\(finished.errorText)")
  }
}
