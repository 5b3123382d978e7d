/// Memory that is written to at its end: JSON and text format (`OutputBuffer+Text.swift`), or the wire format forwards,
/// as JSON's members come (`OutputBuffer+Wire.swift`).
struct OutputBuffer: ~Copyable {
  private(set) var base: UnsafeMutableRawPointer
  private var capacity: Int
  var count = 0

  init(capacity: Int = 256) {
    self.capacity = max(capacity, 64)
    base = .allocate(byteCount: self.capacity, alignment: 8)
  }

  deinit { base.deallocate() }

  /// Lends what was written. The pointer is valid until `body` returns.
  func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try body(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// A copy of what was written from a place on.
  func bytes(from start: Int) -> [UInt8] {
    [UInt8](UnsafeRawBufferPointer(start: base + start, count: max(count - start, 0)))
  }

  /// Forgets what was written after a place.
  mutating func truncate(to count: Int) { self.count = min(count, self.count) }

  /// Makes room for so many bytes more.
  @inline(__always)
  mutating func reserve(_ extra: Int) {
    if capacity - count < extra { grow(extra) }
  }

  @inline(never)
  private mutating func grow(_ extra: Int) {
    let larger = max(capacity * 2, count + extra + 64)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 8)
    moved.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = moved
    capacity = larger
  }

  /// Appends a byte for which there is room.
  @inline(__always)
  mutating func store(_ byte: UInt8) {
    base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    store(byte)
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }
}
