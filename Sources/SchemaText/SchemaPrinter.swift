import MartletProtobuf
import MartletReflection

/// Writes descriptors as the `.proto` text that they may have come from, with their comments if there is source info.
struct SchemaPrinter {
  let file: FileDescriptor
  /// The packages, messages and enums that the file sees.
  let names: Set<String>
  private let source: SourceInfo
  private var lines: [String] = []
  private var level = 0
  /// The comment that goes behind the next line.
  private var trailing = ""

  static func text(_ file: FileDescriptor, _ body: (inout SchemaPrinter) -> Void) -> String {
    var printer = SchemaPrinter(file)
    body(&printer)
    return printer.lines.joined(separator: "\n") + "\n"
  }

  private init(_ file: FileDescriptor) {
    self.file = file
    source = SourceInfo(file.proto)
    var names: Set<String> = []
    func add(_ message: MessageDescriptor) {
      names.insert(message.fullName)
      for enumeration in message.nestedEnums { names.insert(enumeration.fullName) }
      for nested in message.nestedMessages { add(nested) }
    }
    for other in file.visibleFiles {
      var package = ""
      for part in other.package.split(separator: ".") {
        package += package.isEmpty ? "\(part)" : ".\(part)"
        names.insert(package)
      }
      for enumeration in other.enums { names.insert(enumeration.fullName) }
      for message in other.messages { add(message) }
    }
    self.names = names
  }

  // MARK: - Lines

  private mutating func line(_ text: String, isHead: Bool = false) {
    append(text)
    if trailing.isEmpty { return }
    let comment = CommentText.lines(trailing)
    let isBlock = CommentText.isBlock(trailing)
    trailing = ""
    if isHead { level += 1 }
    if let first = comment.first, isBlock || comment.count == 1 {
      lines[lines.count - 1] += " \(first)"
      for text in comment.dropFirst() { append(text) }
    } else if !comment.isEmpty {
      // The line below it must be blank, or the comment would belong to what follows.
      for text in comment { append(text) }
      lines.append("")
    }
    if isHead { level -= 1 }
  }

  private mutating func append(_ text: String) { lines.append(String(repeating: "  ", count: level) + text) }

  private mutating func blankLine() {
    if let last = lines.last, !last.isEmpty, !last.hasSuffix("{") { lines.append("") }
  }

  private mutating func block(_ head: String, _ body: (inout SchemaPrinter) -> Void) {
    line("\(head) {", isHead: true)
    level += 1
    body(&self)
    level -= 1
    if lines.last?.isEmpty == true { lines.removeLast() }
    line("}")
  }

  /// An element with its comments around it. `body` writes the element without them.
  private mutating func element(_ path: [Int32], _ body: (inout SchemaPrinter) -> Void) {
    element(source.locations(path).first, body)
  }

  private mutating func element(
    _ location: Google_Protobuf_SourceCodeInfo.Location?, _ body: (inout SchemaPrinter) -> Void
  ) {
    for text in location?.leadingDetachedComments ?? [] {
      // Between blank lines it belongs to nothing.
      if let last = lines.last, !last.isEmpty { lines.append("") }
      for text in CommentText.lines(text) { append(text) }
      lines.append("")
    }
    if let text = location?.leadingComments, !text.isEmpty {
      for text in CommentText.lines(text) { append(text) }
    }
    trailing = location?.trailingComments ?? ""
    body(&self)
  }

  private typealias Element = (path: [Int32], body: (inout SchemaPrinter) -> Void)

  /// Writes elements in the order in which their file has them, as far as source info tells; else in the order given.
  private mutating func inSourceOrder(_ elements: [Element]) {
    let placed = elements.enumerated().map { index, element in
      let span = source.locations(element.path).first?.span ?? []
      return (line: span.first ?? .max, column: span.count > 1 ? span[1] : 0, index: index, body: element.body)
    }
    for element in placed.sorted(by: { ($0.line, $0.column, $0.index) < ($1.line, $1.column, $1.index) }) {
      element.body(&self)
    }
  }

  // MARK: - Files

  mutating func wholeFile() {
    let proto = file.proto
    switch file.syntax {
    case .proto2: element([12]) { $0.line("syntax = \"proto2\";") }
    case .proto3: element([12]) { $0.line("syntax = \"proto3\";") }
    case .edition(let year):
      element([12]) { $0.line("edition = \"\($0.isUnstable ? "UNSTABLE" : "\(year)")\";") }
    }
    if !proto.package.isEmpty {
      blankLine()
      element([2]) { $0.line("package \(proto.package);") }
    }
    if !proto.dependency.isEmpty { blankLine() }
    let (publicImports, weakImports) = (Set(proto.publicDependency), Set(proto.weakDependency))
    for (index, name) in zip(Int32(0)..., proto.dependency) {
      let kind = publicImports.contains(index) ? "public " : weakImports.contains(index) ? "weak " : ""
      element([3, index]) { $0.line("import \(kind)\(CEscapes.quoted(name.utf8, .text));") }
    }
    if !proto.optionDependency.isEmpty { blankLine() }
    for (index, name) in zip(Int32(0)..., proto.optionDependency) {
      element([15, index]) { $0.line("import option \(CEscapes.quoted(name.utf8, .text));") }
    }
    let options = self.options(proto.options)
    if !options.isEmpty { blankLine() }
    statements(options, [8])
    if proto.breaksNamingStyle {
      // Descriptors for programs that run leave out this option, without which the file wouldn't compile.
      if options.isEmpty { blankLine() }
      line("option features.enforce_naming_style = STYLE_LEGACY;")
    }

    let groups = Self.groups(file.extensions, in: file.package)
    var elements: [Element] = []
    for message in file.messages where !groups.contains(message) {
      elements.append((message.sourcePath, { $0.message(message) }))
    }
    for enumeration in file.enums { elements.append((enumeration.sourcePath, { $0.enumeration(enumeration) })) }
    for service in file.services { elements.append((service.sourcePath, { $0.service(service) })) }
    elements += extensionBlocks(file.extensions, [7])
    inSourceOrder(
      elements.map { path, body in
        (
          path,
          {
            $0.blankLine(); body(&$0)
          }
        )
      })
  }

  // MARK: - Messages

  mutating func message(_ message: MessageDescriptor) {
    element(message.sourcePath) { printer in
      printer.block("\(Self.visibility(message.proto.visibility))message \(message.name)") { $0.body(of: message) }
    }
  }

  private static func visibility(_ visibility: Google_Protobuf_SymbolVisibility) -> String {
    switch visibility {
    case .visibilityLocal: "local "
    case .visibilityExport: "export "
    case .visibilityUnset: ""
    }
  }

  /// The messages that group fields of a scope declare.
  private static func groups(_ fields: [FieldDescriptor], in scope: String) -> Set<MessageDescriptor> {
    Set(fields.compactMap { group(of: $0, in: scope) })
  }

  /// The message that a group field declares: one beside the field, whose name in lower case is the field's. A descriptor
  /// that no `.proto` file gave rise to may have others, which are printed as messages are: what stands in itself would
  /// have no end in place.
  private static func group(of field: FieldDescriptor, in scope: String) -> MessageDescriptor? {
    guard field.proto.type == .group, let message = field.messageType else { return nil }
    let own = scope.isEmpty ? message.name : "\(scope).\(message.name)"
    return message.fullName == own && message.name.lowercased() == field.name ? message : nil
  }

  private mutating func body(of message: MessageDescriptor) {
    let proto = message.proto
    let path = message.sourcePath
    let (fields, extensions) = (message.fields, message.nestedExtensions)
    let groups = Self.groups(fields + extensions, in: message.fullName)
    statements(options(proto.options, without: ["map_entry"]), path + [7])
    var elements: [Element] = []
    var oneofs: Set<OneofDescriptor> = []
    for field in fields {
      if let oneof = field.realOneof {
        if oneofs.insert(oneof).inserted { elements.append((oneof.sourcePath, { $0.oneof(oneof) })) }
      } else {
        elements.append((field.sourcePath, { $0.field(field) }))
      }
    }
    for nested in message.nestedMessages where !nested.isMapEntry && !groups.contains(nested) {
      elements.append(
        (
          nested.sourcePath,
          {
            $0.blankLine(); $0.message(nested)
          }
        ))
    }
    for nested in message.nestedEnums {
      elements.append(
        (
          nested.sourcePath,
          {
            $0.blankLine(); $0.enumeration(nested)
          }
        ))
    }
    elements += extensionBlocks(extensions, path + [6])
    inSourceOrder(elements)
    let ranges = proto.extensionRange.map { range in
      "extensions \(Self.range(range.start, range.end &- 1, max: 536_870_911))\(bracketed(options(range.options)));"
    }
    for statement in source.statements(path + [5], count: ranges.count) {
      // Ranges may have options of their own.
      for (place, index) in statement.members.enumerated() {
        element(place == 0 ? statement.location : nil) { $0.line(ranges[index]) }
      }
    }
    reserved(
      proto.reservedRange.map { Self.range($0.start, $0.end &- 1, max: 536_870_911) }, path + [9],
      proto.reservedName, path + [10])
  }

  private mutating func reserved(
    _ ranges: [String], _ rangePath: [Int32], _ names: [String], _ namePath: [Int32]
  ) {
    // Editions have names without quotes.
    let isEdition = if case .edition = file.syntax { true } else { false }
    let names = names.map { isEdition ? $0 : CEscapes.quoted($0.utf8, .text) }
    for (items, path) in [(ranges, rangePath), (names, namePath)] {
      for statement in source.statements(path, count: items.count) {
        element(statement.location) { printer in
          printer.line("reserved \(statement.members.map { items[$0] }.joined(separator: ", "));")
        }
      }
    }
  }

  private static func range(_ first: Int32, _ last: Int32, max: Int32) -> String {
    first == last ? "\(first)" : last == max ? "\(first) to max" : "\(first) to \(last)"
  }

  private mutating func oneof(_ oneof: OneofDescriptor) {
    element(oneof.sourcePath) { printer in
      printer.block("oneof \(oneof.name)") { printer in
        printer.statements(printer.options(oneof.proto.options), oneof.sourcePath + [2])
        for field in oneof.fields { printer.field(field) }
      }
    }
  }

  private mutating func field(_ field: FieldDescriptor) {
    let scope = (field.isExtension ? field.scope : field.containingType)?.fullName ?? file.package
    let ending = "= \(field.number)\(bracketed(fieldOptions(field)))"
    if let group = Self.group(of: field, in: scope) {
      // The comments are the message's.
      element(group.sourcePath) { printer in
        printer.block("\(printer.label(field))group \(group.name) \(ending)") { $0.body(of: group) }
      }
      return
    }
    element(field.sourcePath) { printer in
      if field.isMap, let key = field.messageType?.field(number: 1), let value = field.messageType?.field(number: 2) {
        let (key, value) = (printer.typeName(key, from: scope), printer.typeName(value, from: scope))
        printer.line("map<\(key), \(value)> \(field.name) \(ending);")
      } else {
        printer.line("\(printer.label(field))\(printer.typeName(field, from: scope)) \(field.name) \(ending);")
      }
    }
  }

  private func label(_ field: FieldDescriptor) -> String {
    if field.isRepeated { return "repeated " }
    switch file.syntax {
    case .proto2:
      if field.proto.label == .required { return "required " }
      return field.oneof == nil ? "optional " : ""
    case .proto3: return field.proto.proto3Optional ? "optional " : ""
    case .edition: return ""
    }
  }

  private func fieldOptions(_ field: FieldDescriptor) -> [String] {
    var options: [String] = []
    if field.proto.hasDefaultValue {
      let text = field.proto.defaultValue
      switch field.type {
      case .string: options.append("default = \(CEscapes.quoted(text.utf8, .text))")
      // A bytes field's default is already escaped.
      case .bytes: options.append("default = \"\(text)\"")
      default: options.append("default = \(text)")
      }
    }
    if field.proto.hasJsonName, !field.isExtension, field.proto.jsonName != JSONName.make(field.name) {
      options.append("json_name = \(CEscapes.quoted(field.proto.jsonName.utf8, .text))")
    }
    return options + self.options(field.proto.options).map(\.text)
  }

  /// Extensions of one message that follow each other stand in one block.
  private func extensionBlocks(_ extensions: [FieldDescriptor], _ path: [Int32]) -> [Element] {
    var result: [Element] = []
    for statement in source.statements(path, count: extensions.count) {
      for part in statement.members.map({ extensions[$0] }).runs(by: \.containingType) {
        let location = part.first == extensions[statement.members[0]] ? statement.location : nil
        result.append((part[0].sourcePath, { $0.extensionBlock(part, location) }))
      }
    }
    return result
  }

  private mutating func extensionBlock(
    _ extensions: [FieldDescriptor], _ location: Google_Protobuf_SourceCodeInfo.Location?
  ) {
    guard let extendee = extensions.first?.containingType else { return }
    let scope = extensions.first?.scope?.fullName ?? file.package
    element(location) { printer in
      printer.block("extend \(printer.shortName(extendee.fullName, from: scope))") { printer in
        for field in extensions { printer.field(field) }
      }
    }
  }

  // MARK: - Enums and services

  mutating func enumeration(_ enumeration: EnumDescriptor) {
    let (proto, path) = (enumeration.proto, enumeration.sourcePath)
    element(path) { printer in
      printer.block("\(Self.visibility(proto.visibility))enum \(proto.name)") { printer in
        printer.statements(printer.options(proto.options), path + [3])
        for (index, value) in zip(Int32(0)..., proto.value) {
          printer.element(path + [2, index]) { printer in
            let options = printer.bracketed(printer.options(value.options))
            printer.line("\(value.name) = \(value.number)\(options);")
          }
        }
        // Unlike those of messages, the ranges of enums include their end.
        let ranges = proto.reservedRange.map { Self.range($0.start, $0.end, max: .max) }
        printer.reserved(ranges, path + [4], proto.reservedName, path + [5])
      }
    }
  }

  mutating func service(_ service: ServiceDescriptor) {
    element(service.sourcePath) { printer in
      printer.block("service \(service.name)") { printer in
        printer.statements(printer.options(service.proto.options), service.sourcePath + [3])
        for method in service.methods { printer.method(method) }
      }
    }
  }

  mutating func method(_ method: MethodDescriptor) {
    element(method.sourcePath) { printer in
      let input = printer.shortName(method.input.fullName, from: printer.file.package)
      let output = printer.shortName(method.output.fullName, from: printer.file.package)
      let takes = method.isClientStreaming ? "stream \(input)" : input
      let gives = method.isServerStreaming ? "stream \(output)" : output
      let options = printer.options(method.proto.options)
      let head = "rpc \(method.name)(\(takes)) returns (\(gives))"
      if options.isEmpty {
        // Braces without options leave a trace, in which a comment must stand to be the method's.
        let hasBraces = method.proto.hasOptions && method.proto.options == Google_Protobuf_MethodOptions()
        if hasBraces && !printer.trailing.isEmpty {
          printer.block(head) { _ in }
        } else {
          printer.line(hasBraces ? "\(head) {}" : "\(head);")
        }
      } else {
        printer.block(head) { $0.statements(options, method.sourcePath + [4]) }
      }
    }
  }

  // MARK: - Options

  private func bracketed(_ options: [OptionText.Option]) -> String { bracketed(options.map(\.text)) }

  private func bracketed(_ options: [String]) -> String {
    options.isEmpty ? "" : " [\(options.joined(separator: ", "))]"
  }

  private mutating func statements(_ options: [OptionText.Option], _ path: [Int32]) {
    for option in options { element(path + option.path) { $0.line("option \(option.text);") } }
  }

  private func options<M: Message>(_ message: M, without hidden: Set<String> = []) -> [OptionText.Option] {
    OptionText.options(message, in: file, without: hidden)
  }
}

extension Array {
  /// The array cut where a property of its elements changes.
  fileprivate func runs<T: Equatable>(by property: (Element) -> T) -> [[Element]] {
    guard var last = first.map(property) else { return [] }
    var result: [[Element]] = []
    var start = startIndex
    for index in indices.dropFirst() {
      let next = property(self[index])
      if next == last { continue }
      result.append(Array(self[start..<index]))
      (start, last) = (index, next)
    }
    return result + [Array(self[start...])]
  }
}
