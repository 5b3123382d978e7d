import ConformanceMessages
import MartletProtobuf
import MartletReflection
import ProtoCompiler

/// A parser that takes input from outside: what it reads must be written and read again as the same. What breaks that
/// rule, or traps, is a bug. The compiler's output must be a file that is legal, and what a pool accepts must be usable.
public enum FuzzTarget: String, CaseIterable, Sendable {
  case wire, json, text, dynamic, proto, descriptors

  /// The folder of the inputs that the target starts from.
  public var corpus: String { self == .dynamic ? "wire" : rawValue }

  static let types: [any Message.Type] = [
    ProtobufTestMessages_Proto2_TestAllTypesProto2.self,
    ProtobufTestMessages_Proto3_TestAllTypesProto3.self,
    ProtobufTestMessages_Editions_Proto2_TestAllTypesProto2.self,
    ProtobufTestMessages_Editions_Proto3_TestAllTypesProto3.self,
    ProtobufTestMessages_Editions_TestAllTypesEdition2023.self,
    ProtobufTestMessages_Proto2_TestAllRequiredTypesProto2.self,
  ]

  private static let extensions: SimpleExtensionMap = {
    var extensions = ProtobufTestMessages_Proto2_TestMessagesProto2_Extensions
    extensions.formUnion(ProtobufTestMessages_Editions_Proto2_TestMessagesProto2Editions_Extensions)
    extensions.formUnion(ProtobufTestMessages_Editions_TestMessagesEdition2023_Extensions)
    return extensions
  }()

  /// Runs one input, whose first byte chooses the message type. A source file and a descriptor set are taken as they are.
  ///
  /// - Returns: what is wrong; nil if nothing is.
  public func run(_ input: UnsafeRawBufferPointer) -> String? {
    if self == .proto { return Self.proto([UInt8](input)) }
    if self == .descriptors { return Self.descriptors([UInt8](input)) }
    guard let first = input.first else { return nil }
    let rest = UnsafeRawBufferPointer(rebasing: input.dropFirst())
    let type = Self.types[Int(first) % Self.types.count]
    return switch self {
    case .wire: Self.wire(type, rest)
    case .json: Self.json(type, rest)
    case .text: Self.text(type, rest)
    case .dynamic: Self.dynamic(Int(first), [UInt8](rest))
    case .proto, .descriptors: nil
    }
  }

  private static func wire<M: Message>(_ type: M.Type, _ bytes: UnsafeRawBufferPointer) -> String? {
    let message = try? M(serializedBytes: bytes, extensions: extensions, partial: true)
    let dynamic = try? DynamicMessage(M.messageDescriptor(), serializedBytes: [UInt8](bytes), partial: true)
    guard let message else {
      return dynamic == nil ? nil : "only the dynamic message can be read"
    }
    if dynamic == nil { return "only the generated message can be read" }
    guard let once = stable(message) else { return "what was read can't be written" }
    guard let again = try? M(serializedBytes: once, extensions: extensions, partial: true) else {
      return "what was written can't be read"
    }
    if stable(again) != once { return "the second encoding differs from the first" }
    _ = try? message.jsonString()
    _ = message.textFormatString()
    return nil
  }

  private static func json<M: Message>(_ type: M.Type, _ bytes: UnsafeRawBufferPointer) -> String? {
    var options = JSONDecodingOptions()
    options.allowPartial = true
    var printing = JSONEncodingOptions()
    printing.useDeterministicOrdering = true
    guard let message = try? M(jsonUTF8Bytes: [UInt8](bytes), options: options) else { return nil }
    if !message.isInitialized { return nil }
    guard let text = try? message.jsonString(options: printing) else { return "what was read can't be written" }
    guard let again = try? M(jsonString: text, options: options) else { return "what was written can't be read" }
    if isSame(message, again) { return nil }
    // Whatever its number, a NullValue is written as null, and so read as its zero.
    let hasNull = text.utf8.contains("null".utf8)
    guard hasNull, let once = try? again.jsonString(options: printing),
      let stable = try? M(jsonString: once, options: options)
    else { return "\(text) reads as another message" }
    return isSame(again, stable) ? nil : "\(once) reads as another message"
  }

  private static func text<M: Message>(_ type: M.Type, _ bytes: UnsafeRawBufferPointer) -> String? {
    var options = TextFormatDecodingOptions()
    options.allowPartial = true
    let input = String(decoding: bytes, as: UTF8.self)
    guard let message = try? M(textFormatString: input, options: options) else { return nil }
    var printing = TextFormatEncodingOptions()
    printing.printUnknownFields = false
    let text = message.textFormatString(options: printing)
    guard let again = try? M(textFormatString: text, options: options) else { return "what was written can't be read" }
    if isSame(message, again) { return nil }
    // Unknown fields are left out, and so are those in an Any that was given as bytes.
    let hasAny = text.utf8.contains("type.googleapis.com".utf8) || text.utf8.contains("[".utf8)
    return hasAny && again.textFormatString(options: printing) == text ? nil : "\(text) reads as another message"
  }

  private static func proto(_ source: [UInt8]) -> String? {
    let name = "fuzz.proto"
    let result = ProtoCompiler(sources: MemorySourceTree(bytes: [name: source])).compile([name])
    if result.hasErrors { return result.diagnostics.isEmpty ? "refused without a reason" : nil }
    let files = result.descriptorSet()
    guard files.file.last?.name == name else { return "accepted, but not compiled" }
    guard let bytes = stable(files) else { return "what was compiled can't be written" }
    guard let again = try? Google_Protobuf_FileDescriptorSet(serializedBytes: bytes) else {
      return "what was compiled can't be read"
    }
    if !isSame(files, again) { return "what was compiled reads as another message" }
    do {
      _ = try DescriptorPool(files)
    } catch {
      return "what was compiled isn't legal: \(error)"
    }
    return nil
  }

  /// The one encoding of a message, whether or not its required fields are set.
  static func stable(_ message: some Message) -> [UInt8]? {
    try? message.serializedBytes(partial: true, options: .init(useDeterministicOrdering: true))
  }

  /// Whether two messages have one encoding. (A NaN isn't equal to itself.)
  private static func isSame<M: Message>(_ one: M, _ other: M) -> Bool {
    guard let first = stable(one) else { return false }
    return stable(other) == first
  }
}
