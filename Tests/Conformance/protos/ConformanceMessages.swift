// The plugin makes this target of its .proto files: the messages of protobuf's conformance suite.
