/// Why descriptors can't be turned into Swift.
public struct GenerationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The `.proto` file at fault; empty if none is.
  public let file: String
  /// What is wrong.
  public let message: String

  init(_ message: String, file: String = "") {
    self.file = file
    self.message = message
  }

  public var description: String { file.isEmpty ? message : "\(file): \(message)" }
}

/// A file that the generator made.
public struct GeneratedFile: Hashable, Sendable {
  /// Its path, relative to the output directory, with `/` between folders.
  public let path: String
  /// Its text.
  public let content: String
}

extension SwiftGenerator {
  /// What to generate, and for whom.
  public struct Options: Hashable, Sendable {
    /// Who may use the generated declarations.
    public enum Access: String, Hashable, Sendable, CaseIterable {
      case `public`, package, `internal`
    }

    /// How an output's path follows from the `.proto` file's path.
    public enum FileNaming: String, Hashable, Sendable, CaseIterable {
      /// `main/v1/catalog.pb.swift`
      case fullPath
      /// `main_v1_catalog.pb.swift`
      case pathToUnderscores
      /// `catalog.pb.swift`
      case dropPath
    }

    /// Who may use the generated declarations.
    public var access = Access.public
    /// How the outputs' paths follow from the `.proto` files' paths.
    public var fileNaming = FileNaming.fullPath
    /// Whether to generate messages and enums (`.pb.swift`).
    public var messages = true
    /// Whether to generate a protocol for each service (`.rpc.swift`).
    public var server = true
    /// Whether to generate a client for each service (`.rpc.swift`).
    public var client = true
    /// The module that the generated code becomes part of, if it is one that generated code would otherwise import.
    public var module = ""
    /// The modules that hold other `.proto` files' code: a file's path, or a folder's that ends in `/`, to a module.
    public var modules: [String: String] = [:]

    /// The defaults: everything, public, in one module.
    public init() {}

    /// Options as a plugin's parameter carries them: `access=package,client=false,module:common/=Common`.
    ///
    /// - Throws: `GenerationError` that names a parameter that isn't known, or whose value isn't.
    public init(parameter: String) throws(GenerationError) {
      for part in parameter.split(separator: ",") {
        let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        try set(String(pair[0]), pair.count > 1 ? String(pair[1]) : "")
      }
    }

    /// Sets one option by its name in a plugin's parameter.
    ///
    /// - Throws: `GenerationError` if there is no such option or the value isn't one of its values.
    public mutating func set(_ name: String, _ value: String) throws(GenerationError) {
      switch name {
      case "access": access = try Self.choice(name, value)
      case "file_naming": fileNaming = try Self.choice(name, value)
      case "messages": messages = try Self.flag(name, value)
      case "server": server = try Self.flag(name, value)
      case "client": client = try Self.flag(name, value)
      case "module": module = value
      case _ where name.hasPrefix("module:"): modules[String(name.dropFirst("module:".count))] = value
      default:
        throw GenerationError(
          "unknown parameter \"\(name)\"; known are access, file_naming, messages, server, client, module, module:PATH")
      }
    }

    private static func flag(_ name: String, _ value: String) throws(GenerationError) -> Bool {
      switch value {
      case "true", "": return true
      case "false": return false
      default: throw GenerationError("parameter \"\(name)\" is true or false, not \"\(value)\"")
      }
    }

    private static func choice<C: RawRepresentable & CaseIterable>(
      _ name: String, _ value: String
    ) throws(GenerationError) -> C where C.RawValue == String {
      if let choice = C(rawValue: value) { return choice }
      let known = C.allCases.map(\.rawValue).joined(separator: ", ")
      throw GenerationError("parameter \"\(name)\" is one of \(known), not \"\(value)\"")
    }

    /// The access modifier with the space after it; empty for internal.
    var modifier: String { access == .internal ? "" : access.rawValue + " " }

    /// The module that holds a `.proto` file's code; nil if it is the one that is being generated.
    func module(of file: String) -> String? {
      var found = modules[file]
      if found == nil {
        // The longest folder that is named wins.
        var folder = Substring(file)
        while found == nil, let slash = folder.lastIndex(of: "/") {
          folder = folder[..<slash]
          found = modules[folder + "/"]
        }
      }
      let module = found ?? Self.wellKnownModules[file]
      return module == self.module ? nil : module
    }

    private static let wellKnownModules: [String: String] = {
      let names = [
        "any", "api", "duration", "empty", "field_mask", "source_context", "struct", "timestamp", "type", "wrappers",
      ]
      var modules = ["google/protobuf/descriptor.proto": "MartletReflection"]
      for name in names { modules["google/protobuf/\(name).proto"] = "MartletProtobuf" }
      return modules
    }()
  }
}
