import ArgumentParser
import Martlet
import MartletReflection
import SchemaText

/// The arguments of the commands that look at a schema.
struct InspectedSchema: ParsableArguments {
  @OptionGroup(title: "Connection") var connection: ConnectionOptions
  @OptionGroup(title: "Schema (by default, the server's reflection)") var source: SchemaOptions

  /// Tells address and element apart: with a schema from files the address may be left out.
  func resolve(_ words: [String]) throws -> (schema: Schema, symbol: String?) {
    if let pool = try source.pool() {
      if words.count > 2 { throw ToolError.usage("too many arguments") }
      return (.files(pool), words.last)
    }
    guard let address = words.first else {
      throw ToolError.usage("an address is missing: host:port, http://host:port or unix:PATH")
    }
    if words.count > 2 { throw ToolError.usage("too many arguments") }
    let client = ReflectionClient(
      connection.channel(address), metadata: try connection.metadata(), timeout: connection.timeout)
    return (.server(client), words.count > 1 ? words[1] : nil)
  }
}

struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the services of a server or schema, or the methods of a service.",
    usage: """
      martlet list [options] <address> [<service>]
      martlet list --proto <file> [<service>]
      """)

  @Argument(help: ArgumentHelp("The address, then the service if its methods are wanted.", valueName: "address"))
  var words: [String] = []
  @OptionGroup var inspected: InspectedSchema

  func run() async throws {
    let (schema, symbol) = try inspected.resolve(words)
    if let symbol {
      for method in try await schema.service(symbol).methods {
        try Output.current.result("\(method.service.fullName)/\(method.name)")
      }
    } else {
      for service in try await schema.services() { try Output.current.result(service) }
    }
  }
}

struct DescribeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Shows services, methods, messages, enums or files as .proto text.",
    usage: """
      martlet describe [options] <address> [<symbol>]
      martlet describe --proto <file> [<symbol>]
      """)

  @Argument(help: ArgumentHelp("The address, then a full name; without one, all services.", valueName: "address"))
  var words: [String] = []
  @Flag(help: "Show JSON to fill in instead: for a message, or for the request of a method.")
  var template = false
  @OptionGroup var inspected: InspectedSchema

  func run() async throws {
    let (schema, symbol) = try inspected.resolve(words)
    let names: [String]
    if let symbol { names = [symbol] } else { names = try await schema.services() }
    for (index, name) in names.enumerated() {
      let (text, message) = try await schema.describe(name)
      if template {
        guard let message else {
          throw ToolError.usage("\(name) is neither a message nor a method: it has no template")
        }
        try Output.current.result(message.jsonTemplate())
        continue
      }
      if index > 0 { try Output.current.result("") }
      try Output.current.result(String(text.dropLast()))
    }
  }
}
