import MartletReflection

/// A message: a struct with its properties, its codec and the types that are declared in it.
struct MessageGenerator {
  let plan: MessagePlan
  let context: FileContext

  private var access: String { context.modifier }
  private var indirect: String { context.runtime("Indirect") }

  func generate(_ printer: inout CodePrinter) throws(GenerationError) {
    guard let type = plan.entry.path.last else { return }
    let deprecated = plan.descriptor.options.deprecated ? "message" : nil
    for line in context.comments.lines(at: plan.commentPath, deprecated: deprecated) { printer.line(line) }
    try printer.block("\(access)struct \(type): \(context.runtime("Message"))") { printer throws(GenerationError) in
      var declared: Set<Int> = []
      for (position, field) in plan.fields.enumerated() {
        if case .oneof(let index) = field.kind, declared.insert(index).inserted,
          let oneof = plan.oneofs.first(where: { $0.index == index })
        {
          property(of: oneof, first: position == 0, &printer)
        }
        property(field, first: position == 0, &printer)
      }
      printer.line("\(access)var unknownFields = \(context.runtime("UnknownFields"))()")
      printer.line("\(access)init() {}")
      printer.line()
      printer.line("\(access)static let protoMessageName = \(Literals.string(plan.entry.name))")
      let protoFile = context.runtime("ProtoFile")
      printer.line("\(access)static var protoFile: \(protoFile) { .\(context.file.symbol) }")
      let codec = MessageCodecGenerator(plan: plan, context: context)
      printer.line()
      codec.merge(&printer)
      printer.line()
      codec.encode(&printer)
      if context.graph.hasRequired(plan.entry.name) {
        printer.line()
        codec.isInitialized(&printer)
      }
      for oneof in plan.oneofs {
        printer.line()
        enumeration(of: oneof, &printer)
      }
      try nestedTypes(&printer)
    }
  }

  private func nestedTypes(_ printer: inout CodePrinter) throws(GenerationError) {
    for (index, enumeration) in plan.descriptor.enumType.enumerated() {
      let entry = try context.table.type("\(plan.entry.name).\(enumeration.name)", in: plan.entry.file)
      printer.line()
      try EnumGenerator(
        descriptor: enumeration, entry: entry, commentPath: plan.commentPath + [4, Int32(index)], context: context
      ).generate(&printer)
    }
    for (index, message) in plan.descriptor.nestedType.enumerated() where !message.options.mapEntry {
      let entry = try context.table.type("\(plan.entry.name).\(message.name)", in: plan.entry.file)
      let nested = try MessagePlan(entry, message, at: plan.commentPath + [3, Int32(index)], context)
      printer.line()
      try MessageGenerator(plan: nested, context: context).generate(&printer)
    }
  }

  // MARK: - Properties

  private func comments(at path: [Int32], first: Bool, _ printer: inout CodePrinter) {
    let lines = context.comments.lines(at: path)
    if !lines.isEmpty && !first { printer.line() }
    for line in lines { printer.line(line) }
  }

  private func property(_ field: FieldPlan, first: Bool, _ printer: inout CodePrinter) {
    comments(at: field.commentPath, first: first, &printer)
    let attribute = field.isDeprecated ? "@available(*, deprecated)" : nil
    if let attribute { printer.line(attribute) }
    let head = "\(access)var \(field.name): \(swiftType(field))"
    switch field.kind {
    case .oneof(let index):
      let storage = plan.oneofs.first { $0.index == index }?.storage ?? ""
      printer.block(head) { printer in
        printer.line(
          "get { if case .\(caseName(field))(let value)? = \(storage) { value } else { \(field.defaultValue) } }")
        printer.line("set { \(storage) = \(oneofValue(field, "newValue")) }")
      }
    case .explicit:
      printer.block(head) { printer in
        if case .message = field.value {
          printer.line("get { \(field.storage).orEmpty }")
          printer.line("set { \(field.storage) = \(field.isRecursive ? "\(indirect)(newValue)" : "newValue") }")
          printer.line("_modify { yield &\(field.storage).orEmpty }")
        } else {
          printer.line("get { \(field.storage) ?? \(field.defaultValue) }")
          printer.line("set { \(field.storage) = newValue }")
        }
      }
      if let attribute { printer.line(attribute) }
      printer.line("\(access)var \(field.hasName): Bool { \(field.storage) != nil }")
      if let attribute { printer.line(attribute) }
      printer.line("\(access)mutating func \(field.clearName)() { \(field.storage) = nil }")
      let stored = field.isRecursive ? "\(indirect)<\(swiftType(field))>" : swiftType(field)
      printer.line("private var \(field.storage): \(stored)?")
    case .implicit, .repeated, .map:
      if !field.isDeprecated {
        printer.line("\(head) = \(field.defaultValue)")
        return
      }
      // The codec uses the stored property, so that only users are warned.
      printer.block(head) { printer in
        printer.line("get { \(field.storage) }")
        printer.line("_modify { yield &\(field.storage) }")
      }
      printer.line("private var \(field.storage): \(swiftType(field)) = \(field.defaultValue)")
    }
  }

  private func swiftType(_ field: FieldPlan) -> String {
    // UInt8 is a type of Swift whose name swift-protobuf lets messages have.
    let bytes = "[UInt8]"
    guard context.hidden.contains("UInt8"), case .scalar(.bytes) = field.value else { return field.swiftType }
    switch field.kind {
    case .map(let key): return "[\(key.swiftType): [Swift.UInt8]]"
    case .repeated: return "[[Swift.UInt8]]"
    default: return field.swiftType == bytes ? "[Swift.UInt8]" : field.swiftType
    }
  }

  // MARK: - Oneofs

  private func property(of oneof: OneofPlan, first: Bool, _ printer: inout CodePrinter) {
    comments(at: plan.commentPath + [8, Int32(oneof.index)], first: first, &printer)
    printer.line("\(access)var \(oneof.name): \(oneof.type)?")
  }

  private func enumeration(of oneof: OneofPlan, _ printer: inout CodePrinter) {
    for line in context.comments.lines(at: plan.commentPath + [8, Int32(oneof.index)]) { printer.line(line) }
    printer.block("\(access)enum \(oneof.type): Hashable, Sendable") { printer in
      for member in oneof.members {
        for line in context.comments.lines(at: member.commentPath, deprecated: member.isDeprecated ? "field" : nil) {
          printer.line(line)
        }
        printer.line("\(member.isRecursive ? "indirect " : "")case \(member.name)(\(swiftType(member)))")
      }
    }
  }

  private func caseName(_ field: FieldPlan) -> String { Naming.unquoted(field.name) }

  private func oneofValue(_ field: FieldPlan, _ value: String) -> String {
    MessageCodecGenerator(plan: plan, context: context).oneofValue(field, value)
  }
}
