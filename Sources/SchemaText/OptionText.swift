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
    case .string(let value): quoted(value)
    case .bytes(let value): quoted(value)
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

  /// A string in quotes, with the escapes that `.proto` files share with C.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0"..<" ", "\u{7F}": result += octal(UInt8(truncatingIfNeeded: scalar.value))
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func quoted(_ bytes: [UInt8]) -> String {
    var result = "\""
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""): result += "\\\""
      case UInt8(ascii: "\\"): result += "\\\\"
      case 0x20..<0x7F: result.unicodeScalars.append(UnicodeScalar(byte))
      default: result += octal(byte)
      }
    }
    return result + "\""
  }

  private static func octal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
