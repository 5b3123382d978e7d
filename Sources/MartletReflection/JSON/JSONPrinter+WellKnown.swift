import MartletProtobuf

// The forms that ProtoJSON gives to the well-known types. They are read by field number: a pool may hold anything
// under these names.

extension JSONPrinter {
  mutating func wellKnown(_ kind: WellKnownType, _ table: MessageTable, _ reader: inout WireReader) throws {
    switch kind {
    case .timestamp: try timestamp(&reader)
    case .duration: try duration(&reader)
    case .fieldMask: try fieldMask(&reader)
    case .structure: try structure(&reader)
    case .value: try value(&reader)
    case .listValue: try listValue(&reader)
    case .any: try any(&reader)
    case .wrapper(let type): try wrapper(type, &reader)
    }
  }

  private mutating func wrapper(_ type: FieldType, _ reader: inout WireReader) throws {
    let expected = WireTag(fieldNumber: 1, wireType: type.wireType)
    let start = out.count
    while case let tag = try reader.nextTag(), tag != 0 {
      if tag == expected {
        out.truncate(to: start)
        try scalar(type, &reader)
      } else {
        try reader.skip(tag)
      }
    }
    if out.count == start { zero(type) }
  }

  private mutating func timestamp(_ reader: inout WireReader) throws {
    var timestamp = Google_Protobuf_Timestamp()
    try timestamp.merge(from: &reader)
    guard timestamp.isValid else {
      throw JSONEncodingError(
        .timestampRange,
        "google.protobuf.Timestamp: \(timestamp.seconds) s \(timestamp.nanos) ns is not in the years 1 to 9999")
    }
    let time = CivilTime(secondsSinceEpoch: timestamp.seconds)
    part("\"", time.year, width: 4)
    part("-", time.month)
    part("-", time.day)
    part("T", time.second / 3600)
    part(":", time.second / 60 % 60)
    part(":", time.second % 60)
    fraction(timestamp.nanos)
    out.append("Z\"")
  }

  private mutating func part(_ separator: Unicode.Scalar, _ value: Int, width: Int = 2) {
    out.append(UInt8(ascii: separator))
    out.integer(value, width: width)
  }

  /// Nanoseconds as three, six or nine digits behind a point; nothing for zero.
  private mutating func fraction(_ nanos: Int32) {
    let nanos = Int(nanos)
    if nanos == 0 { return }
    if nanos % 1_000_000 == 0 {
      part(".", nanos / 1_000_000, width: 3)
    } else if nanos % 1000 == 0 {
      part(".", nanos / 1000, width: 6)
    } else {
      part(".", nanos, width: 9)
    }
  }

  private mutating func duration(_ reader: inout WireReader) throws {
    var duration = Google_Protobuf_Duration()
    try duration.merge(from: &reader)
    let (seconds, nanos) = (duration.seconds, duration.nanos)
    guard duration.isValid else {
      throw JSONEncodingError(
        .durationRange, "google.protobuf.Duration: \(seconds) s \(nanos) ns is beyond 10000 years or has two signs")
    }
    out.append(UInt8(ascii: "\""))
    if seconds < 0 || nanos < 0 { out.append(UInt8(ascii: "-")) }
    out.integer(seconds.magnitude)
    fraction(Int32(nanos.magnitude))
    out.append("s\"")
  }

  private mutating func fieldMask(_ reader: inout WireReader) throws {
    var mask = Google_Protobuf_FieldMask()
    try mask.merge(from: &reader)
    let paths = try mask.paths.map { path in
      guard let camel = FieldMaskPath.camelCase(path) else {
        throw JSONEncodingError(
          .fieldMaskConversion, "google.protobuf.FieldMask: \"\(path)\" has no lowerCamelCase form")
      }
      return camel
    }
    out.quoted(paths.joined(separator: ","))
  }

  // MARK: - Struct

  private mutating func structure(_ reader: inout WireReader) throws {
    var isFirst = true
    open(UInt8(ascii: "{"))
    while case let tag = try reader.nextTag(), tag != 0 {
      if tag == 10 {
        let outside = try reader.enter()
        var key = ""
        // A missing value is an empty `Value`.
        var content = UnsafeRawBufferPointer(start: reader.cursor, count: 0)
        while case let inner = try reader.nextTag(), inner != 0 {
          switch inner {
          case 10: key = try reader.string()
          case 18: content = try reader.content()
          default: try reader.skip(inner)
          }
        }
        separate(&isFirst)
        out.quoted(key)
        out.append(UInt8(ascii: ":"))
        space()
        let entry = try reader.enter(content)
        try value(&reader)
        reader.leave(entry)
        reader.leave(outside)
      } else {
        try reader.skip(tag)
      }
    }
    close(UInt8(ascii: "}"), isEmpty: isFirst)
  }

  private mutating func value(_ reader: inout WireReader) throws {
    let start = out.count
    while case let tag = try reader.nextTag(), tag != 0 {
      // The members of a oneof: the last one counts.
      if [8, 17, 26, 32, 42, 50].contains(tag) { out.truncate(to: start) }
      switch tag {
      case 8:
        _ = try reader.varint()
        out.append("null")
      case 17:
        let number = try reader.double()
        if !number.isFinite {
          throw JSONEncodingError(.valueNumberNotFinite, "google.protobuf.Value: \(number) is not a JSON number")
        }
        out.number(number)
      case 26: try string(&reader)
      case 32: out.append(try reader.bool() ? "true" : "false")
      case 42:
        let outside = try reader.enter()
        try structure(&reader)
        reader.leave(outside)
      case 50:
        let outside = try reader.enter()
        try listValue(&reader)
        reader.leave(outside)
      default: try reader.skip(tag)
      }
    }
    if out.count == start {
      throw JSONEncodingError(.missingValue, "google.protobuf.Value: none of its kinds is set")
    }
  }

  private mutating func listValue(_ reader: inout WireReader) throws {
    var isFirst = true
    open(UInt8(ascii: "["))
    while case let tag = try reader.nextTag(), tag != 0 {
      if tag == 10 {
        separate(&isFirst)
        let outside = try reader.enter()
        try value(&reader)
        reader.leave(outside)
      } else {
        try reader.skip(tag)
      }
    }
    close(UInt8(ascii: "]"), isEmpty: isFirst)
  }

  // MARK: - Any

  /// How deeply what lies in an `Any` may nest, be it in the `Any`s in there: nobody has looked into those bytes
  /// before. JSON of 100 levels, which is what is read, takes so many.
  private static var anyDepthLimit: Int { 200 }

  private mutating func any(_ reader: inout WireReader) throws {
    var url = ""
    var content = UnsafeRawBufferPointer(start: nil, count: 0)
    while case let tag = try reader.nextTag(), tag != 0 {
      switch tag {
      case 10: url = try reader.string()
      case 18: content = try reader.content()
      default: try reader.skip(tag)
      }
    }
    if url.isEmpty && content.isEmpty {
      out.append("{}")
      return
    }
    guard let type = schema.message(url: url) else {
      throw JSONEncodingError(.anyTranscodeFailure, "google.protobuf.Any: the type \"\(url)\" is not known")
    }
    if isInsideAny {
      let outside = try reader.enter(content)
      try any(url, type.table, &reader)
      reader.leave(outside)
      return
    }
    // The bytes come from anywhere. Decoding and encoding them puts the fields in order, those of all `Any`s in there
    // too, which are then written where they stand.
    let depth = min(reader.depth - 1, Self.anyDepthLimit)
    let sorted = try DynamicMessage(type, content, messageDepthLimit: depth, schema: schema, contents: .messages)
      .partialBytes()
    let wasSorted = isSorted
    (isSorted, isInsideAny) = (true, true)
    defer { (isSorted, isInsideAny) = (wasSorted, false) }
    try sorted.withUnsafeBytes {
      var inner = WireReader($0, messageDepthLimit: depth)
      try any(url, type.table, &inner)
    }
  }

  private mutating func any(_ url: String, _ table: MessageTable, _ reader: inout WireReader) throws {
    var isFirst = true
    open(UInt8(ascii: "{"))
    separate(&isFirst)
    out.append("\"@type\":")
    space()
    out.quoted(url)
    if table.wellKnown != nil {
      separate(&isFirst)
      out.append("\"value\":")
      space()
      try message(table, &reader, until: 0)
    } else {
      try fields(table, &reader, until: 0, &isFirst)
    }
    close(UInt8(ascii: "}"), isEmpty: isFirst)
  }
}
