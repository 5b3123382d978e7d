import MartletReflection

extension FileDescriptor {
  /// The file as `.proto` text, with its comments if the descriptor has source info.
  package var protoText: String { SchemaPrinter.text(self) { $0.wholeFile() } }
}

extension MessageDescriptor {
  /// The message's declaration as `.proto` text.
  package var protoText: String { SchemaPrinter.text(file) { $0.message(self) } }
}

extension EnumDescriptor {
  /// The enum's declaration as `.proto` text.
  package var protoText: String { SchemaPrinter.text(file) { $0.enumeration(self) } }
}

extension ServiceDescriptor {
  /// The service's declaration as `.proto` text.
  package var protoText: String { SchemaPrinter.text(file) { $0.service(self) } }
}

extension MethodDescriptor {
  /// The method's declaration as `.proto` text.
  package var protoText: String { SchemaPrinter.text(service.file) { $0.method(self) } }
}
