import MartletProtobuf

/// Writes a linked file as a `FileDescriptorProto`, from the last field to the first, since the writer fills its buffer
/// from the end.
struct DescriptorEmitter {
  private let file: FileNode
  /// Whether options are written as programs are to see them when they run.
  private var isRuntime = false

  init(_ file: FileNode) {
    self.file = file
  }

  func compiledFile() -> CompiledFile {
    var writer = WireWriter(capacity: 4096)
    emitTail(to: &writer)
    let tail = writer.bytes()
    let source = CompiledFile.Form(
      head: head(&writer), sourceInfo: file.locations.encoded(),
      repairedSourceInfo: file.isUTF8 ? nil : file.locations.encoded(repairing: true), tail: tail)
    var runtime: CompiledFile.Form?
    if file.hasRuntimeOptions {
      var emitter = self
      emitter.isRuntime = true
      // Positions and comments, most of a descriptor, are shared unless some are left out.
      let isShared = !file.hasSourceOptions
      runtime = CompiledFile.Form(
        head: emitter.head(&writer),
        sourceInfo: isShared ? source.sourceInfo : file.locations.encoded(runtime: true),
        repairedSourceInfo: isShared || file.isUTF8
          ? source.repairedSourceInfo : file.locations.encoded(repairing: true, runtime: true), tail: tail)
    }
    return CompiledFile(name: file.name, path: file.path, source: source, runtime: runtime)
  }

  private func head(_ writer: inout WireWriter) -> [UInt8] {
    writer.reset()
    emitHead(to: &writer)
    return writer.bytes()
  }

  /// The fields above `source_code_info`.
  private func emitTail(to writer: inout WireWriter) {
    for item in file.optionImports.reversed() { writer.string(122, item.name) }
    if file.isProto3 { writer.string(98, "proto3") }
    if file.isEdition {
      writer.int32(112, file.edition)
      writer.string(98, "editions")
    }
    for index in file.weakImports.reversed() { writer.int32(88, index) }
    for index in file.publicImports.reversed() { writer.int32(80, index) }
  }

  private func emitHead(to writer: inout WireWriter) {
    emit(file.options, 66, to: &writer)
    for field in file.extensions.reversed() {
      writer.nested(58) { emit(field, to: &$0) }
    }
    for service in file.services.reversed() { emit(service, to: &writer) }
    for enumeration in file.enums.reversed() {
      writer.nested(42) { emit(enumeration, to: &$0) }
    }
    for message in file.messages.reversed() {
      writer.nested(34) { emit(message, to: &$0) }
    }
    for item in file.imports.reversed() { writer.string(26, item.name) }
    if !file.package.isEmpty { writer.string(18, file.package) }
    writer.string(10, file.name)
  }

  private func emit(_ options: OptionsNode, _ tag: WireTag, to writer: inout WireWriter) {
    if isRuntime, let runtime = options.runtime {
      if !(runtime.isReduced && runtime.encoded.isEmpty) { writer.bytes(tag, runtime.encoded) }
    } else if options.isPresent {
      writer.bytes(tag, options.encoded)
    }
  }

  // MARK: - Messages

  private func emit(_ message: MessageNode, to writer: inout WireWriter) {
    if let visibility = message.visibility { writer.varint(88, UInt64(visibility.rawValue)) }
    for item in message.reservedNames.reversed() { writer.string(82, item.name) }
    for range in message.reservedRanges.reversed() {
      writer.nested(74) {
        $0.int32(16, message.last(range.end) &+ 1)
        $0.int32(8, range.start)
      }
    }
    for oneof in message.oneofs.reversed() {
      writer.nested(66) {
        emit(oneof.options, 18, to: &$0)
        $0.string(10, oneof.name)
      }
    }
    emit(message.options, 58, to: &writer)
    for field in message.extensions.reversed() {
      writer.nested(50) { emit(field, to: &$0) }
    }
    for range in message.extensionRanges.reversed() {
      writer.nested(42) {
        if let options = range.options { emit(options.node, 26, to: &$0) }
        $0.int32(16, message.last(range.end) &+ 1)
        $0.int32(8, range.start)
      }
    }
    for enumeration in message.enums.reversed() {
      writer.nested(34) { emit(enumeration, to: &$0) }
    }
    for nested in message.messages.reversed() {
      writer.nested(26) { emit(nested, to: &$0) }
    }
    for field in message.fields.reversed() {
      writer.nested(18) { emit(field, to: &$0) }
    }
    writer.string(10, message.name)
  }

  private func emit(_ field: FieldNode, to writer: inout WireWriter) {
    if field.isProto3Optional { writer.bool(136, true) }
    writer.string(82, field.jsonName ?? "")
    if let index = field.oneofIndex { writer.int32(72, index) }
    emit(field.options, 66, to: &writer)
    switch field.defaultValue {
    case .text(let text): writer.string(58, text)
    case .bytes(let bytes): writer.bytes(58, bytes)
    case nil: break
    }
    if !field.typeName.isEmpty { writer.string(50, field.typeName) }
    if let type = field.type { writer.varint(40, UInt64(type.rawValue)) }
    if let label = field.label { writer.varint(32, UInt64(label.rawValue)) }
    writer.int32(24, field.number)
    if let extendee = field.extendeeName { writer.string(18, extendee) }
    writer.string(10, field.name)
  }

  // MARK: - Enums and services

  private func emit(_ enumeration: EnumNode, to writer: inout WireWriter) {
    if let visibility = enumeration.visibility { writer.varint(48, UInt64(visibility.rawValue)) }
    for item in enumeration.reservedNames.reversed() { writer.string(42, item.name) }
    for range in enumeration.reservedRanges.reversed() {
      writer.nested(34) {
        $0.int32(16, range.end)
        $0.int32(8, range.start)
      }
    }
    emit(enumeration.options, 26, to: &writer)
    for value in enumeration.values.reversed() {
      writer.nested(18) {
        emit(value.options, 26, to: &$0)
        $0.int32(16, value.number)
        $0.string(10, value.name)
      }
    }
    writer.string(10, enumeration.name)
  }

  private func emit(_ service: ServiceNode, to writer: inout WireWriter) {
    writer.nested(50) {
      emit(service.options, 26, to: &$0)
      for method in service.methods.reversed() {
        $0.nested(18) { emit(method, to: &$0) }
      }
      $0.string(10, service.name)
    }
  }

  private func emit(_ method: MethodNode, to writer: inout WireWriter) {
    if method.serverStreaming { writer.bool(48, true) }
    if method.clientStreaming { writer.bool(40, true) }
    emit(method.options, 34, to: &writer)
    writer.string(26, method.output.text)
    writer.string(18, method.input.text)
    writer.string(10, method.name)
  }
}
