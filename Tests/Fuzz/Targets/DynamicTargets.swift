import ConformanceMessages
import MartletProtobuf
import MartletReflection
import ProtoCompiler

// Messages whose types come from outside, too: a server's reflection may hand out any schema.

extension FuzzTarget {
  /// Reads, changes and writes a message in each format.
  static func dynamic(_ index: Int, _ bytes: [UInt8]) -> String? {
    if dynamicTypes.count < types.count + 10 { return "the types can't be compiled" }
    return dynamic(dynamicTypes[index % dynamicTypes.count], bytes)
  }

  /// The types of the conformance suite, and those of a schema that has every kind of field with the highest number.
  private static let dynamicTypes: [MessageDescriptor] =
    types.compactMap { try? $0.messageDescriptor() } + (unusual?.files.flatMap(\.messages) ?? [])

  private static func dynamic(_ type: MessageDescriptor, _ bytes: [UInt8]) -> String? {
    guard var message = try? DynamicMessage(type, serializedBytes: bytes, partial: true) else { return nil }
    guard let once = stable(message) else { return "what was read can't be written" }
    guard let again = try? DynamicMessage(type, serializedBytes: once, partial: true) else {
      return "what was written can't be read"
    }
    if stable(again) != once { return "the second encoding differs from the first" }
    if let wrong = json(message) ?? text(message) { return wrong }
    message.merge(again)
    message.discardUnknownFields()
    let mask = Google_Protobuf_FieldMask(allFieldsOf: type)
    if (try? message.merge(from: again, fieldMask: mask)) == nil || (try? message.trim(keeping: mask)) == nil {
      return "the mask of all fields isn't one"
    }
    return stable(message) == nil ? "what was merged can't be written" : nil
  }

  private static func stable(_ message: DynamicMessage) -> [UInt8]? {
    try? message.serializedBytes(partial: true)
  }

  private static func json(_ message: DynamicMessage) -> String? {
    var printing = JSONEncodingOptions()
    printing.useDeterministicOrdering = true
    guard let text = try? message.jsonString(options: printing) else { return nil }
    if hasAmbiguousNames(message.descriptor) { return nil }
    guard let read = try? DynamicMessage(message.descriptor, jsonString: text) else { return "\(text) can't be read" }
    guard let again = try? read.jsonString(options: printing) else { return "\(text) can't be written again" }
    // A NullValue of another number is written as null, and read as its zero, which needn't be written.
    return again == text || text.utf8.contains("null".utf8) ? nil : "\(text) is written as \(again)"
  }

  /// Whether two fields of the type, or of one in it, have one name in JSON: compilers refuse that, but pools don't.
  private static func hasAmbiguousNames(_ type: MessageDescriptor) -> Bool {
    var (types, seen): ([MessageDescriptor], Set<String>) = ([type], [type.fullName])
    while let type = types.popLast() {
      let names = type.fields.flatMap { Set([$0.name, $0.jsonName]) }
      if Set(names).count < names.count { return true }
      types += type.fields.compactMap(\.messageType).filter { seen.insert($0.fullName).inserted }
    }
    return false
  }

  private static func text(_ message: DynamicMessage) -> String? {
    var options = TextFormatDecodingOptions()
    options.allowPartial = true
    var printing = TextFormatEncodingOptions()
    printing.printUnknownFields = false
    let text = message.textFormatString(options: printing)
    guard let read = try? DynamicMessage(message.descriptor, textFormatString: text, options: options) else {
      return "\(text) can't be read"
    }
    let again = read.textFormatString(options: printing)
    return again == text ? nil : "\(text) is written as \(again)"
  }

  /// Adds a descriptor set to a pool, at once and file by file, and uses its messages.
  static func descriptors(_ bytes: [UInt8]) -> String? {
    guard let pool = try? DescriptorPool(serializedSet: bytes) else { return nil }
    let single = DescriptorPool()
    for file in pool.files {
      guard let proto = stable(file.proto) else { return "a file can't be written" }
      if (try? single.add(serializedFile: proto)) == nil { return "\(file.name) is refused by itself" }
    }
    for type in pool.files.flatMap(\.messages).prefix(20) {
      if pool.message(named: type.fullName) == nil { return "\(type.fullName) isn't found" }
      _ = type.fields.map { ($0.jsonName, $0.defaultValue, $0.oneof?.name) }
      // The set itself is as good as any other bytes.
      if let wrong = dynamic(type, Array(bytes.prefix(512))) ?? dynamic(type, []) {
        return "\(type.fullName): \(wrong)"
      }
    }
    return nil
  }

  private static let unusual: DescriptorPool? = {
    let source = """
      syntax = "proto2";
      package unusual;
      enum Closed { ZERO = 0; ONE = 1; }
      message Inner { optional int32 last = 536870911; optional Inner inner = 1; required int32 needed = 2; }
      message Singular { oneof choice { Inner message = 536870911; string text = 536870910; } map<string, Inner> map = 1; }
      message Unpacked { repeated bool flags = 536870911 [packed = false]; optional fixed32 number = 536870910; }
      message Packed { repeated sint64 numbers = 536870911 [packed = true]; repeated Closed closed = 1 [packed = true]; }
      message Groups { repeated group Last = 536870911 { optional Groups again = 536870911; } }
      message Map { map<int32, Closed> map = 536870911; map<bool, Map> maps = 1; }
      message Set { option message_set_wire_format = true; extensions 4 to max; }
      message Item { extend Set { optional Item item = 536870911; optional Inner inner = 4; } optional Set set = 1; }
      message Extended { extensions 1 to max; }
      extend Extended {
        optional Extended last = 536870911;
        repeated double doubles = 1 [packed = true];
        repeated group Pair = 2 { optional bytes data = 536870911; }
      }
      """
    let result = ProtoCompiler(sources: MemorySourceTree(["unusual.proto": source])).compile(["unusual.proto"])
    return try? DescriptorPool(serializedSet: result.serializedDescriptorSet())
  }()
}
