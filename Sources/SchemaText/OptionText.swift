import MartletProtobuf
import MartletReflection

/// Writes options as `.proto` text, custom ones too if the file imports their declaration.
enum OptionText {
  /// An option that is set: its path below that of the options, and `name = value`.
  struct Option {
    let path: [Int32]
    let text: String
  }

  /// The options that are set, by number.
  static func options<M: Message>(_ message: M, in file: FileDescriptor, without hidden: Set<String>) -> [Option] {
    guard let options = try? dynamic(message, file.pool) else { return [] }
    return options.fields.flatMap { field, value -> [Option] in
      if hidden.contains(field.name) || field.name == "uninterpreted_option" { return [] }
      let name = field.isExtension ? "(\(field.fullName))" : field.name
      let number = Int32(truncatingIfNeeded: field.number)
      guard case .list(let elements) = value else {
        return [Option(path: [number], text: "\(name) = \(text(value, field.enumType))")]
      }
      return zip(Int32(0)..., elements).map { index, element in
        Option(path: [number, index], text: "\(name) = \(text(element, field.enumType))")
      }
    }
  }

  /// The options with the extensions that a pool knows.
  private static func dynamic<M: Message>(_ message: M, _ pool: DescriptorPool?) throws -> DynamicMessage {
    var result = DynamicMessage(try M.messageDescriptor())
    try result.merge(
      serializedBytes: try message.serializedBytes(partial: true), extensions: pool, partial: true)
    return result
  }

  private static func text(_ value: FieldValue, _ type: EnumDescriptor?) -> String {
    switch value {
    case .int32(let value): "\(value)"
    case .int64(let value): "\(value)"
    case .uint32(let value): "\(value)"
    case .uint64(let value): "\(value)"
    case .float(let value): value.isNaN ? "nan" : "\(value)"
    case .double(let value): value.isNaN ? "nan" : "\(value)"
    case .bool(let value): "\(value)"
    case .string(let value): CEscapes.quoted(value.utf8, .text)
    case .bytes(let value): CEscapes.quoted(value, .ascii)
    case .enumeration(let number): type?.name(of: Int(number)) ?? "\(number)"
    case .message(let message): aggregate(message)
    case .list, .map: ""
    }
  }

  /// A message in text format, on one line.
  private static func aggregate(_ message: DynamicMessage) -> String {
    var parts: [String] = []
    for (field, value) in message.fields {
      // In braces an extension always goes by its own name.
      let name = field.isExtension ? "[\(field.fullName)]" : field.textName
      switch value {
      case .list(let elements): parts.append(contentsOf: elements.map { "\(name): \(text($0, field.enumType))" })
      case .map(let entries):
        guard let content = field.messageType?.field(number: 2) else { continue }
        for (key, value) in entries.sorted(by: { $0.key.precedes($1.key) }) {
          parts.append("\(name): { key: \(text(key, nil)) value: \(text(value, content.enumType)) }")
        }
      default: parts.append("\(name): \(text(value, field.enumType))")
      }
    }
    return parts.isEmpty ? "{}" : "{ \(parts.joined(separator: " ")) }"
  }
}
