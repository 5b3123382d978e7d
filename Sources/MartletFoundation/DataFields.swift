import MartletProtobuf

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// What generated code calls for `bytes` fields whose type is `Data`.

extension WireReader {
  /// A bytes field.
  public mutating func data() throws(BinaryDecodingError) -> Data {
    let length = try length()
    let value = Data(bytes: cursor, count: length)
    try advance(length)
    return value
  }

  /// Reads a bytes field and appends it.
  public mutating func data(_ tag: WireTag, appendingTo values: inout [Data]) throws(BinaryDecodingError) {
    values.append(try data())
  }
}

extension WireWriter {
  /// A bytes field.
  public mutating func data(_ tag: WireTag, _ value: Data) {
    let before = count
    value.withUnsafeBytes { raw($0) }
    closeNested(tag, before)
  }

  /// A list of bytes fields.
  public mutating func repeated(data tag: WireTag, _ values: [Data]) {
    for value in values.reversed() { data(tag, value) }
  }
}

/// `bytes` whose type is `Data`.
public enum DataCodec: FieldCodec {
  public static var wireType: WireType { .lengthDelimited }
  public static var initial: Data { Data() }

  public static func read(
    _ reader: inout WireReader, _ tag: WireTag, into value: inout Data
  ) throws(BinaryDecodingError) -> Bool {
    value = try reader.data()
    return true
  }

  public static func write(_ writer: inout WireWriter, _ tag: WireTag, _ value: Data) { writer.data(tag, value) }
}
