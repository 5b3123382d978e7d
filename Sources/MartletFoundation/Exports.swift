// One import for all that a program does with messages, and for what generated code with `bytes_type=data` names.
@_exported import MartletProtobuf
@_exported import MartletReflection

#if canImport(FoundationEssentials)
@_exported import struct FoundationEssentials.Data
#else
@_exported import struct Foundation.Data
#endif
