import MartletProtobuf
import MartletReflection
import SchemaText
import Testing

@Suite struct DescriptorPoolTests {
  @Test func findsElementsByName() throws {
    let pool = try Everything.pool()
    #expect(pool.file(named: "test/everything.proto")?.package == "test")
    #expect(pool.message(named: "test.Everything.Nested")?.containingType?.name == "Everything")
    #expect(pool.enumeration(named: "test.Colour")?.values.count == 5)
    #expect(pool.service(named: "test.Things")?.methods.map(\.name) == ["Get", "Watch", "Import", "Talk"])
    #expect(pool.method(named: "/test.Things/Watch")?.isServerStreaming == true)
    #expect(pool.method(named: "test.Things.Import")?.output.fullName == "google.protobuf.Empty")
    #expect(pool.method(named: "test.Things/Nope") == nil)
    #expect(pool.field(named: "test.Scalars.an_int32")?.number == 3)
    #expect(pool.file(declaring: "test.COLOUR_RED")?.name == "test/everything.proto")
    #expect(pool.file(declaring: "test.Things.Talk")?.name == "test/everything.proto")
    #expect(pool.file(declaring: "test") == nil)
    #expect(pool.message(named: "test.Colour") == nil)
    #expect(pool.message(named: ".test.Scalars") == nil)
  }

  @Test func knowsPresencePackingMapsAndOneofs() throws {
    let everything = try Everything.message()
    let lists = try Everything.message("Lists")
    #expect(everything.field(named: "scalars")?.hasPresence == true)
    #expect(everything.field(named: "far_away")?.hasPresence == false)
    #expect(everything.field(named: "farAway") == everything.field(number: 536_870_910))
    #expect(everything.field(named: "number")?.realOneof?.name == "choice")
    #expect(everything.field(named: "number")?.hasPresence == true)
    #expect(lists.field(named: "int32s")?.isPacked == true)
    #expect(lists.field(named: "loose")?.isPacked == false)
    #expect(lists.field(named: "strings")?.isPacked == false)
    let optional = try #require(try Everything.message("Optionals").field(named: "an_int32"))
    #expect(optional.hasPresence)
    #expect(optional.oneof?.isSynthetic == true)
    #expect(optional.realOneof == nil)
    let map = try #require(try Everything.message("Maps").field(named: "by_sint64"))
    #expect(map.isMap && map.messageType?.isMapEntry == true)
    #expect(map.messageType?.field(number: 2)?.enumType?.fullName == "test.Colour")
    #expect(everything.field(number: 0) == nil)
    #expect(everything.field(number: -5) == nil)
    #expect(everything.field(number: 99) == nil)
    #expect(everything.field(number: .max) == nil)
  }

  @Test func resolvesFeaturesOfProto2AndEditions() throws {
    let proto2 = try pool([
      "two.proto": """
      syntax = "proto2";
      message Two {
        required int32 must = 1;
        optional string text = 2 [default = "a\\"b"];
        repeated int32 loose = 3;
        repeated int32 tight = 4 [packed = true];
        optional bytes raw = 5 [default = "\\x00\\377\\n"];
        optional Shade shade = 6 [default = DARK];
        optional group Box = 7 { optional int32 side = 1; }
        optional double big = 8 [default = inf];
        enum Shade { LIGHT = 3; DARK = 4; }
        extensions 100 to max;
      }
      extend Two { repeated sint32 more = 100 [packed = true]; }
      """
    ])
    let two = try #require(proto2.message(named: "Two"))
    #expect(two.field(named: "must")?.isRequired == true)
    #expect(two.field(named: "text")?.defaultValue == .string("a\"b"))
    #expect(two.field(named: "raw")?.defaultValue == .bytes([0, 255, 10]))
    #expect(two.field(named: "shade")?.defaultValue == .enumeration(4))
    #expect(two.field(named: "big")?.defaultValue == .double(.infinity))
    #expect(two.field(named: "shade")?.enumType?.isClosed == true)
    #expect(two.field(named: "loose")?.isPacked == false)
    #expect(two.field(named: "tight")?.isPacked == true)
    #expect(two.field(named: "box")?.type == .group)
    #expect(proto2.extension(of: "Two", number: 100)?.fullName == "more")
    #expect(proto2.extensions(of: "Two").map(\.number) == [100])

    let edition = try pool(
      [
        "ed.proto": """
        edition = "2023";
        package ed;
        option features.field_presence = IMPLICIT;
        option features.message_encoding = DELIMITED;
        message M {
          int32 implicit = 1;
          int32 explicit = 2 [features.field_presence = EXPLICIT];
          int32 must = 3 [features.field_presence = LEGACY_REQUIRED];
          repeated int32 loose = 4 [features.repeated_field_encoding = EXPANDED];
          repeated int32 tight = 5;
          M inner = 6;
          map<string, M> map = 7;
        }
        enum Closed { option features.enum_type = CLOSED; ONE = 1; }
        """
      ], newProtoc: true)
    let message = try #require(edition.message(named: "ed.M"))
    #expect(message.file.syntax == .edition(2023))
    #expect(message.field(named: "implicit")?.hasPresence == false)
    #expect(message.field(named: "explicit")?.hasPresence == true)
    #expect(message.field(named: "must")?.isRequired == true)
    #expect(message.field(named: "loose")?.isPacked == false)
    #expect(message.field(named: "tight")?.isPacked == true)
    #expect(message.field(named: "inner")?.type == .group)
    #expect(message.field(named: "map")?.type == .message)
    #expect(edition.enumeration(named: "ed.Closed")?.isClosed == true)
  }

  @Test func descriptorsOutliveTheirPool() throws {
    let field = try #require(try Everything.message().field(named: "well_known"))
    // Nothing holds the pool here.
    #expect(field.messageType?.field(named: "timestamp")?.messageType?.fields.map(\.name) == ["seconds", "nanos"])
  }

  @Test func descriptorsOfGeneratedTypes() throws {
    let descriptor = try Google_Protobuf_FieldDescriptorProto.messageDescriptor()
    #expect(descriptor.fullName == "google.protobuf.FieldDescriptorProto")
    #expect(descriptor.field(named: "oneofIndex")?.number == 9)
    #expect(try Google_Protobuf_FieldDescriptorProto.messageDescriptor() == descriptor)
  }

  // MARK: - What isn't a schema

  static func file(_ edit: (inout Google_Protobuf_FileDescriptorProto) -> Void) -> Google_Protobuf_FileDescriptorProto {
    .with {
      $0.name = "a.proto"
      $0.syntax = "proto3"
      $0.package = "p"
      edit(&$0)
    }
  }

  static func field(
    _ name: String, _ number: Int32, _ edit: (inout Google_Protobuf_FieldDescriptorProto) -> Void = { $0.type = .int32 }
  ) -> Google_Protobuf_FieldDescriptorProto {
    .with {
      $0.name = name
      $0.number = number
      $0.label = .optional
      edit(&$0)
    }
  }

  static func message(
    _ name: String, _ fields: [Google_Protobuf_FieldDescriptorProto]
  ) -> Google_Protobuf_DescriptorProto {
    .with {
      $0.name = name
      $0.field = fields
    }
  }

  static let invalid: [(Google_Protobuf_FileDescriptorProto, String)] = [
    (file { $0.dependency = ["b.proto"] }, "a.proto: imports \"b.proto\", which is missing"),
    (file { $0.dependency = ["a.proto"] }, "a.proto: imports itself: a.proto -> a.proto"),
    (file { $0.syntax = "proto9" }, "a.proto: unknown syntax \"proto9\""),
    (file { $0.publicDependency = [3] }, "a.proto: public import 3 doesn't exist"),
    (
      file { $0.messageType = [message("M", [field("f", 0)])] },
      "a.proto: p.M.f: field number 0 is not between 1 and 536870911"
    ),
    (
      file { $0.messageType = [message("M", [field("f", 1), field("g", 1)])] },
      "a.proto: p.M.g: number 1 is already used by \"f\""
    ),
    (
      file { $0.messageType = [message("M", [field("f", 1), field("f", 2)])] },
      "a.proto: p.M.f: is already defined in \"a.proto\""
    ),
    (
      file { $0.messageType = [message("M", []), message("M", [])] },
      "a.proto: p.M: is already defined in \"a.proto\""
    ),
    (file { $0.messageType = [message("", [])] }, "a.proto: p.: \"\" is not a valid name"),
    (file { $0.messageType = [message("a b", [])] }, "a.proto: p.a b: \"a b\" is not a valid name"),
    (file { $0.package = "p..q" }, "a.proto: p.: \"\" is not a valid name"),
    (
      file { $0.messageType = [message("M", [field("f", 1) { $0.typeName = ".p.No" }])] },
      "a.proto: p.M.f: \".p.No\" is not defined"
    ),
    (
      file { $0.messageType = [message("M", [field("f", 1) { $0.type = .message }])] },
      "a.proto: p.M.f: the field has no type name"
    ),
    (file { $0.messageType = [message("M", [field("f", 1) { _ in }])] }, "a.proto: p.M.f: the field has no type"),
    (
      file {
        $0.messageType = [
          message(
            "M",
            [
              field("f", 1) {
                $0.type = .enum
                $0.typeName = ".p.M"
              }
            ])
        ]
      }, "a.proto: p.M.f: \".p.M\" is a message, not enum"
    ),
    (
      file {
        $0.messageType = [
          message(
            "M",
            [
              field("f", 1) {
                $0.type = .int32
                $0.oneofIndex = 2
              }
            ])
        ]
      }, "a.proto: p.M.f: oneof 2 doesn't exist"
    ),
    (
      file {
        $0.messageType = [
          .with {
            $0.name = "M"
            $0.oneofDecl = [.with { $0.name = "o" }]
          }
        ]
      }, "a.proto: p.M.o: a oneof needs at least one field"
    ),
    (
      file {
        $0.messageType = [
          .with {
            $0.name = "E"
            $0.options.mapEntry = true
          }
        ]
      }, "a.proto: p.E: a map entry needs a key and a value, of types that a map may have"
    ),
    (file { $0.enumType = [.with { $0.name = "E" }] }, "a.proto: p.E: an enum needs at least one value"),
    (
      file {
        $0.enumType = [
          .with {
            $0.name = "E"
            $0.value = [
              .with {
                $0.name = "A"
                $0.number = 1
              }
            ]
          }
        ]
      }, "a.proto: p.E: the first value of an open enum must be zero"
    ),
    (
      file {
        $0.messageType = [
          message(
            "M",
            [
              field("f", 1) {
                $0.type = .int32
                $0.defaultValue = "x"
              }
            ])
        ]
      }, "a.proto: p.M.f: \"x\" is not a default for the field"
    ),
    (
      file {
        $0.service = [
          .with {
            $0.name = "S"
            $0.method = [
              .with {
                $0.name = "Go"
                $0.inputType = ".p.No"
                $0.outputType = ".p.No"
              }
            ]
          }
        ]
      }, "a.proto: p.S.Go: \".p.No\" is not defined"
    ),
    (
      file {
        $0.extension = [
          field("x", 5) {
            $0.type = .int32
            $0.extendee = ".p.M"
          }
        ]
        $0.messageType = [message("M", [])]
      }, "a.proto: p.x: \"p.M\" doesn't declare 5 as an extension number"
    ),
    (file { $0.package = "p" + String(repeating: ".p", count: 101) }, "a.proto: the package's name is too long"),
    (
      // Each field's full name holds the message's.
      file {
        let fields = (1...200).map { number in field("f\(number)", Int32(number)) { $0.type = .int32 } }
        $0.messageType = [message("M" + String(repeating: "a", count: 10_000), fields)]
      }, "a.proto: full names are too long"
    ),
  ]

  @Test(arguments: invalid.indices)
  func refusesWhatIsNoSchema(index: Int) throws {
    let (file, expected) = Self.invalid[index]
    let pool = DescriptorPool()
    let error = #expect(throws: DescriptorError.self) { try pool.add([file]) }
    #expect(error?.description == expected)
    #expect(pool.files.isEmpty)
    #expect(pool.message(named: "p.M") == nil)
  }

  @Test func refusesTypesOfFilesThatAreNotImported() throws {
    let other = Google_Protobuf_FileDescriptorProto.with {
      $0.name = "b.proto"
      $0.messageType = [Self.message("Other", [])]
    }
    let user = Self.file { $0.messageType = [Self.message("M", [Self.field("f", 1) { $0.typeName = ".Other" }])] }
    let error = #expect(throws: DescriptorError.self) { try DescriptorPool().add([other, user]) }
    #expect(error?.description == "a.proto: p.M.f: \".Other\" is defined in \"b.proto\", which is not imported")
  }

  @Test func addsFilesInAnyOrderAndOnlyOnce() throws {
    let set = try Google_Protobuf_FileDescriptorSet(serializedBytes: try #require(Everything.set))
    let pool = DescriptorPool()
    try pool.add(set.file.reversed())
    let before = pool.files.count
    try pool.add(set.file)
    #expect(pool.files.count == before)
    var changed = try #require(set.file.last)
    changed.package = "other"
    let error = #expect(throws: DescriptorError.self) { try pool.add([changed]) }
    #expect(error?.reason == .conflictingFile)
  }

  @Test func mutatedDescriptorsNeverTrap() throws {
    let set = try #require(Everything.set)
    var generator = SeededGenerator(seed: 7)
    var accepted = 0
    for _ in 0..<150 {
      var bytes = set
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      guard let pool = try? DescriptorPool(serializedSet: bytes) else { continue }
      accepted += 1
      // What was accepted must be usable.
      if let type = pool.message(named: "test.Everything") {
        var random = RandomMessages(seed: 1)
        let message = random.message(type)
        _ = try? message.jsonString()
        _ = try? DynamicMessage(type, serializedBytes: message.serializedBytes())
        _ = type.file.protoText
      }
    }
    #expect(accepted > 0)
  }
}
