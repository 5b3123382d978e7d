/// Checks the numbers that a file gives out: ranges, duplicates, reserved and extension ranges.
struct NumberChecker {
  let file: FileNode

  /// The numbers that protobuf's implementations keep for themselves.
  static let implementationRange: ClosedRange<Int32> = 19000...19999

  private func error(_ position: Position, _ message: @autoclosure () -> String) {
    file.diagnostics.error(position, message())
  }

  func check() {
    for message in file.messages { check(message) }
    for enumeration in file.enums { check(enumeration) }
    for field in file.extensions { checkNumber(field, maximum: .max) }
  }

  private func check(_ message: MessageNode) {
    for nested in message.messages { check(nested) }
    for enumeration in message.enums { check(enumeration) }
    for field in message.extensions { checkNumber(field, maximum: .max) }
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
    var seen: [Int32: FieldNode] = [:]
    seen.reserveCapacity(message.fields.count)
    for field in message.fields {
      if let other = seen.updateValue(field, forKey: field.number) {
        seen[field.number] = other
        error(
          field.numberPosition,
          "field number \(field.number) has been used in \"\(message.fullName)\" by field \"\(other.name)\"")
      }
    }
  }

  // MARK: - Ranges

  private func text(_ start: Int32, _ end: Int32) -> String { start == end ? "\(start)" : "\(start) to \(end)" }

  private func checkRanges(_ message: MessageNode) {
    for (index, range) in message.extensionRanges.enumerated() {
      let end = message.last(range.end)
      if range.start <= 0 { error(range.position, "extension numbers begin at 1") }
      if end > message.maximumNumber {
        error(range.position, "extension numbers can't be greater than \(message.maximumNumber)")
      }
      if end < range.start { error(range.position, "the range ends before it begins") }
      for other in message.extensionRanges[..<index]
      where overlap(range.start, end, other.start, message.last(other.end)) {
        error(
          range.position,
          "extension range \(text(range.start, end)) overlaps range \(text(other.start, message.last(other.end)))")
      }
      for other in message.reservedRanges where overlap(range.start, end, other.start, message.last(other.end)) {
        error(
          range.position,
          "extension range \(text(range.start, end)) overlaps reserved range "
            + text(other.start, message.last(other.end)))
      }
      for field in message.fields where field.number >= range.start && field.number <= end {
        error(
          range.position,
          "extension range \(text(range.start, end)) includes field \"\(field.name)\" (\(field.number))")
      }
    }
    for (index, range) in message.reservedRanges.enumerated() {
      let end = message.last(range.end)
      if range.start <= 0 { error(range.position, "reserved numbers begin at 1") }
      if end < range.start { error(range.position, "the range ends before it begins") }
      for other in message.reservedRanges[..<index]
      where overlap(range.start, end, other.start, message.last(other.end)) {
        error(
          range.position,
          "reserved range \(text(range.start, end)) overlaps range \(text(other.start, message.last(other.end)))")
      }
    }
  }

  private func overlap(_ start: Int32, _ end: Int32, _ otherStart: Int32, _ otherEnd: Int32) -> Bool {
    start <= otherEnd && otherStart <= end
  }

  private func checkReserved(_ message: MessageNode) {
    let names = reservedNames(message.reservedNames)
    if names.isEmpty && message.reservedRanges.isEmpty { return }
    for field in message.fields {
      if names.contains(field.name) { error(field.position, "the field name \"\(field.name)\" is reserved") }
      if message.reservedRanges.contains(where: { $0.start <= field.number && field.number <= message.last($0.end) }) {
        error(field.numberPosition, "field \"\(field.name)\" uses the reserved number \(field.number)")
      }
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
    for (index, oneof) in message.oneofs.enumerated() {
      let number = Int32(truncatingIfNeeded: index)
      if !message.fields.contains(where: { $0.oneofIndex == number }) {
        error(oneof.position, "a oneof must have at least one field")
      }
    }
  }

  // MARK: - Enums

  private func check(_ enumeration: EnumNode) {
    if enumeration.values.isEmpty {
      error(enumeration.position, "an enum must have at least one value")
    }
    for (index, range) in enumeration.reservedRanges.enumerated() {
      if range.end < range.start { error(range.position, "the range ends before it begins") }
      for other in enumeration.reservedRanges[..<index] where overlap(range.start, range.end, other.start, other.end) {
        error(
          range.position,
          "reserved range \(text(range.start, range.end)) overlaps range \(text(other.start, other.end))")
      }
    }
    let names = reservedNames(enumeration.reservedNames)
    for value in enumeration.values {
      if names.contains(value.name) { error(value.position, "the value name \"\(value.name)\" is reserved") }
      if enumeration.reservedRanges.contains(where: { $0.start <= value.number && value.number <= $0.end }) {
        error(value.numberPosition, "value \"\(value.name)\" uses the reserved number \(value.number)")
      }
    }
  }
}
