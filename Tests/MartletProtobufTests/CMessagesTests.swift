import CProtobufC
import CTestMessages
import MartletProtobuf
import Testing

/// Messages against libprotobuf-c: made here and read there, and the other way round.
@Suite struct CMessagesTests {
  private func packed(_ message: UnsafePointer<ProtobufCMessage>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: protobuf_c_message_get_packed_size(message)) { buffer, count in
      count = protobuf_c_message_pack(message, buffer.baseAddress)
    }
  }

  /// Reads bytes in C, looks at the message, and packs it again.
  private func throughC<C>(
    _ bytes: [UInt8], _ initialize: (UnsafeMutablePointer<C>) -> Void,
    _ look: (UnsafeMutablePointer<C>) throws -> Void = { _ in }
  ) throws -> [UInt8] {
    let empty = UnsafeMutablePointer<C>.allocate(capacity: 1)
    defer { empty.deallocate() }
    initialize(empty)
    let descriptor = UnsafeRawPointer(empty).load(as: ProtobufCMessage.self).descriptor
    let message = try #require(protobuf_c_message_unpack(descriptor, nil, bytes.count, bytes))
    defer { protobuf_c_message_free_unpacked(message, nil) }
    try message.withMemoryRebound(to: C.self, capacity: 1, look)
    return packed(message)
  }

  private let largest = Martlet_Test_Scalars.with {
    $0.double = .pi
    $0.float = -1.5
    $0.int32 = .min
    $0.int64 = .min
    $0.uint32 = .max
    $0.uint64 = .max
    $0.sint32 = .min
    $0.sint64 = .min
    $0.fixed32 = .max
    $0.fixed64 = .max
    $0.sfixed32 = .min
    $0.sfixed64 = .min
    $0.bool = true
    $0.string = "martlet 🪶"
    $0.bytes = [0, 1, 255]
    $0.color = .blue
    $0.last = -1
  }

  @Test func scalarsReadInC() throws {
    let bytes = try largest.serializedBytes()
    let again = try throughC(bytes, martlet__test__scalars__init) {
      let message = $0.pointee
      #expect(message.double_ == .pi && message.float_ == -1.5)
      #expect(message.int32 == .min && message.int64 == .min)
      #expect(message.uint32 == .max && message.uint64 == .max)
      #expect(message.sint32 == .min && message.sint64 == .min)
      #expect(message.fixed32 == .max && message.fixed64 == .max)
      #expect(message.sfixed32 == .min && message.sfixed64 == .min)
      #expect(message.bool_ != 0)
      #expect(String(cString: message.string) == "martlet 🪶")
      #expect(Array(UnsafeBufferPointer(start: message.bytes.data, count: message.bytes.len)) == [0, 1, 255])
      #expect(message.color == MARTLET__TEST__COLOR__COLOR_BLUE && message.last == -1)
    }
    #expect(again == bytes)
  }

  @Test func scalarsWrittenInC() throws {
    var message = Martlet__Test__Scalars()
    martlet__test__scalars__init(&message)
    var text = Array("from C".utf8CString)
    var data: [UInt8] = [9, 8, 7]
    let bytes = text.withUnsafeMutableBufferPointer { text in
      data.withUnsafeMutableBufferPointer { data in
        message.double_ = 0.1
        message.int32 = -7
        message.uint64 = .max
        message.sint64 = -8
        message.fixed32 = 1
        message.sfixed64 = -9
        message.bool_ = 1
        message.string = text.baseAddress
        message.bytes = ProtobufCBinaryData(len: data.count, data: data.baseAddress)
        message.color = MARTLET__TEST__COLOR__COLOR_GREEN
        return withUnsafePointer(to: &message) {
          $0.withMemoryRebound(to: ProtobufCMessage.self, capacity: 1, packed)
        }
      }
    }
    let expected = Martlet_Test_Scalars.with {
      $0.double = 0.1
      $0.int32 = -7
      $0.uint64 = .max
      $0.sint64 = -8
      $0.fixed32 = 1
      $0.sfixed64 = -9
      $0.bool = true
      $0.string = "from C"
      $0.bytes = [9, 8, 7]
      $0.color = .green
    }
    #expect(try Martlet_Test_Scalars(serializedBytes: bytes) == expected)
    #expect(try expected.serializedBytes() == bytes)
  }

  @Test(arguments: ["repeated", "unpacked"])
  func listsThroughC(name: String) throws {
    // C's strings end at the first NUL.
    var lists = try Martlet_Test_RepeatedScalars(serializedBytes: Peer.bytes(of: name))
    lists.string = ["", "a", "é"]
    lists.message = [largest, .init()]
    let bytes = try lists.serializedBytes()
    let again = try throughC(
      bytes, martlet__test__repeated_scalars__init
    ) {
      #expect(Array(UnsafeBufferPointer(start: $0.pointee.sint64, count: $0.pointee.n_sint64)) == lists.sint64)
      #expect(Array(UnsafeBufferPointer(start: $0.pointee.fixed32, count: $0.pointee.n_fixed32)) == lists.fixed32)
      #expect($0.pointee.n_message == 2)
    }
    #expect(again == bytes)
    let unpacked = try throughC(
      bytes, martlet__test__unpacked_scalars__init)
    #expect(try Martlet_Test_RepeatedScalars(serializedBytes: unpacked).int64 == lists.int64)
  }

  @Test func compositesThroughC() throws {
    func part(_ id: Int32) -> Martlet_Test_Mixed.Part {
      .with {
        $0.id = id
        $0.data = [UInt8](repeating: UInt8(id), count: 300)
        $0.weight = 0.5
      }
    }
    let choices: [Martlet_Test_Mixed.OneOf_Choice?] = [nil, .number(-5), .text("text"), .part(part(3))]
    for choice in choices {
      let message = Martlet_Test_Mixed.with {
        $0.title = "title"
        $0.first = part(1)
        $0.parts = [part(2), .init(), part(4)]
        $0.counts = ["one": 1]
        $0.choice = choice
        $0.words = ["", "words"]
        $0.inner.inner.title = "inner"
      }
      let bytes = try message.serializedBytes()
      let again = try throughC(bytes, martlet__test__mixed__init) {
        #expect($0.pointee.n_parts == 3 && $0.pointee.first.pointee.id == 1)
        #expect(String(cString: $0.pointee.inner.pointee.inner.pointee.title) == "inner")
      }
      #expect(again == bytes)
      #expect(try Martlet_Test_Mixed(serializedBytes: again) == message)
    }
  }
}
