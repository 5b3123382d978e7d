import ArgumentParser
import Martlet
import MartletReflection

struct CallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Calls a method: JSON in, JSON out.",
    discussion: """
      Each response is printed as it arrives. Without -d the request is empty; a method that takes a stream gets none. \
      -d '{…}' may hold several values for such a method; -d @ reads them from standard input and sends them as they \
      arrive.
      """)

  @Argument(help: "host:port, http://host:port or unix:PATH.")
  var address: String
  @Argument(help: "package.Service/Method.")
  var method: String
  @Option(
    name: [.customShort("d"), .customLong("data")], parsing: .unconditional,
    help: ArgumentHelp("The request as JSON, or @ for standard input.", valueName: "json"))
  var data: String?
  @Flag(help: "Also print fields that have their default.")
  var emitDefaults = false
  @Flag(help: "Print each response on one line.")
  var compact = false
  @OptionGroup(title: "Connection") var connection: ConnectionOptions
  @OptionGroup(title: "Schema (by default, the server's reflection)") var source: SchemaOptions

  func run() async throws {
    let channel = connection.channel(address)
    let metadata = try connection.metadata()
    let schema: Schema
    if let pool = try source.pool() {
      schema = .files(pool)
    } else {
      schema = .server(ReflectionClient(channel, metadata: metadata, timeout: connection.timeout))
    }
    let clock = ContinuousClock()
    let start = clock.now
    let trimmed = method.hasPrefix("/") ? String(method.dropFirst()) : method
    var call = DynamicCall(try await schema.method(trimmed), types: schema.pool, on: channel)
    call.metadata = metadata
    call.timeout = connection.timeout
    call.printing.alwaysPrintFieldsWithoutPresence = emitDefaults
    call.printing.prettyPrinted = !compact
    call.isVerbose = connection.verbose
    if connection.verbose { Output.current.note("schema after \(Self.milliseconds(clock.now - start))") }
    try await call.run(data == "@" ? RequestInput(descriptor: 0) : RequestInput(text: data))
  }

  static func milliseconds(_ duration: Duration) -> String {
    let microseconds = duration / .microseconds(1)
    return "\((microseconds / 10).rounded() / 100) ms"
  }
}
