import MartletProtobuf
import Testing

@Suite struct PresenceTests {
  @Test func aMessageFieldIsChangedInPlaceAndKeepsWhatItOwns() throws {
    // Longer than what a string holds without memory of its own.
    let name = "a/path/that/is/longer/than/fifteen/bytes.proto"
    var type = Google_Protobuf_Type()
    type.sourceContext.fileName = name
    type.sourceContext.fileName += "/more"
    let copy = type
    type.sourceContext.fileName += "/and/more"
    #expect(copy.sourceContext.fileName == name + "/more")
    #expect(type.sourceContext.fileName == name + "/more/and/more")
    #expect(try Google_Protobuf_Type(serializedBytes: type.serializedBytes()) == type)
  }
}
