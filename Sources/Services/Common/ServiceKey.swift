import Martlet

/// The secret by which the services know each other.
public struct ServiceKey: Sendable {
  private let key: String
  private let bytes: [UInt8]

  /// - Throws: `ConfigurationError` if the text is empty or has characters that a bearer token can't have.
  public init(_ key: String) throws(ConfigurationError) {
    guard isBearerToken(key) else {
      throw ConfigurationError("the service key must consist of letters, digits and -._~+/=")
    }
    self.key = key
    bytes = Array(key.utf8)
  }

  /// What a call to another service carries.
  public var metadata: Metadata { ["authorization": "Bearer \(key)"] }

  /// Lets a call pass that carries the key.
  ///
  /// - Throws: UNAUTHENTICATED if it carries none or another.
  public func check(_ metadata: Metadata) throws(RPCError) {
    guard let token = try bearerToken(in: metadata) else {
      throw RPCError(.unauthenticated, "the service key is missing: send it as \"authorization: Bearer KEY\"")
    }
    guard isSame(secret: bytes, as: Array(token.utf8)) else {
      throw RPCError(.unauthenticated, "the service key is wrong")
    }
  }
}

/// What is wrong with the settings that a program was started with.
public struct ConfigurationError: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
