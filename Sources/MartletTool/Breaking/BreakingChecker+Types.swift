import MartletReflection

// Messages, fields and enums.

extension BreakingChecker {
  mutating func compare(_ message: MessageDescriptor) {
    // The field tells what there is to tell about its entries.
    if message.isMapEntry { return }
    let name = message.fullName
    guard let other = new.message(named: name) else {
      report(.messageRemoved, name, file: message.file, "the message \"\(name)\" was removed")
      return
    }
    checkMove(name, from: message.file, to: other.file, "message")
    for field in message.fields { compare(field, in: other) }
    for oneof in message.oneofs where !oneof.isSynthetic && other.oneof(named: oneof.name) == nil {
      report(.oneofRemoved, name, file: other.file, "the oneof \"\(oneof.fullName)\" was removed")
    }
    compareReserved(message, other)
    for nested in message.nestedMessages { compare(nested) }
    for enumeration in message.nestedEnums { compare(enumeration) }
    for field in message.nestedExtensions { compareExtension(field) }
  }

  private mutating func compareReserved(_ message: MessageDescriptor, _ other: MessageDescriptor) {
    let name = message.fullName
    if let range = message.reservedNumbers.first(missingIn: other.reservedNumbers) {
      report(.reservedNumberRemoved, name, file: other.file, "\"\(name)\" reserved \(range.text)")
    }
    let names = Set(other.proto.reservedName)
    for reserved in message.proto.reservedName where !names.contains(reserved) {
      report(.reservedNameRemoved, name, file: other.file, "\"\(name)\" reserved the name \"\(reserved)\"")
    }
    if let range = message.extensionNumbers.first(missingIn: other.extensionNumbers) {
      report(.extensionRangeRemoved, name, file: other.file, "\"\(name)\" took extensions \(range.text)")
    }
  }

  // MARK: - Fields

  private mutating func compare(_ field: FieldDescriptor, in message: MessageDescriptor) {
    guard let other = message.field(number: field.number) else {
      reportMissing(field, in: message)
      return
    }
    compare(field, other)
  }

  private mutating func reportMissing(_ field: FieldDescriptor, in message: MessageDescriptor) {
    if let renumbered = message.field(named: field.name) {
      report(
        .fieldNumberChanged, renumbered.fullName, part: [3], file: message.file,
        "field \"\(field.fullName)\" had number \(field.number) and has \(renumbered.number) now")
      return
    }
    let what = "field \"\(field.fullName)\" (\(field.number)) was removed"
    report(.fieldRemoved, message.fullName, file: message.file, what)
    if !message.reservedNumbers.contains(field.number) {
      report(.fieldNumberUnreserved, message.fullName, file: message.file, "\(what), and its number isn't reserved")
    }
    if !message.proto.reservedName.contains(field.name) {
      report(.fieldNameUnreserved, message.fullName, file: message.file, "\(what), and its name isn't reserved")
    }
  }

  private mutating func compare(_ old: FieldDescriptor, _ new: FieldDescriptor) {
    let (name, file) = (new.fullName, new.file)
    let typeChange = FieldCompatibility.typeChange(old, new)
    let typeText = "was \"\(FieldCompatibility.text(old))\" and is \"\(FieldCompatibility.text(new))\" now"
    if old.name != new.name && typeChange == .wire {
      report(
        .fieldNumberReused, name, part: [3], file: file,
        "number \(new.number) was that of \"\(old.name)\", whose type \(typeText)")
      return
    }
    if old.name != new.name {
      report(.fieldNameChanged, name, part: [1], file: file, "field \(new.number) was named \"\(old.name)\"")
    }
    if old.jsonName != new.jsonName && !old.isExtension {
      report(
        .fieldJSONNameChanged, name, part: [1], file: file,
        "the JSON name of \"\(name)\" was \"\(old.jsonName)\" and is \"\(new.jsonName)\" now")
    }
    if let typeChange {
      report(.fieldTypeChanged, name, part: [6], file: file, typeChange, "the type of \"\(name)\" \(typeText)")
    }
    compareCardinality(old, new)
    compareOneofs(old, new)
    if old.proto.hasDefaultValue != new.proto.hasDefaultValue || old.proto.defaultValue != new.proto.defaultValue {
      report(
        .fieldDefaultChanged, name, part: [7], file: file,
        "the default of \"\(name)\" was \"\(old.proto.defaultValue)\" and is \"\(new.proto.defaultValue)\" now")
    }
  }

  private mutating func compareCardinality(_ old: FieldDescriptor, _ new: FieldDescriptor) {
    let (name, file) = (new.fullName, new.file)
    if old.isRequired != new.isRequired {
      report(
        new.isRequired ? .fieldRequiredAdded : .fieldRequiredRemoved, name, file: file,
        "field \"\(name)\" \(new.isRequired ? "is required now" : "was required")")
    }
    if old.isRepeated != new.isRepeated || old.isMap != new.isMap {
      func text(_ field: FieldDescriptor) -> String {
        field.isMap ? "a map" : field.isRepeated ? "repeated" : "singular"
      }
      // Of strings and messages a reader of one takes the last element; packed numbers it can't read. A map is a list of
      // entries.
      let isReadable = old.isRepeated == new.isRepeated || !old.type.isPackable
      report(
        .fieldCardinalityChanged, name, file: file, isReadable ? .json : .wire,
        "\"\(name)\" was \(text(old)) and is \(text(new)) now")
    } else if old.hasPresence != new.hasPresence {
      report(
        .fieldPresenceChanged, name, file: file,
        "\"\(name)\" \(new.hasPresence ? "has presence now" : "had presence")")
    }
  }

  private mutating func compareOneofs(_ old: FieldDescriptor, _ new: FieldDescriptor) {
    let (before, after) = (old.realOneof, new.realOneof)
    guard before?.name != after?.name else { return }
    func text(_ oneof: OneofDescriptor?) -> String { oneof.map { "in oneof \"\($0.name)\"" } ?? "in no oneof" }
    // Beside fields that writers could set together with it, one of them is lost.
    let siblings = after.map { oneof in
      oneof.fields.filter { $0.number != new.number }.compactMap { old.containingType?.field(number: $0.number) }
    }
    let losesData = (siblings ?? []).contains { $0.realOneof == nil || $0.realOneof != before }
    report(
      .fieldOneofChanged, new.fullName, file: new.file, losesData ? .wire : .source,
      "\"\(new.fullName)\" was \(text(before)) and is \(text(after)) now")
  }

  mutating func compareExtension(_ field: FieldDescriptor) {
    let name = field.fullName
    guard let extendee = field.containingType?.fullName,
      let other = new.extension(of: extendee, number: field.number)
    else {
      report(.extensionRemoved, name, file: field.file, "the extension \"\(name)\" (\(field.number)) was removed")
      return
    }
    compare(field, other)
  }

  // MARK: - Enums

  mutating func compare(_ enumeration: EnumDescriptor) {
    let name = enumeration.fullName
    guard let other = new.enumeration(named: name) else {
      report(.enumRemoved, name, file: enumeration.file, "the enum \"\(name)\" was removed")
      return
    }
    checkMove(name, from: enumeration.file, to: other.file, "enum")
    if enumeration.isClosed != other.isClosed {
      report(
        .enumOpennessChanged, name, file: other.file,
        "the enum \"\(name)\" was \(enumeration.isClosed ? "closed" : "open") and is \(other.isClosed ? "closed" : "open") now"
      )
    }
    for value in enumeration.values { compare(value, other) }
    if let range = enumeration.reservedNumbers.first(missingIn: other.reservedNumbers) {
      report(.reservedNumberRemoved, name, file: other.file, "\"\(name)\" reserved \(range.text)")
    }
    let names = Set(other.proto.reservedName)
    for reserved in enumeration.proto.reservedName where !names.contains(reserved) {
      report(.reservedNameRemoved, name, file: other.file, "\"\(name)\" reserved the name \"\(reserved)\"")
    }
  }

  private mutating func compare(_ value: EnumDescriptor.Value, _ other: EnumDescriptor) {
    let name = other.fullName
    /// The path of a part of the first value that `matches`.
    func part(_ number: Int32, _ matches: (Google_Protobuf_EnumValueDescriptorProto) -> Bool) -> [Int32] {
      other.proto.value.firstIndex(where: matches).map { [2, Int32($0), number] } ?? []
    }
    let sameNumber = other.values.filter { $0.number == value.number }
    if sameNumber.contains(where: { $0.name == value.name }) { return }
    if let renumbered = other.number(named: value.name) {
      report(
        .enumValueNumberChanged, name, part: part(2) { $0.name == value.name }, file: other.file,
        "value \"\(value.name)\" had number \(value.number) and has \(renumbered) now")
      return
    }
    if let renamed = sameNumber.first {
      report(
        .enumValueNameChanged, name, part: part(1) { $0.name == renamed.name }, file: other.file,
        "value \(value.number) was named \"\(value.name)\"")
      return
    }
    let what = "value \"\(value.name)\" (\(value.number)) of \"\(name)\" was removed"
    report(.enumValueRemoved, name, file: other.file, what)
    if !other.reservedNumbers.contains(value.number) {
      report(.enumValueNumberUnreserved, name, file: other.file, "\(what), and its number isn't reserved")
    }
    if !other.proto.reservedName.contains(value.name) {
      report(.enumValueNameUnreserved, name, file: other.file, "\(what), and its name isn't reserved")
    }
  }
}

extension MessageDescriptor {
  /// Descriptors have the number after the last one.
  var reservedNumbers: NumberRanges { NumberRanges(proto.reservedRange.map { (Int($0.start), Int($0.end) - 1) }) }
  var extensionNumbers: NumberRanges { NumberRanges(proto.extensionRange.map { (Int($0.start), Int($0.end) - 1) }) }
}

extension EnumDescriptor {
  var reservedNumbers: NumberRanges { NumberRanges(proto.reservedRange.map { (Int($0.start), Int($0.end)) }) }
}
