// Message sets: messages whose extensions, all of them messages, stand as groups of a type's number and its bytes.
//
//     repeated group Item = 1 { required uint32 type_id = 2; required bytes message = 3; }

package enum MessageSet {
  package static let itemStart = WireTag(fieldNumber: 1, wireType: .startGroup)
  package static let itemEnd = WireTag(fieldNumber: 1, wireType: .endGroup)
  package static let typeID = WireTag(fieldNumber: 2, wireType: .varint)
  package static let message = WireTag(fieldNumber: 3, wireType: .lengthDelimited)
}

extension WireReader {
  /// An item whose start tag was just read: its number, and where the message's length stands. The two fields come in
  /// either order; of each the first counts, as in the other implementations.
  package mutating func messageSetItem() throws(BinaryDecodingError) -> (number: Int?, message: UnsafeRawPointer?) {
    let outside = try descend()
    var number: Int?
    var message: UnsafeRawPointer?
    while true {
      let tag = try nextTag()
      switch tag {
      case 0: throw error(.truncated)
      case MessageSet.itemEnd:
        leave(outside)
        return (number, message)
      case MessageSet.typeID:
        let id = Int(try uint32())
        if number == nil { number = id }
      case MessageSet.message:
        if message == nil { message = cursor }
        try skip(tag)
      default: try skip(tag)
      }
    }
  }

  /// Reads an item of a message set, whose tag was just read. One of a type that isn't registered is kept as it is.
  @inline(never)
  public mutating func messageSetItem<M: ExtensibleMessage>(
    _ set: M.Type, into fields: inout ExtensionFields, unknown: inout UnknownFields
  ) throws(BinaryDecodingError) {
    let beginning = offset
    // Like the other implementations: an item that lacks one of the two says nothing.
    guard case let (number?, message?) = try messageSetItem() else { return }
    if let known = knownExtension(of: set, number), known.accepts(MessageSet.message) {
      let outside = goBack(to: message)
      try known.read(&self, MessageSet.message, into: &fields, unknown: &unknown)
      leave(outside)
    } else {
      keep(MessageSet.itemStart, from: beginning, in: &unknown)
      fields.expectSearches(of: unknown)
    }
  }
}

extension WireWriter {
  /// The items of a message set.
  public mutating func messageSet(_ fields: ExtensionFields) { fields.write(0..<Int.max, asItems: true, to: &self) }

  /// An item of a message set.
  package mutating func messageSetItem(_ number: Int, _ message: (inout WireWriter, WireTag) -> Void) {
    endGroup(MessageSet.itemStart)
    message(&self, MessageSet.message)
    uint32(MessageSet.typeID, UInt32(truncatingIfNeeded: number))
    startGroup(MessageSet.itemStart)
  }
}
