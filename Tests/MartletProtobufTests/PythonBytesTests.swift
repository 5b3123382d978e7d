import MartletProtobuf
import Testing

/// Messages against the bytes that protobuf for Python makes of them.
@Suite struct PythonBytesTests {
  private let text = "\0 aé漢🪶\u{2028}" + String(repeating: "x", count: 200)

  private var smallest: Martlet_Test_Scalars {
    .with {
      $0.double = -Double.greatestFiniteMagnitude
      $0.float = -Float.greatestFiniteMagnitude
      $0.int32 = .min
      $0.int64 = .min
      $0.sint32 = .min
      $0.sint64 = .min
      $0.sfixed32 = .min
      $0.sfixed64 = .min
      $0.bool = true
      $0.string = "a"
      $0.bytes = [0]
      $0.color = .negative
    }
  }

  private var largest: Martlet_Test_Scalars {
    .with {
      $0.double = .greatestFiniteMagnitude
      $0.float = .greatestFiniteMagnitude
      $0.int32 = .max
      $0.int64 = .max
      $0.uint32 = .max
      $0.uint64 = .max
      $0.sint32 = .max
      $0.sint64 = .max
      $0.fixed32 = .max
      $0.fixed64 = .max
      $0.sfixed32 = .max
      $0.sfixed64 = .max
      $0.bool = true
      $0.string = text
      $0.bytes = Array(0...255)
      $0.color = .blue
      $0.last = .max
    }
  }

  @Test func scalarsAtTheirLimits() throws {
    try expectAsPython("scalars empty", Martlet_Test_Scalars())
    try expectAsPython("scalars smallest", smallest)
    try expectAsPython("scalars largest", largest)
  }

  @Test func minusZeroIsNotTheDefault() throws {
    let bytes = try Peer.bytes(of: "scalars minus zero")
    let decoded = try Martlet_Test_Scalars(serializedBytes: bytes)
    #expect(decoded.double.sign == .minus && decoded.float.sign == .minus)
    #expect(try decoded.serializedBytes() == bytes)
  }

  @Test func specialAndSmallNumbers() throws {
    try expectAsPython(
      "scalars infinite",
      Martlet_Test_Scalars.with {
        $0.double = .infinity
        $0.float = -.infinity
      })
    try expectAsPython(
      "scalars tiny",
      Martlet_Test_Scalars.with {
        $0.double = .leastNonzeroMagnitude
        $0.float = .leastNonzeroMagnitude
        $0.int32 = -1
        $0.sint32 = -1
        $0.sint64 = 1
      })
  }

  @Test func numbersThatAnOpenEnumDoesNotName() throws {
    try expectAsPython("scalars unnamed enum", Martlet_Test_Scalars.with { $0.color = .UNRECOGNIZED(-1000) })
  }

  @Test func valuesOfAnOpenEnumAreTheirNumbers() {
    #expect(Martlet_Test_Color(rawValue: 5) == .blue)
    #expect(Martlet_Test_Color(rawValue: 4) == .UNRECOGNIZED(4))
    #expect(Martlet_Test_Color.UNRECOGNIZED(1) == .red)
    #expect(Martlet_Test_Color.allCases.map(\.rawValue) == [0, 1, 2, 5, -1])
    #expect(Martlet_Test_Level.small == .low && Martlet_Test_Level.allCases.count == 4)
    #expect(Martlet_Test_Legacy_Kind.allCases == [.first, .second, .third])
  }

  @Test func optionalFieldsThatAreNotSetOrZero() throws {
    try expectAsPython("optional empty", Martlet_Test_OptionalScalars())
    let zeros = Martlet_Test_OptionalScalars.with {
      $0.double = 0
      $0.float = 0
      $0.int32 = 0
      $0.int64 = 0
      $0.uint32 = 0
      $0.uint64 = 0
      $0.sint32 = 0
      $0.sint64 = 0
      $0.fixed32 = 0
      $0.fixed64 = 0
      $0.sfixed32 = 0
      $0.sfixed64 = 0
      $0.bool = false
      $0.string = ""
      $0.bytes = []
      $0.color = .unspecified
      $0.message = .init()
    }
    try expectAsPython("optional zeros", zeros)
    #expect(zeros != Martlet_Test_OptionalScalars())
    let decoded = try Martlet_Test_OptionalScalars(serializedBytes: Peer.bytes(of: "optional largest"))
    #expect(decoded.uint64 == .max && decoded.string == text && decoded.message.int32 == -1)
    #expect(try decoded.serializedBytes() == Peer.bytes(of: "optional largest"))
  }

  @Test func packedFields() throws {
    let expected = Martlet_Test_RepeatedScalars.with {
      $0.double = [-Double.greatestFiniteMagnitude, 0, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
      $0.float = [-Float.greatestFiniteMagnitude, 0, 1.5, .greatestFiniteMagnitude]
      $0.int32 = [.min, 0, 1, .max]
      $0.int64 = [.min, 0, 1, .max]
      $0.uint32 = [.min, 0, 1, .max]
      $0.uint64 = [.min, 0, 1, .max]
      $0.sint32 = [.min, 0, 1, .max]
      $0.sint64 = [.min, 0, 1, .max]
      $0.fixed32 = [.min, 0, 1, .max]
      $0.fixed64 = [.min, 0, 1, .max]
      $0.sfixed32 = [.min, 0, 1, .max]
      $0.sfixed64 = [.min, 0, 1, .max]
      $0.bool = [true, false, true]
      $0.string = ["", "a", text]
      $0.bytes = [[], [255]]
      $0.color = [.unspecified, .negative, .UNRECOGNIZED(77)]
      $0.message = [.init(), .with { $0.int32 = 7 }]
    }
    try expectAsPython("repeated", expected)
  }

  @Test func fieldsThatAreNotPackedAndEitherFormInEitherField() throws {
    let packed = try Martlet_Test_RepeatedScalars(serializedBytes: Peer.bytes(of: "repeated"))
    let unpackedBytes = try Peer.bytes(of: "unpacked")
    let unpacked = try Martlet_Test_UnpackedScalars(serializedBytes: unpackedBytes)
    #expect(try unpacked.serializedBytes() == unpackedBytes)

    var crossed = try Martlet_Test_RepeatedScalars(serializedBytes: unpackedBytes)
    crossed.message = packed.message
    #expect(crossed == packed)
    var withoutMessages = packed
    withoutMessages.message = []
    #expect(try Martlet_Test_UnpackedScalars(serializedBytes: withoutMessages.serializedBytes()) == unpacked)
  }

  @Test func mapsOfEveryKind() throws {
    let expected = Martlet_Test_Maps.with {
      $0.int32Double = [-1: 0.5]
      $0.int64Float = [.min: -0.5]
      $0.uint32Uint64 = [.max: .max]
      $0.uint64Uint32 = [.max: .max]
      $0.sint32Sint64 = [-1: .min]
      $0.sint64Sint32 = [.min: .min]
      $0.fixed32Fixed64 = [1: 2]
      $0.fixed64Fixed32 = [3: 4]
      $0.sfixed32Sfixed64 = [-1: -2]
      $0.sfixed64Sfixed32 = [-3: -4]
      $0.boolBool = [true: false]
      $0.stringString = ["": ""]
      $0.stringBytes = ["k": [0, 255]]
      $0.stringColor = ["c": .UNRECOGNIZED(99)]
      $0.stringScalars = ["m": .with { $0.int32 = 1 }]
      $0.children = [5: .with { $0.boolBool = [false: true] }]
    }
    try expectAsPython("maps", expected)
  }

  @Test func mapsWithManyEntries() throws {
    let message = Martlet_Test_Maps.with {
      for number in Int32(-50)...50 { $0.sint32Sint64[number] = Int64(number) << 40 }
      for number in 0..<50 { $0.stringString["key \(number)"] = text }
    }
    let bytes = try message.serializedBytes()
    let again = try #require(try Peer.reserialize([("martlet.test.Maps", bytes)])[0])
    #expect(again.count == bytes.count)
    #expect(try Martlet_Test_Maps(serializedBytes: again) == message)
  }

  @Test func membersOfAOneof() throws {
    let choices: [String: Martlet_Test_Choice.OneOf_Choice] = [
      "number": .number(0), "text": .text(""), "data": .data(Array("d".utf8)), "color": .color(.red),
      "scalars": .scalars(.with { $0.int32 = 1 }), "choice_again": .choiceAgain(.with { $0.flag = true }),
      "flag": .flag(false), "ratio": .ratio(-0.0),
    ]
    for (name, choice) in choices {
      let expected = Martlet_Test_Choice.with {
        $0.before = "b"
        $0.between = "c"
        $0.choice = choice
        $0.after = .init(seconds: -1, nanos: -5)
      }
      try expectAsPython("choice \(name)", expected)
    }
  }

  @Test func messagesThatContainThemselves() throws {
    let expected = Martlet_Test_Tree.with {
      $0.name = "root"
      $0.left.right.name = "lr"
      $0.children = [
        .with {
          $0.name = "c1"
          $0.branch.tree.name = "deep"
        }
      ]
      $0.branch.other.leaf.value = -3
      $0.named["n", default: .init()].leaf.value = 4
    }
    try expectAsPython("tree", expected)
  }

  @Test func wellKnownMessages() throws {
    let bytes = try Peer.bytes(of: "well known")
    let decoded = try Martlet_Test_WellKnown(serializedBytes: bytes)
    #expect(decoded.timestamp == .init(seconds: -62_135_596_800, nanos: 999_999_999))
    #expect(decoded.times == [.init(), .init(seconds: 1)])
    #expect(decoded.hasStringValue && decoded.stringValue.value == "")
    #expect(decoded.int64Value == .init(-1))
    let list = decoded.struct.fields["list"]?.listValue.values
    #expect(list?.count == 5)
    #expect(list?.last?.structValue.fields["three"]?.numberValue == 3)
    #expect(list?[2].kind == .nullValue(.nullValue))
    #expect(try Martlet_Test_Scalars(unpackingAny: decoded.any).int32 == 5)
    #expect(try decoded.serializedBytes() == bytes)
  }
}
