import MartletReflection

/// A file's extensions: constants that name them, properties on the messages that they extend, and a registry of all.
struct ExtensionGenerator {
  let context: FileContext

  private var access: String { context.modifier }

  /// An extension as its code needs to know it.
  private struct Plan {
    let field: FieldDescriptor
    let comments: [Int32]
    /// The Swift type in which it is declared; empty for the top of the file.
    let scope: [String]
    /// The constant's name in its scope, and from everywhere.
    let constant: String
    let reference: String
    /// What stands before the name of its property.
    let prefix: String
    let base: TypeEntry
    let baseName: String
    /// What sets its property's name apart from that of another extension or field which comes out alike.
    var suffix = ""
  }

  func generate(_ printer: inout CodePrinter) throws(GenerationError) {
    guard let file = context.table.pool.file(named: context.file.name) else { return }
    var plans: [Plan] = []
    for (index, field) in file.extensions.enumerated() {
      plans.append(try plan(field, in: nil, comments: [7, Int32(index)]))
    }
    for (index, message) in file.messages.enumerated() { try gather(message, [4, Int32(index)], &plans) }
    if plans.isEmpty { return }
    distinguish(&plans)
    for plan in plans { try generate(plan, &printer) }
    printer.line()
    let registry = context.runtime("SimpleExtensionMap")
    printer.line("/// The extensions that \(context.file.name.filter { !$0.isNewline }) declares.")
    context.availability(&printer)
    printer.line("\(access)nonisolated let \(registryName): \(registry) = [")
    for plan in plans { printer.line("  \(plan.reference),") }
    printer.line("]")
  }

  /// Adds their numbers to names of properties that come out alike.
  private func distinguish(_ plans: inout [Plan]) {
    var taken: Set<String> = []
    for plan in plans {
      for field in plan.base.message?.field ?? [] {
        taken.insert("\(plan.base.name).\(Naming.camelCase(field.name, capitalized: false))")
      }
    }
    for (index, plan) in plans.enumerated() {
      let name = plan.prefix + Naming.camelCase(plan.baseName, capitalized: false)
      if !taken.insert("\(plan.base.name).\(name)").inserted { plans[index].suffix = "_\(plan.field.number)" }
    }
  }

  private var registryName: String {
    let stem = Naming.withoutExtension(context.file.name).split(separator: "/").last.map(String.init) ?? ""
    let name = String(stem.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    return "\(context.file.typePrefix)\(Naming.camelCase(name, capitalized: true))_Extensions"
  }

  private func gather(
    _ message: MessageDescriptor, _ path: [Int32], _ plans: inout [Plan]
  ) throws(GenerationError) {
    // Compilers limit how deeply messages nest, and messages were gone through that way before.
    for (index, field) in message.nestedExtensions.enumerated() {
      plans.append(try plan(field, in: message, comments: path + [6, Int32(index)]))
    }
    for (index, nested) in message.nestedMessages.enumerated() {
      try gather(nested, path + [3, Int32(index)], &plans)
    }
  }

  private func plan(
    _ field: FieldDescriptor, in scope: MessageDescriptor?, comments: [Int32]
  ) throws(GenerationError) -> Plan {
    guard let base = field.containingType else {
      throw GenerationError("extension \(field.fullName) extends nothing", file: context.file.name)
    }
    let entry = try context.table.type(base.fullName, in: context.file.name)
    let types = FieldTypes(container: "", scope: [], file: context.file.name, context: context)
    let name = types.baseName(of: field)
    guard let scope else {
      let constant = "\(context.file.typePrefix)Extensions_\(name)"
      return Plan(
        field: field, comments: comments, scope: [], constant: constant, reference: constant,
        prefix: context.file.typePrefix, base: entry, baseName: name)
    }
    let path = try context.table.type(scope.fullName, in: context.file.name).path
    return Plan(
      field: field, comments: comments, scope: path, constant: Naming.enumCase(name),
      reference: Naming.reference(path) + ".Extensions." + Naming.unquoted(Naming.enumCase(name)),
      prefix: path.joined(separator: "_") + "_", base: entry, baseName: name)
  }

  private func generate(_ plan: Plan, _ printer: inout CodePrinter) throws(GenerationError) {
    printer.line()
    if plan.scope.isEmpty {
      try constant(plan, "nonisolated let", &printer)
    } else {
      let isFirst = plan.comments.last == 0
      let scope = Naming.reference(plan.scope)
      if isFirst {
        context.availability(&printer)
        printer.line("extension \(scope) {")
        printer.line("  /// The extensions that the message declares.")
        printer.line("  \(access)enum Extensions {}")
        printer.line("}")
        printer.line()
      }
      context.availability(&printer)
      try printer.block("extension \(scope).Extensions") { printer throws(GenerationError) in
        try constant(plan, "nonisolated static let", &printer)
      }
    }
    printer.line()
    let base = Naming.reference(plan.base.path)
    context.availability(&printer)
    try printer.block("extension \(base)") { printer throws(GenerationError) in try property(plan, &printer) }
  }

  private func constant(_ plan: Plan, _ keyword: String, _ printer: inout CodePrinter) throws(GenerationError) {
    let field = plan.field
    for line in context.comments.lines(at: plan.comments) { printer.line(line) }
    if plan.scope.isEmpty { context.availability(&printer) }
    let types = FieldTypes(
      container: "", scope: plan.scope, file: context.file.name, context: context)
    let value = try types.value(of: field)
    let kind = field.isPacked ? "PackedField" : field.isRepeated ? "RepeatedField" : "SingularField"
    let base = try context.table.reference(to: plan.base, from: plan.scope, in: context.file.name)
    let type = "\(context.runtime("MessageExtension"))<\(base), \(context.runtime(kind))<\(value.codec(context))>>"
    var arguments = ["\(field.number)", Literals.string(field.fullName), "in: .\(context.file.symbol)"]
    if let defaultValue = types.defaultValue(of: field, value) { arguments.append("default: \(defaultValue)") }
    printer.call("\(access)\(keyword) \(plan.constant) = \(type)", arguments, "")
  }

  private func property(_ plan: Plan, _ printer: inout CodePrinter) throws(GenerationError) {
    let field = plan.field
    let types = FieldTypes(container: "", scope: plan.base.path, file: context.file.name, context: context)
    let value = try types.value(of: field)
    let type = field.isRepeated ? "[\(value.swiftType)]" : value.swiftType
    let lower = Naming.camelCase(plan.baseName, capitalized: false) + plan.suffix
    let upper = Naming.camelCase(plan.baseName, capitalized: true) + plan.suffix
    let prefix = plan.prefix
    let name = prefix.isEmpty ? Naming.property(lower) : prefix + lower
    let suffix = prefix.isEmpty ? upper : prefix + lower
    let attribute = field.proto.options.deprecated ? "@available(*, deprecated)" : nil
    func line(_ text: String) {
      if let attribute { printer.line(attribute) }
      printer.line(text)
    }
    for line in context.comments.lines(at: plan.comments) { printer.line(line) }
    line("\(access)var \(name): \(type) {")
    printer.line("  get { getExtensionValue(ext: \(plan.reference)) }")
    printer.line("  _modify { yield &self[extension: \(plan.reference)] }")
    printer.line("}")
    let bool = context.runtime("Bool", module: "Swift")
    line("\(access)var has\(suffix): \(bool) { hasExtensionValue(ext: \(plan.reference)) }")
    line("\(access)mutating func clear\(suffix)() { clearExtensionValue(ext: \(plan.reference)) }")
  }
}
