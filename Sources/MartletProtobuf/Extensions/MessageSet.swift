// Message sets: messages whose extensions, all of them messages, stand as groups of a type's number and its bytes.
//
//     repeated group Item = 1 { required uint32 type_id = 2; required bytes message = 3; }

enum MessageSet {
  static let item = WireTag(fieldNumber: 1, wireType: .startGroup)
  static let itemEnd = WireTag(fieldNumber: 1, wireType: .endGroup)
  static let typeID = WireTag(fieldNumber: 2, wireType: .varint)
  static let message = WireTag(fieldNumber: 3, wireType: .lengthDelimited)
}

extension WireReader {
  /// Reads an item of a message set, whose tag was just read. One of a type that isn't registered is kept as it is.
  @inline(never)
  public mutating func messageSetItem<M: ExtensibleMessage>(
    _ set: M.Type, into fields: inout ExtensionFields, unknown: inout UnknownFields
  ) throws(BinaryDecodingError) {
    let known = extensions
    try messageSetItem(set, into: &fields, unknown: &unknown) { known?.takeUnretainedValue().extensions[set, $0] }
  }

  mutating func messageSetItem<M: ExtensibleMessage>(
    _ set: M.Type, into fields: inout ExtensionFields, unknown: inout UnknownFields,
    knowing lookUp: (Int) -> (any AnyMessageExtension)?
  ) throws(BinaryDecodingError) {
    if depth == 0 { throw error(.messageDepthLimit) }
    let beginning = offset
    // The two may come in either order; of several the first counts.
    var number: Int?
    var content: (start: UnsafeRawPointer, count: Int)?
    depth -= 1
    while true {
      let tag = try nextTag()
      if tag == MessageSet.itemEnd { break }
      switch tag {
      case 0: throw error(.truncated)
      case MessageSet.typeID:
        let id = Int(try uint32())
        if number == nil { number = id }
      case MessageSet.message:
        let length = try length()
        if content == nil { content = (cursor, length) }
        cursor += length
      default: try skip(tag)
      }
    }
    depth += 1
    // Like the other implementations: an item that lacks one of the two says nothing.
    guard let number, let content else { return }
    guard let known = lookUp(number) else { return keep(MessageSet.item, from: beginning, in: &unknown) }
    let behind = (cursor: cursor, end: end)
    cursor = content.start
    end = content.start + content.count
    depth -= 1
    let isMessage = try known.readItem(&self, into: &fields)
    depth += 1
    (cursor, end) = behind
    if !isMessage { keep(MessageSet.item, from: beginning, in: &unknown) }
  }
}

extension WireWriter {
  /// The items of a message set.
  public mutating func messageSet(_ fields: ExtensionFields) { fields.writeItems(to: &self) }
}
