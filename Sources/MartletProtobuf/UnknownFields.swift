/// Fields that a decoder met and its schema doesn't declare, kept byte for byte in the order of their arrival.
public struct UnknownFields: Hashable, Sendable {
  /// The fields in wire format, tags included.
  public var bytes: [UInt8]

  /// No fields.
  @inlinable public init() { bytes = [] }

  /// Fields in wire format, tags included.
  @inlinable public init(bytes: [UInt8]) { self.bytes = bytes }

  /// Whether there are none.
  @inlinable public var isEmpty: Bool { bytes.isEmpty }

  /// Adds a varint field.
  public mutating func append(varint value: UInt64, tag: WireTag) {
    bytes.append(varint: UInt64(tag))
    bytes.append(varint: value)
  }

  /// Whether the bytes are fields, from the first to the last. A program can set them to anything.
  var isWellFormed: Bool { bytes.withUnsafeBytes { WireReader.isMessage($0, messageDepthLimit: .max) } }
}

extension WireReader {
  /// Whether bytes are fields, from the first to the last.
  package static func isMessage(_ bytes: UnsafeRawBufferPointer, messageDepthLimit: Int) -> Bool {
    var reader = WireReader(bytes, messageDepthLimit: messageDepthLimit)
    do throws(BinaryDecodingError) {
      while case let tag = try reader.nextTag(), tag != 0 { try reader.skip(tag) }
      return true
    } catch {
      return false
    }
  }

  /// Keeps a field that the schema doesn't declare, and whose tag was just read.
  @inline(never)
  public mutating func unknown(_ tag: WireTag, into fields: inout UnknownFields) throws(BinaryDecodingError) {
    if tag == groupEnd && depth == groupDepth {
      // The group's own end, and so the end of the message in it.
      groupEnd = 0
      end = cursor
      return
    }
    let beginning = offset
    try skip(tag)
    keep(tag, from: beginning, in: &fields)
  }

  /// Keeps a field that was read already, from `offset` (just behind its tag) to here: one whose value turned out to be
  /// none of its type's.
  public func keep(_ tag: WireTag, from offset: Int, in fields: inout UnknownFields) {
    if discardsUnknownFields { return }
    let first = Swift.max(0, Swift.min(offset, self.offset))
    // The tag is written again in its shortest form, as the other implementations do.
    fields.bytes.append(varint: UInt64(tag))
    fields.bytes.append(contentsOf: UnsafeRawBufferPointer(start: start + first, count: self.offset - first))
  }
}

/// What a writer does with unknown fields.
@usableFromInline
package enum UnknownFieldsOutput {
  case asTheyAre
  /// Those that a message couldn't be read back with are left out.
  case wellFormed
  case none
}

extension WireWriter {
  /// Writes back the fields that the decoder didn't know.
  @inlinable
  @inline(__always)
  public mutating func unknown(_ fields: UnknownFields) {
    if !fields.isEmpty { write(fields) }
  }

  @usableFromInline
  @inline(never)
  mutating func write(_ fields: UnknownFields) {
    switch unknownFields {
    case .none: return
    case .wellFormed: if !fields.isWellFormed { return }
    case .asTheyAre: break
    }
    fields.bytes.withUnsafeBytes { raw($0) }
  }
}
