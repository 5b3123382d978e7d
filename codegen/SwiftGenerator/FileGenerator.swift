import MartletProtobuf
import MartletReflection

/// The two Swift files of a `.proto` file.
struct FileGenerator {
  let context: FileContext
  /// The files whose code the module has.
  let module: Set<String>

  private var file: SourceFile { context.file }

  /// - Parameters:
  ///   - files: those whose types declarations mention.
  ///   - libraries: the modules that declarations need besides.
  ///   - inner: files that only the code inside needs.
  private func header(
    _ files: some Sequence<SourceFile>, _ libraries: Set<String>, inner: [SourceFile] = [],
    _ printer: inout CodePrinter
  ) {
    let modules = libraries.union(files.compactMap(\.module))
    printer.line(GeneratedFile.firstLine(file.name))
    printer.line("// swift-format-ignore-file")
    for module in modules.union(inner.compactMap(\.module)).sorted() where module != context.options.module {
      var modifier = ""
      if let visibility = context.options.importVisibility {
        modifier = (modules.contains(module) ? visibility : .internal).rawValue + " "
      }
      // A compiler that doesn't find the module shows the line.
      let why = module == "MartletReflection" ? "  // descriptor.proto's code: the target needs this product too" : ""
      printer.line("\(modifier)import \(module)\(why)")
    }
  }

  /// Messages, enums and the descriptor.
  func messages() throws(GenerationError) -> String {
    var printer = CodePrinter()
    var used: [String: SourceFile] = [:]
    for message in file.descriptor.messages { insertFiles(of: message, into: &used) }
    insertFiles(of: file.descriptor.extensions, into: &used)
    let dependencies = dependencies(used: used)
    var libraries: Set = ["MartletProtobuf"]
    if context.options.bytesType == .data,
      file.descriptor.messages.contains(where: hasBytes) || file.descriptor.extensions.contains(where: isBytes)
    {
      libraries.insert("MartletFoundation")
    }
    header(used.values, libraries, inner: dependencies, &printer)
    printer.line()
    descriptor(dependencies.map(\.symbol), &printer)
    for enumeration in file.descriptor.enums {
      printer.line()
      try EnumGenerator(enumeration, context).generate(&printer)
    }
    for message in file.descriptor.messages {
      printer.line()
      try MessageGenerator(plan: MessagePlan(message, context), context: context).generate(&printer)
    }
    try ExtensionGenerator(context: context).generate(&printer)
    return printer.text
  }

  /// Servers and clients.
  func services() throws(GenerationError) -> String {
    var printer = CodePrinter()
    var used: [String: SourceFile] = [:]
    for method in file.descriptor.services.flatMap(\.methods) {
      for type in [method.input, method.output] { insert(type.file, into: &used) }
    }
    header(used.values, context.options.server ? ["Martlet", "MartletProtobuf"] : ["Martlet"], &printer)
    for (service, name) in zip(file.descriptor.services, ServiceGenerator.baseNames(context)) {
      let generator = try ServiceGenerator(service, baseName: name, context)
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

  // MARK: - What the file uses

  private func isBytes(_ field: FieldDescriptor) -> Bool { field.type == .bytes }

  private func hasBytes(_ message: MessageDescriptor) -> Bool {
    (message.fields + message.nestedExtensions).contains(where: isBytes)
      || message.nestedMessages.contains(where: hasBytes)
  }

  private func insert(_ other: FileDescriptor, into used: inout [String: SourceFile]) {
    used[other.name] = context.table.files[other.name]
  }

  private func insertFiles(of message: MessageDescriptor, into used: inout [String: SourceFile]) {
    insertFiles(of: message.fields + message.nestedExtensions, into: &used)
    for nested in message.nestedMessages { insertFiles(of: nested, into: &used) }
  }

  private func insertFiles(of fields: [FieldDescriptor], into used: inout [String: SourceFile]) {
    for field in fields {
      if let file = field.messageType?.file ?? field.enumType?.file { insert(file, into: &used) }
      if field.isExtension, let file = field.containingType?.file { insert(file, into: &used) }
    }
  }

  /// The imported files that the file's `ProtoFile` refers to, which must have code.
  ///
  /// These are the files whose types it uses, which it may have through another file's public imports; its own public
  /// imports, since those who import it may use their types; and of the rest, which is imported for options alone, what
  /// is sure to be there.
  private func dependencies(used: [String: SourceFile]) -> [SourceFile] {
    let isPublic = Set(file.descriptor.proto.publicDependency.map(Int.init))
    return file.descriptor.dependencies.enumerated().compactMap { index, imported in
      guard let source = context.table.files[imported.name] else { return nil }
      let isThere = source.module == nil ? module.contains(source.name) : source.module == "MartletProtobuf"
      let isUsed = imported.publishedFiles.contains { used[$0.name] != nil }
      return isThere || isUsed || isPublic.contains(index) ? source : nil
    }
  }

  /// The file's `ProtoFile`. Comments and positions are left out: they would be most of it.
  private func descriptor(_ dependencies: [String], _ printer: inout CodePrinter) {
    var descriptor = file.descriptor.proto
    descriptor.clearSourceCodeInfo()
    var writer = WireWriter()
    descriptor.encode(to: &writer)
    let type = context.runtime("ProtoFile")
    context.availability(&printer)
    printer.block("extension \(type)") { printer in
      printer.line("\(context.modifier)nonisolated static let \(file.symbol) = \(type)(")
      printer.line("  name: \(Literals.string(file.name)),")
      printer.line("  descriptor: \"\"\"")
      for line in Literals.base64Lines(writer.bytes()) { printer.line("    " + line) }
      printer.line(dependencies.isEmpty ? "    \"\"\")" : "    \"\"\",")
      if !dependencies.isEmpty { printer.list("  dependencies: [", dependencies.map { "." + $0 }, "])") }
    }
  }
}
