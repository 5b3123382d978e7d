import MartletProtobuf
import MartletReflection

/// The two Swift files of a `.proto` file.
struct FileGenerator {
  let context: FileContext

  private var file: SourceFile { context.file }

  /// - Parameters:
  ///   - modules: those whose types declarations mention.
  ///   - inner: those that only the code inside needs.
  private func header(_ modules: Set<String>, inner: Set<String> = [], _ printer: inout CodePrinter) {
    printer.line(GeneratedFile.firstLine(file.name))
    printer.line("// swift-format-ignore-file")
    for module in modules.union(inner).sorted() where module != context.options.module {
      var modifier = ""
      if let visibility = context.options.importVisibility {
        modifier = (modules.contains(module) ? visibility : .internal).rawValue + " "
      }
      printer.line("\(modifier)import \(module)")
    }
  }

  /// Messages, enums and the descriptor.
  func messages() throws(GenerationError) -> String {
    var printer = CodePrinter()
    var modules = try modules(of: file.descriptor.messageType)
    try insertModules(of: file.descriptor.extension, into: &modules)
    modules.insert("MartletProtobuf")
    if context.options.bytesType == .data && hasBytes(file.descriptor.messageType, file.descriptor.extension) {
      modules.insert("MartletFoundation")
    }
    let dependencies = Set(file.descriptor.dependency.compactMap { context.table.files[$0]?.module })
    header(modules, inner: dependencies, &printer)
    printer.line()
    descriptor(&printer)
    let package = file.descriptor.package.isEmpty ? "" : file.descriptor.package + "."
    for (index, enumeration) in file.descriptor.enumType.enumerated() {
      printer.line()
      let entry = try context.table.type(package + enumeration.name, in: file.name)
      try EnumGenerator(
        descriptor: enumeration, entry: entry, commentPath: [5, Int32(index)], context: context
      ).generate(&printer)
    }
    for (index, message) in file.descriptor.messageType.enumerated() {
      printer.line()
      let entry = try context.table.type(package + message.name, in: file.name)
      let plan = try MessagePlan(entry, message, at: [4, Int32(index)], context)
      try MessageGenerator(plan: plan, context: context).generate(&printer)
    }
    try ExtensionGenerator(context: context).generate(&printer)
    return printer.text
  }

  /// Servers and clients.
  func services() throws(GenerationError) -> String {
    var printer = CodePrinter()
    var modules: Set<String> = context.options.server ? ["Martlet", "MartletProtobuf"] : ["Martlet"]
    for method in file.descriptor.service.flatMap(\.method) {
      for type in [method.inputType, method.outputType] { try insertModule(of: type, into: &modules) }
    }
    header(modules, &printer)
    let names = ServiceGenerator.baseNames(context)
    for (index, service) in file.descriptor.service.enumerated() {
      let generator = try ServiceGenerator(service, at: [6, Int32(index)], baseName: names[index], context)
      if context.options.server {
        printer.line()
        generator.server(&printer)
      }
      if context.options.client {
        printer.line()
        generator.client(&printer)
      }
    }
    return printer.text
  }

  private func hasBytes(
    _ messages: [Google_Protobuf_DescriptorProto], _ extensions: [Google_Protobuf_FieldDescriptorProto]
  ) -> Bool {
    extensions.contains { $0.type == .bytes }
      || messages.contains { hasBytes($0.nestedType, $0.field + $0.extension) }
  }

  /// The modules of the types that messages have fields of.
  private func modules(of messages: [Google_Protobuf_DescriptorProto]) throws(GenerationError) -> Set<String> {
    var modules: Set<String> = []
    for message in messages {
      try insertModules(of: message.field + message.extension, into: &modules)
      modules.formUnion(try self.modules(of: message.nestedType))
    }
    return modules
  }

  private func insertModules(
    of fields: [Google_Protobuf_FieldDescriptorProto], into modules: inout Set<String>
  ) throws(GenerationError) {
    for field in fields {
      if field.hasTypeName { try insertModule(of: field.typeName, into: &modules) }
      if field.hasExtendee { try insertModule(of: field.extendee, into: &modules) }
    }
  }

  private func insertModule(of type: String, into modules: inout Set<String>) throws(GenerationError) {
    let entry = try context.table.type(type, in: file.name)
    if let module = context.table.files[entry.file]?.module { modules.insert(module) }
  }

  /// The file's `ProtoFile`. Comments and positions are left out: they would be most of it.
  private func descriptor(_ printer: inout CodePrinter) {
    var descriptor = file.descriptor
    descriptor.clearSourceCodeInfo()
    var writer = WireWriter()
    descriptor.encode(to: &writer)
    let dependencies = file.descriptor.dependency.map { "." + Naming.protoFile($0) }
    let type = context.runtime("ProtoFile")
    context.availability(&printer)
    printer.block("extension \(type)") { printer in
      printer.line("\(context.modifier)nonisolated static let \(file.symbol) = \(type)(")
      printer.line("  name: \(Literals.string(file.name)),")
      printer.line("  descriptor: \"\"\"")
      for line in Literals.base64Lines(writer.bytes()) { printer.line("    " + line) }
      printer.line(dependencies.isEmpty ? "    \"\"\")" : "    \"\"\",")
      if dependencies.isEmpty { return }
      if printer.fits(dependencies.joined(separator: ", ").count + 20) {
        printer.line("  dependencies: [\(dependencies.joined(separator: ", "))])")
      } else {
        printer.line("  dependencies: [")
        for dependency in dependencies { printer.line("    \(dependency),") }
        printer.line("  ])")
      }
    }
  }
}
