import ArgumentParser
import Logging
import Martlet
import MartletProtobuf
import MartletReflection

/// How a server is reached.
struct ConnectionOptions: ParsableArguments {
  @Option(
    name: [.customShort("H"), .customLong("header")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Send a header with every call; repeatable.", valueName: "name: value"))
  var headers: [String] = []

  @Option(help: ArgumentHelp("Give up after this many seconds.", valueName: "seconds"))
  var maxTime: Double?

  @Option(help: ArgumentHelp("Give up connecting after this many seconds.", valueName: "seconds"))
  var connectTimeout: Double?

  @Option(help: "The server's name as the :authority header gives it.")
  var authority: String?

  @Flag(name: .shortAndLong, help: "Show headers, trailers and timing on standard error.")
  var verbose = false

  func validate() throws {
    for header in headers { _ = try Self.parse(header) }
    for (name, seconds) in [("--max-time", maxTime), ("--connect-timeout", connectTimeout)] {
      // A day more than thirty years: no clock overflows.
      if let seconds, !(seconds > 0 && seconds < 1e9) { throw ValidationError("\(name) needs a number above 0") }
    }
  }

  /// The headers of every call.
  func metadata() throws -> Metadata {
    var metadata = Metadata()
    for header in headers {
      let (name, value) = try Self.parse(header)
      if name.hasSuffix("-bin") {
        guard let bytes = Base64.decode(value.utf8) else {
          throw ToolError.usage("the value of \(name) must be base64")
        }
        metadata.append(bytes, to: name)
      } else {
        metadata.append(value, to: name)
      }
    }
    return metadata
  }

  private static func parse(_ header: String) throws -> (name: String, value: String) {
    guard let colon = header.firstIndex(of: ":") else {
      throw ValidationError("a header is 'name: value', not '\(header)'")
    }
    let name = header[..<colon].trimmed.lowercased()
    let isName = name.utf8.allSatisfy { byte in
      byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39 || [0x2D, 0x2E, 0x5F].contains(byte)
    }
    if name.isEmpty || !isName { throw ValidationError("'\(name)' is not a header's name") }
    if name.hasPrefix("grpc-") { throw ValidationError("headers that begin with grpc- belong to gRPC") }
    let value = header[header.index(after: colon)...].trimmed
    if !value.utf8.allSatisfy({ $0 >= 0x20 && $0 <= 0x7E }) {
      throw ValidationError("the value of \(name) must be printable ASCII")
    }
    return (name, value)
  }

  /// The time that a call may take.
  var timeout: Duration? { maxTime.map { .seconds($0) } }

  /// A channel to an address.
  func channel(_ address: String) -> Channel {
    var configuration = Channel.Configuration()
    if let connectTimeout { configuration.connectTimeout = .seconds(connectTimeout) }
    configuration.authority = authority
    configuration.userAgent = "martlet"
    // What matters reaches the user as an error.
    let logger = Logger(label: "martlet") { _ in SwiftLogNoOpLogHandler() }
    return Channel(address, configuration: configuration, logger: logger)
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
