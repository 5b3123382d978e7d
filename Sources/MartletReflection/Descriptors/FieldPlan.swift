import MartletProtobuf

/// What reading and writing need to know of a field, without a reference count to touch.
struct FieldPlan {
  let number: Int32
  /// The tag that the field's own encoder writes: length-delimited if the field is packed.
  let tag: WireTag
  /// The tag of a single value.
  let elementTag: WireTag
  let type: FieldType
  let isRepeated: Bool
  let isMap: Bool
  let isPacked: Bool
  let hasPresence: Bool
  /// Whether the field's strings may be any bytes. Those that aren't UTF-8 don't count as values: no `String` holds
  /// them.
  let isLenient: Bool
  /// The place of the field's oneof in its message, or −1. Synthetic ones don't count.
  let oneof: Int32
  // The tables live as long as the file that owns this field.
  unowned(unsafe) let message: MessageTable?
  unowned(unsafe) let enumeration: EnumTable?
  unowned(unsafe) let field: FieldTable
  /// `"name":` in UTF-8, escaped as JSON wants it; owned by this value and freed by its message.
  let jsonKey: UnsafeRawBufferPointer
  let originalKey: UnsafeRawBufferPointer

  init(_ field: FieldTable) {
    number = Int32(truncatingIfNeeded: field.number)
    type = field.type
    elementTag = WireTag(fieldNumber: field.number, wireType: field.type.wireType)
    isPacked = field.isPacked
    tag = isPacked ? WireTag(fieldNumber: field.number, wireType: .lengthDelimited) : elementTag
    isRepeated = field.isRepeated
    isMap = field.isMap
    hasPresence = field.hasPresence
    isLenient = field.type == .string && !field.features.validatesUTF8
    if let real = field.oneof, !real.isSynthetic { oneof = Int32(real.index) } else { oneof = -1 }
    message = field.message
    enumeration = field.enumeration
    self.field = field
    jsonKey = Self.key(field.isExtension ? field.qualifiedName : field.jsonName)
    originalKey = Self.key(field.qualifiedName)
  }

  /// Frees the keys.
  func destroy() {
    jsonKey.deallocate()
    originalKey.deallocate()
  }

  /// Whether the field's values are messages or groups.
  var isMessage: Bool { type == .message || type == .group }

  private static func key(_ name: String) -> UnsafeRawBufferPointer {
    var buffer = OutputBuffer()
    buffer.quoted(name)
    buffer.append(UInt8(ascii: ":"))
    return buffer.withUnsafeBytes { bytes in
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
      copy.copyMemory(from: bytes)
      return UnsafeRawBufferPointer(copy)
    }
  }
}
