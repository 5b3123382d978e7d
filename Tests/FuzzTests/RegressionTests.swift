import FuzzTargets
import Testing

/// Inputs on which a fuzz target once failed.
@Suite struct RegressionTests {
  @Test(arguments: [
    // A string of proto2 that isn't UTF-8: the dynamic message refused what the generated one keeps.
    (FuzzTarget.wire, [0, 138, 7, 4, 10, 1, 255, 97, 18, 0, 178, 4, 6, 10, 1, 97, 82, 1, 97] as [UInt8])
  ])
  func inputIsReadAgain(target: FuzzTarget, input: [UInt8]) {
    #expect(input.withUnsafeBytes { target.run($0) } == nil)
  }
}
