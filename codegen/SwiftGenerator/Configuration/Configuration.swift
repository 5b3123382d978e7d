import MartletProtobuf
import MartletReflection

/// What is wrong with a configuration, and where.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The configuration's file, as the caller names it.
  public let file: String
  /// The line and the column in bytes, both from 1; nil if the error isn't at one place.
  public let place: Place?
  /// What is wrong.
  public let message: String

  public struct Place: Hashable, Sendable {
    public let line: Int
    public let column: Int
  }

  public init(_ message: String, file: String, place: Place? = nil) {
    self.message = message
    self.file = file
    self.place = place
  }

  /// `file:line:column: error: message`, as compilers write it.
  public var description: String {
    place.map { "\(file):\($0.line):\($0.column): error: \(message)" } ?? "\(file): error: \(message)"
  }
}

/// The content of a `martlet.json`: what to generate, from what, and where to. `configuration.proto` is its schema.
public struct Configuration: Sendable {
  /// The name that a configuration usually has.
  public static let fileName = "martlet.json"

  /// One run of the generator. Paths are as the file has them, relative to its folder.
  public struct Target: Sendable {
    /// .proto files, and folders of them.
    public var inputs: [String]
    /// Those of the inputs that aren't wanted, in the same ways.
    public var exclude: [String]
    /// Folders in which files and their imports are looked for, in order; if empty, the configuration's folder.
    public var importPaths: [String]
    /// The folder to write into; empty if none is given.
    public var output: String
    /// Where options are from, for errors; and their names and values, as `Options.set` takes them.
    fileprivate var options: [(place: String, name: String, value: String)]

    /// - Throws: `ConfigurationError` if a path has a control character.
    fileprivate func checkPaths(_ place: String, _ file: String) throws(ConfigurationError) {
      let all = [("inputs", inputs), ("exclude", exclude), ("import_paths", importPaths), ("output", [output])]
      for (name, paths) in all {
        guard let wrong = paths.first(where: { $0.unicodeScalars.contains(where: \.isControl) }) else { continue }
        throw ConfigurationError("\(place)\(name): \(Literals.string(wrong)) has a control character", file: file)
      }
    }
  }

  /// What is to be generated; never empty.
  public let targets: [Target]
  private let file: String

  /// Reads a configuration.
  ///
  /// - Parameters:
  ///   - text: the file's content, JSON in UTF-8.
  ///   - file: the file's name, for errors.
  /// - Throws: `ConfigurationError` if the text isn't JSON, has a key that isn't known, or a value of another type; or
  ///   if a path has a control character, which no path means to have, and of which NUL would end it early.
  public init(json text: [UInt8], file: String = Self.fileName) throws(ConfigurationError) {
    self.file = file
    let content: Martlet_Generator_V1_Configuration
    do {
      content = try Martlet_Generator_V1_Configuration(jsonUTF8Bytes: text.withoutByteOrderMark)
    } catch let error as JSONDecodingError {
      let message = error.path.isEmpty ? error.message : "\(error.path): \(error.message)"
      throw ConfigurationError(message, file: file, place: .init(line: error.line, column: error.column))
    } catch {
      throw ConfigurationError("\(error)", file: file)
    }
    let common = Target(
      inputs: content.inputs, exclude: content.exclude, importPaths: content.importPaths, output: content.output,
      options: try Self.options(content.options, "options", file))
    try common.checkPaths("", file)
    if content.targets.isEmpty {
      targets = [common]
      return
    }
    if !content.inputs.isEmpty || !content.output.isEmpty {
      throw ConfigurationError("inputs and output belong to each of the targets, if there are any", file: file)
    }
    var targets: [Target] = []
    for (index, target) in content.targets.enumerated() {
      let target = Target(
        inputs: target.inputs, exclude: common.exclude + target.exclude,
        importPaths: target.importPaths.isEmpty ? common.importPaths : target.importPaths, output: target.output,
        options: common.options + (try Self.options(target.options, "targets[\(index)].options", file)))
      try target.checkPaths("targets[\(index)].", file)
      targets.append(target)
    }
    self.targets = targets
  }

  /// Sets a target's options, the configuration's before its own.
  ///
  /// - Parameter read: reads the file that `module_mappings` may name, relative to the configuration's folder.
  /// - Throws: `ConfigurationError` if an option isn't known or its value doesn't fit.
  public func apply(
    _ target: Target, to options: inout SwiftGenerator.Options, read: SwiftGenerator.Options.FileReader? = nil
  ) throws(ConfigurationError) {
    for (place, name, value) in target.options {
      do throws(GenerationError) {
        try options.set(name, value, read: read)
      } catch {
        throw ConfigurationError("\(place): \(error.message)", file: file)
      }
    }
  }

  private static func options(
    _ values: Google_Protobuf_Struct, _ place: String, _ file: String
  ) throws(ConfigurationError) -> [(String, String, String)] {
    var options: [(String, String, String)] = []
    for (name, value) in values.fields.sorted(by: { $0.key < $1.key }) {
      guard let text = text(value) else {
        throw ConfigurationError(
          "\(place).\(name): a string, a boolean, a list or an object of strings is expected", file: file)
      }
      options.append((place, name, text))
    }
    return options
  }

  /// A value as a plugin's parameter has it: parts with semicolons between them.
  private static func text(_ value: Google_Protobuf_Value) -> String? {
    switch value.kind {
    case .stringValue(let text): return text
    case .boolValue(let flag): return flag ? "true" : "false"
    case .listValue(let list): return text(list.values.map { ("", $0) })
    case .structValue(let members):
      return text(members.fields.sorted { $0.key < $1.key }.map { ("\($0.key)=", $0.value) })
    case .nullValue, .numberValue, nil: return nil
    }
  }

  private static func text(_ parts: [(name: String, value: Google_Protobuf_Value)]) -> String? {
    let texts = parts.compactMap { if case .stringValue(let text) = $0.value.kind { $0.name + text } else { nil } }
    return texts.count == parts.count ? texts.joined(separator: ";") : nil
  }
}

extension [UInt8] {
  /// A text in UTF-8 without the mark that some editors put before it.
  var withoutByteOrderMark: [UInt8] { starts(with: [0xEF, 0xBB, 0xBF]) ? Array(dropFirst(3)) : self }
}
