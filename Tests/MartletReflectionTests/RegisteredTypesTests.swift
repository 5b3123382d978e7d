import MartletProtobuf
import MartletReflection
import Testing

/// What a generator makes of `message NAME { string name = 1; }`, each in a file of its own that nobody else uses.
private protocol Named: MartletProtobuf.Message {
  var name: String { get set }
}

extension Named {
  fileprivate mutating func mergeName(from reader: inout WireReader) throws(BinaryDecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: name = try reader.string()
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }
  func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    if !name.isEmpty { writer.string(10, name) }
  }
}

private struct Cargo: Named {
  var name = ""
  var unknownFields = UnknownFields()
  static let protoMessageName = "packed.test.Cargo"
  static var protoFile: ProtoFile {
    ProtoFile(
      name: "packed/cargo.proto",
      descriptor:
        "ChJwYWNrZWQvY2FyZ28ucHJvdG8SC3BhY2tlZC50ZXN0IhsKBUNhcmdvEhIKBG5hbWUYASABKAlSBG5hbWViBnByb3RvMw")
  }
  mutating func merge(from reader: inout WireReader) throws(BinaryDecodingError) { try mergeName(from: &reader) }
}

private struct Crate: Named {
  var name = ""
  var unknownFields = UnknownFields()
  static let protoMessageName = "packed.test.Crate"
  static var protoFile: ProtoFile {
    ProtoFile(
      name: "packed/crate.proto",
      descriptor:
        "ChJwYWNrZWQvY3JhdGUucHJvdG8SC3BhY2tlZC50ZXN0IhsKBUNyYXRlEhIKBG5hbWUYASABKAlSBG5hbWViBnByb3RvMw")
  }
  mutating func merge(from reader: inout WireReader) throws(BinaryDecodingError) { try mergeName(from: &reader) }
}

@Suite struct RegisteredTypesTests {
  @Test func whatWasPackedIsPrintedAndRead() throws {
    var cargo = Cargo()
    cargo.name = "tea"
    let any = try Google_Protobuf_Any(message: cargo)
    let json = #"{"@type":"type.googleapis.com/packed.test.Cargo","name":"tea"}"#
    #expect(try any.jsonString() == json)
    #expect(try Google_Protobuf_Any(jsonString: json) == any)
    let text = "[type.googleapis.com/packed.test.Cargo] {\n  name: \"tea\"\n}\n"
    #expect(any.textFormatString() == text)
    #expect(try Google_Protobuf_Any(textFormatString: text) == any)
    #expect(try any.dynamicMessage()["name"] == .string("tea"))
  }
}

extension RegisteredTypesTests {
  @Test func whatIsRegisteredIsKnown() throws {
    let json = #"{"@type":"x/packed.test.Crate","name":"tea"}"#
    #expect(throws: JSONDecodingError.self) { try Google_Protobuf_Any(jsonString: json) }
    #expect(Google_Protobuf_Any.messageType(forMessageName: "packed.test.Crate") == nil)
    #expect(Google_Protobuf_Any.register(messageType: Crate.self))
    #expect(Google_Protobuf_Any.register(messageType: Crate.self))
    #expect(Google_Protobuf_Any.messageType(forTypeURL: "x/packed.test.Crate") == Crate.self)
    #expect(Google_Protobuf_Any.messageType(forTypeURL: "packed.test.Crate") == nil)
    #expect(try Google_Protobuf_Any(jsonString: json).jsonString() == json)
  }

  @Test func aNameIsOneType() {
    struct Other: MartletProtobuf.Message {
      var unknownFields = UnknownFields()
      static let protoMessageName = "packed.test.Other"
      static var protoFile: ProtoFile { Cargo.protoFile }
      mutating func merge(from reader: inout WireReader) throws(BinaryDecodingError) {}
      func encode(to writer: inout WireWriter) {}
    }
    struct Another: MartletProtobuf.Message {
      var unknownFields = UnknownFields()
      static let protoMessageName = "packed.test.Other"
      static var protoFile: ProtoFile { Cargo.protoFile }
      mutating func merge(from reader: inout WireReader) throws(BinaryDecodingError) {}
      func encode(to writer: inout WireWriter) {}
    }
    #expect(Google_Protobuf_Any.register(messageType: Other.self))
    #expect(!Google_Protobuf_Any.register(messageType: Another.self))
    #expect(Google_Protobuf_Any.messageType(forMessageName: "packed.test.Other") == Other.self)
  }
}
