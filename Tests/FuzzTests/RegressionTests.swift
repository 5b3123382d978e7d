import FuzzTargets
import Testing

/// Inputs on which a fuzz target once failed.
@Suite struct RegressionTests {
  private static let fieldsOfOneName: [UInt8] = [
    10, 42, 10, 7, 116, 46, 112, 114, 111, 116, 111, 34, 31, 10, 1, 84, 18, 12, 10, 1, 98, 24, 2, 32, 1, 40, 5, 82, 1,
    98,
    18, 12, 10, 1, 100, 24, 4, 32, 1, 40, 12, 82, 1, 98, 34, 1, 97,
  ]

  @Test(arguments: [
    // A string of proto2 that isn't UTF-8: the dynamic message refused what the generated one keeps.
    (FuzzTarget.wire, [0, 138, 7, 4, 10, 1, 255, 97, 18, 0, 178, 4, 6, 10, 1, 97, 82, 1, 97] as [UInt8]),
    // A string of an extension that isn't UTF-8 took away the one before it.
    (.wire, [12, 170, 8, 2, 226, 12, 170, 8, 1, 7]),
    // A NullValue of another number is null all the same.
    (.json, [3] + Array(#"{"optionalNullValue":2}"#.utf8)),
    // Unknown fields in an Any that was given as bytes.
    (
      .text,
      [1]
        + Array(
          #"""
          optional_any { type_url: "type.googleapis.com/protobuf_test_messages.proto3.TestAllTypesProto3"
            value: "yp1ADataa P`" }
          """#.utf8)
    ),
    // A map's entry whose value has another wire type: kept as unknown and printed as an entry nevertheless.
    (.dynamic, [2, 234, 3, 4, 18, 2, 249, 0, 234, 3, 2, 16, 2]),
    // A pool's message with two fields of one JSON name.
    (.descriptors, fieldsOfOneName),
  ])
  func inputIsReadAgain(target: FuzzTarget, input: [UInt8]) {
    #expect(input.withUnsafeBytes { target.run($0) } == nil)
  }
}
