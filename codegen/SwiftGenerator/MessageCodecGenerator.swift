import MartletProtobuf

/// The methods of a message that carry its wire format.
struct MessageCodecGenerator {
  let plan: MessagePlan
  let context: FileContext
  /// The modifier of the methods.
  let access: String

  // MARK: - Decoding

  func merge(_ printer: inout CodePrinter) {
    let reader = context.runtime("WireReader")
    let error = context.runtime("BinaryDecodingError")
    printer.block("\(access)mutating func merge(from reader: inout \(reader)) throws(\(error))") { printer in
      printer.block("while true") { printer in
        printer.line("let tag = try reader.nextTag()")
        printer.line("switch tag {")
        printer.line("case 0: return")
        for field in plan.sortedFields { read(field, &printer) }
        if plan.isExtensible {
          let rest = "\(plan.type).self, tag, into: &extensionFields, unknown: &unknownFields)"
          if plan.isMessageSet {
            let item = WireTag(fieldNumber: 1, wireType: .startGroup)
            let arguments = "\(plan.type).self, into: &extensionFields, unknown: &unknownFields)"
            printer.line("case \(item): try reader.messageSetItem(\(arguments)")
          }
          printer.line("default: try reader.extended(\(rest)")
        } else {
          printer.line("default: try reader.unknown(tag, into: &unknownFields)")
        }
        printer.line("}")
      }
    }
  }

  private func read(_ field: SwiftField, _ printer: inout CodePrinter) {
    let storage = field.storage
    let tag = field.tag
    switch field.kind {
    case .implicit, .explicit:
      if case .message = field.value {
        printer.line("case \(tag): try reader.\(read(field.value, tag))into: &\(storage))")
      } else if field.value.mayBeUnknown {
        readIfKnown(field, "\(storage) = value", &printer)
      } else {
        printer.line("case \(tag): \(storage) = try reader.\(field.value.reader)()")
      }
    case .repeated:
      if field.value.mayBeUnknown {
        readIfKnown(field, "\(storage).append(value)", &printer)
      } else if field.descriptor.type.isPackable {
        printer.line("case \(tag): \(storage).append(try reader.\(field.value.reader)())")
      } else {
        printer.line("case \(tag): try reader.\(field.value.reader)(\(tag), appendingTo: &\(storage))")
      }
      if field.descriptor.type.isPackable {
        let arguments = ["\(tag)", codec(field.value), "into: &\(storage)", "unknown: &unknownFields"]
        printer.call("case \(field.packedTag): try reader.packed", arguments, "")
      }
    case .map(let key):
      let codecs = mapCodecs(field, key)
      printer.call(
        "case \(tag): try reader.map", ["\(tag)", "into: &\(storage)"] + codecs + ["unknown: &unknownFields"], "")
    case .oneof: readOneof(field, &printer)
    }
  }

  /// The call that reads a message, up to its arguments that differ; a group's needs its tag.
  private func read(_ type: ValueType, _ tag: WireTag) -> String {
    type.writer == "group" ? "group(\(tag), " : "message("
  }

  private func readOneof(_ field: SwiftField, _ printer: inout CodePrinter) {
    let oneof = storage(ofOneof: field)
    let tag = field.tag
    switch field.value {
    case .message(let message):
      printer.line("case \(tag):")
      printer.indented { printer in
        take(message.swift, of: field, from: oneof, &printer)
        printer.line("try reader.\(read(field.value, tag))into: &value)")
        printer.line("\(oneof) = \(oneofValue(field, "value"))")
      }
    case _ where field.value.mayBeUnknown:
      readIfKnown(field, "\(oneof) = \(oneofValue(field, "value"))", &printer)
    default:
      printer.line("case \(tag): \(oneof) = \(oneofValue(field, "try reader.\(field.value.reader)()"))")
    }
  }

  /// Moves a member's message from its oneof to where nothing else holds it: to change one that is held twice copies
  /// it.
  func take(_ message: String, of field: SwiftField, from oneof: String, _ printer: inout CodePrinter) {
    printer.line("var value = \(message)()")
    let name = Naming.unquoted(field.name)
    printer.line("if case .\(name)(let current)? = \(oneof) { (value, \(oneof)) = (current, nil) }")
  }

  /// Reads a value that may be none of its type's and sets it by a statement if it is one.
  private func readIfKnown(_ field: SwiftField, _ statement: String, _ printer: inout CodePrinter) {
    printer.line("case \(field.tag):")
    let read = "  if let value = try reader.value(\(field.tag), \(codec(field.value)), unknown: &unknownFields) {"
    if printer.fits(read.count + statement.count + 3) {
      printer.line("\(read) \(statement) }")
    } else {
      printer.line(read)
      printer.line("    \(statement)")
      printer.line("  }")
    }
  }

  /// A codec as an argument.
  private func codec(_ type: ValueType) -> String { "\(type.codec(context)).self" }

  /// The codecs of a map's keys and values, as arguments.
  private func mapCodecs(_ field: SwiftField, _ key: Scalar) -> [String] {
    [codec(.scalar(key)), codec(field.value)]
  }

  // MARK: - Encoding

  func encode(_ printer: inout CodePrinter) {
    printer.block("\(access)func encode(to writer: inout \(context.runtime("WireWriter")))") { printer in
      printer.line("writer.unknown(unknownFields)")
      if plan.isMessageSet { printer.line("writer.messageSet(extensionFields)") }
      var ranges = plan.isMessageSet ? [] : plan.extensionRanges
      var rest = Array(plan.sortedFields.reversed())[...]
      while let field = rest.first {
        write(&ranges, above: field.number, &printer)
        guard case .oneof(let index) = field.kind else {
          write(field, &printer)
          rest.removeFirst()
          continue
        }
        // Members whose numbers follow one another need one switch.
        let next = ranges.last?.lowerBound ?? 0
        let members = rest.prefix { member in
          if case .oneof(index) = member.kind { return member.number > next }
          return false
        }
        rest.removeFirst(members.count)
        write(Array(members), &printer)
      }
      write(&ranges, above: 0, &printer)
    }
  }

  /// Extensions whose numbers are above a field's; those that no field is between in one call.
  private func write(_ ranges: inout [Range<Int>], above number: Int, _ printer: inout CodePrinter) {
    let above = ranges.filter { $0.lowerBound > number }
    ranges.removeLast(above.count)
    guard let first = above.first, let last = above.last else { return }
    printer.line("writer.extensions(extensionFields, \(first.lowerBound)..<\(last.upperBound))")
  }

  private func write(_ members: [SwiftField], _ printer: inout CodePrinter) {
    let oneof = storage(ofOneof: members[0])
    if members.count == 1 {
      let member = members[0]
      printer.line(
        "if case .\(Naming.unquoted(member.name))(let value)? = \(oneof) { \(call(member.value, member.tag)) }")
      return
    }
    printer.line("switch \(oneof) {")
    for member in members {
      printer.line("case .\(Naming.unquoted(member.name))(let value)?: \(call(member.value, member.tag))")
    }
    let complete = plan.oneofs.contains { $0.storage == oneof && $0.members.count == members.count }
    printer.line(complete ? "case nil: break" : "default: break")
    printer.line("}")
  }

  private func call(_ type: ValueType, _ tag: WireTag, _ value: String = "value") -> String {
    "writer.\(type.writer)(\(tag), \(value))"
  }

  private func write(_ field: SwiftField, _ printer: inout CodePrinter) {
    let storage = field.storage
    switch field.kind {
    case .implicit:
      printer.line("if \(isSet(field)) { \(call(field.value, field.tag, storage)) }")
    case .explicit:
      printer.line("if let value = \(storage) { \(call(field.value, field.tag)) }")
    case .repeated(let packed):
      if packed {
        printer.line("writer.packed(\(field.packedTag), \(storage), \(codec(field.value)))")
      } else if field.descriptor.type.wireType == .lengthDelimited {
        printer.line("writer.repeated(\(field.value.writer): \(field.tag), \(storage))")
      } else {
        printer.line("for value in \(storage).reversed() { \(call(field.value, field.tag)) }")
      }
    case .map(let key):
      printer.call("writer.map", ["\(field.tag)", storage] + mapCodecs(field, key), "")
    case .oneof: break
    }
  }

  /// Whether a field without presence has another value than its type's zero; minus zero is another value.
  private func isSet(_ field: SwiftField) -> String {
    switch field.value {
    case .scalar(.bool): field.storage
    case .scalar(.string), .scalar(.lenientString), .scalar(.bytes), .scalar(.data): "!\(field.storage).isEmpty"
    case .scalar(.float), .scalar(.double): "\(field.storage).bitPattern != 0"
    case .enumeration: "\(field.storage).rawValue != 0"
    default: "\(field.storage) != 0"
    }
  }

  // MARK: - Required fields

  func isInitialized(_ printer: inout CodePrinter) {
    printer.block("\(access)var isInitialized: Bool") { printer in
      for field in plan.fields {
        if case .explicit(required: true) = field.kind { printer.line("if \(field.storage) == nil { return false }") }
        guard case .message(let message) = field.value, context.graph.hasRequired(message.name) else { continue }
        switch field.kind {
        case .implicit, .explicit:
          let value = message.isIndirect ? "value.value" : "value"
          printer.line("if let value = \(field.storage), !\(value).isInitialized { return false }")
        case .repeated: printer.line("if !\(field.storage).allSatisfy(\\.isInitialized) { return false }")
        case .map: printer.line("if !\(field.storage).values.allSatisfy(\\.isInitialized) { return false }")
        case .oneof:
          let pattern = ".\(Naming.unquoted(field.name))(let value)?"
          printer.line(
            "if case \(pattern) = \(storage(ofOneof: field)), !value.isInitialized { return false }")
        }
      }
      if plan.isExtensible { printer.line("if !extensionFields.isInitialized { return false }") }
      printer.line("return true")
    }
  }

  // MARK: - Oneofs

  private func storage(ofOneof field: SwiftField) -> String {
    guard case .oneof(let index) = field.kind else { return field.storage }
    return plan.oneofs.first { $0.index == index }?.storage ?? field.storage
  }

  /// A member as the oneof's value. `Optional` has cases of its own, which must not be meant.
  func oneofValue(_ field: SwiftField, _ value: String) -> String {
    let name = Naming.unquoted(field.name)
    guard name == "none" || name == "some", case .oneof(let index) = field.kind,
      let oneof = plan.oneofs.first(where: { $0.index == index })
    else { return ".\(name)(\(value))" }
    return "\(oneof.type).\(name)(\(value))"
  }
}
