import MartletProtobuf
import Testing

/// What the well-known messages offer beyond their fields.
@Suite struct WellKnownTests {
  @Test func durations() {
    let span = Swift.Duration.seconds(-3) - .nanoseconds(5)
    let message = Google_Protobuf_Duration(span)
    #expect(message.seconds == -3 && message.nanos == -5)
    #expect(Swift.Duration(message) == span)
    #expect(Google_Protobuf_Duration(.milliseconds(1500)) == .init(seconds: 1, nanos: 500_000_000))
    let hostile = Google_Protobuf_Duration(seconds: .max, nanos: .max)
    #expect(Swift.Duration(hostile) > .seconds(Int64.max))
  }

  @Test func messagesInAny() throws {
    let any = try Google_Protobuf_Any(message: Martlet_Test_Scalars.with { $0.int32 = 5 })
    #expect(any.typeURL == "type.googleapis.com/martlet.test.Scalars")
    #expect(any.isA(Martlet_Test_Scalars.self) && !any.isA(Martlet_Test_Maps.self))
    #expect(try Martlet_Test_Scalars(unpackingAny: any).int32 == 5)
    #expect(
      throws: AnyUnpackError.typeMismatch(found: "martlet.test.Scalars", expected: "martlet.test.Maps")
    ) { try Martlet_Test_Maps(unpackingAny: any) }
    var malformed = any
    malformed.value = [0x18]
    #expect(throws: BinaryDecodingError.truncated) { try Martlet_Test_Scalars(unpackingAny: malformed) }
    #expect(Google_Protobuf_Any().messageName == "")
    #expect(try Google_Protobuf_Any(message: Martlet_Test_Maps(), typePrefix: "a/b").messageName == "martlet.test.Maps")
  }

  @Test func wrappers() {
    #expect(Google_Protobuf_StringValue("a").value == "a")
    #expect(Google_Protobuf_BoolValue(true).value)
  }

  @Test func filesKnowTheirDescriptorsAndDependencies() throws {
    let file = Martlet_Test_WellKnown.protoFile
    #expect(file.name == "martlet/test/composites.proto")
    #expect(file.dependencies.map(\.name).contains("google/protobuf/timestamp.proto"))
    // A FileDescriptorProto begins with its name.
    let name = Array(file.name.utf8)
    #expect(file.serializedDescriptor.starts(with: [0x0A, UInt8(name.count)] + name))
    #expect(Martlet_Test_Tree.Branch.protoMessageName == "martlet.test.Tree.Branch")
  }
}
