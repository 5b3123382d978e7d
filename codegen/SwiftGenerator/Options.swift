/// Why descriptors can't be turned into Swift.
public struct GenerationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The `.proto` file at fault; empty if none is.
  public let file: String
  /// What is wrong.
  public let message: String

  public init(_ message: String, file: String = "") {
    self.file = file
    self.message = message
  }

  public var description: String { file.isEmpty ? message : "\(file): \(message)" }
}

extension SwiftGenerator {
  /// What to generate, and for whom.
  public struct Options: Hashable, Sendable {
    /// Who may use declarations, or what an import brings in.
    public enum Access: String, Hashable, Sendable, CaseIterable, Comparable {
      case `public`, package, `internal`

      /// Whether fewer may use what is `left`.
      public static func < (left: Self, right: Self) -> Bool { left.rank ?? 0 < right.rank ?? 0 }

      private var rank: Int? { [.internal, .package, .public].firstIndex(of: self) }
    }

    /// How an output's path follows from the `.proto` file's path.
    public enum FileNaming: String, Hashable, Sendable, CaseIterable {
      /// `main/v1/catalog.pb.swift`
      case fullPath = "full_path"
      /// `main_v1_catalog.pb.swift`; files of one module need names that differ.
      case pathToUnderscores = "path_to_underscores"
      /// `catalog.pb.swift`
      case dropPath = "drop_path"
    }

    /// The Swift type of `bytes` fields.
    public enum BytesType: String, Hashable, Sendable, CaseIterable {
      /// `[UInt8]`
      case array
      /// Foundation's `Data`; the code imports MartletFoundation.
      case data
    }

    /// Who may use the generated declarations.
    public var access = Access.public
    /// The access level of the imports; nil for imports without one. Those that only code inside needs are `internal`.
    public var importVisibility: Access?
    /// How the outputs' paths follow from the `.proto` files' paths.
    public var fileNaming = FileNaming.fullPath
    /// Whether to generate messages and enums (`.pb.swift`).
    public var messages = true
    /// Whether to generate a protocol for each service (`.rpc.swift`).
    public var server = true
    /// Whether to generate a client for each service (`.rpc.swift`).
    public var client = true
    /// Whether the methods of a service's protocol have defaults that answer UNIMPLEMENTED. Without, one that is
    /// missing or misspelt in an implementation doesn't compile.
    public var unimplementedDefaults = false
    /// The module that the generated code becomes part of, if it is one that generated code would otherwise import.
    public var module = ""
    /// The modules that hold other `.proto` files' code: a file's path, or a folder's that ends in `/`, to a module.
    public var moduleMappings: [String: String] = [:]
    /// The Swift type of `bytes` fields.
    public var bytesType = BytesType.array
    /// The platforms that the declarations are available on, such as `macOS 26`; none for all.
    public var availability: [String] = []

    /// The defaults: everything, public, in one module.
    public init() {}

    /// The access modifier with the space after it; empty for internal.
    var modifier: String { access == .internal ? "" : access.rawValue + " " }

    /// The module that holds a `.proto` file's code; nil if it is the one that is being generated.
    package func module(of file: String) -> String? {
      let module = mapping(of: file).flatMap { moduleMappings[$0] } ?? Self.wellKnownModules[file]
      return module == self.module ? nil : module
    }

    /// The path of the mapping that a `.proto` file follows: its own, or that of the longest folder that is named.
    func mapping(of file: String) -> String? {
      if moduleMappings[file] != nil { return file }
      var folder = Substring(file)
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        if moduleMappings[folder + "/"] != nil { return folder + "/" }
      }
      return nil
    }

    /// What to say of `module` if it changes nothing.
    package var moduleWarning: String? {
      let known = Set(moduleMappings.values).union(["Martlet", "MartletFoundation"]).union(Self.wellKnownModules.values)
      if module.isEmpty || known.contains(module) { return nil }
      return "module=\(module) changes nothing: no other file's code is in a module of that name"
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
