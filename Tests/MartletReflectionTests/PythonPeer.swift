import Foundation
import TestSupport

/// Python's protobuf, asked many things in one run.
enum PythonPeer {
  struct Question: Encodable {
    var type: String
    /// A message in wire format to write as JSON, in hexadecimal.
    var wire: String?
    /// JSON to read.
    var json: String?
    /// Text format to read.
    var text: String?
    /// Whether the wire format is to be written as text format and not as JSON.
    var asText = false
    var ignoreUnknown = false
  }

  struct Answer: Decodable {
    /// The JSON of the wire format.
    var json: String?
    /// The text format of the wire format.
    var text: String?
    /// The wire format of the JSON or text, in hexadecimal.
    var wire: String?
    var error: String?
  }

  static func ask(_ questions: [Question], set: [UInt8]) throws -> [Answer] {
    let folder = try TemporaryDirectory()
    let setPath = folder.url.appendingPathComponent("set.binpb")
    try Data(set).write(to: setPath)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    var lines = Data()
    for question in questions {
      lines.append(try encoder.encode(question))
      lines.append(10)
    }
    let finished = try run(python, ["-c", program, setPath.path], input: [UInt8](lines))
    struct PythonFailed: Error { let text: String }
    if finished.status != 0 { throw PythonFailed(text: finished.errorText) }
    return try finished.output.split(separator: 10).map { try JSONDecoder().decode(Answer.self, from: Data($0)) }
  }

  private static let program = """
    import json, sys
    from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory, text_format
    files = descriptor_pb2.FileDescriptorSet.FromString(open(sys.argv[1], 'rb').read())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file: pool.Add(file)
    # An extension is known once its class is made.
    for file in files.file: message_factory.GetMessageClassesForFiles([file.name], pool)
    for line in sys.stdin:
        question = json.loads(line)
        kind = message_factory.GetMessageClass(pool.FindMessageTypeByName(question['type']))
        answer = {}
        try:
            if question.get('wire') is not None:
                message = kind.FromString(bytes.fromhex(question['wire']))
                if question['asText']:
                    answer['text'] = text_format.MessageToString(message, descriptor_pool=pool)
                else:
                    answer['json'] = json_format.MessageToJson(message, descriptor_pool=pool, ensure_ascii=False)
            elif question.get('text') is not None:
                message = text_format.Parse(
                    question['text'], kind(), allow_unknown_extension=question['ignoreUnknown'],
                    allow_field_number=question['ignoreUnknown'], descriptor_pool=pool)
                answer['wire'] = message.SerializeToString(deterministic=True).hex()
            else:
                message = json_format.Parse(
                    question['json'], kind(), ignore_unknown_fields=question['ignoreUnknown'], descriptor_pool=pool)
                answer['wire'] = message.SerializeToString(deterministic=True).hex()
        except Exception as error:
            answer['error'] = str(error)
        print(json.dumps(answer))
    """
}

func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

func bytes(hexadecimal text: String) -> [UInt8] {
  let digits = Array(text.utf8)
  return stride(from: 0, to: digits.count - 1, by: 2).map {
    UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16) ?? 0
  }
}
