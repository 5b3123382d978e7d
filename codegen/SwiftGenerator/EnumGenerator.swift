import MartletReflection

/// An enum: a case for each number; the other names of a number are constants.
struct EnumGenerator {
  let descriptor: Google_Protobuf_EnumDescriptorProto
  let entry: TypeEntry
  let commentPath: [Int32]
  let context: FileContext

  private var isClosed: Bool { context.table.isClosed(entry) }

  private struct Case {
    let name: String
    let number: Int32
    let comments: [String]
    /// The case that has this number already.
    let aliasOf: String?
  }

  /// The cases without those names that come out as another value's of the same number.
  private func cases() -> [Case] {
    let names = Naming.enumCases(descriptor.name, values: descriptor.value.map { ($0.name, $0.number) })
    var first: [Int32: String] = [:]
    var taken: Set<String> = []
    var cases: [Case] = []
    for (index, (name, value)) in zip(names, descriptor.value).enumerated() where taken.insert(name).inserted {
      let comments = context.comments.lines(
        at: commentPath + [2, Int32(index)], deprecated: value.options.deprecated ? "value" : nil)
      cases.append(Case(name: name, number: value.number, comments: comments, aliasOf: first[value.number]))
      if first[value.number] == nil { first[value.number] = name }
    }
    return cases
  }

  func generate(_ printer: inout CodePrinter) throws(GenerationError) {
    let cases = cases()
    guard let first = cases.first, let type = entry.path.last else {
      throw GenerationError("enum \(entry.name) has no values", file: entry.file)
    }
    for line in context.comments.lines(
      at: commentPath, deprecated: descriptor.options.deprecated ? "enum" : nil)
    {
      printer.line(line)
    }
    if entry.path.count == 1 { context.availability(&printer) }
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
      printer.line("\(access)init() { self = .\(Naming.unquoted(first.name)) }")
      if !isClosed { open(cases.filter { $0.aliasOf == nil }, type, &printer) }
    }
  }

  private func open(_ cases: [Case], _ type: String, _ printer: inout CodePrinter) {
    let access = context.modifier
    printer.line()
    printer.block("\(access)init?(rawValue: Int)") { printer in
      printer.line("switch rawValue {")
      for value in cases { printer.line("case \(value.number): self = .\(Naming.unquoted(value.name))") }
      printer.line("default: self = .UNRECOGNIZED(rawValue)")
      printer.line("}")
    }
    printer.line()
    printer.block("\(access)var rawValue: Int") { printer in
      printer.line("switch self {")
      // A switch that is an expression is checked as a whole, which takes seconds for thousands of cases.
      for value in cases { printer.line("case .\(Naming.unquoted(value.name)): return \(value.number)") }
      printer.line("case .UNRECOGNIZED(let number): return number")
      printer.line("}")
    }
    printer.line()
    printer.line("/// The values that the schema names.")
    let all = cases.map { "." + Naming.unquoted($0.name) }
    let joined = all.joined(separator: ", ")
    let head = "\(access)static let allCases: [\(Naming.reference([type]))] = ["
    if printer.fits(head.count + joined.count + 1) {
      printer.line(head + joined + "]")
    } else {
      printer.line(head)
      for name in all { printer.line("  \(name),") }
      printer.line("]")
    }
  }
}
