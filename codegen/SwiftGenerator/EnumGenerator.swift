import MartletReflection

/// An enum: a case for each number; the other names of a number are constants.
struct EnumGenerator {
  private let descriptor: EnumDescriptor
  private let context: FileContext
  private let cases: [Case]

  private struct Case {
    /// The name without the backticks that its declaration needs.
    var use: String { Naming.unquoted(name) }
    let name: String
    let number: Int32
    let comments: [String]
    /// The case that has this number already.
    let aliasOf: String?
  }

  init(_ descriptor: EnumDescriptor, _ context: FileContext) {
    self.descriptor = descriptor
    self.context = context
    var first: [Int32: String] = [:]
    var taken: Set<String> = []
    var cases: [Case] = []
    // A name that comes out as another value's of the same number is left out.
    for (index, (name, value)) in zip(Naming.enumCases(descriptor), descriptor.proto.value).enumerated()
    where taken.insert(name).inserted {
      let comments = context.comments(
        at: descriptor.sourcePath + [2, Int32(index)], deprecated: value.options.deprecated ? "value" : nil)
      cases.append(Case(name: name, number: value.number, comments: comments, aliasOf: first[value.number]))
      if first[value.number] == nil { first[value.number] = name }
    }
    self.cases = cases
  }

  func generate(_ printer: inout CodePrinter) throws(GenerationError) {
    let path = context.table.path(of: descriptor.fullName)
    guard let first = cases.first, let type = path.last else {
      throw GenerationError("enum \(descriptor.fullName) has no values", file: context.file.name)
    }
    let deprecated = descriptor.proto.options.deprecated ? "enum" : nil
    for line in context.comments(at: descriptor.sourcePath, deprecated: deprecated) { printer.line(line) }
    if path.count == 1 { context.availability(&printer) }
    let isClosed = descriptor.isClosed
    let conformances =
      "\(isClosed ? "Int, " : "")\(context.runtime("Enum")), \(context.runtime("CaseIterable", module: "Swift"))"
    let access = context.modifier
    printer.block("\(access)enum \(type): \(conformances)") { printer in
      for value in cases where value.aliasOf == nil {
        for line in value.comments { printer.line(line) }
        printer.line("case \(value.name)\(isClosed ? " = \(value.number)" : "")")
      }
      if !isClosed {
        printer.line("/// A number that the schema doesn't name.")
        printer.line("case UNRECOGNIZED(Int)")
      }
      for value in cases {
        guard let original = value.aliasOf else { continue }
        for line in value.comments { printer.line(line) }
        printer.line("\(access)static let \(value.name) = Self.\(Naming.unquoted(original))")
      }
      printer.line()
      printer.line("\(access)init() { self = .\(first.use) }")
      if !isClosed { open(type, &printer) }
    }
  }

  private func open(_ type: String, _ printer: inout CodePrinter) {
    let access = context.modifier
    let cases = cases.filter { $0.aliasOf == nil }
    printer.line()
    printer.block("\(access)init?(rawValue: Int)") { printer in
      printer.line("switch rawValue {")
      for value in cases { printer.line("case \(value.number): self = .\(value.use)") }
      printer.line("default: self = .UNRECOGNIZED(rawValue)")
      printer.line("}")
    }
    printer.line()
    printer.block("\(access)var rawValue: Int") { printer in
      printer.line("switch self {")
      // A switch that is an expression is checked as a whole, which takes seconds for thousands of cases.
      for value in cases { printer.line("case .\(value.use): return \(value.number)") }
      printer.line("case .UNRECOGNIZED(let number): return number")
      printer.line("}")
    }
    printer.line()
    printer.line("/// The values that the schema names.")
    let head = "\(access)static let allCases: [\(Naming.reference([type]))] = ["
    printer.list(head, cases.map { "." + $0.use }, "]")
  }
}
