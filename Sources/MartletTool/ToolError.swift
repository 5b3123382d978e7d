import Martlet

/// Why a command fails, with the exit status that says so.
public struct ToolError: Error, Sendable, CustomStringConvertible {
  /// The process's exit status.
  public let status: Int32
  /// What went wrong.
  public let description: String
  /// Further lines about it.
  public let details: [String]

  init(_ status: Int32, _ description: String, details: [String] = []) {
    self.status = status
    self.description = description
    self.details = details
  }

  /// Something is wrong with what the command works on.
  static func failure(_ description: String) -> ToolError { ToolError(1, description) }

  /// The command was called in a wrong way, or with input that doesn't fit.
  static func usage(_ description: String) -> ToolError { ToolError(2, description) }

  /// A call ended with a status other than OK: 64 and the status code, so that it never looks like a program's error.
  static func rpc(_ error: RPCError, details: [String] = []) -> ToolError {
    ToolError(64 + Int32(error.code.rawValue), "\(error)", details: details)
  }
}
