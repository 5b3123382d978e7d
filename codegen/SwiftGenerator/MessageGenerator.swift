import MartletReflection

/// A message: a struct with its properties, its codec and the types that are declared in it.
struct MessageGenerator {
  let plan: MessagePlan
  let context: FileContext

  private var access: String { context.modifier }
  private var indirect: String { context.runtime("Indirect") }
  /// Whether the fields stand in a struct of their own, behind a reference.
  private var isLarge: Bool { context.graph.isLarge(plan.descriptor.fullName) }

  /// Whether an empty message takes so much code that it must not stand wherever one is made: in accessors and decoders of
  /// every field of the type.
  private var isLongToMake: Bool {
    isLarge || plan.fields.count > 8
      || plan.fields.contains { field in
        if case .explicit = field.kind, case .message = field.value { return !field.isIndirect }
        return false
      }
  }

  /// A stored property as the message's accessors name it.
  private func path(_ storage: String) -> String {
    if !isLarge { return storage }
    return "_storage.value." + (storage.hasPrefix("self.") ? String(storage.dropFirst(5)) : storage)
  }

  func generate(_ printer: inout CodePrinter) throws(GenerationError) {
    guard let type = plan.path.last else { return }
    let deprecated = plan.descriptor.proto.options.deprecated ? "message" : nil
    for line in context.comments(at: plan.descriptor.sourcePath, deprecated: deprecated) { printer.line(line) }
    if plan.path.count == 1 { context.availability(&printer) }
    try printer.block(
      "\(access)struct \(type): \(context.runtime(plan.isExtensible ? "ExtensibleMessage" : "Message"))"
    ) { printer throws(GenerationError) in
      var declared: Set<Int> = []
      for (position, field) in plan.fields.enumerated() {
        if case .oneof(let index) = field.kind, declared.insert(index).inserted,
          let oneof = plan.oneofs.first(where: { $0.index == index })
        {
          property(of: oneof, first: position == 0, &printer)
        }
        property(field, first: position == 0, &printer)
      }
      stored(access, "unknownFields", context.runtime("UnknownFields"), "()", &printer)
      if plan.isExtensible {
        stored(access, "extensionFields", context.runtime("ExtensionFields"), "()", &printer)
      }
      if isLarge { printer.line("private var _storage: \(indirect)<_Fields>") }
      if isLongToMake { printer.line("@inline(never)") }
      printer.line("\(access)init() {\(isLarge ? " _storage = \(indirect)(_Fields()) " : "")}")
      printer.line()
      printer.line("\(access)static let protoMessageName = \(Literals.string(plan.descriptor.fullName))")
      let protoFile = context.runtime("ProtoFile")
      printer.line("\(access)static var protoFile: \(protoFile) { .\(context.file.symbol) }")
      if plan.isMessageSet {
        printer.line("\(access)static var isMessageSet: \(context.runtime("Bool", module: "Swift")) { true }")
      }
      printer.line()
      if isLarge { large(&printer) } else { codec(access, &printer) }
      for oneof in plan.oneofs {
        printer.line()
        enumeration(of: oneof, &printer)
      }
      try nestedTypes(&printer)
    }
  }

  private var codec: MessageCodecGenerator { MessageCodecGenerator(plan: plan, context: context, access: "") }

  private func codec(_ access: String, _ printer: inout CodePrinter) {
    let codec = MessageCodecGenerator(plan: plan, context: context, access: access)
    codec.merge(&printer)
    printer.line()
    codec.encode(&printer)
    if context.graph.hasRequired(plan.descriptor.fullName) {
      printer.line()
      codec.isInitialized(&printer)
    }
  }

  /// The struct of a large message's fields, and the codec that hands over to it.
  private func large(_ printer: inout CodePrinter) {
    let reader = context.runtime("WireReader")
    let error = context.runtime("BinaryDecodingError")
    printer.block("\(access)mutating func merge(from reader: inout \(reader)) throws(\(error))") {
      $0.line("try _storage.value.merge(from: &reader)")
    }
    printer.line()
    printer.line(
      "\(access)func encode(to writer: inout \(context.runtime("WireWriter"))) { writer.fields(of: _storage) }")
    if context.graph.hasRequired(plan.descriptor.fullName) {
      printer.line()
      printer.line("\(access)var isInitialized: Bool { _storage.value.isInitialized }")
    }
    printer.line()
    printer.block("private struct _Fields: \(context.runtime("WireEncodable")), Hashable, Sendable") { printer in
      for field in plan.fields { stored(field, "", &printer) }
      for oneof in plan.oneofs { printer.line("var \(oneof.name): \(oneof.type)?") }
      printer.line("var unknownFields = \(context.runtime("UnknownFields"))()")
      if plan.isExtensible { printer.line("var extensionFields = \(context.runtime("ExtensionFields"))()") }
      printer.line()
      codec("", &printer)
    }
  }

  /// The stored property of a field, if it has one.
  private func stored(_ field: SwiftField, _ access: String, _ printer: inout CodePrinter) {
    let name = field.storage.hasPrefix("self.") ? String(field.storage.dropFirst(5)) : field.storage
    switch field.kind {
    case .explicit:
      let type = field.isIndirect ? "\(indirect)<\(swiftType(field))>" : swiftType(field)
      printer.line("\(access)var \(name): \(type)?")
    case .implicit, .repeated, .map:
      printer.line("\(access)var \(name): \(swiftType(field)) = \(field.defaultValue)")
    case .oneof: break
    }
  }

  /// A property that is stored, in line or behind the reference.
  private func stored(
    _ access: String, _ name: String, _ type: String, _ value: String, _ printer: inout CodePrinter
  ) {
    if !isLarge { return printer.line("\(access)var \(name) = \(type)\(value)") }
    computed("\(access)var \(name): \(type)", name, &printer)
  }

  /// A property that stands for a stored one.
  private func computed(_ head: String, _ storage: String, _ printer: inout CodePrinter) {
    printer.block(head) { printer in
      printer.line("get { \(path(storage)) }")
      printer.line("_modify { yield &\(path(storage)) }")
    }
  }

  private func nestedTypes(_ printer: inout CodePrinter) throws(GenerationError) {
    for enumeration in plan.descriptor.nestedEnums {
      printer.line()
      try EnumGenerator(enumeration, context).generate(&printer)
    }
    for message in plan.descriptor.nestedMessages where !message.isMapEntry {
      printer.line()
      try MessageGenerator(plan: MessagePlan(message, context), context: context).generate(&printer)
    }
  }

  // MARK: - Properties

  private func comments(at path: [Int32], first: Bool, _ printer: inout CodePrinter) {
    let lines = context.comments(at: path)
    if !lines.isEmpty && !first { printer.line() }
    for line in lines { printer.line(line) }
  }

  private func property(_ field: SwiftField, first: Bool, _ printer: inout CodePrinter) {
    comments(at: field.descriptor.sourcePath, first: first, &printer)
    let attribute = field.isDeprecated ? "@available(*, deprecated)" : nil
    if let attribute { printer.line(attribute) }
    let head = "\(access)var \(field.name): \(swiftType(field))"
    switch field.kind {
    case .oneof(let index):
      let storage = plan.oneofs.first { $0.index == index }?.storage ?? ""
      printer.block(head) { printer in
        printer.line(
          "get { if case .\(caseName(field))(let value)? = \(path(storage)) { value } else { \(field.defaultValue) } }")
        printer.line("set { \(path(storage)) = \(oneofValue(field, "newValue")) }")
        guard case .message(let message) = field.value else { return }
        printer.block("_modify") { printer in
          codec.take(message.swift, of: field, from: path(storage), &printer)
          printer.line("defer { \(path(storage)) = \(oneofValue(field, "value")) }")
          printer.line("yield &value")
        }
      }
    case .explicit:
      printer.block(head) { printer in
        if case .message = field.value {
          printer.line("get { \(path(field.storage)).orEmpty }")
          printer.line("set { \(path(field.storage)) = \(field.isIndirect ? "\(indirect)(newValue)" : "newValue") }")
          printer.line("_modify { yield &\(path(field.storage)).orEmpty }")
        } else {
          printer.line("get { \(path(field.storage)) ?? \(field.defaultValue) }")
          printer.line("set { \(path(field.storage)) = newValue }")
        }
      }
      if let attribute { printer.line(attribute) }
      // Not a comparison with nil: Swift would make one of two messages.
      printer.line(
        "\(access)var \(field.names.has): Bool { if case .some = \(path(field.storage)) { true } else { false } }")
      if let attribute { printer.line(attribute) }
      printer.line("\(access)mutating func \(field.names.clear)() { \(path(field.storage)) = nil }")
      if !isLarge { stored(field, "private ", &printer) }
    case .implicit, .repeated, .map:
      if !field.isDeprecated && !isLarge { return printer.line("\(head) = \(field.defaultValue)") }
      // The codec uses the stored property, so that only users are warned of what is deprecated.
      computed(head, field.storage, &printer)
      if !isLarge { stored(field, "private ", &printer) }
    }
  }

  private func swiftType(_ field: SwiftField) -> String {
    // UInt8 is a type of Swift whose name swift-protobuf lets messages have.
    guard context.hidden.contains("UInt8"), case .scalar(.bytes) = field.value else { return field.swiftType }
    return field.swiftType.replacing("UInt8", with: "Swift.UInt8")
  }

  // MARK: - Oneofs

  private func property(of oneof: OneofPlan, first: Bool, _ printer: inout CodePrinter) {
    comments(at: oneof.descriptor.sourcePath, first: first, &printer)
    if isLarge {
      computed("\(access)var \(oneof.name): \(oneof.type)?", oneof.storage, &printer)
    } else {
      printer.line("\(access)var \(oneof.name): \(oneof.type)?")
    }
  }

  private func enumeration(of oneof: OneofPlan, _ printer: inout CodePrinter) {
    for line in context.comments(at: oneof.descriptor.sourcePath) { printer.line(line) }
    printer.block("\(access)enum \(oneof.type): Hashable, Sendable") { printer in
      for member in oneof.members {
        let deprecated = member.isDeprecated ? "field" : nil
        for line in context.comments(at: member.descriptor.sourcePath, deprecated: deprecated) { printer.line(line) }
        printer.line("\(member.isIndirect ? "indirect " : "")case \(member.name)(\(swiftType(member)))")
      }
    }
  }

  private func caseName(_ field: SwiftField) -> String { Naming.unquoted(field.name) }

  private func oneofValue(_ field: SwiftField, _ value: String) -> String { codec.oneofValue(field, value) }
}
