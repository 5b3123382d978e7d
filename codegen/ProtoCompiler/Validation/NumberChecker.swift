/// Checks the numbers that a file gives out: ranges, duplicates, reserved and extension ranges.
struct NumberChecker {
  let file: FileNode

  /// The numbers that protobuf's implementations keep for themselves.
  static let implementationRange: ClosedRange<Int32> = 19000...19999

  private func error(_ position: Position, _ message: @autoclosure () -> String) {
    file.diagnostics.error(position, message())
  }

  func check() {
    for message in file.allMessages { check(message) }
    for enumeration in file.allEnums { check(enumeration) }
    for field in file.allExtensions { checkNumber(field, maximum: .max) }
  }

  private func check(_ message: MessageNode) {
    for field in message.fields { checkNumber(field, maximum: message.maximumNumber) }
    checkDuplicates(message)
    checkRanges(message)
    checkReserved(message)
    checkOneofs(message)
  }

  private func checkNumber(_ field: FieldNode, maximum: Int32) {
    if field.number <= 0 {
      error(field.numberPosition, "field numbers begin at 1")
    } else if field.number > maximum {
      error(field.numberPosition, "field numbers can't be greater than \(maximum)")
    } else if Self.implementationRange.contains(field.number) {
      error(field.numberPosition, "field numbers 19000 to 19999 are reserved for protobuf's implementation")
    }
  }

  private func checkDuplicates(_ message: MessageNode) {
    message.fields.forEachDuplicate(by: \.number) { field, other in
      error(
        field.numberPosition,
        "field number \(field.number) has been used in \"\(message.fullName)\" by field \"\(other.name)\"")
    }
  }

  // MARK: - Ranges

  private func checkRanges(_ message: MessageNode) {
    if message.extensionRanges.isEmpty && message.reservedRanges.isEmpty { return }
    var extensions: [NumberRange] = []
    for range in message.extensionRanges {
      let end = message.last(range.end)
      if range.start <= 0 { error(range.position, "extension numbers begin at 1") }
      if end > message.maximumNumber {
        error(range.position, "extension numbers can't be greater than \(message.maximumNumber)")
      }
      extensions.append(NumberRange(start: range.start, end: end, position: range.position))
    }
    var reserved: [NumberRange] = []
    for range in message.reservedRanges {
      if range.start <= 0 { error(range.position, "reserved numbers begin at 1") }
      // The descriptor has the number behind the range.
      if range.end == .max { error(range.position, "reserved numbers end before 2147483647") }
      reserved.append(NumberRange(start: range.start, end: message.last(range.end), position: range.position))
    }
    checkOverlaps(&extensions, "extension")
    checkOverlaps(&reserved, "reserved")
    for range in extensions {
      if let other = range.firstOverlap(in: reserved) {
        error(range.position, "extension range \(range.text) overlaps reserved range \(other.text)")
      }
    }
    for field in message.fields {
      let number = NumberRange(start: field.number, end: field.number, position: field.numberPosition)
      if let range = number.firstOverlap(in: extensions) {
        error(range.position, "extension range \(range.text) includes field \"\(field.name)\" (\(field.number))")
      }
      if let range = number.firstOverlap(in: reserved) {
        error(range.position, "field \"\(field.name)\" uses the reserved number \(field.number)")
      }
    }
  }

  /// Sorts ranges by their beginning, and leaves out those that are wrong.
  private func checkOverlaps(_ ranges: inout [NumberRange], _ what: String) {
    for range in ranges where range.end < range.start { error(range.position, "the range ends before it begins") }
    ranges.removeAll { $0.end < $0.start }
    ranges.sort { ($0.start, $0.position) < ($1.start, $1.position) }
    var kept: [NumberRange] = []
    for range in ranges {
      guard let last = kept.last, last.end >= range.start else {
        kept.append(range)
        continue
      }
      let (first, second) = last.position < range.position ? (last, range) : (range, last)
      error(first.position, "\(what) range \(second.text) overlaps range \(first.text)")
      if range.end > last.end { kept[kept.count - 1] = range }
    }
    ranges = kept
  }

  private func checkReserved(_ message: MessageNode) {
    let names = reservedNames(message.reservedNames)
    if names.isEmpty { return }
    for field in message.fields where names.contains(field.name) {
      error(field.position, "the field name \"\(field.name)\" is reserved")
    }
  }

  private func reservedNames(_ list: [ReservedName]) -> Set<String> {
    var names: Set<String> = []
    for item in list where !names.insert(item.name).inserted {
      error(item.position, "the name \"\(item.name)\" is reserved twice")
    }
    return names
  }

  private func checkOneofs(_ message: MessageNode) {
    if message.oneofs.isEmpty { return }
    let used = Set(message.fields.compactMap(\.oneofIndex))
    for (index, oneof) in message.oneofs.enumerated() where !used.contains(Int32(truncatingIfNeeded: index)) {
      error(oneof.position, "a oneof must have at least one field")
    }
  }

  // MARK: - Enums

  private func check(_ enumeration: EnumNode) {
    if enumeration.values.isEmpty {
      error(enumeration.position, "an enum must have at least one value")
    }
    var reserved = enumeration.reservedRanges
    checkOverlaps(&reserved, "reserved")
    let names = reservedNames(enumeration.reservedNames)
    for value in enumeration.values {
      if names.contains(value.name) { error(value.position, "the value name \"\(value.name)\" is reserved") }
      let number = NumberRange(start: value.number, end: value.number, position: value.numberPosition)
      if let range = number.firstOverlap(in: reserved) {
        error(range.position, "value \"\(value.name)\" uses the reserved number \(value.number)")
      }
    }
  }
}

extension NumberRange {
  fileprivate var text: String { start == end ? "\(start)" : "\(start) to \(end)" }

  /// The first of `ranges` that shares a number with this one. They are sorted and don't overlap each other.
  fileprivate func firstOverlap(in ranges: [NumberRange]) -> NumberRange? {
    let index = ranges.firstIndex(behind: { $0.end < start })
    guard index < ranges.count, ranges[index].start <= end else { return nil }
    return ranges[index]
  }
}
