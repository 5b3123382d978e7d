import MartletProtobuf

// What the generator of Swift needs to know of elements besides: their paths in their file's descriptor, by which
// `google.protobuf.SourceCodeInfo` has their comments.

extension MessageDescriptor {
  package var sourcePath: [Int32] { table.path }
}

extension FieldDescriptor {
  package var sourcePath: [Int32] { table.path }
}

extension OneofDescriptor {
  package var sourcePath: [Int32] { table.path }
  /// The place among the message's oneofs.
  package var index: Int { table.index }
}

extension EnumDescriptor {
  package var sourcePath: [Int32] { table.path }
}

extension ServiceDescriptor {
  package var sourcePath: [Int32] { table.path }
}

extension MethodDescriptor {
  package var sourcePath: [Int32] { table.path }
}
