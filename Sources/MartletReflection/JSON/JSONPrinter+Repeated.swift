import MartletProtobuf

extension JSONPrinter {
  /// A list's elements, up to the first tag of another field, which is returned.
  mutating func list(
    _ plan: FieldPlan, _ reader: inout WireReader, _ first: WireTag, _ isFirst: inout Bool
  ) throws -> WireTag {
    var tag = first
    open(UInt8(ascii: "["))
    while true {
      if tag == plan.elementTag {
        try value(plan, &reader) { $0.separate(&isFirst) }
      } else if tag.fieldNumber == Int(plan.number), Self.isPacked(tag, plan) {
        let outside = try reader.enterPacked()
        while reader.remaining > 0 { try value(plan, &reader) { $0.separate(&isFirst) } }
        reader.leave(outside)
      } else {
        break
      }
      tag = try reader.nextTag()
    }
    close(UInt8(ascii: "]"), isEmpty: isFirst)
    return tag
  }

  mutating func map(
    _ plan: FieldPlan, _ reader: inout WireReader, _ first: WireTag, _ isFirst: inout Bool
  ) throws -> WireTag {
    guard let entry = plan.message, entry.plans.count == 2 else { throw Disorder() }
    var tag = first
    open(UInt8(ascii: "{"))
    while tag == plan.elementTag {
      let outside = try reader.enter()
      try self.entry(entry, &reader, &isFirst)
      reader.leave(outside)
      tag = try reader.nextTag()
    }
    close(UInt8(ascii: "}"), isEmpty: isFirst)
    return tag
  }

  /// A map's entry, to the end of the reader's current message.
  private mutating func entry(_ entry: MessageTable, _ reader: inout WireReader, _ isFirst: inout Bool) throws {
    let key = entry.plans[0]
    let content = entry.plans[1]
    // The key is written first, wherever it stands.
    var keyPlace: UnsafeRawPointer?
    var contentPlace: UnsafeRawPointer?
    while case let tag = try reader.nextTag(), tag != 0 {
      if tag == key.elementTag {
        keyPlace = reader.cursor
      } else if tag == content.elementTag {
        // Messages would have to be merged; of other values the last one counts.
        if contentPlace != nil && content.isMessage { throw Disorder() }
        contentPlace = reader.cursor
      }
      try reader.skip(tag)
    }
    if key.isLenient, let keyPlace {
      let outside = reader.goBack(to: keyPlace)
      let isInvalid = try skipsInvalidString(&reader)
      reader.leave(outside)
      if isInvalid { return }
    }
    let (before, wasFirst) = (out.count, isFirst)
    separate(&isFirst)
    if let keyPlace {
      let outside = reader.goBack(to: keyPlace)
      try mapKey(key.type, &reader)
      reader.leave(outside)
    } else {
      mapKeyZero(key.type)
    }
    out.append(UInt8(ascii: ":"))
    space()
    if let contentPlace {
      let outside = reader.goBack(to: contentPlace)
      var isWritten = false
      try value(content, &reader) { _ in isWritten = true }
      reader.leave(outside)
      if isWritten { return }
      out.truncate(to: before)
      isFirst = wasFirst
    } else if let type = content.message {
      var empty = WireReader(UnsafeRawBufferPointer(start: nil, count: 0), messageDepthLimit: reader.depth)
      try message(type, &empty, until: 0)
    } else {
      zero(content)
    }
  }

  private mutating func mapKey(_ type: FieldType, _ reader: inout WireReader) throws {
    switch type {
    case .string: try string(&reader)
    case .bool: out.append(try reader.bool() ? "\"true\"" : "\"false\"")
    case .int64, .uint64, .sint64, .fixed64, .sfixed64: try number(type, &reader, isKey: true)
    default:
      out.append(UInt8(ascii: "\""))
      try number(type, &reader)
      out.append(UInt8(ascii: "\""))
    }
  }

  private mutating func mapKeyZero(_ type: FieldType) {
    switch type {
    case .string: out.append("\"\"")
    case .bool: out.append("\"false\"")
    default: out.append("\"0\"")
    }
  }
}
