/// Reads the wire format from bytes that somebody else owns.
///
/// The pointers are valid for as long as the closure that made the reader runs; the type isn't copyable, so that a
/// reader can't be kept. Every read is checked against the end of the current message before it touches memory.
@frozen
public struct WireReader: ~Copyable {
  @usableFromInline package var cursor: UnsafeRawPointer
  /// The end of the message that is being read; nested messages move it inwards while they are read.
  @usableFromInline package var end: UnsafeRawPointer
  @usableFromInline let start: UnsafeRawPointer
  /// The end of the input.
  @usableFromInline let limit: UnsafeRawPointer
  /// How many more levels may open.
  @usableFromInline package var depth: Int
  // The tag that ends the group that is being read, 0 if none is, and the depth at which it does.
  @usableFromInline var groupEnd: WireTag = 0
  @usableFromInline var groupDepth = 0
  /// Extensions that are decoded, retained; nil if there are none.
  @usableFromInline var extensions: Unmanaged<ExtensionMapBox>?
  /// Whether unknown fields are skipped instead of kept.
  @usableFromInline var discardsUnknownFields = false

  /// A reader over bytes, which must outlive it.
  @inlinable
  public init(_ bytes: UnsafeRawBufferPointer, messageDepthLimit: Int = 100) {
    // An empty buffer may have no address; any will do, since nothing is read from it.
    start = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
    cursor = start
    end = start + bytes.count
    limit = end
    depth = messageDepthLimit
  }

  /// A reader over bytes, which must outlive it, with the limits and leniency of options, that knows extensions.
  @inlinable
  public init(
    _ bytes: UnsafeRawBufferPointer, options: BinaryDecodingOptions, extensions: (any ExtensionMap)? = nil
  ) {
    self.init(bytes, options: options, knowing: ExtensionMapBox.retained(extensions))
  }

  // The extensions, retained, as one word: where nobody asks for any, nothing is copied that isn't there.
  @inlinable
  init(_ bytes: UnsafeRawBufferPointer, options: BinaryDecodingOptions, knowing extensions: Unmanaged<ExtensionMapBox>?)
  {
    self.init(bytes, messageDepthLimit: options.messageDepthLimit)
    self.extensions = extensions
    discardsUnknownFields = options.discardUnknownFields
  }

  @inlinable
  deinit { if let extensions { extensions.release() } }

  /// The extension of a message that has a number; nil if it isn't one of those that are decoded.
  func knownExtension<M: ExtensibleMessage>(of message: M.Type, _ number: Int) -> (any AnyMessageExtension)? {
    extensions?.takeUnretainedValue().extensions[message, number]
  }

  /// Where the reader stands, in bytes from the beginning of the input.
  @inlinable public var offset: Int { cursor - start }

  /// How many bytes of the current message remain.
  @inlinable public var remaining: Int { end - cursor }

  /// An error at the reader's position.
  @inlinable
  public func error(_ reason: BinaryDecodingError.Reason) -> BinaryDecodingError {
    BinaryDecodingError(reason, offset: offset)
  }

  /// Throws an error at the reader's position. A call is all that it costs where fields are read in place.
  @usableFromInline
  @inline(never)
  func fail(_ reason: BinaryDecodingError.Reason) throws(BinaryDecodingError) -> Never { throw error(reason) }

  /// An error at the tag that was just read.
  @usableFromInline
  @inline(never)
  func error(_ reason: BinaryDecodingError.Reason, behind tag: WireTag) -> BinaryDecodingError {
    BinaryDecodingError(reason, offset: offset - (38 - tag.leadingZeroBitCount) / 7)
  }

  /// The next tag, or 0 at the end of the current message.
  @inlinable
  @inline(__always)
  public mutating func nextTag() throws(BinaryDecodingError) -> WireTag {
    if cursor == end { return 0 }
    let first = cursor.load(as: UInt8.self)
    if first < 0x80 && first >= 8 {
      cursor += 1
      return WireTag(first)
    }
    return try longTag()
  }

  @usableFromInline
  @inline(never)
  mutating func longTag() throws(BinaryDecodingError) -> WireTag {
    let at = cursor
    let value = try varint()
    // A tag has 32 bits, and so at most five bytes: a longer one is refused even if its value would fit.
    if value > UInt64(UInt32.max) || value < 8 || cursor - at > 5 {
      throw BinaryDecodingError(.invalidTag, offset: at - start)
    }
    return WireTag(truncatingIfNeeded: value)
  }

  /// Whether the next field has this tag, too, which is then read: fields of a list follow one another. Tags of more
  /// than two bytes are never found, nor are those that aren't in their shortest form.
  @inlinable
  @inline(__always)
  mutating func nextTag(is tag: WireTag) -> Bool {
    if tag < 0x80 {
      if cursor == end || cursor.load(as: UInt8.self) != UInt8(truncatingIfNeeded: tag) { return false }
      cursor += 1
      return true
    }
    let bytes = UInt16(truncatingIfNeeded: tag & 0x7F | 0x80 | (tag >> 7) << 8)
    if tag >= 0x4000 || end - cursor < 2 || cursor.loadUnaligned(as: UInt16.self) != bytes.littleEndian { return false }
    cursor += 2
    return true
  }

  /// How many length-delimited fields with this tag follow one another, the first of which stands behind its tag: how
  /// many elements to make room for at once. Fields are passed by, not read; 1 if the tag has more than two bytes.
  @usableFromInline
  @inline(never)
  func run(of tag: WireTag) -> Int {
    if tag >= 0x4000 { return 1 }
    let bytes = tag < 0x80 ? tag : tag & 0x7F | 0x80 | (tag >> 7) << 8
    let size = tag < 0x80 ? 1 : 2
    var count = 0
    var at = cursor
    while true {
      count += 1
      var length = 0
      var shift = 0
      while true {
        if at == end || shift > 28 { return count }
        let byte = at.load(as: UInt8.self)
        at += 1
        length |= Int(byte & 0x7F) &<< shift
        shift += 7
        if byte < 0x80 { break }
      }
      if end - at < length + size { return count }
      at += length
      var next = WireTag(at.load(as: UInt8.self))
      if size == 2 { next |= WireTag(at.load(fromByteOffset: 1, as: UInt8.self)) << 8 }
      if next != bytes { return count }
      at += size
    }
  }

  // MARK: - Varints

  /// A varint of up to 64 bits.
  @inlinable
  @inline(__always)
  public mutating func varint() throws(BinaryDecodingError) -> UInt64 {
    if cursor < end {
      let first = cursor.load(as: UInt8.self)
      if first < 0x80 {
        cursor += 1
        return UInt64(first)
      }
    }
    return try longVarint()
  }

  /// A varint of several bytes, read as one word where the input has a word: without a loop.
  @usableFromInline
  mutating func longVarint() throws(BinaryDecodingError) -> UInt64 {
    if limit - cursor < 8 { return try varintByBytes() }
    let (value, size) = Self.varint(in: UInt64(littleEndian: cursor.loadUnaligned(as: UInt64.self)))
    if size == 0 { return try varintByBytes() }
    let next = cursor + size
    if next > end { throw error(.truncated) }
    cursor = next
    return value
  }

  /// The varint in a word's first bytes and how many they are; none if it goes on behind the word.
  @inlinable
  @inline(__always)
  static func varint(in word: UInt64) -> (value: UInt64, size: Int) {
    // The lowest bit that is set here is the highest one of the varint's last byte.
    let last = ~word & 0x8080_8080_8080_8080
    if last == 0 { return (0, 0) }
    // Eight groups of seven bits, brought together.
    var groups = word & (last ^ (last &- 1)) & 0x7F7F_7F7F_7F7F_7F7F
    groups = groups & 0x007F_007F_007F_007F | (groups & 0x7F00_7F00_7F00_7F00) &>> 1
    groups = groups & 0x0000_3FFF_0000_3FFF | (groups & 0x3FFF_0000_3FFF_0000) &>> 2
    groups = groups & 0x0FFF_FFFF | (groups & 0x0FFF_FFFF_0000_0000) &>> 4
    return (groups, (last.trailingZeroBitCount &+ 1) &>> 3)
  }

  @inline(never)
  @usableFromInline
  mutating func varintByBytes() throws(BinaryDecodingError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    var next = cursor
    let limit = end - next >= 10 ? next + 10 : end
    while next < limit {
      let byte = next.load(as: UInt8.self)
      next += 1
      value |= UInt64(byte & 0x7F) &<< shift
      if byte < 0x80 {
        // The tenth byte has room for one bit; the others fall off, as they do in the other implementations.
        cursor = next
        return value
      }
      shift += 7
    }
    throw error(limit - cursor == 10 ? .malformedVarint : .truncated)
  }

  // MARK: - Lengths and nesting

  /// A length prefix that has been checked against the bytes that remain.
  @inlinable
  @inline(__always)
  package mutating func length() throws(BinaryDecodingError) -> Int {
    if cursor < end {
      let first = Int(cursor.load(as: UInt8.self))
      if first < 0x80 {
        cursor += 1
        if first > end - cursor { try fail(.truncated) }
        return first
      }
    }
    return try longLength()
  }

  @usableFromInline
  @inline(never)
  package mutating func longLength() throws(BinaryDecodingError) -> Int {
    let at = cursor
    let length = try longVarint()
    // As a tag, a length has 32 bits and at most five bytes: the other implementations refuse longer ones.
    if cursor - at > 5 { throw BinaryDecodingError(.malformedVarint, offset: at - start) }
    if length > UInt64(end - cursor) { throw error(.truncated) }
    return Int(truncatingIfNeeded: length)
  }

  /// Passes over what stands behind a length, and lends it.
  @inlinable
  package mutating func content() throws(BinaryDecodingError) -> UnsafeRawBufferPointer {
    let length = try length()
    let content = UnsafeRawBufferPointer(start: cursor, count: length)
    cursor += length
    return content
  }

  /// What `leave` takes a reader back to when it has read a part of its input.
  @frozen
  @usableFromInline
  package struct Outside {
    // The end of what is around the part, how many levels deeper the part was, and where to go on if not behind it.
    @usableFromInline let end: UnsafeRawPointer
    @usableFromInline let levels: Int
    @usableFromInline let next: UnsafeRawPointer?

    @inlinable
    @inline(__always)
    init(end: UnsafeRawPointer, levels: Int, next: UnsafeRawPointer? = nil) {
      self.end = end
      self.levels = levels
      self.next = next
    }
  }

  /// Goes a level deeper: into a group.
  @inlinable
  @inline(__always)
  package mutating func descend() throws(BinaryDecodingError) -> Outside {
    if depth <= 0 { try fail(.messageDepthLimit) }
    depth &-= 1
    return Outside(end: end, levels: 1)
  }

  /// Enters what stands behind a length, a message: a level deeper.
  @inlinable
  @inline(__always)
  package mutating func enter() throws(BinaryDecodingError) -> Outside {
    let length = try length()
    let outside = try descend()
    end = cursor + length
    return outside
  }

  /// Enters what stands behind a length, a packed field: on the same level.
  @inlinable
  package mutating func enterPacked() throws(BinaryDecodingError) -> Outside {
    let length = try length()
    let outside = Outside(end: end, levels: 0)
    end = cursor + length
    return outside
  }

  /// Enters the content of a message that was passed over: a level deeper. `leave` comes back to here.
  package mutating func enter(_ content: UnsafeRawBufferPointer) throws(BinaryDecodingError) -> Outside {
    let outside = Outside(end: end, levels: try descend().levels, next: cursor)
    // Content without an address is empty.
    cursor = content.baseAddress ?? cursor
    end = cursor + content.count
    return outside
  }

  /// Goes back to a value of the current message that was passed over. `leave` comes back to here.
  package mutating func goBack(to place: UnsafeRawPointer) -> Outside {
    let outside = Outside(end: end, levels: 0, next: cursor)
    cursor = place
    return outside
  }

  /// Goes on outside of a part that has been read. A reader that has thrown an error isn't put back: it is of no more use.
  @inlinable
  @inline(__always)
  package mutating func leave(_ outside: Outside) {
    depth &+= outside.levels
    end = outside.end
    if let next = outside.next { cursor = next }
  }

  // MARK: - Fields that are passed over

  /// Skips a field whose tag was just read.
  @inlinable
  public mutating func skip(_ tag: WireTag) throws(BinaryDecodingError) {
    switch tag & 7 {
    case 0: _ = try varint()
    case 1: try advance(8)
    case 2: try advance(try length())
    case 3: try skipGroup(tag)
    case 4: throw error(.unexpectedEndGroup, behind: tag)
    case 5: try advance(4)
    default: throw error(.invalidTag, behind: tag)
    }
  }

  @usableFromInline
  package mutating func advance(_ count: Int) throws(BinaryDecodingError) {
    if count > end - cursor { throw error(.truncated) }
    cursor += count
  }

  /// Without recursion, so that a limit that is too high for the stack is none for groups that are passed over.
  @usableFromInline
  mutating func skipGroup(_ startTag: WireTag) throws(BinaryDecodingError) {
    var endTag = startTag + 1
    // The groups around the innermost one. Nearly always there is none, and nothing to allocate.
    var outer: [WireTag] = []
    while true {
      if outer.count >= depth { throw error(.messageDepthLimit) }
      let tag = try nextTag()
      if tag == 0 { throw error(.truncated) }
      if tag == endTag {
        guard let next = outer.popLast() else { return }
        endTag = next
      } else if tag & 7 == 3 {
        outer.append(endTag)
        endTag = tag + 1
      } else {
        try skip(tag)
      }
    }
  }
}
