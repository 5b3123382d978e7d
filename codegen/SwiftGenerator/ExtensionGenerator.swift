import MartletReflection

/// A file's extensions: constants that name them, properties on the messages that they extend, and a registry of all.
struct ExtensionGenerator {
  let context: FileContext

  private var access: String { context.modifier }

  /// An extension as its code needs to know it.
  private struct Plan {
    let field: FieldDescriptor
    /// The message that it extends.
    let base: MessageDescriptor
    /// The Swift type in which it is declared; empty for the top of the file.
    let scope: [String]
    /// The constant's name in its scope, and from everywhere.
    let constant: String
    let reference: String
    var names: PropertyName
  }

  func generate(_ printer: inout CodePrinter) throws(GenerationError) {
    let file = context.file.descriptor
    var plans: [Plan] = []
    var taken: Set<String> = []
    for field in file.allExtensions {
      plans.append(try plan(field, &taken))
    }
    if plans.isEmpty { return }
    for plan in plans { try generate(plan, &printer) }
    printer.line()
    printer.line("/// The extensions that \(context.file.name.filter { !$0.isNewline }) declares.")
    context.availability(&printer)
    let name = context.table.registryName(context.file)
    printer.line("\(access)nonisolated let \(name): \(context.runtime("SimpleExtensionMap")) = [")
    for plan in plans { printer.line("  \(plan.reference),") }
    printer.line("]")
  }

  /// - Parameter taken: the names of messages and, behind these, of the properties that they have so far.
  private func plan(_ field: FieldDescriptor, _ taken: inout Set<String>) throws(GenerationError) -> Plan {
    guard let base = field.containingType else {
      throw GenerationError("extension \(field.fullName) extends nothing", file: context.file.name)
    }
    if taken.insert(base.fullName).inserted {
      taken.formUnion(base.fields.map { "\(base.fullName).\(Naming.camelCase($0.name, capitalized: false))" })
    }
    let name = FieldTypes.baseName(of: field)
    let scope = field.scope.map { context.table.path(of: $0.fullName) } ?? []
    let prefix = scope.isEmpty ? context.file.typePrefix : scope.joined(separator: "_") + "_"
    var constant = "\(context.file.typePrefix)Extensions_\(name)"
    var reference = constant
    if !scope.isEmpty {
      constant = Naming.enumCase(name)
      reference = Naming.reference(scope) + ".Extensions." + Naming.unquoted(constant)
    }
    let property = prefix + Naming.camelCase(name, capitalized: false)
    let isFree = taken.insert("\(base.fullName).\(property)").inserted
    let names = PropertyName(name, prefix: prefix, suffix: isFree ? "" : "_\(field.number)")
    return Plan(field: field, base: base, scope: scope, constant: constant, reference: reference, names: names)
  }

  private func generate(_ plan: Plan, _ printer: inout CodePrinter) throws(GenerationError) {
    printer.line()
    if plan.scope.isEmpty {
      try constant(plan, "nonisolated let", &printer)
    } else {
      let scope = Naming.reference(plan.scope)
      if plan.field.sourcePath.last == 0 {
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
    context.availability(&printer)
    let base = Naming.reference(context.table.path(of: plan.base.fullName))
    try printer.block("extension \(base)") { printer throws(GenerationError) in try property(plan, &printer) }
  }

  private func constant(_ plan: Plan, _ keyword: String, _ printer: inout CodePrinter) throws(GenerationError) {
    let field = plan.field
    for line in context.comments(at: field.sourcePath) { printer.line(line) }
    if plan.scope.isEmpty { context.availability(&printer) }
    let types = FieldTypes(container: nil, scope: plan.scope, context: context)
    let value = try types.value(of: field)
    let kind = field.isPacked ? "PackedField" : field.isRepeated ? "RepeatedField" : "SingularField"
    let base = try context.reference(plan.base.fullName, in: plan.base.file, from: plan.scope)
    let type = "\(context.runtime("MessageExtension"))<\(base), \(context.runtime(kind))<\(value.codec(context))>>"
    var arguments = ["\(field.number)", Literals.string(field.fullName), "in: .\(context.file.symbol)"]
    if let defaultValue = types.defaultValue(of: field) { arguments.append("default: \(defaultValue)") }
    printer.call("\(access)\(keyword) \(plan.constant) = \(type)", arguments, "")
  }

  private func property(_ plan: Plan, _ printer: inout CodePrinter) throws(GenerationError) {
    let field = plan.field
    let scope = context.table.path(of: plan.base.fullName)
    let value = try FieldTypes(container: nil, scope: scope, context: context).value(of: field)
    let type = field.isRepeated ? "[\(value.swiftType)]" : value.swiftType
    func line(_ text: String) {
      if field.proto.options.deprecated { printer.line("@available(*, deprecated)") }
      printer.line(text)
    }
    for line in context.comments(at: field.sourcePath) { printer.line(line) }
    line("\(access)var \(plan.names.name): \(type) {")
    printer.line("  get { getExtensionValue(ext: \(plan.reference)) }")
    printer.line("  _modify { yield &self[extension: \(plan.reference)] }")
    printer.line("}")
    let bool = context.runtime("Bool", module: "Swift")
    line("\(access)var \(plan.names.has): \(bool) { hasExtensionValue(ext: \(plan.reference)) }")
    line("\(access)mutating func \(plan.names.clear)() { clearExtensionValue(ext: \(plan.reference)) }")
  }
}
