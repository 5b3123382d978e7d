/// Finds small numbers by names, on bytes: JSON's keys are looked up without making strings of them.
///
/// Where a name lies depends on a number that differs from run to run, so that no schema can have names that all lie in
/// one place.
///
/// Safe to send: the memory is written in `init` alone and freed with the last reference.
final class NameTable: @unchecked Sendable {
  private struct Entry {
    var hash: UInt32
    var offset: Int32
    var length: Int32
    /// −1 in a slot that is free.
    var value: Int32
  }

  private let slots: UnsafeMutablePointer<Entry>
  private let mask: Int
  private let text: UnsafeMutablePointer<UInt8>
  private let seed = UInt32.random(in: .min ... .max)

  static let empty = NameTable([])

  /// A table of names and their values. If a name comes twice, the first one counts.
  init(_ names: [(name: String, value: Int)]) {
    var size = 4
    while size < names.count * 2 { size *= 2 }
    mask = size - 1
    slots = .allocate(capacity: size)
    slots.initialize(repeating: Entry(hash: 0, offset: 0, length: 0, value: -1), count: size)
    text = .allocate(capacity: max(names.reduce(0) { $0 + $1.name.utf8.count }, 1))
    var offset = 0
    for (name, value) in names {
      var count = 0
      for byte in name.utf8 {
        text[offset + count] = byte
        count += 1
      }
      let bytes = UnsafeRawBufferPointer(start: text + offset, count: count)
      if self[bytes] != nil { continue }
      let hash = hash(bytes)
      var slot = Int(hash) & mask
      while slots[slot].value >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Entry(hash: hash, offset: Int32(offset), length: Int32(count), value: Int32(value))
      offset += count
    }
  }

  deinit {
    slots.deallocate()
    text.deallocate()
  }

  /// The value of a name in UTF-8; nil if the table doesn't have it.
  subscript(name: UnsafeRawBufferPointer) -> Int? {
    let hash = hash(name)
    var slot = Int(hash) & mask
    // The table is at most half full, so a free slot ends the search.
    while slots[slot].value >= 0 {
      let entry = slots[slot]
      if entry.hash == hash && Int(entry.length) == name.count {
        let candidate = UnsafeRawBufferPointer(start: text + Int(entry.offset), count: name.count)
        if candidate.elementsEqual(name) { return Int(entry.value) }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The value of a name.
  subscript(name: String) -> Int? {
    var name = name
    return name.withUTF8 { self[UnsafeRawBufferPointer($0)] }
  }

  /// FNV-1a.
  private func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var hash = seed
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash ^ hash >> 15
  }
}
