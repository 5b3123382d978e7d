import MartletProtobuf
import MartletReflection
import SchemaText
import Testing

@Suite struct SchemaTests {
  /// A file without what its text can't carry.
  private func bare(_ file: FileDescriptor) -> Google_Protobuf_FileDescriptorProto {
    var proto = file.proto
    proto.clearSourceCodeInfo()
    return proto
  }

  @Test(arguments: [false, true])
  func printedTextCompilesToTheSameDescriptor(withoutComments: Bool) throws {
    let custom = """
      syntax = "proto2";
      package custom;
      import "google/protobuf/descriptor.proto";
      message Rule { optional string text = 1; repeated int32 numbers = 2; optional Rule inner = 3; }
      enum Level { LOW = 0; HIGH = 1; }
      extend .google.protobuf.FieldOptions { optional Rule rule = 50001; repeated Level levels = 50002; }
      extend .google.protobuf.MethodOptions { optional string route = 50003; }
      message google { optional int32 x = 1; }
      message Two {
        optional string text = 2 [default = "a\\"b\\n", (rule) = { text: "t" numbers: 1 numbers: 2 inner { text: "i" } }];
        repeated int32 tight = 4 [packed = true, (levels) = HIGH, (levels) = LOW];
        optional bytes raw = 5 [default = "\\x00\\377\\n"];
        optional group Box = 7 { optional int32 side = 1; }
        optional .google.protobuf.DescriptorProto proto = 8;
        oneof pick { int32 a = 9; string b = 10; }
        enum Shade { LIGHT = 3; DARK = 4; reserved 10 to max; reserved "GONE"; }
        extensions 100 to 200, 1000 to max;
        extend Two { optional Shade shade = 100; }
        optional Shade tint = 11 [default = DARK, deprecated = true];
      }
      service Calls { rpc Go(Two) returns (stream Rule) { option (route) = "/go"; } }
      """
    let sources = ["test/everything.proto": Everything.text, "custom.proto": custom]
    var set = try Google_Protobuf_FileDescriptorSet(serializedBytes: try descriptorSet(sources))
    if withoutComments {
      for index in set.file.indices { set.file[index].clearSourceCodeInfo() }
    }
    let before = try DescriptorPool(set)
    var printed: [String: String] = [:]
    for name in sources.keys { printed[name] = try #require(before.file(named: name)).protoText }
    let after = try pool(printed)
    for name in sources.keys {
      let (old, new) = (try #require(before.file(named: name)), try #require(after.file(named: name)))
      #expect(bare(new) == bare(old), "\(printed[name] ?? "")")
      if !withoutComments { #expect(new.protoText == old.protoText) }
    }
  }

  @Test func printsCommentsAndShortNames() throws {
    let pool = try Everything.pool()
    #expect(
      try #require(pool.enumeration(named: "test.Colour")).protoText == """
        // What a thing looks like.
        enum Colour {
          option allow_alias = true;
          COLOUR_UNSPECIFIED = 0;
          COLOUR_RED = 1; // like blood
          COLOUR_ROUGE = 1;
          COLOUR_BLUE = 5;
          COLOUR_MINUS = -1;
        }

        """)
    #expect(
      try #require(pool.service(named: "test.Things")).protoText == """
        // Does things.
        service Things {
          // Gets one.
          rpc Get(Everything) returns (Scalars);
          rpc Watch(Everything) returns (stream Scalars) {
            option deprecated = true;
          }
          rpc Import(stream Scalars) returns (google.protobuf.Empty);
          rpc Talk(stream Scalars) returns (stream Scalars);
        }

        """)
  }

  @Test func commentsComeOutWhereTheyWere() throws {
    let text = """
      // Licence.

      // Apart.

      // Of the syntax.
      syntax = "proto3";

      // Apart from the message.

      // Before,
      // in two lines.
      message M { // behind

        // Apart in the message.

        int32 a = 1;
        // After a,
        // in three lines:
        // this one.

        // Before b.
        int32 b = 2; // after b
      }

      enum E {
        // First,
        // second.

        ZERO = 0;
      }

      """
    let file = try #require(try pool(["comments.proto": text]).file(named: "comments.proto"))
    #expect(file.protoText == text)
  }

  @Test func templatesCanBeSent() throws {
    for name in ["Everything", "Scalars", "Optionals", "Lists", "Maps", "WellKnown"] {
      let type = try Everything.message(name)
      let template = try type.jsonTemplate()
      #expect(throws: Never.self, "\(template)") { try DynamicMessage(type, jsonString: template) }
      for field in type.fields where field.realOneof?.fields.first ?? field == field && field.messageType != type {
        #expect(template.contains("\"\(field.jsonName.split(separator: "\"")[0])"), "\(name).\(field.name)")
      }
    }
    let nested = try #require(try Everything.pool().message(named: "test.Everything.Nested"))
    #expect(
      try nested.jsonTemplate() == """
        {
          "name": "",
          "kind": "KIND_NONE"
        }
        """)
  }
}
