import Martlet

/// What a user may do.
public enum Role: String, Sendable, CaseIterable {
  /// Read the catalogue. Whoever sends no token is a guest.
  case guest
  /// Fill drafts and submit them, and follow what becomes of them.
  case creator
  /// Keep the catalogue and decide on applications.
  case moderator
}

/// Who calls.
public struct User: Sendable, Hashable {
  public let name: String
  public let role: Role

  public init(name: String, role: Role) {
    self.name = name
    self.role = role
  }
}

/// The users and the bearer tokens by which they are known.
public struct Users: Sendable {
  private var entries: [(token: [UInt8], user: User)] = []

  /// Nobody but guests.
  public init() {}

  /// Reads a list of users: one a line, or separated by commas, as `TOKEN ROLE NAME` or `TOKEN:ROLE:NAME`. What follows
  /// a `#` is a comment.
  ///
  /// - Throws: `ConfigurationError` that names the line.
  public init(parsing text: String) throws(ConfigurationError) {
    var tokens: Set<Substring> = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      for entry in line.prefix(while: { $0 != "#" }).split(separator: ",") {
        let fields = entry.split { $0.isWhitespace || $0 == ":" }
        if fields.isEmpty { continue }
        guard fields.count == 3 else {
          throw ConfigurationError("users, line \(index + 1): expected TOKEN ROLE NAME, found \(fields.count) fields")
        }
        guard isBearerToken(fields[0]) else {
          throw ConfigurationError("users, line \(index + 1): a token consists of letters, digits and -._~+/=")
        }
        guard let role = Role(rawValue: String(fields[1])) else {
          throw ConfigurationError(
            "users, line \(index + 1): \"\(fields[1])\" is no role; there are guest, creator and moderator")
        }
        guard tokens.insert(fields[0]).inserted else {
          throw ConfigurationError("users, line \(index + 1): the token was given to another user already")
        }
        entries.append((Array(fields[0].utf8), User(name: String(fields[2]), role: role)))
      }
    }
  }

  /// Who sent the metadata; a nameless guest if it has no token.
  ///
  /// - Throws: UNAUTHENTICATED if nobody has the token.
  public func caller(_ metadata: Metadata) throws(RPCError) -> User {
    guard let token = try bearerToken(in: metadata) else { return User(name: "", role: .guest) }
    let bytes = Array(token.utf8)
    var found: User?
    // Goes through all of them, so that the time tells nothing about where the right one is.
    for entry in entries where isSame(secret: entry.token, as: bytes) { found = entry.user }
    guard let found else { throw RPCError(.unauthenticated, "the bearer token is not known") }
    return found
  }

  /// Who sent the metadata, if their role is one of those.
  ///
  /// - Throws: UNAUTHENTICATED if there is no token or nobody has it, PERMISSION_DENIED if the role is another.
  public func caller(_ metadata: Metadata, is roles: Role...) throws(RPCError) -> User {
    let user = try caller(metadata)
    if roles.contains(user.role) { return user }
    let needed = roles.map(\.rawValue).joined(separator: " or ")
    if user.name.isEmpty {
      throw RPCError(.unauthenticated, "this needs the token of a \(needed): send \"authorization: Bearer TOKEN\"")
    }
    throw RPCError(.permissionDenied, "this needs the role \(needed); \(user.name) is a \(user.role.rawValue)")
  }
}
