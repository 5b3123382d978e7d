import SwiftGenerator

/// The program was called in a wrong way.
struct UsageError: Error, CustomStringConvertible {
  let description: String
}

/// The command line of direct mode.
struct Arguments {
  static let usage = """
    Usage: protoc-gen-martlet [OPTION…] FILE.proto…
    Generates Swift from .proto files. Without arguments, a plugin of protoc and buf.

      -I DIR                   a folder in which files and their imports are looked for; repeatable
      --out DIR                the folder to write into
      --messages-out FILE      the file for the messages of the only .proto file; instead of --out
      --services-out FILE      the file for its services, written even if it has none
      --config FILE            a martlet.json, whose "options" are taken and "import_paths" searched
      --opt NAME=VALUE         an option of the generator: \(SwiftGenerator.Options.summary)
      --dependency MODULE=DIR  a folder with .proto files whose code is in a module; it is searched after the others,
                               the "import_paths" of its martlet.json before itself. MODULE:ACCESS=DIR also says how
                               far that module's code, which that martlet.json says, must be visible
      --lacks MODULE           a module that can't be imported; repeatable
      --beside NAMES           other .proto files whose code the module has, with commas between them
      --planned-imports NAMES  the imports that the build knows of
      --planned-path DIR       a folder that the build knows is searched; repeatable, in order
      --replan DIR             where a folder appears or goes if the file's imports, or what is searched, are others

    Of --config and --opt, the later one wins. Of -I and --config, the earlier one's folders are searched first.
    """

  /// Something that sets options or says where files are looked for; the order counts.
  enum Setting {
    case config(String)
    case option(String)
    case importPath(String)
  }

  private(set) var out: String?
  private(set) var messagesOut: String?
  private(set) var servicesOut: String?
  private(set) var settings: [Setting] = []
  private(set) var dependencies: [String] = []
  private(set) var lacks: Set<String> = []
  private(set) var beside: Set<String> = []
  private(set) var plannedImports: Set<String>?
  private(set) var plannedPaths: [String] = []
  private(set) var replan: String?
  private(set) var files: [String] = []

  init(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-") else {
        files.append(argument)
        continue
      }
      guard let value = rest.popFirst() else { throw UsageError(description: "\(argument) needs a value; see --help") }
      switch argument {
      case "-I": settings.append(.importPath(value))
      case "--out": out = value
      case "--messages-out": messagesOut = value
      case "--services-out": servicesOut = value
      case "--config": settings.append(.config(value))
      case "--opt": settings.append(.option(value))
      case "--dependency": dependencies.append(value)
      case "--lacks": lacks.insert(value)
      case "--beside": beside = Set(value.split(separator: ",").map(String.init))
      case "--planned-imports": plannedImports = Set(value.split(separator: ",").map(String.init))
      case "--planned-path": plannedPaths.append(value)
      case "--replan": replan = value
      default: throw UsageError(description: "unknown option \(argument); see --help")
      }
    }
    if files.isEmpty { throw UsageError(description: "no .proto files; see --help") }
    if out == nil && (messagesOut == nil || servicesOut == nil || files.count > 1) {
      throw UsageError(description: "nowhere to write to; see --help")
    }
  }
}
