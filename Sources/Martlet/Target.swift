/// Where a channel connects, as gRPC spells it: `dns:///host:port`, `host:port`, `http://host:port`, `unix:path` or
/// `unix:///absolute/path`. See https://github.com/grpc/grpc/blob/master/doc/naming.md.
struct Target: Sendable, Hashable {
  enum Address: Sendable, Hashable {
    case tcp(host: String, port: Int)
    case unix(String)
  }

  let address: Address
  /// The `:authority` of requests.
  let authority: String

  /// - Throws: `RPCError` (INVALID_ARGUMENT) that says what is wrong with the text.
  init(_ text: String) throws(RPCError) {
    if let path = Self.rest(of: text, after: "unix://") ?? Self.rest(of: text, after: "unix:") {
      if path.isEmpty { throw RPCError(.invalidArgument, "the target \"\(text)\" names no socket") }
      address = .unix(path)
      authority = "localhost"
      return
    }
    var name = Substring(text)
    var defaultPort = 443
    if let rest = Self.rest(of: text, after: "dns:") {
      // The part between the slashes would name a DNS server; the system's resolver is used whatever it says.
      name = rest.hasPrefix("//") ? rest.dropFirst(2).drop { $0 != "/" }.dropFirst() : Substring(rest)
    } else if let rest = Self.rest(of: text, after: "http://") {
      name = rest.prefix { $0 != "/" }
      defaultPort = 80
    } else if text.contains("://") {
      throw RPCError(.invalidArgument, "the target \"\(text)\" has a scheme other than dns, http and unix")
    }
    guard let (host, port) = Self.split(name, defaultPort) else {
      throw RPCError(.invalidArgument, "the target \"\(text)\" is not host:port")
    }
    address = .tcp(host: host, port: port)
    authority = String(name)
  }

  private static func rest(of text: String, after prefix: String) -> String? {
    text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
  }

  private static func split(_ name: Substring, _ defaultPort: Int) -> (host: String, port: Int)? {
    var host = name
    var port = defaultPort
    if name.hasPrefix("[") {
      guard let close = name.firstIndex(of: "]") else { return nil }
      host = name[name.index(after: name.startIndex)..<close]
      let rest = name[name.index(after: close)...]
      if !rest.isEmpty {
        guard rest.hasPrefix(":"), let number = Int(rest.dropFirst()) else { return nil }
        port = number
      }
    } else if let colon = name.lastIndex(of: ":") {
      host = name[..<colon]
      guard let number = Int(name[name.index(after: colon)...]) else { return nil }
      port = number
    }
    guard !host.isEmpty, 0...65535 ~= port else { return nil }
    return (String(host), port)
  }
}
