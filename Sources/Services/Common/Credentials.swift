import Martlet

/// The token of `authorization: Bearer TOKEN`; nil if there is no authorization.
///
/// - Throws: UNAUTHENTICATED if there is one of another kind, or more than one.
public func bearerToken(in metadata: Metadata) throws(RPCError) -> String? {
  let values = metadata.values("authorization")
  guard let value = values.first else { return nil }
  guard values.count == 1, case .text(let text) = value else {
    throw RPCError(.unauthenticated, "more than one authorization was sent")
  }
  let parts = text.split(separator: " ", maxSplits: 1)
  guard parts.count == 2, parts[0].lowercased() == "bearer" else {
    throw RPCError(.unauthenticated, "the authorization is not of the form \"Bearer TOKEN\"")
  }
  return String(parts[1])
}

/// Compares a secret with what a caller sent, in a time that depends on the latter's length only: how long it takes
/// tells nothing about how much of a guess was right.
public func isSame(secret: [UInt8], as candidate: [UInt8]) -> Bool {
  if secret.isEmpty { return false }
  var difference = secret.count ^ candidate.count
  var index = 0
  for byte in candidate {
    difference |= Int(byte ^ secret[index])
    index = index + 1 == secret.count ? 0 : index + 1
  }
  return difference == 0
}

/// Whether a text can be sent as a bearer token (RFC 6750, section 2.1).
func isBearerToken(_ text: some StringProtocol) -> Bool {
  !text.isEmpty
    && text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-._~+/=".utf8.contains(byte)
      }
    }
}
