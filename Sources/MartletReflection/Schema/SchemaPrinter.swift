import MartletProtobuf

extension FileDescriptor {
  /// The file as `.proto` text, with its comments if the descriptor has source info.
  public var protoText: String { SchemaPrinter.text(self) { $0.file() } }
}

extension MessageDescriptor {
  /// The message's declaration as `.proto` text.
  public var protoText: String { SchemaPrinter.text(file) { $0.message(table) } }
}

extension EnumDescriptor {
  /// The enum's declaration as `.proto` text.
  public var protoText: String { SchemaPrinter.text(file) { $0.enumeration(table) } }
}

extension ServiceDescriptor {
  /// The service's declaration as `.proto` text.
  public var protoText: String { SchemaPrinter.text(file) { $0.service(table) } }
}

extension MethodDescriptor {
  /// The method's declaration as `.proto` text.
  public var protoText: String { SchemaPrinter.text(file) { $0.method(table) } }
}

/// Writes descriptors as the `.proto` text that they may have come from.
struct SchemaPrinter {
  let descriptor: FileDescriptor
  private var lines: [String] = []
  private var level = 0
  /// The full names of the types and packages that the file's type names can meet.
  private let names: Set<String>

  static func text(_ file: FileDescriptor, _ body: (inout SchemaPrinter) -> Void) -> String {
    var printer = SchemaPrinter(file)
    body(&printer)
    return printer.lines.joined(separator: "\n") + "\n"
  }

  private init(_ file: FileDescriptor) {
    descriptor = file
    var names: Set<String> = []
    for other in file.visibleFiles {
      var package = ""
      for part in other.package.split(separator: ".") {
        package += package.isEmpty ? "\(part)" : ".\(part)"
        names.insert(package)
      }
      for enumeration in other.topEnums { names.insert(enumeration.fullName) }
      for message in other.allMessages {
        names.insert(message.fullName)
        for enumeration in message.enums { names.insert(enumeration.fullName) }
      }
    }
    self.names = names
  }

  // MARK: - Lines

  private mutating func line(_ text: String) {
    lines.append(text.isEmpty ? "" : String(repeating: "  ", count: level) + text)
  }

  private mutating func blankLine() {
    if let last = lines.last, !last.isEmpty, !last.hasSuffix("{") { lines.append("") }
  }

  /// An element with its comments around it. `body` writes the element without them.
  private mutating func element(_ path: [Int32], _ body: (inout SchemaPrinter) -> Void) {
    let location = descriptor.location(path)
    comment(location?.leadingComments ?? "")
    let first = lines.count
    body(&self)
    let trailing = Self.commentLines(location?.trailingComments ?? "")
    if trailing.count == 1, lines.count == first + 1 {
      lines[first] += " //\(trailing[0])"
    } else {
      for text in trailing { lines.insert(String(repeating: "  ", count: level) + "//\(text)", at: first) }
    }
  }

  private mutating func comment(_ text: String) {
    for text in Self.commentLines(text) { line("//\(text)") }
  }

  private static func commentLines(_ text: String) -> [Substring] {
    // Of a line's end with a carriage return, the return belongs to the comment.
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// Elements in the order in which their file has them, as far as source info tells; else in the order given.
  private func inSourceOrder(_ elements: [(path: [Int32], body: (inout SchemaPrinter) -> Void)]) -> [(
    inout SchemaPrinter
  ) -> Void] {
    let placed = elements.enumerated().map { index, element in
      let span = descriptor.location(element.path)?.span ?? []
      return (line: span.first ?? .max, column: span.count > 1 ? span[1] : 0, index: index, body: element.body)
    }
    return placed.sorted { ($0.line, $0.column, Int32($0.index)) < ($1.line, $1.column, Int32($1.index)) }.map(\.body)
  }

  // MARK: - Files

  mutating func file() {
    let proto = descriptor.proto
    element([12]) { printer in
      switch printer.descriptor.syntax {
      case .proto2: printer.line("syntax = \"proto2\";")
      case .proto3: printer.line("syntax = \"proto3\";")
      case .edition(let year): printer.line("edition = \"\(year)\";")
      }
    }
    if !proto.package.isEmpty {
      blankLine()
      element([2]) { $0.line("package \(proto.package);") }
    }
    if !proto.dependency.isEmpty { blankLine() }
    for (index, name) in proto.dependency.enumerated() {
      let isPublic = proto.publicDependency.contains(Int32(index))
      let kind = isPublic ? "public " : proto.weakDependency.contains(Int32(index)) ? "weak " : ""
      element([3, Int32(index)]) { $0.line("import \(kind)\(CEscapes.quoted(name.utf8, .text));") }
    }
    if !proto.optionDependency.isEmpty { blankLine() }
    for (index, name) in proto.optionDependency.enumerated() {
      element([15, Int32(index)]) { $0.line("import option \(CEscapes.quoted(name.utf8, .text));") }
    }
    let options = self.options(proto.options)
    if !options.isEmpty { blankLine() }
    for option in options { line("option \(option);") }

    var elements: [(path: [Int32], body: (inout SchemaPrinter) -> Void)] = []
    for table in descriptor.topMessages where !isGroup(table) { elements.append((table.path, { $0.message(table) })) }
    for table in descriptor.topEnums { elements.append((table.path, { $0.enumeration(table) })) }
    for table in descriptor.serviceTables { elements.append((table.path, { $0.service(table) })) }
    for extensions in extensionBlocks(descriptor.topExtensions) {
      elements.append((extensions[0].path, { $0.extensionBlock(extensions) }))
    }
    for body in inSourceOrder(elements) {
      blankLine()
      body(&self)
    }
  }

  // MARK: - Messages

  mutating func message(_ table: MessageTable) {
    element(table.path) { printer in
      printer.line("\(Self.visibility(table.proto.visibility))message \(table.proto.name) {")
      printer.body(of: table)
      printer.line("}")
    }
  }

  private static func visibility(_ visibility: Google_Protobuf_SymbolVisibility) -> String {
    switch visibility {
    case .visibilityLocal: "local "
    case .visibilityExport: "export "
    case .visibilityUnset: ""
    }
  }

  private mutating func body(of table: MessageTable) {
    level += 1
    for option in options(table.proto.options, without: ["map_entry"]) { line("option \(option);") }
    var elements: [(path: [Int32], body: (inout SchemaPrinter) -> Void)] = []
    for field in table.fields {
      if let oneof = field.oneof, !oneof.isSynthetic {
        if oneof.fields.first === field { elements.append((oneof.path, { $0.oneof(oneof) })) }
      } else {
        elements.append((field.path, { $0.field(field) }))
      }
    }
    for nested in table.messages where !nested.isMapEntry && !isGroup(nested) {
      elements.append(
        (
          nested.path,
          { printer in
            printer.blankLine()
            printer.message(nested)
          }
        ))
    }
    for nested in table.enums {
      elements.append(
        (
          nested.path,
          { printer in
            printer.blankLine()
            printer.enumeration(nested)
          }
        ))
    }
    for extensions in extensionBlocks(table.extensions) {
      elements.append((extensions[0].path, { $0.extensionBlock(extensions) }))
    }
    for body in inSourceOrder(elements) { body(&self) }
    for range in table.proto.extensionRange {
      line(
        "extensions \(Self.range(range.start, range.end - 1, max: 536_870_911))\(bracketed(options(range.options)));")
    }
    reserved(
      table.proto.reservedRange.map { Self.range($0.start, $0.end - 1, max: 536_870_911) }, table.proto.reservedName)
    level -= 1
  }

  private mutating func reserved(_ ranges: [String], _ names: [String]) {
    if !ranges.isEmpty { line("reserved \(ranges.joined(separator: ", "));") }
    if names.isEmpty { return }
    // Editions have names without quotes.
    let isEdition = if case .edition = descriptor.syntax { true } else { false }
    line("reserved \(names.map { isEdition ? $0 : CEscapes.quoted($0.utf8, .text) }.joined(separator: ", "));")
  }

  private static func range(_ first: Int32, _ last: Int32, max: Int32) -> String {
    first == last ? "\(first)" : last == max ? "\(first) to max" : "\(first) to \(last)"
  }

  private mutating func oneof(_ table: OneofTable) {
    element(table.path) { printer in
      printer.line("oneof \(table.proto.name) {")
      printer.level += 1
      for option in printer.options(table.proto.options) { printer.line("option \(option);") }
      for field in table.fields { printer.field(field) }
      printer.level -= 1
      printer.line("}")
    }
  }

  /// Whether a message is declared by the group field that has it.
  private func isGroup(_ table: MessageTable) -> Bool {
    let siblings = table.container.map { $0.fields + $0.extensions } ?? descriptor.topExtensions
    return siblings.contains { $0.proto.type == .group && $0.message === table }
  }

  private mutating func field(_ table: FieldTable) {
    element(table.path) { printer in
      let scope = table.scope?.fullName ?? printer.descriptor.package
      let ending = "= \(table.number)\(printer.bracketed(printer.fieldOptions(table)))"
      if table.isMap, let entry = table.message, entry.plans.count == 2 {
        let value = printer.typeName(entry.plans[1].field, from: scope)
        printer.line("map<\(entry.plans[0].type.keyword), \(value)> \(table.proto.name) \(ending);")
        return
      }
      if table.proto.type == .group, let group = table.message {
        printer.line("\(printer.label(table))group \(group.proto.name) \(ending) {")
        printer.body(of: group)
        printer.line("}")
        return
      }
      printer.line(
        "\(printer.label(table))\(printer.typeName(table, from: scope)) \(table.proto.name) \(ending);")
    }
  }

  private func label(_ table: FieldTable) -> String {
    if table.isRepeated { return "repeated " }
    switch descriptor.syntax {
    case .proto2:
      if table.proto.label == .required { return "required " }
      return table.oneof == nil ? "optional " : ""
    case .proto3: return table.proto.proto3Optional ? "optional " : ""
    case .edition: return ""
    }
  }

  private func fieldOptions(_ table: FieldTable) -> [String] {
    var options: [String] = []
    if table.proto.hasDefaultValue {
      let text = table.proto.defaultValue
      switch table.type {
      case .string: options.append("default = \(CEscapes.quoted(text.utf8, .text))")
      // A bytes field's default is already escaped.
      case .bytes: options.append("default = \"\(text)\"")
      default: options.append("default = \(text)")
      }
    }
    if table.proto.hasJsonName, !table.isExtension, table.proto.jsonName != FieldTable.jsonName(of: table.proto.name) {
      options.append("json_name = \(CEscapes.quoted(table.proto.jsonName.utf8, .text))")
    }
    return options + self.options(table.proto.options)
  }

  private func extensionBlocks(_ extensions: [FieldTable]) -> [[FieldTable]] {
    var blocks: [[FieldTable]] = []
    for field in extensions {
      if let last = blocks.last, last[0].container === field.container {
        blocks[blocks.count - 1].append(field)
      } else {
        blocks.append([field])
      }
    }
    return blocks
  }

  private mutating func extensionBlock(_ extensions: [FieldTable]) {
    guard let first = extensions.first, let extendee = first.container else { return }
    line("extend \(shortName(extendee.fullName, from: first.scope?.fullName ?? descriptor.package)) {")
    level += 1
    for field in extensions { self.field(field) }
    level -= 1
    line("}")
  }

  // MARK: - Enums and services

  mutating func enumeration(_ table: EnumTable) {
    element(table.path) { printer in
      printer.line("\(Self.visibility(table.proto.visibility))enum \(table.proto.name) {")
      printer.level += 1
      for option in printer.options(table.proto.options) { printer.line("option \(option);") }
      for (index, value) in table.proto.value.enumerated() {
        printer.element(table.path + [2, Int32(index)]) { printer in
          printer.line("\(value.name) = \(value.number)\(printer.bracketed(printer.options(value.options)));")
        }
      }
      // Unlike those of messages, the ranges of enums include their end.
      let ranges = table.proto.reservedRange.map { Self.range($0.start, $0.end, max: .max) }
      printer.reserved(ranges, table.proto.reservedName)
      printer.level -= 1
      printer.line("}")
    }
  }

  mutating func service(_ table: ServiceTable) {
    element(table.path) { printer in
      printer.line("service \(table.proto.name) {")
      printer.level += 1
      for option in printer.options(table.proto.options) { printer.line("option \(option);") }
      for method in table.methods { printer.method(method) }
      printer.level -= 1
      printer.line("}")
    }
  }

  mutating func method(_ table: MethodTable) {
    element(table.path) { printer in
      let package = printer.descriptor.package
      let input = printer.shortName(table.input.fullName, from: package)
      let output = printer.shortName(table.output.fullName, from: package)
      let takes = table.proto.clientStreaming ? "stream \(input)" : input
      let gives = table.proto.serverStreaming ? "stream \(output)" : output
      let options = printer.options(table.proto.options)
      let head = "rpc \(table.proto.name)(\(takes)) returns (\(gives))"
      if options.isEmpty {
        // Braces without options leave a trace.
        printer.line(table.proto.hasOptions ? "\(head) {}" : "\(head);")
      } else {
        printer.line("\(head) {")
        printer.level += 1
        for option in options { printer.line("option \(option);") }
        printer.level -= 1
        printer.line("}")
      }
    }
  }

  // MARK: - Names and options

  private func typeName(_ table: FieldTable, from scope: String) -> String {
    if let message = table.message { return shortName(message.fullName, from: scope) }
    if let enumeration = table.enumeration { return shortName(enumeration.fullName, from: scope) }
    return table.type.keyword
  }

  /// The shortest name that means a type in a scope: without the scopes around both, if no other name comes between.
  private func shortName(_ name: String, from scope: String) -> String {
    let short = shortestName(name, from: scope)
    return Self.words.contains(String(short.prefix { $0 != "." })) ? ".\(name)" : short
  }

  /// The words that mean something else where a type's name may stand.
  private static let words: Set<String> = [
    "message", "enum", "extensions", "reserved", "extend", "option", "oneof", "optional", "required", "repeated",
    "group", "map", "export", "local", "stream", "rpc", "double", "float", "int32", "int64", "uint32", "uint64",
    "sint32", "sint64", "fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "string", "bytes",
  ]

  private func shortestName(_ name: String, from scope: String) -> String {
    var outer = scope
    while !outer.isEmpty {
      if name.hasPrefix("\(outer)."), name.count > outer.count + 1 {
        let short = String(name.dropFirst(outer.count + 1))
        if meaning(of: short, from: scope) == name { return short }
      }
      outer = outer.lastIndex(of: ".").map { String(outer[..<$0]) } ?? ""
    }
    return meaning(of: name, from: scope) == name ? name : ".\(name)"
  }

  /// What a relative name stands for: its first part is looked up from the inside out.
  private func meaning(of name: String, from scope: String) -> String? {
    let first = name.prefix { $0 != "." }
    var outer = scope
    while !outer.isEmpty {
      if names.contains("\(outer).\(first)") { return "\(outer).\(name)" }
      outer = outer.lastIndex(of: ".").map { String(outer[..<$0]) } ?? ""
    }
    return name
  }

  private func bracketed(_ options: [String]) -> String {
    options.isEmpty ? "" : " [\(options.joined(separator: ", "))]"
  }

  private func options<M: Message>(_ message: M, without hidden: Set<String> = []) -> [String] {
    OptionText.options(message, in: descriptor, without: hidden)
  }
}
