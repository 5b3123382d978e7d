import MartletReflection

/// A service: the protocol that a server implements and the client.
///
/// What isn't a message is `nonisolated` in so many words, so that code in modules whose default is the main actor can
/// use it from everywhere. (Messages are by what they conform to.)
struct ServiceGenerator {
  let descriptor: ServiceDescriptor
  /// What its protocol's and its client's names begin with.
  let baseName: String
  let context: FileContext
  let methods: [Method]

  struct Method {
    let descriptor: MethodDescriptor
    let name: String
    let input: String
    let output: String

    var isDeprecated: Bool { descriptor.proto.options.deprecated }
  }

  private var access: String { context.modifier }

  private func martlet(_ name: String) -> String { context.runtime(name, module: "Martlet") }

  init(_ descriptor: ServiceDescriptor, baseName: String, _ context: FileContext) throws(GenerationError) {
    self.descriptor = descriptor
    self.baseName = baseName
    self.context = context
    var methods: [Method] = []
    var taken: Set<String> = []
    for method in descriptor.methods {
      var name = Naming.method(method.name)
      while !taken.insert(name).inserted { name = Naming.unquoted(name) + "_" }
      let (input, output) = (method.input, method.output)
      methods.append(
        Method(
          descriptor: method, name: name, input: try context.reference(input.fullName, in: input.file, from: []),
          output: try context.reference(output.fullName, in: output.file, from: [])))
    }
    self.methods = methods
  }

  /// What the names of services begin with: their own names without the suffix "Service", unless types or another
  /// service have taken the names that would come of it.
  static func baseNames(_ context: FileContext) -> [String] {
    var taken = context.table.topLevelNames
    func fits(_ base: String) -> Bool { !taken.contains(base + "Service") && !taken.contains(base + "Client") }
    return context.file.descriptor.services.map { service in
      let whole = context.file.typePrefix + service.name
      var base = whole
      if service.name.hasSuffix("Service") && service.name != "Service" { base = String(whole.dropLast(7)) }
      if !fits(base) { base = whole }
      while !fits(base) { base += "_" }
      taken.formUnion([base + "Service", base + "Client"])
      return base
    }
  }

  private func comments(_ printer: inout CodePrinter) {
    let deprecated = descriptor.proto.options.deprecated ? "service" : nil
    for line in context.comments(at: descriptor.sourcePath, deprecated: deprecated) { printer.line(line) }
  }

  // MARK: - Server

  func server(_ printer: inout CodePrinter) {
    let type = baseName + "Service"
    comments(&printer)
    context.availability(&printer)
    printer.block("\(access)nonisolated protocol \(type): Martlet.Service") { printer in
      for (index, method) in methods.enumerated() {
        // A requirement with the attribute would warn of itself, where the list of methods names it.
        let deprecated = method.isDeprecated ? "method" : nil
        let comments = context.comments(at: method.descriptor.sourcePath, deprecated: deprecated)
        if index > 0 && !comments.isEmpty { printer.line() }
        for line in comments { printer.line(line) }
        let (arguments, result) = handler(method)
        printer.call("func \(method.name)", arguments, result)
      }
    }
    printer.line()
    context.availability(&printer)
    printer.block("nonisolated extension \(type)") { printer in
      printer.line("\(access)static var serviceName: String { \(Literals.string(descriptor.fullName)) }")
      let protoFile = context.runtime("ProtoFile")
      printer.line("\(access)static var protoFile: \(protoFile) { .\(context.file.symbol) }")
      printer.block("\(access)var methods: [\(martlet("MethodHandler"))]") { printer in
        printer.line(methods.isEmpty ? "[]" : "[")
        if methods.isEmpty { return }
        for method in methods {
          let function = (ReservedWords.locals.contains(method.name) ? "self." : "") + method.name
          printer.line("  .\(kind(method))(\(Literals.string(method.descriptor.name)), \(function)),")
        }
        printer.line("]")
      }
      let error = martlet("RPCError")
      for method in methods where context.options.unimplementedDefaults {
        printer.line()
        let (arguments, result) = handler(method)
        printer.call("\(access)func \(method.name)", arguments, result + " {")
        let name = Literals.string("\(descriptor.fullName)/\(method.descriptor.name)")
        printer.line("  throw \(error).unimplemented(\(name))")
        printer.line("}")
      }
    }
  }

  private func kind(_ method: Method) -> String {
    switch (method.descriptor.isClientStreaming, method.descriptor.isServerStreaming) {
    case (false, false): "unary"
    case (false, true): "serverStreaming"
    case (true, false): "clientStreaming"
    case (true, true): "bidirectional"
    }
  }

  /// The parameters and what follows them.
  private func handler(_ method: Method) -> (arguments: [String], result: String) {
    var arguments = [
      method.descriptor.isClientStreaming
        ? "_ requests: \(martlet("RequestStream"))<\(method.input)>" : "_ request: \(method.input)"
    ]
    let writesResponses = method.descriptor.isServerStreaming
    if writesResponses { arguments.append("responses: \(martlet("ResponseWriter"))<\(method.output)>") }
    arguments.append("context: \(martlet("ServerContext"))")
    return (arguments, " async throws" + (writesResponses ? "" : " -> \(method.output)"))
  }

  // MARK: - Client

  func client(_ printer: inout CodePrinter) {
    let channel = martlet("Channel")
    comments(&printer)
    context.availability(&printer)
    if descriptor.proto.options.deprecated { printer.line("@available(*, deprecated)") }
    printer.block("\(access)nonisolated struct \(baseName)Client: Sendable") { printer in
      printer.line("\(access)let channel: \(channel)")
      printer.line("\(access)init(_ channel: \(channel)) { self.channel = channel }")
      for method in methods {
        printer.line()
        for line in context.comments(at: method.descriptor.sourcePath) { printer.line(line) }
        if method.isDeprecated { printer.line("@available(*, deprecated)") }
        call(method, &printer)
      }
    }
  }

  private func call(_ method: Method, _ printer: inout CodePrinter) {
    let duration = context.runtime("Duration", module: "Swift")
    var parameters = ["metadata: \(martlet("Metadata")) = [:]", "timeout: \(duration)? = nil"]
    var arguments = [Literals.string(method.descriptor.path)]
    if !method.descriptor.isClientStreaming {
      parameters.insert("_ request: \(method.input)", at: 0)
      arguments.append("request")
    }
    arguments += ["metadata: metadata", "timeout: timeout"]
    let result =
      switch (method.descriptor.isClientStreaming, method.descriptor.isServerStreaming) {
      case (false, false): "async throws -> \(method.output)"
      case (false, true): "-> \(martlet("ServerStreamingCall"))<\(method.output)>"
      case (true, false): "-> \(martlet("ClientStreamingCall"))<\(method.input), \(method.output)>"
      case (true, true): "-> \(martlet("BidirectionalCall"))<\(method.input), \(method.output)>"
      }
    printer.call("\(access)func \(method.name)", parameters, " \(result) {")
    printer.indented { printer in
      let wait = kind(method) == "unary" ? "try await " : ""
      printer.call("\(wait)channel.\(kind(method))", arguments, "")
    }
    printer.line("}")
  }
}
