import CNghttp2

/// Header fields in the order in which they are sent. Names must be lowercase.
package struct HeaderList: Sendable {
  // All names and values behind one another, with the length of each: two allocations, whatever the number of fields.
  private var bytes: [UInt8] = []
  private var lengths: [(name: Int, value: Int)] = []

  package init() {}

  package init(_ fields: KeyValuePairs<StaticString, StaticString>) {
    for (name, value) in fields { add(name, String(describing: value)) }
  }

  package var isEmpty: Bool { lengths.isEmpty }

  package mutating func add(_ name: StaticString, _ value: String) {
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    append(value: value, nameLength: name.utf8CodeUnitCount)
  }

  package mutating func add(_ name: String, _ value: String) {
    bytes.append(contentsOf: name.utf8)
    append(value: value, nameLength: name.utf8.count)
  }

  package mutating func add(contentsOf other: HeaderList) {
    bytes.append(contentsOf: other.bytes)
    lengths.append(contentsOf: other.lengths)
  }

  package mutating func reserve(_ count: Int) {
    lengths.reserveCapacity(count)
    bytes.reserveCapacity(count * 32)
  }

  private mutating func append(value: String, nameLength: Int) {
    let before = bytes.count
    bytes.append(contentsOf: value.utf8)
    lengths.append((nameLength, bytes.count - before))
  }

  /// Lends the fields in nghttp2's form, valid until `body` returns.
  func withFields<R>(_ flags: UInt8 = 0, _ body: (UnsafeBufferPointer<nghttp2_nv>) -> R) -> R {
    bytes.withUnsafeBufferPointer { bytes in
      withUnsafeTemporaryAllocation(of: nghttp2_nv.self, capacity: lengths.count) { fields in
        guard var next = UnsafeMutablePointer(mutating: bytes.baseAddress) else {
          return body(UnsafeBufferPointer(start: nil, count: 0))
        }
        for (index, length) in lengths.enumerated() {
          fields[index] = nghttp2_nv(
            name: next, value: next + length.name, namelen: length.name, valuelen: length.value, flags: flags)
          next += length.name + length.value
        }
        return body(UnsafeBufferPointer(fields))
      }
    }
  }
}

/// Header fields that never change, such as a response's usual ones. They are laid out once and never copied: nghttp2
/// refers to them until the frame is sent, so they live as long as the program.
// Safe to send: the memory is written once, before the value exists.
package struct HeaderTemplate: @unchecked Sendable {
  let fields: UnsafeBufferPointer<nghttp2_nv>

  /// Meant for static properties: what it allocates is never freed.
  package init(_ list: HeaderList) {
    let flags = UInt8(NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue | NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue)
    fields = list.withFields(flags) { transient in
      let fields = UnsafeMutableBufferPointer<nghttp2_nv>.allocate(capacity: transient.count)
      for (index, field) in transient.enumerated() {
        var copy = field
        let text = UnsafeMutablePointer<UInt8>.allocate(capacity: field.namelen + field.valuelen + 1)
        if let name = field.name { text.update(from: name, count: field.namelen) }
        if let value = field.value { (text + field.namelen).update(from: value, count: field.valuelen) }
        copy.name = text
        copy.value = text + field.namelen
        fields.initializeElement(at: index, to: copy)
      }
      return UnsafeBufferPointer(fields)
    }
  }
}
