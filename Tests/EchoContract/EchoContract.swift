// The plugin makes this target of its .proto file: the service that the runtime's tests call.
