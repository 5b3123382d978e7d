// What outgrows a writer's chunk. Chunks are never copied into larger ones: each piece is copied once, into the result.

/// A large value that stays where it is until the result is put together.
class LargeValue {
  func withUnsafeBytes(_ body: (UnsafeRawBufferPointer) -> Void) {}
}

private final class LargeArray<T: Sendable>: LargeValue {
  let values: [T]
  init(_ values: [T]) { self.values = values }
  override func withUnsafeBytes(_ body: (UnsafeRawBufferPointer) -> Void) { values.withUnsafeBytes(body) }
}

private final class LargeString: LargeValue {
  let value: String
  init(_ value: String) { self.value = value }
  override func withUnsafeBytes(_ body: (UnsafeRawBufferPointer) -> Void) { value.utf8.span.withUnsafeBytes(body) }
}

/// What a writer wrote before the chunk that it is filling.
@usableFromInline
final class WrittenPieces {
  enum Piece {
    /// Memory, and the chunk to free with it, if that ends with this piece.
    case memory(UnsafeRawBufferPointer, chunk: UnsafeMutableRawPointer?)
    case value(LargeValue)
  }

  /// The first is the last of the result.
  var pieces: [Piece] = []
  /// The bytes in all of them.
  @usableFromInline var count = 0

  func append(_ piece: Piece, count: Int) {
    pieces.append(piece)
    self.count += count
  }

  deinit {
    for case .memory(_, let chunk?) in pieces { chunk.deallocate() }
  }
}

extension WireWriter {
  /// Values of this size and above, in bytes, aren't copied into a chunk that has no room for them.
  @usableFromInline static var largeValue: Int { 4096 }

  /// Chunks don't grow beyond this, so that the allocator has them at hand when they are needed again.
  private static var largestChunk: Int { 65_536 }

  /// Sets the chunk's content aside; it goes on below it.
  private mutating func setAside(chunk: UnsafeMutableRawPointer?) -> WrittenPieces {
    let pieces = written?.takeUnretainedValue() ?? WrittenPieces()
    if written == nil { written = .passRetained(pieces) }
    let content = count - pieces.count
    pieces.append(.memory(UnsafeRawBufferPointer(start: head, count: content), chunk: chunk), count: content)
    return pieces
  }

  @usableFromInline
  @inline(never)
  mutating func grow(_ needed: Int) {
    let used = count - (written?.takeUnretainedValue().count ?? 0) + (head - base)
    let pieces = setAside(chunk: ownsChunk ? base : nil)
    let capacity = max(needed + Self.slack, min(max(used * 2, 256), Self.largestChunk))
    base = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
    ownsChunk = true
    head = base + capacity
    origin = UInt(bitPattern: head) &+ UInt(bitPattern: pieces.count)
  }

  @usableFromInline
  @inline(never)
  mutating func set<T: Sendable>(aside values: [T]) {
    set(aside: LargeArray(values), count: values.count * MemoryLayout<T>.stride)
  }

  @usableFromInline
  @inline(never)
  mutating func set(aside value: String) { set(aside: LargeString(value), count: value.utf8.count) }

  private mutating func set(aside value: LargeValue, count: Int) {
    setAside(chunk: nil).append(.value(value), count: count)
    origin &+= UInt(bitPattern: count)
  }

  /// All that was written, put together: what begins at `head`, and the pieces.
  @usableFromInline
  @inline(never)
  static func gathered(
    _ head: UnsafeMutableRawPointer, _ count: Int, _ written: Unmanaged<WrittenPieces>
  ) -> [UInt8] {
    let written = written.takeUnretainedValue()
    return [UInt8](unsafeUninitializedCapacity: count) { result, initialized in
      func append(_ bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(result)[initialized...])
          .copyMemory(from: bytes)
        initialized += bytes.count
      }
      append(UnsafeRawBufferPointer(start: head, count: count - written.count))
      for piece in written.pieces.reversed() {
        switch piece {
        case .memory(let bytes, _): append(bytes)
        case .value(let value): value.withUnsafeBytes(append)
        }
      }
    }
  }
}
