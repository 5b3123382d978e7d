import MartletProtobuf
import MartletReflection
import ProtoCompiler

private let ceiling = Ceiling(total: 1900, peak: 200)

/// Messages of a schema that isn't known before the program runs: a hostile server's reflection may hand it out.
let dynamicShapes: [Shape] = [
  shape("empty elements of a message with many fields") { filled($0, with: Wire.field(1)) },
  shape("elements with one field of many") { filled($0, with: Wire.field(1, Wire.field(151, 1))) },
  shape("elements with the last number there is") { filled($0) { Wire.field(1, Wire.field(536_870_911, $0)) } },
  shape("entries whose value has many fields") { filled($0) { Wire.field(2, Wire.field(1, $0)) } },
  shape("groups with many fields") { filled($0, with: Wire.group(3)) },
  shape("a message with many fields, again and again") { filled($0) { Wire.field(4, Wire.field(100 + $0 % 50, $0)) } },
  shape("members of a oneof of a message with many fields") { filled($0) { Wire.field(5 + $0 % 2, Wire.field(1)) } },
  shape("90 levels of a message with many fields", size: 1000) { filled($0, with: Wire.nested(4, levels: 90)) },
  shape("unpacked values with the last number there is") { filled($0) { Wire.field(536_870_910, $0 & 1) } },
  shape("extensions, again and again") { filled($0) { Wire.field(10_000 + $0 % 3, $0) } },
  shape("extensions of many numbers") { filled($0) { Wire.field(10_000 + $0 % 100, $0) } },
]

private func shape(_ name: String, size: Int = 300, _ bytes: @escaping @Sendable (Int) -> [UInt8]) -> Shape {
  Shape(entry: "dynamic decode, own schema", name: name, size: size, ceiling: ceiling) { size in
    guard let type = schema.message(named: "Wide") else { throw NotRefused() }
    let input = bytes(size)
    return Work(size: input.count) {
      let message = try DynamicMessage(type, serializedBytes: input)
      _ = try message.serializedBytes()
      _ = try message.jsonUTF8Bytes()
      _ = message.textFormatString()
    }
  }
}

private let schema: DescriptorPool = {
  let fields = (100..<250).map { "  optional int32 f\($0) = \($0);\n" }.joined()
  let extensions = (10_000..<10_100).map { "  optional int32 e\($0) = \($0);\n" }.joined()
  let source = """
    syntax = "proto2";
    message Wide {
      repeated Wide elements = 1;
      map<int32, Wide> entries = 2;
      repeated group Group = 3 {
    \(fields)
      }
      optional Wide one = 4;
      oneof choice { Wide this = 5; Wide that = 6; }
    \(fields)
      extensions 10000 to 10099;
      repeated bool last = 536870910 [packed = false];
      optional int32 very_last = 536870911;
    }
    extend Wide {
    \(extensions)
    }
    """
  let result = ProtoCompiler(sources: MemorySourceTree(["wide.proto": source])).compile(["wide.proto"])
  return (try? DescriptorPool(serializedSet: result.serializedDescriptorSet())) ?? DescriptorPool()
}()
