import ConformanceMessages
import MartletProtobuf
import MartletReflection

// The steps that requests of every version are made of: parse, merge, discard, serialize.

/// What a message is read from.
enum Payload {
  case binary([UInt8])
  case json(String, ignoresUnknownFields: Bool)
  case text(String)
}

/// What a message is written as.
enum OutputFormat {
  case binary, json
  case text(printsUnknownFields: Bool)
}

/// A message that has been written.
enum Output {
  case binary([UInt8])
  case json(String)
  case text(String)
}

extension Testee {
  func parse<M: Message>(_ type: M.Type, from payload: Payload) throws(Failure) -> M {
    do {
      switch payload {
      case .binary(let bytes): return try M(serializedBytes: bytes, extensions: extensions)
      case .json(let text, let ignoresUnknownFields):
        var options = JSONDecodingOptions()
        options.ignoreUnknownFields = ignoresUnknownFields
        return try M(jsonString: text, options: options)
      case .text(let text): return try M(textFormatString: text)
      }
    } catch {
      throw Failure(result: .parseError("\(error)"))
    }
  }

  func merge<M: Message>(_ other: M, into message: inout M) throws(Failure) {
    do {
      try message.merge(serializedBytes: other.serializedBytes(), extensions: extensions)
    } catch {
      throw Failure(result: .runtimeError("\(error)"))
    }
  }

  func discardUnknownFields<M: Message>(of message: inout M) throws(Failure) {
    do {
      let options = BinaryDecodingOptions(discardUnknownFields: true)
      message = try M(serializedBytes: message.serializedBytes(), extensions: extensions, options: options)
    } catch {
      throw Failure(result: .runtimeError("\(error)"))
    }
  }

  func serialize<M: Message>(_ message: M, as format: OutputFormat) throws(Failure) -> Output {
    do {
      switch format {
      case .binary: return .binary(try message.serializedBytes())
      case .json: return .json(try message.jsonString())
      case .text(let printsUnknownFields):
        var options = TextFormatEncodingOptions()
        options.printUnknownFields = printsUnknownFields
        return .text(message.textFormatString(options: options))
      }
    } catch {
      throw Failure(result: .serializeError("\(error)"))
    }
  }
}
