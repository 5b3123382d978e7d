import MartletProtobuf
import MartletReflection

/// The two Swift files of a `.proto` file.
struct FileGenerator {
  let context: FileContext
  /// The files whose code the module has.
  let module: Set<String>

  private var file: SourceFile { context.file }

  /// A file with its imports above its code.
  ///
  /// - Parameters:
  ///   - code: what mentions types.
  ///   - libraries: the modules that it needs in any case.
  ///   - inner: files that only the code inside needs.
  private func source(
    _ path: String, _ code: String, _ libraries: Set<String>, inner: [SourceFile] = []
  ) -> GeneratedFile {
    let outer = libraries.union(context.mentions.libraries).union(context.mentions.files.values.compactMap(\.module))
    let modules = outer.union(inner.compactMap(\.module)).subtracting([context.options.module])
    var printer = CodePrinter()
    printer.line(GeneratedFile.firstLine(file.name))
    printer.line("// swift-format-ignore-file")
    for module in modules.sorted() {
      var modifier = ""
      if let visibility = context.options.importVisibility {
        modifier = (outer.contains(module) ? visibility : .internal).rawValue + " "
      }
      // A compiler that doesn't find the module shows the line.
      let why = module == "MartletReflection" ? "  // descriptor.proto's code: the target needs this product too" : ""
      printer.line("\(modifier)import \(module)\(why)")
    }
    return GeneratedFile(path: path, content: printer.text + code, source: file.name, modules: modules)
  }

  /// Messages, enums and the descriptor.
  func messages(_ path: String) throws(GenerationError) -> GeneratedFile {
    var printer = CodePrinter()
    for enumeration in file.descriptor.enums {
      printer.line()
      try EnumGenerator(enumeration, context).generate(&printer)
    }
    for message in file.descriptor.messages {
      printer.line()
      try MessageGenerator(plan: MessagePlan(message, context), context: context).generate(&printer)
    }
    try ExtensionGenerator(context: context).generate(&printer)
    let dependencies = dependencies()
    var descriptor = CodePrinter()
    self.descriptor(dependencies.map(\.symbol), &descriptor)
    return source(path, descriptor.text + printer.text, ["MartletProtobuf"], inner: dependencies)
  }

  /// Servers and clients.
  func services(_ path: String) throws(GenerationError) -> GeneratedFile {
    var printer = CodePrinter()
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
    return source(path, printer.text, context.options.server ? ["Martlet", "MartletProtobuf"] : ["Martlet"])
  }

  /// The imported files that the file's `ProtoFile` refers to, which must have code.
  ///
  /// These are the files whose types it uses, which it may have through another file's public imports; its own public
  /// imports, since those who import it may use their types; and of the rest, which is imported for options alone, what
  /// is sure to be there.
  private func dependencies() -> [SourceFile] {
    let isPublic = Set(file.descriptor.proto.publicDependency.map(Int.init))
    return file.descriptor.dependencies.enumerated().compactMap { index, imported in
      guard let source = context.table.files[imported.name] else { return nil }
      let isThere = source.module == nil ? module.contains(source.name) : source.module == "MartletProtobuf"
      let isUsed = imported.publishedFiles.contains { context.mentions.files[$0.name] != nil }
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
    printer.line()
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
